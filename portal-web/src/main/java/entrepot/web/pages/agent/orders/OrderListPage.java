package entrepot.web.pages.agent.orders;

import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.ordering.Order;
import entrepot.ordering.Orders;
import entrepot.web.pages.frame.Done;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A member's orders, newest first. */
@Named
@RequestScoped
public class OrderListPage {

    private static final int ROWS = 50;

    @Inject
    private Orders orders;
    @Inject
    private SubShops subShops;
    @Inject
    private CurrentActor actor;

    private String view = OrderViews.ALL;
    private String after;
    private String text;
    private Paged<Order> page;
    private Map<Long, String> shops;

    public void load() {
        page = Paged.of(orders.list(actor.get(), OrderViews.filter(view, text), after, ROWS + 1), ROWS, Order::code);
        shops = subShops.list(actor.get()).stream().collect(Collectors.toMap(s -> s.id().value(), SubShop::name));
    }

    public String find() {
        return Done.to("/agent/orders/list?q=" + URLEncoder.encode(text == null ? "" : text, StandardCharsets.UTF_8));
    }

    public String shop(Order order) {
        return shops.getOrDefault(order.subShop().value(), "");
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
