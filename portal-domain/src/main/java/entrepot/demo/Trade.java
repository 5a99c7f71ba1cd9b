package entrepot.demo;

import entrepot.catalog.Variant;
import entrepot.fulfilment.Carriers;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentFilter;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Decline;
import entrepot.fulfilment.DeclineReason;
import entrepot.fulfilment.Offers;
import entrepot.fulfilment.Shipping;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.network.SubShop;
import entrepot.ordering.OrderReceipt;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.platform.access.Actor;
import entrepot.platform.geo.Address;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Lets agents sell and dealers ship, order by order, each step at its own time. */
@Dependent
class Trade {

    @Inject
    private Orders orders;

    @Inject
    private Consignments consignments;

    @Inject
    private Offers offers;

    @Inject
    private Shipping shipping;

    private final Random random = new Random(20261122);
    private final Buyers buyers = new Buyers(7);
    private final Map<OrganisationId, String> dealers = new HashMap<>();
    private Stage stage;
    private List<Variant> range;
    private Consignment passedOn;
    private int number = 10_000;

    /** @param range what is sold */
    void open(Stage on, List<Variant> goods) {
        stage = on;
        range = goods;
    }

    List<Variant> range() {
        return range;
    }

    void dealer(OrganisationId organisation, String login) {
        dealers.put(organisation, login);
    }

    /** What a dealer declined last; it has gone to another. */
    Consignment passedOn() {
        return passedOn;
    }

    /** So many orders of those shops on that day, each with all that follows from it. */
    void day(LocalDate day, int count, List<Shop> shops) {
        for (int i = 0; i < count; i++) {
            Shop shop = shops.get(random.nextInt(shops.size()));
            Instant time = day.atTime(LocalTime.of(9, 0).plusMinutes(random.nextInt(600)))
                    .atZone(stage.tenant().zone()).toInstant();
            stage.story().at(time, () -> place(shop, time));
        }
    }

    /** So many orders in the first hour of the morning, so that their offers still wait when somebody looks. */
    void morning(LocalDate day, int count, List<Shop> shops) {
        for (int i = 0; i < count; i++) {
            Shop shop = shops.get(random.nextInt(shops.size()));
            Instant time = day.atTime(LocalTime.of(9, 0).plusMinutes(random.nextInt(30)))
                    .atZone(stage.tenant().zone()).toInstant();
            stage.story().at(time, () -> orders.place(stage.as(shop.login()), order(shop.shop(), time).waitingForFunds(), "today-" + number));
        }
    }

    /** An order of one who tries how it is done. */
    void practise(String login, SubShop shop) {
        orders.place(stage.as(login), order(shop, stage.now()), "practice-" + number);
    }

    /** The dealers but one have begun with this morning's offers: each has accepted one, and the first has packed it. */
    void prepareSome(String notYet) {
        boolean packed = false;
        for (String login : dealers.values().stream().filter(dealer -> !dealer.equals(notYet)).sorted().toList()) {
            Actor dealer = stage.as(login);
            for (Consignment offer : consignments.list(dealer, ConsignmentFilter.due(null, ConsignmentState.OFFERED), null, 1)) {
                offers.accept(dealer, offer.code());
                if (!packed) {
                    shipping.pack(dealer, offer.code());
                    packed = true;
                }
            }
        }
    }

