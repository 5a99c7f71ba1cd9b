package entrepot.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.catalog.Variant;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Decline;
import entrepot.fulfilment.DeclineReason;
import entrepot.fulfilment.Offers;
import entrepot.fulfilment.Pieces;
import entrepot.platform.audit.History;
import entrepot.fulfilment.FulfilmentProblem;
import entrepot.fulfilment.Shipping;
import entrepot.inventory.OpenWarehouse;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.network.Organisation;
import entrepot.platform.access.Actor;
import entrepot.platform.files.Files;
import entrepot.platform.geo.Address;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Orders that several warehouses ship: what becomes of the money and the order when parts go different ways. */
class OrderPartsIT {

    private static final long TOP_UP = 100_000_000;

    private final Portal portal = Portal.running();
    private final Orders orders = portal.bean(Orders.class);
    private final Consignments consignments = portal.bean(Consignments.class);
    private final Offers offers = portal.bean(Offers.class);
    private final Shipping shipping = portal.bean(Shipping.class);
    private final Ledger ledger = portal.bean(Ledger.class);
    private final Trade trade = Trade.inChina(portal);
    private final Warehouse near = house("浙江省", "杭州市");
    private final Warehouse far = house("江苏省", "南京市");
    private final List<Variant> goods;

    OrderPartsIT() {
        // prices that do not divide: shares of goods and freight have to be cut somewhere
        goods = new ArrayList<>(trade.products(3_333, 0, "A"));
        goods.addAll(trade.products(7_001, 0, "B"));
        goods.addAll(trade.products(999, 0, "C"));
        trade.topUp(TOP_UP);
    }

    private Warehouse house(String province, String city) {
        Organisation dealer = trade.members.dealer(province, city);
        ledger.openAccounts(trade.system, dealer.id());
        return portal.bean(Warehouses.class).open(trade.system, new OpenWarehouse(city, dealer.id(),
                new Address("", "", "CN", province, city, "", "", ""), null, 0));
    }

    private void put(Warehouse warehouse, String sku, int pieces) {
        trade.stock(warehouse, goods.stream().filter(v -> v.sku().equals(sku)).findFirst().orElseThrow().id(),
                trade.members.headquarters().id(), pieces);
    }

    private Money held() {
        return trade.balance(AccountKind.HELD);
    }

    private static Money yuan(long minor) {
        return Money.of(minor, "CNY");
    }

    private Consignment at(String order, Warehouse warehouse) {
        return consignments.byOrder(trade.system, order).stream()
                .filter(c -> warehouse.id().equals(c.warehouse())).findFirst().orElseThrow();
    }

    /** Two parts: one at the near dealer's, one at the far one's. */
    private String split() {
        put(near, "A", 3);
        put(far, "B", 2);
        String code = orders.place(trade.agent, trade.order("S-1", "A", 3, "B", 2), "split").code();
        assertThat(consignments.byOrder(trade.system, code)).hasSize(2);
        return code;
    }

    @Test
    void a_part_that_nobody_can_ship_is_cancelled_after_the_other_was_delivered_and_its_money_comes_back() {
        String code = split();
        Consignment nearPart = at(code, near);
        Consignment farPart = at(code, far);
        Order order = orders.get(trade.agent, code);
        offers.accept(trade.system, nearPart.code());
        shipping.ship(trade.system, nearPart.code(), parcel(nearPart.code()));
        offers.decline(trade.system, farPart.code(), "flooded");
        portal.settleDown(trade.tenant);
        assertThat(orders.get(trade.agent, code).state()).isEqualTo(OrderState.PARTLY_SHIPPED);
        shipping.deliver(trade.system, nearPart.code());
        portal.settleDown(trade.tenant);
        assertThat(held()).isEqualTo(farPart.cost()).isNotEqualTo(yuan(0));

        assertThat(orders.cancelPart(trade.agent, code, farPart.code(), "sold out").state())
                .isEqualTo(OrderState.DELIVERED);
        assertThat(orders.cancelPart(trade.agent, code, farPart.code(), "sold out").state())
                .isEqualTo(OrderState.DELIVERED);
        portal.settleDown(trade.tenant);

        assertThat(held()).isEqualTo(yuan(0));
        assertThat(trade.balance(AccountKind.WALLET)).isEqualTo(yuan(TOP_UP).minus(nearPart.cost()));
        assertThat(nearPart.cost().plus(farPart.cost())).isEqualTo(order.total());
        assertThat(orders.history(trade.agent, code)).extracting(change -> change.to())
                .containsExactly("PLACED", "PARTLY_SHIPPED", "SHIPPED", "DELIVERED");
    }

