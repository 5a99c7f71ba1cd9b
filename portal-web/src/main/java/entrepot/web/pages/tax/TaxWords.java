package entrepot.web.pages.tax;

import entrepot.kernel.Money;
import entrepot.tax.TaxExplanation;
import entrepot.tax.TaxMethod;
import entrepot.web.pages.frame.Show;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the tax of a payment came about, in a sentence with every number. */
@RequestScoped
public class TaxWords {

    @Inject
    private PageTexts msg;
    @Inject
    private Show show;

    public String of(TaxExplanation why) {
        if (why.method() == TaxMethod.NONE) {
            return msg.get("tax.nothing-withheld");
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("person", text(why.person()));
        details.put("before", text(why.before()));
        details.put("deduction", text(why.deduction()));
        details.put("base", text(why.base()));
        details.put("rate", why.rate().stripTrailingZeros().toPlainString());
        details.put("quick", text(why.quick()));
        details.put("due", text(why.due()));
        details.put("withheld", text(why.withheld()));
        return msg.text("tax.why." + why.method(), details);
    }

    private String text(Money money) {
        return show.money(money);
    }
}
