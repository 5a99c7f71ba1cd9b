package entrepot.webhook;

import java.time.Instant;
import java.util.List;

/**
 * An address that is told what happens.
 *
 * @param events       the types that it asked for; empty for all that its organisation may know
 * @param contact      who gets a letter when it is switched off
 * @param state        ACTIVE or DISABLED
 * @param why          why it is switched off: GONE (it answered 410), FAILING (three days), BY_HAND; empty while active
 * @param rotating     whether messages carry two signatures, because its secret was changed a short while ago
 * @param failingSince since when nothing arrives there; null when the last one did
 * @param waiting      messages that still have to be told
 */
public record Webhook(String code, String url, String remark, List<String> events, String contact, String state, String why, boolean rotating,
                      Instant failingSince, long waiting, String madeBy, Instant createdAt) {

    public boolean isActive() {
        return state.equals("ACTIVE");
    }
}