    @Test
    void cancelling_the_rest_after_a_part_gives_back_what_is_left_and_cancels_the_order() {
        String code = split();
        orders.cancelPart(trade.agent, code, at(code, near).code(), "one is enough");
        assertThat(orders.get(trade.agent, code).state()).isEqualTo(OrderState.PLACED);
        assertThat(held()).isEqualTo(at(code, far).cost());

        assertThat(orders.cancel(trade.agent, code, "changed his mind").state()).isEqualTo(OrderState.CANCELLED);
        portal.settleDown(trade.tenant);

        assertThat(held()).isEqualTo(yuan(0));
        assertThat(trade.balance(AccountKind.WALLET)).isEqualTo(yuan(TOP_UP));
        assertThat(orders.get(trade.agent, code).state()).isEqualTo(OrderState.CANCELLED);
    }

    @Test
    void with_its_last_part_the_order_is_cancelled() {
        String code = split();
        orders.cancelPart(trade.agent, code, at(code, near).code(), "no");
        orders.cancelPart(trade.agent, code, at(code, far).code(), "no");
        portal.settleDown(trade.tenant);

        assertThat(orders.get(trade.agent, code).state()).isEqualTo(OrderState.CANCELLED);
        assertThat(trade.balance(AccountKind.WALLET)).isEqualTo(yuan(TOP_UP));
    }

    @Test
    void a_packed_part_and_a_part_of_anothers_order_cannot_be_cancelled() {
        String code = split();
        String part = at(code, near).code();
        offers.accept(trade.system, part);
        shipping.pack(trade.system, part);
        Actor stranger = trade.actorOf(trade.members.agent());

        refused(FulfilmentProblem.ALREADY_PACKED, () -> orders.cancelPart(trade.agent, code, part, "late"));
        refused(KernelProblem.NOT_FOUND, () -> orders.cancelPart(stranger, code, part, "mine?"));
        refused(KernelProblem.NOT_FOUND, () -> orders.cancelPart(trade.agent, code, "CON-000000-ZZZZZZ", "which?"));
        refused(KernelProblem.FIELD_MISSING, () -> orders.cancelPart(trade.agent, code, at(code, far).code(), " "));
        assertThat(held()).isEqualTo(orders.get(trade.agent, code).total());
    }

