package entrepot.settlement;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Transitions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * One organisation's account of one run: opening + lines − payouts = closing.
 *
 * @param code      its number
 * @param run       the run's code
 * @param payable   of the closing: on its way to the member's bank
 * @param carried   of the closing: stays for the next run, with the reason
 * @param hash      SHA-256 of its content as issued; null before
 * @param bankReference null until it was paid
 */
public record Statement(String code, String run, YearMonth month, OrganisationId organisation, State state,
                        Money opening, Money lines, Money payouts, Money closing, Money payable, Money carried,
                        CarryReason reason, String hash, Instant issuedAt, String bankReference, Instant paidAt) {

    /** Calculated, shown to the member, issued for good, paid by the bank. */
    public enum State {
        CALCULATED, PREVIEWED, ISSUED, PAID;

        /** Which state may follow which. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class)
                .allow(CALCULATED, PREVIEWED)
                .allow(PREVIEWED, ISSUED)
                .allow(ISSUED, PAID);
    }

    /**
     * The whole statement as it was issued and hashed.
     *
     * @param from    first day of the period in the tenant's zone
     * @param to      its last day
     * @param groups  all lines by kind, each with a subtotal
     * @param payouts what the bank paid in the period, as positive amounts
     * @param wallet  a section of its own, with its own sum
     */
    public record Content(String number, String headquarters, String organisationCode, String organisationName,
                          LocalDate from, LocalDate to, LocalDate issuedOn, Money opening, List<Group> groups,
                          Money lines, List<Line> payouts, Money paid, Money closing, Money payable, Money carried,
                          CarryReason reason, Wallet wallet) {

        /** Of the closing: settled by earlier statements and not paid by the bank yet. */
        public Money earlier() {
            return closing.minus(payable).minus(carried);
        }

        /** The same without the day of its issue, which nobody knows while it is previewed. */
        Content undated() {
            return new Content(number, headquarters, organisationCode, organisationName, from, to, null, opening, groups, lines,
                    payouts, paid, closing, payable, carried, reason, wallet);
        }
    }

    /** A member has said that its statement is right. {@code hash} is of what it was shown. */
    public record Confirmation(String by, Instant at, String hash) {
    }

    /** @param key what kind: a ledger event, or {@code commission.} with the earner; pages name it by {@code ledger.event.<key>} */
    public record Group(String key, List<Line> lines, Money subtotal) {
    }

    /**
     * @param causeType the glossary's word of what caused it
     * @param order     the order behind it; empty where there is none
     * @param detail    SKU and pieces, or a note
     * @param rule      the rule that earned it; empty where there is none
     */
    public record Line(LocalDate on, String causeType, String causeCode, String order, String detail, String rule,
                       Money amount) {
    }

    /** The wallet in the period: opening + movements = closing. */
    public record Wallet(Money opening, List<Movement> movements, Money closing) {
    }

    /** All movements of one kind on the wallet. */
    public record Movement(String key, long count, Money amount) {
    }

    /**
     * The statement against the books, computed anew from the ledger.
     *
     * @param sum    opening + lines − payouts
     * @param listed what the books say of all entries on this statement and those before it
     * @param ledger what the books say now
     * @param since  what moved that is on none of them
     */
    public record Proof(Money opening, Money lines, Money payouts, Money sum, Money closing, Money listed, Money since,
                        Money ledger) {

        /** Whether it holds to the last minor unit. */
        public boolean holds() {
            return sum.equals(closing) && listed.equals(closing) && listed.plus(since).equals(ledger);
        }
    }
}
