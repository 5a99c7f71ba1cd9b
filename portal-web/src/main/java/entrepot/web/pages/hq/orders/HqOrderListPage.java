package entrepot.web.pages.hq.orders;

import entrepot.network.Organisations;
import entrepot.ordering.Order;
import entrepot.ordering.Orders;
import entrepot.web.pages.agent.orders.OrderViews;
import entrepot.web.pages.frame.Done;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All members' orders, newest first. */
@Named
@RequestScoped
public class HqOrderListPage {

    private static final int ROWS = 50;

    @Inject
    private Orders orders;
    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;

    private final Map<Long, String> names = new HashMap<>();
    private String view = OrderViews.ALL;
    private String after;
    private String text;
    private Paged<Order> page;

    public void load() {
        page = Paged.of(orders.list(actor.get(), OrderViews.filter(view, text), after, ROWS + 1), ROWS, Order::code);
    }

    public String find() {
        return Done.to("/hq/orders/list?q=" + URLEncoder.encode(text == null ? "" : text, StandardCharsets.UTF_8));
    }

    /** Whose order it is; a member is asked for once a page. */
    public String seller(Order order) {
        return names.computeIfAbsent(order.seller().value(), id -> organisations.get(actor.get(), order.seller()).name());
    }

    public List<Order> getRows() {
        return page.items();
    }

    public String getNext() {
        return page.next();
    }

    public String getView() {
        return view;
    }

    public void setView(String view) {
        this.view = view == null ? OrderViews.ALL : view;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }
}
