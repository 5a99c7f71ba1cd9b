package entrepot.web.pages.agent.orders;

import entrepot.ordering.OrderDoubt;
import entrepot.ordering.StockOut;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;

/** What is said about an order, in the person's language. */
@RequestScoped
class OrderWords {

    @Inject
    private PageTexts msg;

    /** A doubt with its numbers. */
    String of(OrderDoubt doubt) {
        Map<String, Object> details = new HashMap<>(doubt.details());
        if (details.containsKey("problem")) {
            String key = "problem." + details.get("problem");
            details.put("why", msg.containsKey(key) ? msg.text(key, details) : details.get("problem"));
        }
        return msg.text("orders.doubt." + doubt.kind(), details);
    }

    /** Who chose what becomes of goods that nobody could ship: a name, or that it was the buyer. */
    String chooser(StockOut one) {
        return "buyer".equals(one.chosenBy()) ? msg.get("stock-out.by-buyer") : one.chosenBy();
    }
}
