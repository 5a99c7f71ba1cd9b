package entrepot.web.pages.settlement;

import entrepot.commission.Explanation;
import entrepot.kernel.Money;
import entrepot.web.pages.frame.Show;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** An explanation as a sum that a reader can follow with a pocket calculator: {@code #{formulas.of(accrual.explanation)}}. */
@Named
@RequestScoped
public class Formulas {

    @Inject
    private Show show;
    @Inject
    private PageTexts texts;

    /**
     * A sum in words.
     *
     * @param rounding what was rounded and where it went; empty where nothing was
     */
    public record Formula(String words, String rounding) {
    }

    /** The sum behind an accrual. */
    public Formula of(Explanation why) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("base", show.money(why.baseAmount()));
        details.put("pieces", show.number(why.quantity()));
        details.put("amount", show.money(why.byRule()));
        String method = "percent";
        BigDecimal exact = null;
        if (why.percent() != null) {
            details.put("rate", show.percent(why.percent()));
            exact = why.baseAmount().major().multiply(why.percent()).movePointLeft(2);
        } else if (why.fixed() != null) {
            method = "fixed";
            details.put("each", show.money(why.fixed()));
        } else {
            method = "steps";
            details.put("before", why.volumeBefore() == null ? "" : show.money(why.volumeBefore()));
            details.put("after", why.volumeAfter() == null ? "" : show.money(why.volumeAfter()));
        }
        String words = texts.text("dispute.formula." + method, details);
        if (why.isCapped()) {
            words = words + " " + texts.text("dispute.formula.capped", "cap", show.money(why.lineCap()), "amount", show.money(why.amount()));
        }
        return new Formula(words, rounding(why, exact));
    }

    private String rounding(Explanation why, BigDecimal exact) {
        if (why.isCapped()) {
            return texts.text("dispute.rounding.split");
        }
        if (exact == null) {
            return why.fixed() == null ? texts.text("dispute.rounding.steps") : "";
        }
        Money given = why.byRule();
        BigDecimal rest = given.major().subtract(exact).stripTrailingZeros();
        // a floor or cap of the rule is no rounding
        if (rest.signum() == 0 || rest.abs().compareTo(BigDecimal.ONE.movePointLeft(Money.digits(given.currency()))) >= 0) {
            return "";
        }
        return texts.text(rest.signum() > 0 ? "dispute.rounding.up" : "dispute.rounding.down", "exact", show.number(exact), "rest",
                show.number(rest.abs()));
    }
}
