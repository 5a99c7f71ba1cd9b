package entrepot.webhook;

import java.time.Instant;
import java.util.List;

/**
 * One message on its way to one endpoint, or arrived.
 *
 * @param message  the message's id, {@code webhook-id}
 * @param thing    the code of the order or consignment that it tells of
 * @param state    WAITING, DELIVERED, FAILED (given up) or LEFT_OUT (too many waited)
 * @param outcome  of the last try: a status such as 204, or why there was none; null before the first
 * @param nextAt   when it is tried next; null where it is not
 * @param body     what was sent; null in lists
 * @param attempts all tries, in lists none
 */
public record WebhookDelivery(String message, String event, String thing, String state, int tries, String outcome, Instant occurredAt, Instant triedAt,
                              Instant nextAt, String body, List<Attempt> attempts) {

    /** One try. */
    public record Attempt(int no, Instant at, String outcome, boolean good, int millis) {
    }
}
