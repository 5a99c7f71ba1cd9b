package entrepot.web.pages.agent.orders;

import entrepot.ordering.Doubt;
import entrepot.ordering.Order;
import entrepot.ordering.OrderDoubt;
import entrepot.ordering.OrderHolds;
import entrepot.ordering.OrderState;
import entrepot.ordering.Orders;
import entrepot.ordering.StockOut;
import entrepot.ordering.StockOutState;
import entrepot.ordering.StockOuts;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Links;
import entrepot.web.pages.frame.Listing;
import entrepot.web.pages.frame.Paths;
import entrepot.web.pages.frame.TenantTime;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Orders by saved view or by what was typed; whose they are is left to the area. */
public abstract class OrderListing extends Listing<Order> {

    private static final Duration SOON = Duration.ofHours(12);
    private static final Set<OrderState> NOT_LEFT = Set.of(OrderState.WAITING_FUNDS, OrderState.ON_HOLD, OrderState.PLACED,
            OrderState.PARTLY_SHIPPED);

    @Inject
    private Orders orders;
    @Inject
    private OrderHolds holds;
    @Inject
    private StockOuts stockOuts;
    @Inject
    private TenantTime time;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String text;
    private String why;
    private Instant now;
    private Map<String, List<OrderDoubt>> doubts = Map.of();
    private Map<String, StockOutState> missing = Map.of();

    public void load() {
        if (getView() == null) {
            setView(OrderViews.ALL);
        }
        now = time.now();
        show(Paged.of(OrderViews.rows(orders, actor.get(), getView(), text, now, getAfter(), ROWS + 1), ROWS, Order::code));
        List<String> asked = getRows().stream().filter(order -> order.state() == OrderState.ON_HOLD
                || order.state() == OrderState.WAITING_FUNDS).map(Order::code).toList();
        missing = getRows().stream().anyMatch(order -> NOT_LEFT.contains(order.state())) ? stockOuts.open(actor.get()).stream()
                .collect(Collectors.toMap(StockOut::order, StockOut::state, (one, other) -> one)) : Map.of();
        doubts = asked.isEmpty() ? Map.of() : holds.open(actor.get(), asked);
    }

    /** Whether what has to leave soonest comes first; else the newest does. */
    public boolean isByShipBy() {
        return OrderViews.isByShipBy(getView(), text);
    }

    /** Which buttons there are is asked before the address is read. */
    @Override
    public String getView() {
        String view = super.getView();
        return view == null ? request.getParameter("view") : view;
    }

    public String find() {
        return Done.to(Paths.area(request) + "/orders/list?q=" + Links.encode(text == null ? "" : text));
    }

    /** The kinds of what is open about an order, each once. */
    public List<Doubt.Kind> doubts(Order order) {
        return doubts.getOrDefault(order.code(), List.of()).stream().map(OrderDoubt::kind).distinct().toList();
    }

    /** What is asked about goods of it that nobody can ship; null where nothing is. */
    public StockOutState stockOut(Order order) {
        return missing.get(order.code());
    }

    /** Whether it has not left and should have. */
    public boolean isLate(Order order) {
        return NOT_LEFT.contains(order.state()) && order.shipBy().isBefore(now);
    }

    /** Whether it has not left and should within half a day. */
    public boolean isDueSoon(Order order) {
        return NOT_LEFT.contains(order.state()) && !isLate(order) && order.shipBy().isBefore(now.plus(SOON));
    }

    /** The orders whose boxes are ticked. */
    protected List<String> picked() {
        String[] codes = request.getParameterValues("pick");
        return codes == null ? List.of() : List.of(codes).stream().distinct().limit(OrderHolds.TOGETHER_MAX)
                .collect(Collectors.toList());
    }

    /** Says what became of several and shows the same view again. */
    protected String said(String key, List<OrderHolds.Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            Done.say("orders.select.none");
            return null;
        }
        long left = outcomes.stream().filter(outcome -> outcome.refusal() != null).count();
        return Done.to(Paths.area(request) + "/orders/list?view=" + Links.encode(getView()), key,
                "n", outcomes.size() - left, "left", left);
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public String getWhy() {
        return why;
    }

    public void setWhy(String why) {
        this.why = why;
    }
}
