package entrepot.settlement;

import entrepot.kernel.Money;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * Whether statements, ledger and bank say the same of a month, and what differs.
 *
 * @param checks      each with both sides; it holds when what differs is what stands in the list of its differences
 * @param differences what differs, one by one, the first hundred of each kind
 * @param freight     what members and buyers were charged for freight, and what it cost
 * @param income      by kind and month, the last twelve up to this one, in the order of time
 * @param atBank      whether a statement of the bank was read for the month; without one nothing can be compared
 */
public record Reconciled(YearMonth month, List<Check> checks, List<Difference> differences, Freight freight, List<Income> income,
                         boolean atBank) {

    /**
     * Two sides of the books.
     *
     * @param key       of its words: {@code reconcile.check.<key>}
     * @param explained what of the difference is accounted for by differences that need nobody
     * @param open      what of it waits for a person
     */
    public record Check(String key, Money left, Money right, Money explained, Money open) {

        public Money difference() {
            return left.minus(right);
        }

        /** Whether the sides agree, or each cent between them is accounted for and waits for nobody. */
        public boolean holds() {
            return open.isZero() && difference().equals(explained);
        }
    }

    /**
     * One thing that one side has and the other has not.
     *
     * @param key    why, of its words: {@code reconcile.difference.<key>}
     * @param open   whether somebody has to do something
     * @param code   of the thing; empty where it has none
     * @param detail for people
     */
    public record Difference(String check, String key, boolean open, String code, LocalDate on, String detail, Money amount) {
    }

    /** Freight of the month: charged, paid, and what is left of it. */
    public record Freight(Money charged, Money paid) {

        public Money margin() {
            return charged.minus(paid);
        }
    }

    /** One kind's income of a month. @param kind name of its account */
    public record Income(YearMonth month, String kind, Money amount) {
    }
}
