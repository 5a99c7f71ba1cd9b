package entrepot.tracking;

import entrepot.kernel.Money;
import entrepot.kernel.Transitions;
import java.time.Instant;

/**
 * What a carrier asks for.
 *
 * @param number    the carrier's own
 */
public record CourierBill(String code, String carrier, String number, String fileName, State state, int rows, Money total,
                          String takenBy, Instant takenAt, Instant postedAt, Instant paidAt, String bankReference) {

    /** How far it has come. */
    public enum State {
        /** Read and compared; the books know nothing of it yet. */
        CHECKED, POSTED, PAID, DISCARDED;

        /** Which state may follow which. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class)
                .allow(CHECKED, POSTED, DISCARDED)
                .allow(POSTED, PAID);
    }

    /**
     * One row of it.
     *
     * @param grams    as billed; null where the bill does not say
     * @param parcel   the code of ours; null where there is none
     * @param expected what was agreed for that; null where nothing was, or nothing is ours to pay
     */
    public record Row(int no, String number, Integer grams, Money amount, String parcel, Integer knownGrams, Money expected,
                      Kind kind, Money charged, Parcel.Claim claim) {

        /** How much of it is too much; zero where nothing is. */
        public Money excess() {
            Money none = Money.zero(amount.currency());
            return switch (kind) {
                case MATCHED -> none;
                case WEIGHT, PRICE -> expected == null ? none : amount.minus(expected).max(none);
                case UNKNOWN, DOUBLED, DEALERS -> amount;
            };
        }
    }

    /** What comparing a row found. */
    public enum Kind {
        MATCHED,
        /** Heavier than we weighed it. */
        WEIGHT,
        /** Another price than was agreed for that weight. */
        PRICE,
        /** No parcel of ours. */
        UNKNOWN,
        /** Billed before, here or elsewhere. */
        DOUBLED,
        /** Its dealer pays that carrier. */
        DEALERS
    }
}
