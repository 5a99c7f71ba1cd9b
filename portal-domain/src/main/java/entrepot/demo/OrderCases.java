package entrepot.demo;

import entrepot.catalog.Variant;
import entrepot.inventory.Stock;
import entrepot.inventory.StockLevel;
import entrepot.kernel.Problem;
import entrepot.network.SubShop;
import entrepot.ordering.ChangeOrder;
import entrepot.ordering.HoldRuleBook;
import entrepot.ordering.HoldRules;
import entrepot.ordering.OrderChanges;
import entrepot.ordering.OrderHolds;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.ordering.Quotation;
import entrepot.ordering.Quotations;
import entrepot.platform.access.Actor;
import entrepot.platform.geo.Address;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Orders that wait for somebody on the morning on which people first look: each reason once. */
@Dependent
class OrderCases {

    private static final Address FAR = new Address("阿依古丽", "13800000901", "CN", "新疆维吾尔自治区", "乌鲁木齐市", "天山区",
            "解放北路 12 号", "830000");
    private static final Address NEAR = new Address("沈小青", "13800000902", "CN", "浙江省", "杭州市", "西湖区", "文三路 88 号", "310012");

    @Inject
    private Orders orders;

    @Inject
    private OrderHolds holds;

    @Inject
    private OrderChanges changes;

    @Inject
    private Quotations quotations;

    @Inject
    private HoldRuleBook rules;

    @Inject
    private Stock stock;

    private Stage stage;
    private Actor agent;
    private SubShop shop;
    private Variant goods;
    private int number = 1;

    /** From now on orders are held by the rules that a new tenant has. */
    void begin(Stage on) {
        stage = on;
        rules.begin(stage.system(), HoldRules.DEFAULTS);
    }

    /** @param range what is sold; what there is most of is ordered here */
    void play(String login, SubShop seller, List<Variant> range) {
        agent = stage.as(login);
        shop = seller;
        goods = plenty(range);
        place(order(NEAR, 1 + 2_500 / Math.max(1, goods.retail().major().intValue() / 2), null));
        place(order(new Address("钱多多", "13800000903", "CN", "浙江省", "杭州市", "", "大厦", ""), 1, null));
        place(order(buyer("郑一", "13800000904"), 1, goods.retail().major().multiply(new BigDecimal("0.5"))));
        place(order(buyer("冯二", "13800000905"), 2, goods.retail().major()).paid(goods.retail().major()));
        String held = place(order(buyer("陈三", "13800000906"), 1, null));
        if (held != null) {
            holds.hold(stage.as("manager"), held, "买家来电询问，先不发货");
        }
        place(order(buyer("褚四", "13800000907"), 1, null));
        place(order(buyer("褚四", "+86 138 0000 0907"), 1, null));
    }

    /** An order whose buyer has moved. @return its code; null where nobody could ship it */
    String moved() {
        String code = place(order(buyer("卫五", "13800000908"), 1, null));
        if (code != null) {
            changes.change(agent, code, ChangeOrder.address(FAR, "买家搬家了"));
        }
        return code;
    }

    /** Orders of somebody who cannot pay them. */
    void waiting(String login, SubShop poor) {
        agent = stage.as(login);
        shop = poor;
        for (int i = 0; i < 3; i++) {
            place(order(buyer("蒋六", "1380000091" + i), 40, null).waitingForFunds());
        }
    }

    /** A request for a quote that waits, and one that is answered. @return the code of the one that waits */
    String quotation(String login, SubShop asking, List<Variant> range) {
        Actor member = stage.as(login);
        Variant one = plenty(range);
        Quotation answered = quotations.ask(member, asking.code(), "春游活动定制，印本店标志，两周内要",
                List.of(new Quotation.Wish(one.sku(), "印标志", 50)));
        quotations.answer(stage.as("manager"), answered.code(), List.of(new Quotations.OfferedLine(one.sku(), 50,
                one.retail().major().multiply(new BigDecimal("0.45")).setScale(2, java.math.RoundingMode.HALF_UP))),
                stage.now().plus(Duration.ofDays(14)), "含印刷，5 个工作日发货");
        quotations.proposed(stage.as("manager"), answered.code())
                .ifPresent(cheap -> quotations.approve(stage.as("deputy"), cheap.code()));
        return quotations.ask(member, asking.code(), "企业团购，要礼盒包装", List.of(new Quotation.Wish(one.sku(), "礼盒", 120),
                new Quotation.Wish("", "手提袋", 120))).code();
    }

    private static Address buyer(String name, String phone) {
        return new Address(name, phone, "CN", "浙江省", "杭州市", "余杭区", "未来路 " + phone.substring(phone.length() - 2) + " 号", "311100");
    }

    private PlaceOrder order(Address to, int quantity, BigDecimal asked) {
        return new PlaceOrder(shop.code(), "C" + number++ + "-" + shop.code(), to,
                List.of(new PlaceOrder.Line(goods.sku(), quantity, asked)), "", "", null);
    }

    private String place(PlaceOrder order) {
        try {
            return orders.place(agent, order, "case-" + order.outsideNumber()).code();
        } catch (Problem refusal) {
            // an empty shelf or wallet refuses an order in a demonstration as in life
            return null;
        }
    }

    private Variant plenty(List<Variant> range) {
        var free = stock.availability(stage.system(), range.stream().map(Variant::id).toList()).stream()
                .collect(Collectors.groupingBy(StockLevel::variant, Collectors.summingInt(StockLevel::available)));
        return range.stream().filter(Variant::active).max(java.util.Comparator.comparing(
                (Variant variant) -> free.getOrDefault(variant.id(), 0)).thenComparing(Variant::sku)).orElseThrow();
    }
}
