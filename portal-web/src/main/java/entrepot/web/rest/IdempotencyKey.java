package entrepot.web.rest;

/** The name of the header that makes a POST safe to repeat: {@code @HeaderParam(IdempotencyKey.HEADER) String key}, handed to the use case, which refuses a missing one. */
public final class IdempotencyKey {

    public static final String HEADER = "Idempotency-Key";

    private IdempotencyKey() {
    }
}
