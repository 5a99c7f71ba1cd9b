package entrepot.web.rest;

import entrepot.webhook.SetUpWebhook;
import java.time.Instant;
import java.util.List;

/** What the three audiences' webhooks are sent and answer. */
public final class WebhookBodies {

    private WebhookBodies() {
    }

    /**
     * How a webhook shall be.
     *
     * @param url     https, in public
     * @param events  types such as {@code order.placed}; absent for all that the organisation may know
     * @param contact e-mail for a letter when it is switched off; absent for the organisation's
     */
    public record WantedWebhook(String url, String remark, List<String> events, String contact) {

        public SetUpWebhook command() {
            return new SetUpWebhook(url, remark, events == null ? null : Body.each("events", events), contact, null);
        }
    }

    /**
     * What to tell again.
     *
     * @param message one message; else
     * @param since   all that happened since then and did not arrive
     */
    public record Replay(String message, Instant since) {
    }

    /** @param messages how many are told again */
    public record Replayed(int messages) {
    }

    /** @param message the id under which its delivery can be seen */
    public record Sent(String message) {
    }
}
