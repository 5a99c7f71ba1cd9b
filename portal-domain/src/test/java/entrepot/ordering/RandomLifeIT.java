package entrepot.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.catalog.Variants;
import entrepot.fulfilment.Carriers;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Decline;
import entrepot.fulfilment.Offers;
import entrepot.fulfilment.Pieces;
import entrepot.fulfilment.Shipping;
import entrepot.inventory.OpenWarehouse;
import entrepot.inventory.Stock;
import entrepot.inventory.Warehouses;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.network.Organisation;
import entrepot.platform.access.Actor;
import entrepot.platform.geo.Address;
import entrepot.testing.Portal;
import entrepot.testing.StateMachines;
import entrepot.testing.Trade;
import entrepot.tracking.CameBack;
import entrepot.tracking.Mishaps;
import entrepot.tracking.Parcel;
import entrepot.tracking.ParcelFilter;
import entrepot.tracking.ParcelState;
import entrepot.tracking.Report;
import entrepot.tracking.Scan;
import entrepot.tracking.Tracking;
import entrepot.tracking.TrackingSource;
import entrepot.tracking.Verdict;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Orders in the hands of people who press any button at any time. */
class RandomLifeIT {

    private static final int COMMANDS = Integer.getInteger("commands", 600);
    /** One that reaches nearly everything. */
    private static final long SEED = 1;
    private static final int VERBS = 33;
    /** Accept, pack, ship, a scan: more often than others, so that much gets far. */
    private static final int[] ONWARD = {10, 12, 13, 24};
    private static final List<ParcelState> REPORTED = Stream.of(ParcelState.values()).filter(ParcelState::reported).toList();
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
    private final StockOuts stockOuts = portal.bean(StockOuts.class);
    private final Tracking tracking = portal.bean(Tracking.class);
    private final Mishaps mishaps = portal.bean(Mishaps.class);
    private final Actor agent = Portal.member(trade.tenant, trade.agentOrganisation.id(), "orders:view", "orders:place",
            "orders:cancel", "orders:change", "consignments:view");
    private final Actor manager = trade.system;
    private final Set<String> done = new TreeSet<>();
    private int number;

    @Test
    void no_history_has_an_illegal_edge_and_the_books_are_right_whoever_presses_what() throws SQLException {
        long seed = Long.getLong("seed", SEED);
        Random random = new Random(seed);
        trade.products(10_000, 200, "A", "B");
        Organisation dealer = trade.members.dealer("浙江省", "杭州市");
        portal.bean(Ledger.class).openAccounts(trade.system, dealer.id());
        var near = portal.bean(Warehouses.class).open(trade.system, new OpenWarehouse("Near", dealer.id(), Trade.hangzhou(), null, 100));
        portal.bean(Variants.class).bySkus(trade.agent, List.of("A", "B")).values()
                .forEach(variant -> trade.stock(near, variant.id(), trade.members.headquarters().id(), 60));
        portal.bean(HoldRuleBook.class).begin(trade.system, new HoldRules(new BigDecimal("400"), 1, true, true, true, true, 4));
        trade.topUp(400_000);
        place(random);
        for (int i = 0; i < COMMANDS; i++) {
            int verb = random.nextInt(3) == 0 ? ONWARD[random.nextInt(ONWARD.length)] : random.nextInt(VERBS);
            try {
                command(verb, random);
                done.add(Integer.toString(verb));
            } catch (Problem refused) {
                // a refusal is an answer; what counts is what it leaves behind
                assertThat(refused.code()).isNotNull();
            }
        }
        portal.settleDown(trade.tenant);
        assertThat(done).as("seed " + seed + ": verbs that were ever taken: " + done).hasSizeGreaterThan(seed == SEED ? 25 : 15);
        assertThat(illegal(seed)).as("seed " + seed).isEmpty();
        booksAreRight(seed);
    }

