package entrepot.web.pages.agent.orders;

import entrepot.kernel.Money;
import entrepot.ordering.ChangeOrder;
import entrepot.ordering.Order;
import entrepot.ordering.OrderChange;
import entrepot.ordering.OrderChanges;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.platform.geo.Address;
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
    private String name;
    private String phone;
    private String province;
    private String city;
    private String district;
    private String street;
    private String postcode;
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
        Address to = order.shipTo();
        name = to.name();
        phone = to.phone();
        province = to.province();
        city = to.city();
        district = to.district();
        street = to.street();
        postcode = to.postcode();
        remark = order.remark();
        gift = order.gift();
        lines = new ArrayList<>(order.lines().stream().map(line -> new Line(line.sku(), line.quantity())).toList());
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
        return new ChangeOrder(new Address(name, phone, actor.tenant().country(), province, city, district, street, postcode),
                asked, remark, gift, why, null);
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

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getPhone() {
        return phone;
    }

    public void setPhone(String phone) {
        this.phone = phone;
    }

    public String getProvince() {
        return province;
    }

    public void setProvince(String province) {
        this.province = province;
    }

    public String getCity() {
        return city;
    }

    public void setCity(String city) {
        this.city = city;
    }

    public String getDistrict() {
        return district;
    }

    public void setDistrict(String district) {
        this.district = district;
    }

    public String getStreet() {
        return street;
    }

    public void setStreet(String street) {
        this.street = street;
    }

    public String getPostcode() {
        return postcode;
    }

    public void setPostcode(String postcode) {
        this.postcode = postcode;
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
