package entrepot.settlement;

import entrepot.kernel.Money;
import entrepot.kernel.Period;
import java.time.Instant;
import java.time.YearMonth;

/**
 * The closing of one month.
 *
 * @param minimum     what is less than this is carried over
 * @param submittedBy null until it was submitted
 * @param checkedBy   null until it was approved
 * @param totals      null until it was calculated
 * @param totalsHash  of the totals and every statement's figures: what an approval is given to
 * @param problem     why the program stopped working on it; empty if it did not
 */
public record SettlementRun(String code, YearMonth month, Period period, RunState state, Money minimum, String startedBy,
                            Instant startedAt, String submittedBy, Instant submittedAt, String checkedBy,
                            Instant approvedAt, Totals totals, String totalsHash, String problem) {

    /**
     * A run in figures, as shown to who approves it.
     *
     * @param statements how many organisations
     * @param entries    how many entries of the books were taken
     * @param later      how many were left for the next run, because they came after the period
     * @param opening    carried over from before
     * @param payable    what is going to be paid
     * @param payees     to how many
     * @param carried    what stays, negative balances included
     * @param taxUnknown members that are not paid because nobody knows as what they are taxed
     */
    public record Totals(int statements, long entries, long later, Money opening, Money lines, Money payouts,
                         Money closing, Money payable, int payees, Money carried, int belowMinimum, int negative,
                         int taxUnknown) {

        /** Of the closing: settled by earlier runs and not paid by the bank yet. */
        public Money earlier() {
            return closing.minus(payable).minus(carried);
        }
    }
}
