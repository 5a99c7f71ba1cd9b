package entrepot.ledger;

import entrepot.kernel.Problem;

/** What a person gives as the reason of something that touches the books. */
final class Reason {

    private static final int MAX = 500;

    private Reason() {
    }

    /** @throws Problem FIELD_MISSING, FIELD_INVALID (reason) */
    static String of(String text) {
        if (text == null || text.isBlank()) {
            throw Problem.missing("reason");
        }
        if (text.length() > MAX) {
            throw Problem.invalid("reason", text.length());
        }
        return text.strip();
    }
}
