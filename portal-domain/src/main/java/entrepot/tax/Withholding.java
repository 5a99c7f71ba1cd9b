package entrepot.tax;

import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/** What is withheld of payments, and the register of what was. */
@ApplicationScoped
@UseCases
public class Withholding {

    /**
     * What has to be withheld of these payments, by person and calendar month of payment: what the person was paid and what was withheld
     * before in the month, through whichever membership, counts.
     *
     * @param payDate when they are paid
     * @param payments everything that is paid on that day together: two organisations of one person are added up only within one call
     *                 or after {@link #record}; an organisation stands there once
     * @return one for each, in their order
     */
    @Requires(Requires.SYSTEM)
    public List<Assessed> assess(Actor actor, LocalDate payDate, List<Taxable> payments) {
        String month = YearMonth.from(payDate).toString();
        return payments.stream().map(p -> {
            TaxExplanation none = TaxExplanation.none(month, p.gross());
            return new Assessed(p.organisation(), none.tax(), none);
        }).toList();
    }

    /**
     * Writes into the register what a statement withholds, in the transaction that posts it; payments without tax too, for they count in their
     * month. The same statement again changes nothing.
     */
    @Requires(Requires.SYSTEM)
    public void record(Actor system, String statement, List<Assessed> assessed, LocalDate payDate) {
        // the register comes with the tables
    }
}
