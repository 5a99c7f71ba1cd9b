package entrepot.tax;

import entrepot.kernel.Money;
import entrepot.kernel.Split;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/** The tax on what one person is paid. Pure: what was paid and withheld before goes in, every number comes out. */
final class TaxCalculator {

    private TaxCalculator() {
    }

    /** What the register knows of the person in the period. @param months for how many months something is free */
    record Before(Money paid, Money withheld, int months) {
    }

    /** One person's payments of one day, one for each membership, in their order; none negative. */
    static List<Assessed> assess(TaxTable table, YearMonth month, Before before, List<Taxable> payments) {
        Money nothing = before.paid().minus(before.paid());
        Money person = payments.stream().map(Taxable::gross).reduce(nothing, Money::plus);
        Money total = before.paid().plus(person);
        Money deduction = table.deduction(total, before.months());
        Money base = total.minus(deduction);
        TaxTable.Step step = table.step(base);
        Money due = table.tax(base);
        // what was withheld too much is not paid back here: it lessens what comes
        Money tax = due.minus(before.withheld()).max(nothing).min(person);
        List<Money> shares = Split.byWeight(tax, payments.stream().map(p -> p.gross().minor()).toList());
        List<Assessed> assessed = new ArrayList<>();
        for (int i = 0; i < payments.size(); i++) {
            Taxable payment = payments.get(i);
            assessed.add(new Assessed(payment.organisation(), shares.get(i), new TaxExplanation(table.method(), table.from(), month.toString(),
                    payment.gross(), person, before.paid(), before.months(), deduction, base, step.rate(), TaxTable.money(step.quick(), base), due,
                    before.withheld(), shares.get(i))));
        }
        return assessed;
    }
}