    private void command(int verb, Random random) {
        switch (verb) {
            case 0, 1 -> place(random);
            case 2, 3 -> holds.release(manager, any(random).code(), "random");
            case 4 -> orders.cancel(agent, any(random).code(), "random");
            case 5, 6 -> holds.hold(manager, any(random).code(), "random");
            case 7 -> holds.shipIt(agent, any(random).code(), "random");
            case 8 -> changes.change(agent, any(random).code(), ChangeOrder.address(PLACES.get(random.nextInt(PLACES.size())), "random"));
            case 9 -> changes.change(agent, any(random).code(), ChangeOrder.lines(List.of(new PlaceOrder.Line("A", 1 + random.nextInt(4),
                    null), new PlaceOrder.Line("B", 1 + random.nextInt(2), null)), "random"));
            case 10 -> offers.accept(manager, part(random, ConsignmentState.OFFERED).code());
            case 11 -> offers.decline(manager, part(random, ConsignmentState.OFFERED).code(), "random");
            case 12 -> shipping.pack(manager, part(random, ConsignmentState.ACCEPTED).code());
            case 13 -> shipping.ship(manager, part(random, ConsignmentState.PACKED).code(), List.of(new Consignment.Parcel(Carriers.of("CN").get(0).code(),
                    "RND" + System.nanoTime(), 500)));
            case 14 -> shipping.deliver(manager, part(random, ConsignmentState.SHIPPED).code());
            case 15 -> {
                Consignment part = part(random, ConsignmentState.SHIPPED);
                requests.ask(agent, part.orderCode(), part.code(), OrderRequest.Kind.values()[random.nextInt(3)], "random",
                        PLACES.get(random.nextInt(PLACES.size())));
            }
            case 16 -> requests.agree(manager, of(requests.waiting(manager, 10), random).code(), "random", null);
            case 17 -> waiting.again(agent, any(random).code());
            case 18 -> requests.refuse(manager, of(requests.waiting(manager, 10), random).code(), "random");
            case 19 -> requests.withdraw(agent, of(requests.waiting(manager, 10), random).code());
            case 20 -> requests.caught(manager, of(requests.pursued(manager, 10), random).code(), "random");
            case 21 -> requests.tooLate(manager, of(requests.pursued(manager, 10), random).code(), "random");
            case 22 -> {
                Consignment part = part(random, ConsignmentState.OFFERED);
                offers.acceptPart(manager, part.code(), List.of(new Pieces(part.lines().get(0).no(), 1)), Decline.because("random"));
            }
            case 23 -> {
                Consignment part = part(random, ConsignmentState.ACCEPTED);
                offers.ranOut(manager, part.code(), List.of(new Pieces(part.lines().get(0).no(), 1)), "random");
            }
            case 24, 25 -> {
                Parcel parcel = parcel(random);
                tracking.hear(manager, TrackingSource.SIMULATOR, "{\"message\": " + number++ + "}", List.of(new Report(
                        parcel.carrier(), parcel.number(), List.of(new Scan(portal.now(trade.tenant), of(REPORTED, random), "random", "")))));
            }
            case 26 -> mishaps.cameBack(manager, parcel(random).code(), new CameBack(trade.central.code(), random.nextBoolean(), List.of(),
                    "random"));
            case 27 -> mishaps.lost(manager, parcel(random).code(), List.of(), "random");
            case 28 -> mishaps.judge(manager, parcel(random).code(), new Verdict(of(List.of(Verdict.Bearer.values()), random), null, null,
                    "random"));
            case 29 -> mishaps.claim(manager, parcel(random).code(), Money.of(1 + random.nextInt(5_000), "CNY"), "random");
            case 30 -> {
                String parcel = parcel(random).code();
                if (random.nextBoolean()) {
                    mishaps.claimWon(manager, parcel, Money.of(1, "CNY"), "random");
                } else {
                    mishaps.claimRefused(manager, parcel, "random");
                }
            }
            case 31 -> {
                String missing = of(stockOuts.open(manager), random).consignment();
                switch (random.nextInt(3)) {
                    case 0 -> stockOuts.refund(agent, missing);
                    case 1 -> stockOuts.waitUntil(agent, missing, LocalDate.ofInstant(portal.now(trade.tenant), ZoneOffset.UTC).plusDays(2));
                    default -> stockOuts.substitute(agent, missing, stockOuts.question(agent, missing).lines().stream()
                            .map(line -> new Substitute(line.line(), line.sku().equals("A") ? "B" : "A")).toList(), null);
                }
            }
            default -> {
                trade.topUp(random.nextInt(120_000));
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

    /** Mostly one for which the verb is meant. */
    private Consignment part(Random random, ConsignmentState meant) {
        List<Consignment> parts = new ArrayList<>();
        orders.list(agent, OrderFilter.ALL, null, 12).forEach(order -> parts.addAll(consignments.byOrder(manager, order.code())));
        List<Consignment> fitting = parts.stream().filter(part -> part.state() == meant).toList();
        return of(fitting.isEmpty() || random.nextInt(4) == 0 ? parts : fitting, random);
    }

    private Parcel parcel(Random random) {
        return of(tracking.list(manager, new ParcelFilter(of(List.of(ParcelFilter.View.values()), random)), null, 12), random);
    }

    private static <T> T of(List<T> some, Random random) {
        if (some.isEmpty()) {
            throw Problem.notFound("any", "");
        }
        return some.get(random.nextInt(some.size()));
    }

    /** Edges of the tenant's histories that are in no table of transitions, and histories that do not hang together. */
    private Set<String> illegal(long seed) throws SQLException {
        Set<String> wrong = new TreeSet<>();
        Set<String> things = new TreeSet<>();
        Map<String, StateMachines.Machine> machines = StateMachines.all();
        Map<String, String> at = new HashMap<>();
        try (Connection owner = portal.asOwner(); PreparedStatement changes = owner.prepareStatement(
                "select thing, code, from_state, to_state from state_change where tenant_id = ? order by id")) {
            changes.setLong(1, trade.tenant.id().value());
            ResultSet change = changes.executeQuery();
            while (change.next()) {
                String thing = change.getString(1);
                String from = change.getString(3);
                String to = change.getString(4);
                String before = at.put(thing + " " + change.getString(2), to);
                things.add(thing);
                if (before != null && !before.equals(from) || from != null && (machines.get(thing) == null || !machines.get(thing).allows(from, to))) {
                    wrong.add(thing + " " + change.getString(2) + ": " + before + " / " + from + " -> " + to);
                }
            }
        }
        assertThat(things).contains("order", "consignment");
        assertThat(seed != SEED || things.containsAll(List.of("parcel", "claim", "stock-out", "order-request")))
                .as("what had a history: " + things).isTrue();
        for (Order order : all()) {
            wrong.addAll(differs("order " + order.code(), order.state().name(), at));
            consignments.byOrder(manager, order.code()).forEach(part ->
                    wrong.addAll(differs("consignment " + part.code(), part.state().name(), at)));
        }
        return wrong;
    }

    private static Set<String> differs(String thing, String now, Map<String, String> at) {
        return now.equals(at.get(thing)) ? Set.of() : Set.of(thing + " is " + now + ", its history says " + at.get(thing));
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
