package entrepot.web.pages.agent.orders;

import entrepot.kernel.Money;
import entrepot.ordering.ChangeOrder;
import entrepot.ordering.Order;
import entrepot.ordering.OrderChange;
import entrepot.ordering.OrderChanges;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Paths;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Changes an order that is not packed: what it does is shown before it is done, and exactly that is done. */
@Named
@ViewScoped
public class ChangeOrderPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int LINES_MAX = 50;

    @Inject
    private Orders orders;
    @Inject
    private OrderChanges changes;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String code;
    private AddressForm to;
    private String remark;
    private String gift;
    private String why;
    private ArrayList<Line> lines;
    private Shown shown;

    /** A line as it is typed. */
    public static class Line implements Serializable {

        private static final long serialVersionUID = 1L;

        private String sku;
        private Integer quantity;

        public Line() {
            this("", 1);
        }

        Line(String sku, int quantity) {
            this.sku = sku;
            this.quantity = quantity;
        }

        public String getSku() {
            return sku;
        }

        public void setSku(String sku) {
            this.sku = sku;
        }

        public Integer getQuantity() {
            return quantity;
        }

        public void setQuantity(Integer quantity) {
            this.quantity = quantity;
        }
    }

    /** A change as it is shown; {@code dearer} is what the wallet pays more, negative for what it gets back. */
    public record Shown(String of, String kind, Money goodsBefore, Money goodsAfter, Money freightBefore, Money freightAfter,
                        Money totalBefore, Money totalAfter, Money difference, String from, String to) implements Serializable {
    }

    public void load() {
        if (lines != null) {
            return;
        }
        Order order = orders.get(actor.get(), code);
        to = new AddressForm(actor.tenant().country());
        to.fill(order.shipTo());
        remark = order.remark();
        gift = order.gift();
        lines = new ArrayList<>(order.lines().stream().map(line -> new Line(line.sku(), line.quantity())).toList());
    }

    /** Whether the change itself was asked for: then everything has to be there. */
    public boolean isAsked() {
        return request.getParameter("change:do") != null || request.getParameter("change:show") != null;
    }

    public void takeApart() {
        to.takeApart();
        refresh();
    }

    /** What was shown does not count any more. */
    public void refresh() {
        shown = null;
    }

    public void add() {
        if (lines.size() < LINES_MAX) {
            lines.add(new Line());
        }
    }

    public void remove(Line line) {
        lines.remove(line);
        if (lines.isEmpty()) {
            lines.add(new Line());
        }
    }

    public void show() {
        shown = null;
        ChangeOrder command = command();
        OrderChange change = changes.preview(actor.get(), code, command);
        shown = new Shown(command.toString(), change.kind().name(), change.before().goods(), change.after().goods(),
                change.before().freight(), change.after().freight(), change.before().total(), change.after().total(),
                change.difference(), String.join(", ", change.before().warehouses()), String.join(", ", change.after().warehouses()));
    }

    public String change() {
        ChangeOrder command = command();
        if (shown == null || !shown.of().equals(command.toString())) {
            show();
            Done.say("orders.new.changed");
            return null;
        }
        changes.change(actor.get(), code, new ChangeOrder(command.shipTo(), command.lines(), command.remark(), command.gift(), why,
                shown.totalAfter().major()));
        return Done.to(Paths.area(request) + "/orders/detail?code=" + code, "orders.change.done", "code", code, "difference",
                shown.difference());
    }

    private ChangeOrder command() {
        List<PlaceOrder.Line> asked = lines.stream().filter(line -> line.getSku() != null && !line.getSku().isBlank())
                .map(line -> new PlaceOrder.Line(line.getSku(), line.getQuantity() == null ? 0 : line.getQuantity(), null)).toList();
        return new ChangeOrder(to.address(), asked, remark, gift, why, null);
    }

    /** Where it goes. */
    public AddressForm getTo() {
        return to;
    }

    public List<Line> getLines() {
        return lines;
    }

    public Shown getShown() {
        return shown;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getRemark() {
        return remark;
    }

    public void setRemark(String remark) {
        this.remark = remark;
    }

    public String getGift() {
        return gift;
    }

    public void setGift(String gift) {
        this.gift = gift;
    }

    public String getWhy() {
        return why;
    }

    public void setWhy(String why) {
        this.why = why;
    }
}
