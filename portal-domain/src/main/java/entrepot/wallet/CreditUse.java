package entrepot.wallet;

import entrepot.kernel.Money;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of a wallet's spending is unpaid on a day, and since when. Money that came in pays the oldest spending first, so what is unpaid is the
 * newest spending that adds up to the negative balance.
 *
 * @param used     how far below zero the wallet is
 * @param overdue  what of it is past its due date
 * @param bearing  what of that bears interest: interest itself does not
 * @param since    the oldest due date that has passed; null where none has
 * @param dues     what is to be paid by which day, overdue first
 * @param ages     by days past the due date: not due, to 30, to 60, to 90, longer
 * @param debts    oldest first
 */
public record CreditUse(Money used, Money overdue, Money bearing, LocalDate since, SortedMap<LocalDate, Money> dues, List<Money> ages, List<Debt> debts) {

    /** Upper bounds of the ages, in days past the due date. */
    private static final int[] AGES = {0, 30, 60, 90};

    /**
     * Money that left a wallet.
     *
     * @param amount  more than zero
     * @param interest whether it was interest, which bears none
     */
    public record Spending(LocalDate on, Money amount, boolean interest) {
    }

    /** What is left of a spending. */
    public record Debt(LocalDate on, LocalDate dueOn, Money amount, boolean interest) {
    }

    /**
     * @param newestFirst spending of the wallet; what it lacks to {@code used} counts as spent on the day of the oldest
     * @param used        zero or more
     */
    public static CreditUse of(CreditTerms terms, LocalDate today, List<Spending> newestFirst, Money used) {
        Money none = Money.zero(used.currency());
        List<Debt> debts = new ArrayList<>();
        Money left = used;
        for (Spending spending : newestFirst) {
            if (!left.isPositive()) {
                break;
            }
            Money unpaid = spending.amount().min(left);
            debts.add(0, new Debt(spending.on(), terms.dueOn(spending.on()), unpaid, spending.interest()));
            left = left.minus(unpaid);
        }
        if (left.isPositive()) {
            LocalDate on = debts.isEmpty() ? today : debts.get(0).on();
            debts.add(0, new Debt(on, terms.dueOn(on), left, false));
        }
        Money overdue = none;
        Money bearing = none;
        SortedMap<LocalDate, Money> dues = new TreeMap<>();
        Money[] ages = new Money[AGES.length + 1];
        java.util.Arrays.fill(ages, none);
        for (Debt debt : debts) {
            dues.merge(debt.dueOn(), debt.amount(), Money::plus);
            int age = age(ChronoUnit.DAYS.between(debt.dueOn(), today));
            ages[age] = ages[age].plus(debt.amount());
            if (debt.dueOn().isBefore(today)) {
                overdue = overdue.plus(debt.amount());
                bearing = debt.interest() ? bearing : bearing.plus(debt.amount());
            }
        }
        LocalDate since = overdue.isPositive() ? dues.firstKey() : null;
        return new CreditUse(used, overdue, bearing, since, dues, List.of(ages), debts);
    }

    private static int age(long daysPast) {
        for (int i = 0; i < AGES.length; i++) {
            if (daysPast <= AGES[i]) {
                return i;
            }
        }
        return AGES.length;
    }
}
