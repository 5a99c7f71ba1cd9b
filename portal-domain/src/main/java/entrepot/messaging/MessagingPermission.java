package entrepot.messaging;

/** What the use cases of this package ask for. */
public final class MessagingPermission {

    /** Reads the tenant's outbox; invitation links stand in it, so it is for headquarters' administrators. */
    public static final String READ = "messages:read";

    private MessagingPermission() {
    }
}