    @Test
    void a_platforms_label_goes_with_one_parcel_and_a_batch_of_labels_stays_small() {
        String[] files = new String[3];
        portal.in(trade.tenant.id(), () -> {
            for (int i = 0; i < files.length; i++) {
                files[i] = portal.bean(Files.class).keep(trade.agent, "label.pdf", new byte[Files.BYTES_MAX - i]).code();
            }
            return null;
        });
        put(near, "A", 9);
        put(far, "B", 2);
        refused(OrderProblem.LABEL_FOR_ONE_PARCEL, () -> orders.place(trade.agent, hidden("L-0", files[0], "A", 3, "B", 2), "l-0"));
        List<String> whole = new ArrayList<>();
        for (int i = 0; i < files.length; i++) {
            String code = orders.place(trade.agent, hidden("L-" + (i + 1), files[i], "A", 2), "l-" + (i + 1)).code();
            whole.add(at(code, near).code());
        }
        ParcelLabels labels = portal.bean(ParcelLabels.class);
        assertThat(labels.of(trade.system, whole.subList(0, 2))).containsOnlyKeys(whole.subList(0, 2));
        refused(OrderProblem.LABELS_TOO_LARGE, () -> labels.of(trade.system, whole));

        // taken in part: what the next warehouse ships has no label
        put(far, "A", 3);
        offers.acceptPart(trade.system, whole.get(0), List.of(new Pieces(1, 1)), new Decline(DeclineReason.OUT_OF_STOCK, ""));
        String order = consignments.get(trade.system, whole.get(0)).orderCode();
        Consignment rest = at(order, far);
        assertThat(labels.of(trade.system, List.of(whole.get(0)))).hasSize(1);
        refused(OrderProblem.LABEL_FOR_ONE_PARCEL, () -> labels.of(trade.system, List.of(rest.code())));
        // nor when it is packed first; in a batch it is left out
        offers.accept(trade.system, rest.code());
        shipping.pack(trade.system, rest.code());
        List<String> both = List.of(whole.get(0), rest.code());
        assertThat(labels.of(trade.system, both)).hasSize(2).hasEntrySatisfying(whole.get(0), pdf -> assertThat(pdf).isNotEmpty())
                .hasEntrySatisfying(rest.code(), pdf -> assertThat(pdf).isEmpty());
        // nor is an order changed to what leaves in parts
        String third = consignments.get(trade.system, whole.get(2)).orderCode();
        refused(OrderProblem.LABEL_FOR_ONE_PARCEL, () -> portal.bean(OrderChanges.class).change(trade.agent, third, ChangeOrder.lines(
                List.of(new PlaceOrder.Line("A", 3, null), new PlaceOrder.Line("B", 2, null)), "B too")));
        assertThat(orders.get(trade.agent, third).pieces()).isEqualTo(2);
    }

    private PlaceOrder hidden(String number, String label, Object... skusAndQuantities) {
        return trade.order(number, skusAndQuantities).hiddenBy(new HiddenReceiver("PINDUODUO", number, "", label, ""));
    }

    /** Whatever happens in whatever order, each cent is in the wallet, held for parts that are to be shipped, or sold. */
    @Test
    void no_sequence_of_steps_loses_or_keeps_a_cent() {
        for (long seed = 1; seed <= 5; seed++) {
            Random random = new Random(seed);
            List<String> placed = new ArrayList<>();
            StringBuilder told = new StringBuilder("seed " + seed);
            for (int step = 0; step < 40; step++) {
                String said = step(random, seed, step, placed);
                told.append('\n').append(said);
                if (random.nextInt(5) == 0) {
                    portal.settleDown(trade.tenant);
                }
                checkCents(placed, told.toString());
            }
            finish(placed);
            checkCents(placed, told.toString());
            assertThat(held()).as(told.toString()).isEqualTo(yuan(0));
            for (String code : placed) {
                assertThat(orders.get(trade.agent, code).state()).as(code + " of " + told)
                        .isIn(OrderState.DELIVERED, OrderState.CANCELLED);
                checkHistories(code, told.toString());
            }
        }
    }

    private String step(Random random, long seed, int step, List<String> placed) {
        String what = "";
        try {
            if (placed.isEmpty() || random.nextInt(6) == 0) {
                stockUp(random);
                what = "place";
                placed.add(orders.place(trade.agent, trade.order("R-" + seed + "-" + step, "A", 1 + random.nextInt(3),
                        "B", 1 + random.nextInt(3), "C", 1 + random.nextInt(3)), "r-" + seed + "-" + step).code());
                return "placed " + placed.get(placed.size() - 1);
            }
            String order = placed.get(random.nextInt(placed.size()));
            List<Consignment> parts = consignments.byOrder(trade.system, order);
            String part = parts.get(random.nextInt(parts.size())).code();
            int verb = random.nextInt(10);
            what = List.of("accept", "decline", "pack", "ship", "deliver", "place again", "cancel part", "cancel",
                    "accept in part", "ran out")
                    .get(verb) + " " + part + " of " + order;
            switch (verb) {
                case 0 -> offers.accept(trade.system, part);
                case 1 -> offers.decline(trade.system, part, "no");
                case 2 -> shipping.pack(trade.system, part);
                case 3 -> shipping.ship(trade.system, part, parcel(part));
                case 4 -> shipping.deliver(trade.system, part);
                case 5 -> offers.place(trade.system, part);
                case 6 -> orders.cancelPart(trade.agent, order, part, "no");
                case 8 -> offers.acceptPart(trade.system, part, List.of(new Pieces(1, 1)),
                        new Decline(DeclineReason.OUT_OF_STOCK, ""));
                case 9 -> offers.ranOut(trade.system, part, List.of(new Pieces(1, 1)), "torn");
                default -> orders.cancel(trade.agent, order, "no");
            }
            return what;
        } catch (Problem refusal) {
            return what + ": " + refusal.code().name();
        }
    }

