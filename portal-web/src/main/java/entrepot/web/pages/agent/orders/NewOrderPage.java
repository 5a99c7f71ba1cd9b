package entrepot.web.pages.agent.orders;

import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.commission.CommissionPermission;
import entrepot.commission.Forecast;
import entrepot.commission.Forecasts;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.ordering.Doubt;
import entrepot.ordering.OrderKind;
import entrepot.ordering.OrderProblem;
import entrepot.ordering.OrderQuote;
import entrepot.ordering.OrderReceipt;
import entrepot.ordering.OrderState;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.geo.Address;
import entrepot.routing.RoutingDecision;
import entrepot.wallet.WalletPermission;
import entrepot.wallet.Wallets;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Refusals;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import entrepot.web.text.PageTexts;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A new order: what it costs and where it ships from is shown while it is typed, and placed only as it was shown. The
 * token that the page was given is the order's idempotency key, so that a double click, the back button and a reload
 * place it once.
 */
@Named
@ViewScoped
public class NewOrderPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int LINES_MAX = 50;
    private static final int SUGGESTIONS = 12;

    @Inject
    private PageTexts msg;
    @Inject
    private Orders orders;
    @Inject
    private SubShops subShops;
    @Inject
    private Variants variants;
    @Inject
    private Wallets wallets;
    @Inject
    private CurrentActor actor;
    @Inject
    private Forecasts forecasts;
    @Inject
    private Refusals refusals;
    @Inject
    private Language language;
    @Inject
    private HttpServletRequest request;

    private String token;
    private String shop;
    private String outsideNumber;
    private AddressForm to;
    private String remark;
    private String gift;
    private LocalDateTime shipBy;
    private OrderKind kind = OrderKind.SINGLE;
    private boolean waitForFunds;
    private final ArrayList<Line> lines = new ArrayList<>(List.of(new Line()));
    private ArrayList<Shop> shops = new ArrayList<>();
    private Shown shown;
    private String notYet;
    /** Only for the answer to the request that asked. */
    private transient List<Forecast.OfOrder> expected;

    /** A line as it is typed. */
    public static class Line implements Serializable {

        private static final long serialVersionUID = 1L;

        /** Between the SKU and the name in what was chosen from the suggestions. */
        static final String NAME_AFTER = " \u2014 ";

        private String typed;
        private Integer quantity = 1;
        private BigDecimal asked;

        /** A SKU, or a suggestion that begins with one. */
        public String getTyped() {
            return typed;
        }

        public void setTyped(String typed) {
            this.typed = typed;
        }

        String sku() {
            return typed == null ? "" : typed.split(NAME_AFTER, 2)[0].strip();
        }

        public Integer getQuantity() {
            return quantity;
        }

        public void setQuantity(Integer quantity) {
            this.quantity = quantity;
        }

        public BigDecimal getAsked() {
            return asked;
        }

        public void setAsked(BigDecimal asked) {
            this.asked = asked;
        }

        private boolean isEmpty() {
            return sku().isEmpty();
        }
    }

    public record Shop(String code, String name) implements Serializable {
    }

    /** A quote as it is shown, with a fingerprint of what it was asked for. */
    public record Shown(String of, Instant at, List<ShownDoubt> doubts, List<ShownLine> lines, Money goods, Money freight, Money total, Instant shipBy,
                        String zone, String base, String perKilogram, String kilograms, List<Stop> stops, Money available,
                        boolean enough, List<Later> presale, List<Refusal> refusals) implements Serializable {
    }

    /**
     * Why it would be refused if it were placed as it is now, in the person's words.
     *
     * @param order the order that has its outside number already; null where that is not the reason
     */
    public record Refusal(String text, String order) implements Serializable {
    }

    /** A variant that is sold before it is there, and from when it ships. */
    public record Later(String sku, LocalDate shipsFrom) implements Serializable {
    }

    public record ShownLine(String sku, String title, int quantity, Money supply, Money total, PriceWhy why)
            implements Serializable {
    }

    /** Why the order would wait for a person: the key of the sentence and what fills it. */
    public record ShownDoubt(String key, Map<String, String> details) implements Serializable {
    }

    public record Stop(String name, boolean chosen) implements Serializable {
    }

    public void load() {
        token = Tokens.random();
        to = new AddressForm(actor.tenant().country());
        shops = new ArrayList<>(subShops.list(actor.get()).stream().filter(SubShop::isOpen)
                .map(open -> new Shop(open.code(), open.name())).toList());
        if (shops.size() == 1) {
            shop = shops.get(0).code();
        }
    }

    public List<String> suggest(String text) {
        return variants.search(actor.get(), text, "", SUGGESTIONS).stream()
                .map(variant -> variant.sku() + Line.NAME_AFTER + variant.name()).toList();
    }

    public void takeApart() {
        to.takeApart();
        refresh();
    }

    /** What is known so far: the price as soon as goods and region are there, doubts about the address once it has a street. */
    public void refresh() {
        shown = null;
        notYet = null;
        if (shop == null || shop.isEmpty() || to.address().city().isEmpty() || lines.stream().allMatch(Line::isEmpty)) {
            return;
        }
        try {
            quote();
        } catch (Problem problem) {
            notYet = refusals.text(problem, language.locale());
        }
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

    public void quote() {
        shown = null;
        PlaceOrder command = command();
        OrderQuote quote = orders.quote(actor.get(), command);
        expected = !actor.may(CommissionPermission.READ) ? List.of()
                : forecasts.ofQuote(actor.get(), command.subShopCode(), command.shipTo().province(), quote);
        Money available = actor.may(WalletPermission.READ)
                ? wallets.balance(actor.get(), actor.get().organisation()).spendable() : null;
        shown = new Shown(priced(), quote.at(), quote.doubts().stream()
                // what is not typed yet is no doubt
                .filter(doubt -> doubt.kind() != Doubt.Kind.ADDRESS_UNCLEAR || !to.address().street().isEmpty() && !to.address().phone().isEmpty())
                .map(doubt -> new ShownDoubt("orders.doubt." + doubt.kind(), new TreeMap<>(doubt.details()))).toList(),
                quote.lines().stream().map(line -> new ShownLine(line.line().sku(), line.line().title(),
                        line.line().quantity(), line.line().supply(), line.line().supplyTotal(),
                        PriceWhy.of(line.rule(), line.numbers(), line.band(), msg))).toList(),
                quote.goods(), quote.freight().amount(), quote.total(), quote.shipBy(), quote.freight().zone(),
                quote.freight().numbers().get("base"), quote.freight().numbers().get("perKilogram"),
                quote.freight().numbers().get("kilograms"), stops(quote.decision()), available,
                available == null || available.compareTo(quote.total()) >= 0,
                quote.presale().stream().map(p -> new Later(p.sku(), p.shipsFrom())).toList(),
                quote.refusals().stream().map(problem -> new Refusal(refusals.text(problem, language.locale()),
                        problem.code() == OrderProblem.OUTSIDE_NUMBER_TAKEN ? (String) problem.details().get("order") : null)).toList());
    }

    private static List<Stop> stops(RoutingDecision decision) {
        return decision.candidates().stream().filter(c -> c.chosen()).map(c -> new Stop(c.name(), true)).toList();
    }

    public String place() {
        PlaceOrder command = command();
        if (shown == null || !shown.of().equals(priced())) {
            quote();
            Done.say("orders.new.changed");
            return null;
        }
        OrderReceipt receipt = orders.place(actor.get(), command.quotedAt(shown.at(), shown.total()), token);
        return Done.to("/agent/orders/detail?code=" + receipt.code(), done(receipt.state()), "code", receipt.code(),
                "total", receipt.total());
    }

    private static String done(OrderState state) {
        return switch (state) {
            case ON_HOLD -> "orders.new.placed.ON_HOLD";
            case WAITING_FUNDS -> "orders.new.placed.WAITING_FUNDS";
            case PRACTICE -> "orders.new.placed.PRACTICE";
            default -> "orders.new.placed.PLACED";
        };
    }

    /** What the price and the route depend on: the rest of the form may change without a new look at them. */
    private String priced() {
        PlaceOrder command = command();
        Address to = command.shipTo();
        return String.join("\n", command.subShopCode(), to.province(), to.city(), to.district(), command.lines().toString(),
                kind.name());
    }

    /** In bulk to the member itself: nobody's buyer pays a price. */
    public boolean isWholesale() {
        return kind == OrderKind.WHOLESALE;
    }

    private PlaceOrder command() {
        return new PlaceOrder(shop, outsideNumber, to.address(), lines.stream().filter(line -> !line.isEmpty())
                .map(line -> new PlaceOrder.Line(line.sku(), line.getQuantity() == null ? 0 : line.getQuantity(),
                        isWholesale() ? null : line.getAsked())).toList(), remark, gift, null,
                new PlaceOrder.Terms(shipBy == null ? null : shipBy.atZone(actor.tenant().zone()).toInstant(), waitForFunds, null,
                        null, null, kind, null), null);
    }

    /** Whether the order itself was asked for: then everything has to be there. */
    public boolean isAsked() {
        return request.getParameter("order:do") != null || request.getParameter("order:show") != null;
    }

    /** What it would earn, for who may see that. */
    public List<Forecast.OfOrder> getExpected() {
        return expected;
    }

    /** Why there is no price yet, in the person's words; null where nothing was refused. */
    public String getNotYet() {
        return notYet;
    }

    /** Where it goes. */
    public AddressForm getTo() {
        return to;
    }

    public String getToken() {
        return token;
    }

    public void setToken(String token) {
        this.token = token;
    }

    public List<Line> getLines() {
        return lines;
    }

    public List<Shop> getShops() {
        return shops;
    }

    public Shown getShown() {
        return shown;
    }

    public String getCurrency() {
        return actor.tenant().currency();
    }

    public String getShop() {
        return shop;
    }

    public void setShop(String shop) {
        this.shop = shop;
    }

    public String getOutsideNumber() {
        return outsideNumber;
    }

    public void setOutsideNumber(String outsideNumber) {
        this.outsideNumber = outsideNumber;
    }

    public LocalDateTime getShipBy() {
        return shipBy;
    }

    public void setShipBy(LocalDateTime shipBy) {
        this.shipBy = shipBy;
    }

    public OrderKind[] getKinds() {
        return OrderKind.values();
    }

    public OrderKind getKind() {
        return kind;
    }

    public void setKind(OrderKind kind) {
        this.kind = kind;
    }

    public boolean isWaitForFunds() {
        return waitForFunds;
    }

    public void setWaitForFunds(boolean waitForFunds) {
        this.waitForFunds = waitForFunds;
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
}
