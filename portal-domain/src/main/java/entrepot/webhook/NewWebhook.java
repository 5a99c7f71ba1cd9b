package entrepot.webhook;

/** A webhook whose secret was just made: the secret is shown this once. */
public record NewWebhook(Webhook webhook, String secret) {

    @Override
    public String toString() {
        return "NewWebhook[" + webhook.code() + "]";
    }
}
