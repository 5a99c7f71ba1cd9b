package entrepot.web.pages.agent.orders;

import entrepot.ordering.Order;
import entrepot.ordering.Orders;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Links;
import entrepot.web.pages.frame.Listing;
import entrepot.web.pages.frame.Paths;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;

/** Orders, newest first, by saved view or by what was typed; whose they are is left to the area. */
public abstract class OrderListing extends Listing<Order> {

    @Inject
    private Orders orders;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String text;

    public void load() {
        if (getView() == null) {
            setView(OrderViews.ALL);
        }
        show(Paged.of(orders.list(actor.get(), OrderViews.filter(getView(), text), getAfter(), ROWS + 1), ROWS, Order::code));
    }

    public String find() {
        return Done.to(Paths.area(request) + "/orders/list?q=" + Links.encode(text == null ? "" : text));
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }
}
