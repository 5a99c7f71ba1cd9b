package entrepot.fulfilment;

import entrepot.kernel.Problem;

/**
 * A dealer's no.
 *
 * @param note in its own words; needed with OTHER, else it may be empty
 */
public record Decline(DeclineReason reason, String note) {

    private static final int NOTE_MAX = 500;

    public Decline {
        note = note == null ? "" : note.strip();
    }

    public static Decline because(String note) {
        return new Decline(DeclineReason.OTHER, note);
    }

    /** @throws Problem DECLINE_REASON_NEEDED */
    void check() {
        if (reason == null || note.length() > NOTE_MAX || reason == DeclineReason.OTHER && note.isEmpty()) {
            throw new Problem(FulfilmentProblem.DECLINE_REASON_NEEDED).with("max", NOTE_MAX);
        }
    }

    /** For histories, which show a reason of the list in the reader's language and words as they were written. */
    String text() {
        return reason == DeclineReason.OTHER ? note : note.isEmpty() ? reason.name() : reason.name() + ": " + note;
    }
}
