package entrepot.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.catalog.Variants;
import entrepot.fulfilment.Carriers;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Offers;
import entrepot.fulfilment.Shipping;
import entrepot.inventory.OpenWarehouse;
import entrepot.inventory.Stock;
import entrepot.inventory.Warehouses;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.ledger.AccountKind;
import entrepot.network.Organisation;
import entrepot.platform.access.Actor;
import entrepot.platform.audit.History;
import entrepot.platform.geo.Address;
import entrepot.testing.Portal;
import entrepot.testing.StateMachines;
import entrepot.testing.Trade;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Orders in the hands of people who press any button at any time. */
class RandomLifeIT {

    private static final int COMMANDS = 300;
    private static final List<Address> PLACES = List.of(Trade.hangzhou(),
            new Address("李四", "13900000002", "CN", "北京市", "北京市", "朝阳区", "建国路88号", ""),
            new Address("赵六", "13700000003", "CN", "新疆维吾尔自治区", "乌鲁木齐市", "天山区", "解放路1号", ""));

    private final Portal portal = Portal.running();
    private final Trade trade = Trade.inChina(portal);
    private final Orders orders = portal.bean(Orders.class);
    private final OrderHolds holds = portal.bean(OrderHolds.class);
    private final OrderChanges changes = portal.bean(OrderChanges.class);
    private final OrderRequests requests = portal.bean(OrderRequests.class);
    private final WaitingOrders waiting = portal.bean(WaitingOrders.class);
    private final Consignments consignments = portal.bean(Consignments.class);
    private final Offers offers = portal.bean(Offers.class);
    private final Shipping shipping = portal.bean(Shipping.class);
    private final Actor agent = Portal.member(trade.tenant, trade.agentOrganisation.id(), "orders:view", "orders:place",
            "orders:cancel", "orders:change", "consignments:view");
    private final Actor manager = trade.system;
    private final Set<String> done = new TreeSet<>();
    private int number;

    @Test
    void no_history_has_an_illegal_edge_and_the_books_are_right_whoever_presses_what() {
        long seed = Long.getLong("seed", 20261122L);
        Random random = new Random(seed);
        trade.products(10_000, 60, "A", "B");
        Organisation dealer = trade.members.dealer("浙江省", "杭州市");
        var near = portal.bean(Warehouses.class).open(trade.system, new OpenWarehouse("Near", dealer.id(), Trade.hangzhou(), null, 100));
        portal.bean(Variants.class).bySkus(trade.agent, List.of("A", "B")).values()
                .forEach(variant -> trade.stock(near, variant.id(), trade.members.headquarters().id(), 20));
        portal.bean(HoldRuleBook.class).begin(trade.system, new HoldRules(new BigDecimal("400"), 1, true, true, true, true, 4));
        trade.topUp(150_000);
        place(random);
        for (int i = 0; i < COMMANDS; i++) {
            int verb = random.nextInt(19);
            try {
                command(verb, random);
                done.add(Integer.toString(verb));
            } catch (Problem refused) {
                // a refusal is an answer; what counts is what it leaves behind
                assertThat(refused.code()).isNotNull();
            }
        }
        portal.settleDown(trade.tenant);
        assertThat(done).as("seed " + seed + ": verbs that were ever taken").hasSizeGreaterThan(12);
        assertThat(illegal()).as("seed " + seed).isEmpty();
        booksAreRight(seed);
    }

    private void command(int verb, Random random) {
        switch (verb) {
            case 0, 1, 2, 3 -> place(random);
            case 4 -> orders.cancel(agent, any(random).code(), "random");
            case 5 -> holds.release(manager, any(random).code(), "random");
            case 6 -> holds.hold(manager, any(random).code(), "random");
            case 7 -> holds.shipIt(agent, any(random).code(), "random");
            case 8 -> changes.change(agent, any(random).code(), ChangeOrder.address(PLACES.get(random.nextInt(PLACES.size())), "random"));
            case 9 -> changes.change(agent, any(random).code(), ChangeOrder.lines(List.of(new PlaceOrder.Line("A", 1 + random.nextInt(4),
                    null), new PlaceOrder.Line("B", 1 + random.nextInt(2), null)), "random"));
            case 10 -> offers.accept(manager, part(random).code());
            case 11 -> offers.decline(manager, part(random).code(), "random");
            case 12 -> shipping.pack(manager, part(random).code());
            case 13 -> shipping.ship(manager, part(random).code(), List.of(new Consignment.Parcel(Carriers.of("CN").get(0).code(),
                    "RND" + System.nanoTime(), 500)));
            case 14 -> shipping.deliver(manager, part(random).code());
            case 15 -> {
                Consignment part = part(random);
                requests.ask(agent, part.orderCode(), part.code(), OrderRequest.Kind.values()[random.nextInt(3)], "random",
                        PLACES.get(random.nextInt(PLACES.size())));
            }
            case 16 -> {
                List<OrderRequest> asked = requests.waiting(manager, 10);
                if (!asked.isEmpty()) {
                    requests.agree(manager, asked.get(random.nextInt(asked.size())).code(), "random", null);
                }
            }
            case 17 -> waiting.again(agent, any(random).code());
            default -> {
                trade.topUp(random.nextInt(40_000));
                if (random.nextInt(3) == 0) {
                    portal.clockTo(trade.tenant, portal.now(trade.tenant).plus(Duration.ofMinutes(random.nextInt(200))));
                    portal.settleDown(trade.tenant);
                }
            }
        }
    }