    /** A shipping list in our own template: so many orders of today; the one at {@code unknown} has a code that nobody knows. */
    byte[] shippingList(int count, String prefix, int unknown) {
        StringBuilder file = new StringBuilder("订单编号,商品编码,数量,单价,收货人,手机,省,市,区,地址,备注\n");
        for (int i = 0; i < count; i++) {
            Variant variant = range.get(random.nextInt(range.size()));
            Address to = buyers.next(stage.tenant().country());
            file.append(prefix).append(1000 + i).append(',').append(i == unknown ? "NO-SUCH-SKU" : variant.sku())
                    .append(',').append(1 + random.nextInt(2)).append(',').append(variant.retail().major().toPlainString())
                    .append(',').append(to.name()).append(',').append(to.phone()).append(',').append(to.province())
                    .append(',').append(to.city()).append(',').append(to.district()).append(',').append(to.street())
                    .append(",\n");
        }
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A sub-shop and who sells there. */
    record Shop(String login, SubShop shop) {
    }

    private void place(Shop shop, Instant time) {
        PlaceOrder order = order(shop.shop(), time);
        OrderReceipt receipt;
        try {
            receipt = orders.place(stage.as(shop.login()), order, "demo-" + order.outsideNumber());
        } catch (Problem refusal) {
            // an empty shelf or wallet refuses an order in a demonstration as in life
            return;
        }
        if (random.nextInt(40) == 0) {
            stage.story().at(time.plus(Duration.ofMinutes(10)), () -> cancel(shop, receipt.code()));
            return;
        }
        for (Consignment consignment : consignments.byOrder(stage.system(), receipt.code())) {
            follow(consignment.code(), time);
        }
    }

    private void cancel(Shop shop, String code) {
        orders.cancel(stage.as(shop.login()), code, stage.tenant().country().equals("CN") ? "买家不要了" : "Buyer changed their mind");
    }

    private void follow(String code, Instant time) {
        stage.story().at(time.plus(Duration.ofMinutes(20 + random.nextInt(90))), () -> answer(code));
    }

    private void answer(String code) {
        Consignment consignment = consignments.get(stage.system(), code);
        Instant now = stage.now();
        if (consignment.state() == ConsignmentState.OFFERED && !now.isBefore(consignment.offerDeadline())) {
            // too late: the job passes it on to the next warehouse
            stage.story().daily();
            follow(code, now);
            return;
        }
        if (consignment.state() == ConsignmentState.OFFERED) {
            Actor dealer = dealer(consignment);
            int luck = random.nextInt(100);
            if (luck < 6) {
                offers.decline(dealer, code, new Decline(DeclineReason.values()[luck], luck < DeclineReason.OTHER.ordinal() ? ""
                        : stage.tenant().country().equals("CN") ? "今天打包人手不够" : "Short of packers today"));
                passedOn = consignment;
                follow(code, now);
                return;
            }
            if (luck < 8) {
                // forgotten: the offer runs out by itself and goes to the next
                follow(code, now.plus(Duration.ofDays(1)));
                return;
            }
            offers.accept(dealer, code);
        }
        stage.story().at(now.plus(Duration.ofMinutes(60 + random.nextInt(240))), () -> ship(code));
    }

    private void ship(String code) {
        Consignment consignment = consignments.get(stage.system(), code);
        if (consignment.state() != ConsignmentState.ACCEPTED) {
            return;
        }
        Actor shipper = dealer(consignment);
        List<Carriers.Carrier> carriers = Carriers.of(stage.tenant().country());
        Carriers.Carrier carrier = carriers.get(random.nextInt(Math.min(4, carriers.size())));
        shipping.pack(shipper, code);
        shipping.ship(shipper, code, List.of(new Consignment.Parcel(carrier.code(),
                "DEMO" + (100_000_000 + random.nextInt(900_000_000)), 500 + random.nextInt(3000))));
        stage.story().at(stage.now().plus(Duration.ofHours(20 + random.nextInt(72))), () -> deliver(code));
    }

    private void deliver(String code) {
        Consignment consignment = consignments.get(stage.system(), code);
        if (consignment.state() == ConsignmentState.SHIPPED) {
            shipping.deliver(dealer(consignment), code);
        }
    }

    /** Who answers for it. */
    Actor dealer(Consignment consignment) {
        return stage.as(consignment.dealer() == null ? "manager" : dealers.get(consignment.dealer()));
    }

    PlaceOrder order(SubShop shop, Instant time) {
        List<PlaceOrder.Line> lines = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            Variant variant = range.get(random.nextInt(range.size()));
            if (lines.stream().noneMatch(line -> line.sku().equals(variant.sku()))) {
                lines.add(new PlaceOrder.Line(variant.sku(), 1 + random.nextInt(3), variant.retail().major()));
            }
        }
        return new PlaceOrder(shop.code(), "D" + number++, buyers.next(stage.tenant().country()), lines,
                random.nextInt(6) == 0 ? remark() : "", "", time);
    }

    private String remark() {
        return stage.tenant().country().equals("CN") ? "请用纸箱包装，谢谢" : "Please leave with a neighbour";
    }
}
