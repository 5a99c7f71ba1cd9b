package entrepot.settlement;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;

/**
 * The closing of one period for all members, or of one member's account up to now.
 *
 * @param month           in which the period begins
 * @param organisation    whom an off-cycle run is about; null for all
 * @param last            whether it is the final settlement of a leaver, which pays any amount
 * @param reason          why an off-cycle run was started; empty else
 * @param minimum         what is less than this is carried over
 * @param objectionsUntil when silence has consented; null until it was previewed
 * @param payOn           when its payouts are due; null until it was calculated
 * @param members         whom to look at; 0 until it was collected
 * @param lookedAt        how many of them were
 * @param submittedBy     null until it was submitted
 * @param checkedBy       null until it was approved
 * @param totals          null until it was calculated
 * @param totalsHash      of the totals and every statement's figures: what an approval is given to
 * @param problem         why the program stopped working on it; empty if it did not
 * @param failing         what the program failed at and tries again; null while it goes on
 */
public record SettlementRun(String code, YearMonth month, Period period, RunKind kind, OrganisationId organisation, boolean last,
                            String reason, RunState state, Money minimum, String startedBy, Instant startedAt,
                            Instant objectionsUntil, LocalDate payOn, int members, int lookedAt, String submittedBy,
                            Instant submittedAt, String checkedBy, Instant approvedAt, Totals totals, String totalsHash,
                            String problem, Failing failing) {

    /**
     * The program cannot go on with a run, and tries again by itself. Times are real ones.
     *
     * @param step    from which the run does not come on
     * @param problem the code of the refusal, BUSY where the database took too long; empty where it is none that people can know
     * @param details of the refusal
     * @param since   when it failed first
     * @param tries   how often it has by now
     * @param again   when it is tried again
     */
    public record Failing(RunState step, String problem, Map<String, String> details, Instant since, int tries, Instant again) {
    }

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
     * @param receivable netted with what members owe headquarters
     * @param credit     netted with what their wallets are overdue
     * @param tax        withheld
     * @param disputed   of what is carried: waits for disputes
     * @param disputing  of how many members
     * @param elsewhere  members that another run settles or has settled beyond this period
     * @param silent     members of whom nothing moved and nothing stands
     */
    public record Totals(int statements, long entries, long later, Money opening, Money lines, Money payouts,
                         Money closing, Money payable, int payees, Money carried, int belowMinimum, int negative,
                         int taxUnknown, Money receivable, Money credit, Money tax, Money disputed, int disputing,
                         int elsewhere, int silent) {

        /** Totals that were kept before there was netting have none. */
        public Totals {
            Money zero = Money.zero(closing.currency());
            receivable = receivable == null ? zero : receivable;
            credit = credit == null ? zero : credit;
            tax = tax == null ? zero : tax;
            disputed = disputed == null ? zero : disputed;
        }

        /** Of the closing: settled by earlier runs and not paid by the bank yet. */
        public Money earlier() {
            return closing.minus(payable).minus(carried).minus(receivable).minus(credit).minus(tax);
        }
    }
}
