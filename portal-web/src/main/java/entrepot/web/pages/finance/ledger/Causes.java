package entrepot.web.pages.finance.ledger;

import entrepot.ledger.PostingKey;
import entrepot.web.pages.frame.Links;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Map;

/** Where finance sees what caused a posting. */
@Named
@RequestScoped
public class Causes {

    private static final String JOURNAL = "/finance/ledger/journal?type=";
    /** Pages of finance that show a thing by its code. */
    private static final Map<String, String> PAGES = Map.of("top-up", "/finance/topups/detail?code=", "statement", "/finance/statements/detail?code=",
            "courier-bill", "/finance/couriers/detail?code=", "adjustment", "/finance/ledger/adjustment?code=", "opening", "/finance/ledger/adjustment?code=",
            "payout", "/finance/payouts/detail?code=", "bank-line", "/finance/bank/line?code=", "payment", "/finance/bank/payment?code=");

    @Inject
    private PageTexts texts;

    /** Its page; where finance has none, all that was posted for it. */
    public String to(PostingKey key) {
        String code = key.causeCode().split("/", 2)[0];
        String page = PAGES.get(key.causeType());
        return page == null ? JOURNAL + Links.encode(key.causeType()) + "&cause=" + Links.encode(code) : page + Links.encode(code);
    }

    /** What people call such a cause; the bare word where nobody said. */
    public String word(String type) {
        String key = "ledger.cause." + type;
        return texts.containsKey(key) ? texts.text(key) : type;
    }

    /** The posting's own page. */
    public String posting(PostingKey key) {
        return "/finance/ledger/posting?posting=" + Links.encode(key.text());
    }
}
