package entrepot.payout;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Transitions;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/**
 * Payouts that leave together, in one format and currency.
 *
 * @param payOn      when the bank shall pay
 * @param hash       of what would leave; what is approved is exactly this
 * @param open       payments that the bank has not answered; {@code paid} and {@code failed} those that it has
 */
public record Batch(String code, Format format, LocalDate payOn, State state, int rows, Money total, String hash, Instant rehearsedAt, String maker,
                    Instant preparedAt, String checker, Instant approvedAt, String releasedBy, Instant releasedAt, String reason, int open, int paid,
                    int failed) {

    /** How far it is. A batch that changed after it was approved is prepared again. */
    public enum State {
        PREPARED, APPROVED, RELEASED, CLOSED, CANCELLED;

        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class)
                .allow(PREPARED, APPROVED, CANCELLED)
                .allow(APPROVED, RELEASED, PREPARED, CANCELLED)
                .allow(RELEASED, CLOSED);
    }

    /**
     * One payment of it.
     *
     * @param account where it goes, masked
     * @param state   TAKEN, LEFT_OUT, SENT, PAID, FAILED or RETURNED
     * @param reason  why it was left out or failed
     */
    public record Line(String payout, OrganisationId organisation, String causeType, String causeCode, PayeeAccount.Kind kind, String account, String holder,
                       Money amount, String state, String reason, String endToEnd) {
    }

    /**
     * What the rehearsal found.
     *
     * @param payout null where it is about the whole batch
     * @param rule   by name; words stand under {@code payout.rule.<rule>}, with the details
     */
    public record Finding(String payout, String rule, boolean blocking, Map<String, String> details) {
    }

    /** A file for the bank. */
    public record File(int no, String name, String sha256, int rows, Money total, Instant madeAt) {
    }
}
