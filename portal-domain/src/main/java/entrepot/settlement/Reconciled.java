package entrepot.settlement;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * Whether statements, ledger and bank say the same of some months, and what differs.
 *
 * @param checks      each with both sides; it holds when what differs is what stands in the list of its differences
 * @param differences what differs, one by one, so many of each kind
 * @param cut         whether there are more differences or bills than are listed; the checks count all of them
 * @param freight     what members and buyers were charged for freight, and what it cost, by what happened
 * @param bills       carriers' bills of these months, newest first, as many
 * @param income      by kind and month, the last twelve up to the last of these, in the order of time
 * @param atBank      whether a statement of the bank was read for these months; without one nothing can be compared
 */
public record Reconciled(YearMonth from, YearMonth to, List<Check> checks, List<Difference> differences, boolean cut, List<Freight> freight, List<Bill> bills,
                         List<Income> income, boolean atBank) {

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
     * @param type   what kind of thing it is, as the ledger calls causes
     * @param code   of the thing
     * @param of     whose it is; null where nobody's
     * @param detail for people
     */
    public record Difference(String check, String key, boolean open, String type, String code, OrganisationId of, LocalDate on, String detail,
                             Money amount) {
    }

    /** A carrier's bill. @param expected by the weights and prices that are known; unknown parcels count nothing */
    public record Bill(String code, String carrier, String number, LocalDate on, Money total, Money expected) {
    }

    /** Freight that was charged and that was paid. */
    public Freight freightInAll() {
        Money zero = checks.get(0).left().minus(checks.get(0).left());
        return new Freight("", freight.stream().map(Freight::charged).reduce(zero, Money::plus), freight.stream().map(Freight::paid).reduce(zero, Money::plus));
    }

    /** What one kind of event charged and paid for freight, and what is left of it. @param event of the ledger */
    public record Freight(String event, Money charged, Money paid) {

        public Money margin() {
            return charged.minus(paid);
        }
    }

    /** One kind's income of a month. @param kind name of its account */
    public record Income(YearMonth month, String kind, Money amount) {
    }
}