    private void stockUp(Random random) {
        List<Warehouse> houses = List.of(near, far, trade.central);
        for (String sku : List.of("A", "B", "C")) {
            put(houses.get(random.nextInt(3)), sku, 1 + random.nextInt(4));
        }
    }

    /** All that lives goes its way to the end: what cannot be shipped is cancelled. */
    private void finish(List<String> placed) {
        for (String order : placed) {
            for (Consignment part : consignments.byOrder(trade.system, order)) {
                switch (part.state()) {
                    case UNPLACED, OFFERED -> orders.cancelPart(trade.agent, order, part.code(), "the end");
                    case ACCEPTED, PACKED -> {
                        shipping.ship(trade.system, part.code(), parcel(part.code()));
                        shipping.deliver(trade.system, part.code());
                    }
                    case SHIPPED -> shipping.deliver(trade.system, part.code());
                    default -> { }
                }
            }
        }
        portal.settleDown(trade.tenant);
    }

    /** No consignment ever went where the table of its states does not let it go. */
    private void checkHistories(String order, String told) {
        for (Consignment part : consignments.byOrder(trade.system, order)) {
            String at = null;
            for (History.Change change : consignments.history(trade.system, part.code())) {
                assertThat(change.from()).as(part.code() + " of " + told).isEqualTo(at);
                assertThat(at == null || ConsignmentState.TRANSITIONS.allows(ConsignmentState.valueOf(at),
                        ConsignmentState.valueOf(change.to()))).as(at + " to " + change.to() + " in " + told).isTrue();
                at = change.to();
            }
            assertThat(at).as(part.code() + " of " + told).isEqualTo(part.state().name());
        }
    }

    private void checkCents(List<String> placed, String told) {
        Money open = yuan(0);
        Money sold = yuan(0);
        for (String code : placed) {
            Money all = yuan(0);
            for (Consignment part : consignments.byOrder(trade.system, code)) {
                all = all.plus(part.cost());
                if (part.state() == ConsignmentState.SHIPPED || part.state() == ConsignmentState.DELIVERED) {
                    sold = sold.plus(part.cost());
                } else if (part.state() != ConsignmentState.CANCELLED) {
                    open = open.plus(part.cost());
                }
            }
            assertThat(all).as(code + " of " + told).isEqualTo(orders.get(trade.agent, code).total());
        }
        assertThat(held()).as(told).isEqualTo(open);
        Money earned = ledger.balance(trade.system, Account.of(AccountKind.SALES))
                .plus(ledger.balance(trade.system, Account.of(AccountKind.FREIGHT_INCOME)));
        assertThat(trade.balance(AccountKind.WALLET).plus(held()).plus(earned)).as(told).isEqualTo(yuan(TOP_UP));
        assertThat(earned.compareTo(sold)).as(told).isGreaterThanOrEqualTo(0);
    }

    private static void refused(entrepot.kernel.ProblemCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).as(problem.getMessage()).isEqualTo(code));
    }

    /** Each part travels under its own number. */
    private static List<Consignment.Parcel> parcel(String consignment) {
        return List.of(new Consignment.Parcel("shunfeng", consignment.replace("CON-", "SF"), 800));
    }
}
