package entrepot.web.pages.settlement;

import entrepot.commission.Explanation;
import entrepot.kernel.Money;
import entrepot.web.pages.frame.Show;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.stream.Collectors;

/** Numbers of an explanation that belong together. */
@Named
@RequestScoped
public class CommissionWords {

    @Inject
    private Show show;

    /** What each rule of the line gives alone, in their order, and the sum: by these the plan's cap is shared. */
    public String all(Explanation why) {
        Money sum = why.byAllRules().stream().reduce(Money.zero(why.amount().currency()), Money::plus);
        return why.byAllRules().stream().map(show::money).collect(Collectors.joining(" + ")) + " = " + show.money(sum);
    }
}