    private void place(Random random) {
        String outside = Integer.toString(number++);
        PlaceOrder order = trade.order(outside, random.nextBoolean() ? "A" : "B", 1 + random.nextInt(4));
        PlaceOrder there = new PlaceOrder(order.subShopCode(), outside, PLACES.get(random.nextInt(PLACES.size())), order.lines(), "", "", null);
        orders.place(agent, random.nextBoolean() ? there.waitingForFunds() : there, "k" + outside);
    }

    private Order any(Random random) {
        List<Order> all = orders.list(agent, OrderFilter.ALL, null, 12);
        return all.get(random.nextInt(all.size()));
    }

    private Consignment part(Random random) {
        List<Consignment> parts = consignments.byOrder(manager, any(random).code());
        if (parts.isEmpty()) {
            throw Problem.notFound("consignment", "");
        }
        return parts.get(random.nextInt(parts.size()));
    }

    /** Edges of histories that are in no table of transitions. */
    private Set<String> illegal() {
        Set<String> wrong = new TreeSet<>();
        var machines = StateMachines.all();
        for (Order order : all()) {
            check(wrong, machines.get("order"), order.code(), orders.history(agent, order.code()), order.state().name());
            for (Consignment part : consignments.byOrder(manager, order.code())) {
                check(wrong, machines.get("consignment"), part.code(), consignments.history(manager, part.code()), part.state().name());
            }
        }
        return wrong;
    }

    private static void check(Set<String> wrong, StateMachines.Machine machine, String code, List<History.Change> history, String now) {
        String at = null;
        for (History.Change change : history) {
            if (!java.util.Objects.equals(at, change.from()) || at != null && !machine.allows(at, change.to())) {
                wrong.add(code + ": " + at + " / " + change.from() + " -> " + change.to());
            }
            at = change.to();
        }
        if (!now.equals(at)) {
            wrong.add(code + " is " + now + ", its history says " + at);
        }
    }

    private List<Order> all() {
        List<Order> all = new ArrayList<>();
        List<Order> page;
        do {
            page = orders.list(agent, OrderFilter.ALL, all.isEmpty() ? null : all.get(all.size() - 1).code(), 200);
            all.addAll(page);
        } while (page.size() == 200);
        return all;
    }

    private void booksAreRight(long seed) {
        Money held = Money.zero("CNY");
        int wanted = 0;
        for (Order order : all()) {
            for (Consignment part : consignments.byOrder(manager, order.code())) {
                if (part.state().living() && part.shippedAt() == null) {
                    held = held.plus(part.cost());
                    wanted += part.state() == ConsignmentState.UNPLACED ? 0 : part.pieces();
                }
            }
            if (order.state() != OrderState.WAITING_FUNDS && order.state() != OrderState.CANCELLED) {
                assertThat(consignments.byOrder(manager, order.code()).stream().filter(p -> p.state() != ConsignmentState.REPLACED)
                        .map(Consignment::cost).reduce(Money::plus)).as("seed " + seed + " " + order).contains(order.total());
            }
        }
        assertThat(trade.balance(AccountKind.HELD)).as("seed " + seed).isEqualTo(held);
        int reserved = portal.bean(Stock.class).availability(trade.system, portal.bean(Variants.class).bySkus(trade.agent,
                List.of("A", "B")).values().stream().map(variant -> variant.id()).toList()).stream().mapToInt(level -> level.reserved()).sum();
        assertThat(reserved).as("seed " + seed).isEqualTo(wanted);
    }
}
