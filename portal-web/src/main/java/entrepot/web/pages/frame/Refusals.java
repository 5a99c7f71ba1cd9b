package entrepot.web.pages.frame;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.web.text.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A refusal in the person's words: the text {@code problem.<CODE>} with its details, for pages and REST alike. */
@ApplicationScoped
public class Refusals {

    @Inject
    private Texts texts;

    /** What was refused and what to do, one or two sentences. */
    public String text(Problem problem, Locale language) {
        return texts.text(language, "problem." + problem.code().name(), readable(problem.details(), language));
    }

    private Map<String, Object> readable(Map<String, Object> details, Locale language) {
        Map<String, Object> readable = new LinkedHashMap<>();
        details.forEach((name, value) -> readable.put(name, readable(name, value, language)));
        return readable;
    }

    private Object readable(String name, Object value, Locale language) {
        if (value instanceof Money money) {
            return Figures.money(money, language) + " " + money.currency();
        }
        if (("thing".equals(name) || "field".equals(name)) && value != null && texts.has(language, name + "." + value)) {
            return texts.text(language, name + "." + value);
        }
        return value;
    }
}
