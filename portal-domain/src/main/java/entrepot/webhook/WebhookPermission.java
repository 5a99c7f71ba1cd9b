package entrepot.webhook;

/** What roles may do with webhooks. */
public final class WebhookPermission {

    /** See and keep the organisation's webhooks. */
    public static final String MANAGE = "webhooks:manage";

    private WebhookPermission() {
    }
}
