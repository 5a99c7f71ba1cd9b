package entrepot.settlement;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Transitions;
import entrepot.ledger.PostingKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One organisation's account of one run: opening + lines − payouts = closing.
 *
 * @param code      its number
 * @param run       the run's code
 * @param payable   of the closing: on its way to the member's bank
 * @param carried   of the closing: stays for the next run, with the reason
 * @param netted    of the closing: taken for what the member owes headquarters
 * @param credit    of the closing: taken for what its wallet is overdue
 * @param tax       of the closing: withheld
 * @param disputed  of what is carried: waits for disputes
 * @param hash      SHA-256 of its content as issued; null before
 * @param bankReference null until it was paid
 */
public record Statement(String code, String run, YearMonth month, OrganisationId organisation, State state,
                        Money opening, Money lines, Money payouts, Money closing, Money payable, Money carried,
                        Money netted, Money credit, Money tax, Money disputed, CarryReason reason, String hash, Instant issuedAt, String bankReference, Instant paidAt) {

    /** Calculated, shown to the member, issued for good, paid by the bank. */
    public enum State {
        CALCULATED, PREVIEWED, ISSUED, PAID;

        /** Which state may follow which. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class)
                .allow(CALCULATED, PREVIEWED)
                .allow(PREVIEWED, ISSUED)
                .allow(ISSUED, PAID)
                // the payment came back
                .allow(PAID, ISSUED);
    }

    /**
     * The whole statement as it was issued and hashed. Lines are counted, summed and hashed by kind; they stand in the books, which nobody changes,
     * and are read page by page ({@link Statements#lines}).
     *
     * @param from       first day of the period in the tenant's zone
     * @param to         its last day
     * @param groups     all lines by kind, each with a subtotal
     * @param payouts    what the bank paid in the period, as positive amounts
     * @param netted     of the closing: taken for what the member owes headquarters; null on old statements, as the next four
     * @param credit     of the closing: taken for what its wallet is overdue
     * @param tax        of the closing: withheld
     * @param payOn      when it is paid
     * @param disputed   lines that the member disputed and that wait
     * @param wallet     a section of its own, with its own sum
     * @param deposit    likewise; null on old statements, as the next
     * @param receivable what the member owes, likewise
     */
    public record Content(String number, String headquarters, String organisationCode, String organisationName,
                          LocalDate from, LocalDate to, LocalDate issuedOn, Money opening, List<Group> groups,
                          Money lines, List<Line> payouts, Money paid, Money closing, Money payable, Money carried,
                          CarryReason reason, Money netted, Money credit, Money tax, LocalDate payOn,
                          Money disputed, Section wallet, Section deposit, Section receivable) {

        /** Of the closing: settled by earlier statements and not paid by the bank yet. */
        public Money earlier() {
            Money left = closing.minus(payable).minus(carried);
            return netted == null ? left : left.minus(netted).minus(credit).minus(tax);
        }

        /** The sections that it has, by the name of their account. */
        public Map<String, Section> sections() {
            Map<String, Section> sections = new LinkedHashMap<>();
            sections.put("WALLET", wallet);
            if (deposit != null) {
                sections.put("DEPOSIT", deposit);
                sections.put("RECEIVABLE", receivable);
            }
            return sections;
        }

        /** Lines of all kinds together. */
        public long count() {
            return groups.stream().mapToLong(Group::size).sum();
        }

        /** The same without the day of its issue, which nobody knows while it is previewed. */
        Content undated() {
            return new Content(number, headquarters, organisationCode, organisationName, from, to, null, opening, groups, lines,
                    payouts, paid, closing, payable, carried, reason, netted, credit, tax, payOn, disputed, wallet, deposit, receivable);
        }
    }

    /** A member has said that its statement is right. {@code hash} is of what it was shown. */
    public record Confirmation(String by, Instant at, String hash) {
    }

    /**
     * All lines of a kind.
     *
     * @param key   what kind: a ledger event, or {@code commission.} with the earner; pages name it by {@code ledger.event.<key>}
     * @param lines kept with old statements only; null where they are read from the books
     * @param count how many they are
     * @param hash  SHA-256 of them in their order; null with old statements
     */
    public record Group(String key, List<Line> lines, Money subtotal, long count, String hash) {

        public long size() {
            return lines == null ? count : lines.size();
        }
    }

    /**
     * @param event     what happened, with cause type and code the posting behind the line; null on lines that old statements keep
     * @param causeType the glossary's word of what caused it
     * @param order     the order behind it; empty where there is none
     * @param detail    SKU and pieces, the sum that gives a dealer's amount ({@code 2 × 3.00 CNY + …}), or a note
     * @param rule      the rule that earned it: of a plan, or {@code fulfilment-fee} and {@code own-supply-price} of a dealer; empty where there is none
     */
    public record Line(LocalDate on, String event, String causeType, String causeCode, String order, String detail, String rule,
                       Money amount) {

        /** What names the line outside: its posting. */
        public PostingKey key() {
            return new PostingKey(event, causeType, causeCode);
        }

        Line told(String behind, String about, String by) {
            return new Line(on, event, causeType, causeCode, behind, about, by, amount);
        }

        Line of(String group) {
            return event != null ? this : new Line(on, group.matches("commission\\.[A-Z].*") ? "commission.due" : group, causeType, causeCode, order,
                    detail, rule, amount);
        }
    }

    /** What a posting moved on one account: credit positive. @param kind name of the account's kind */
    public record Moved(String kind, Money amount) {
    }

    /** What stands on no statement yet: it will be on the next one. */
    public record Open(long count, Money amount) {
    }

    /** An account beside what is settled, in the period: opening + movements = closing. */
    public record Section(Money opening, List<Movement> movements, Money closing) {

        /** Whether nothing stands on it and nothing moved. */
        public boolean isEmpty() {
            return opening.isZero() && closing.isZero() && movements.isEmpty();
        }
    }

    /** All movements of one kind on such an account. */
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
