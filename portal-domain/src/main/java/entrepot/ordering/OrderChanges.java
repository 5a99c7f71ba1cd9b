package entrepot.ordering;

import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentChanges;
import entrepot.fulfilment.Consignments;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.kernel.WarehouseId;
import entrepot.network.SubShops;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.geo.Address;
import entrepot.platform.geo.Located;
import entrepot.platform.geo.Places;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.outbox.Outbox;
import entrepot.platform.sql.Attempt;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Trip;
import entrepot.routing.Routing;
import entrepot.routing.RoutingDecision;
import entrepot.wallet.Wallets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Changes of an order that is not packed. What it costs more is taken from the wallet as the route is swapped, all
 * in one transaction: where money or stock fail, the order stays as it was. Lines that do not change keep their
 * price, unless another line of the same SKU changes: their pieces earn its price together.
 */
@UseCases
@ApplicationScoped
public class OrderChanges {

    private static final Set<OrderState> CHANGEABLE = Set.of(OrderState.WAITING_FUNDS, OrderState.ON_HOLD, OrderState.PLACED,
            OrderState.PRACTICE);

    @Inject
    private OrderRows rows;

    @Inject
    private LifeRows life;

    @Inject
    private DoubtRows doubts;

    @Inject
    private Placing placing;

    @Inject
    private OrderLook look;

    @Inject
    private Sql sql;

    @Inject
    private Routing routing;

    @Inject
    private OrderRoute route;

    @Inject
    private Orders orders;

    @Inject
    private SubShops subShops;

    @Inject
    private SubShopLimits limits;

    @Inject
    private Warehouses warehouses;

    @Inject
    private Consignments consignments;

    @Inject
    private ConsignmentChanges swaps;

    @Inject
    private Wallets wallets;

    @Inject
    private Attempt attempt;

    @Inject
    private Numbering numbering;

    @Inject
    private BusinessClock clock;

    @Inject
    private History history;

    @Inject
    private Outbox outbox;

    /** An order as it is to be. */
    private record Wanted(PlaceOrder command, OrderDraft draft, Order order, OrderExplanation explanation, boolean sameLines) {
    }

    /**
     * What a change would do: prices, freight, warehouses before and after. Writes nothing.
     *
     * @throws Problem as {@link #change} does
     */
    @Requires(OrderPermission.CHANGE)
    public OrderChange preview(Actor actor, String code, ChangeOrder command) {
        return attempt.andTakeBack(() -> changed(actor, code, command, "CHG"));
    }

    /**
     * Changes address, lines or wishes.
     *
     * @throws Problem CHANGE_TOO_LATE, also for another way or other lines once goods that ran out were replaced;
     *                 ALREADY_PACKED once a part is packed; NOTHING_CHANGED; RECEIVER_HIDDEN; CHANGE_STALE where it costs
     *                 another amount than was shown; SHOP_LIMIT_REACHED where it becomes too dear for its
     *                 sub-shop's day; what placing refuses; INSUFFICIENT_FUNDS, NOBODY_CAN_SHIP; NOT_FOUND
     */
    @Requires(OrderPermission.CHANGE)
    public Order change(Actor actor, String code, ChangeOrder command) {
        changed(actor, code, command, numbering.next("CHG"));
        return orders.get(actor, code);
    }

    /** What was changed of an order, the latest first. @throws Problem NOT_FOUND for another member's */
    @Requires(OrderPermission.VIEW)
    public List<OrderChange> of(Actor actor, String code) {
        return life.changes(actor, orders.get(actor, code).id());
    }

    private OrderChange changed(Actor actor, String code, ChangeOrder command, String change) {
        OrderState state = rows.lock(actor, code).orElseThrow(() -> Problem.notFound(Orders.THING, code)).state();
        Order before = rows.find(actor, code).orElseThrow();
        List<Consignment> parts = consignments.byOrder(actor, code);
        if (!CHANGEABLE.contains(state) || parts.stream().anyMatch(part -> !part.state().living() && !replaced(part))) {
            throw new Problem(OrderProblem.CHANGE_TOO_LATE).with("order", code).with("state", state);
        }
        Wanted wanted = wanted(actor, before, command);
        Order after = wanted.order();
        if (command.total() != null && Money.parse(command.total(), after.total().currency()).compareTo(after.total()) != 0) {
            throw new Problem(OrderProblem.CHANGE_STALE).with("shown", command.total()).with("total", after.total());
        }
        Money difference = after.total().minus(before.total());
        if (state == OrderState.PRACTICE) {
            return practised(actor, change, wanted, before, difference, command.why());
        }
        if (difference.isPositive()) {
            limits.checkDearer(actor, subShops.get(actor, before.subShop()), before.placedAt(), difference);
        }
        if (state == OrderState.WAITING_FUNDS) {
            write(actor, wanted);
            life.pricedAt(actor, before.id(), clock.now());
            return kept(actor, change, OrderChange.Kind.WAITING, before, after, List.of(), List.of(), difference, command.why());
        }
        List<Doubt> asked = newDoubts(actor, wanted, before);
        OrderState to = asked.isEmpty() ? state : OrderState.ON_HOLD;
        List<Consignment> living = parts.stream().filter(part -> part.state().living()).toList();
        List<String> from = names(actor, living);
        boolean stays = wanted.sameLines() && living.stream().allMatch(part -> serves(actor, part, after.shipTo()));
        if (!stays && !living.stream().map(Consignment::cost).reduce(Money::plus).equals(Optional.of(before.total()))) {
            // others stand in for goods that ran out: the lines name those, and the money that is held is for these
            throw new Problem(OrderProblem.CHANGE_TOO_LATE).with("order", code).with("state", state);
        }
        if (stays) {
            swaps.readdress(actor, code, after.shipTo(), after.remark(), after.gift(), after.freight());
            write(actor, wanted);
            if (to == OrderState.ON_HOLD && state != to) {
                swaps.hold(actor, code, command.why());
            }
        } else {
            swaps.replace(actor, code, command.why());
            write(actor, wanted);
            route.take(actor, after, wanted.draft().basket(), to == OrderState.ON_HOLD);
        }
        // after the stock, as placing locks them; where the money fails nothing has moved either
        wallets.change(actor, before.seller(), code, change, difference);
        if (!asked.isEmpty()) {
            look.keep(actor, after.id(), new OrderLook.Found(look.rules(actor), asked), clock.now());
        }
        if (to != state) {
            OrderState.TRANSITIONS.check(state, to);
            rows.move(actor, before.id(), to, clock.now());
            history.record(actor, Orders.THING, code, state, to, command.why());
            outbox.add(actor, new OrderMoved(before.id(), code, before.seller(), before.subShop(), state, to, clock.now()));
        }
        List<String> now = stays ? from : names(actor, consignments.byOrder(actor, code).stream()
                .filter(part -> part.state().living()).toList());
        return kept(actor, change, Set.copyOf(from).equals(Set.copyOf(now)) ? OrderChange.Kind.SAME_WAREHOUSE
                : OrderChange.Kind.REROUTED, before, after, from, now, difference, command.why());
    }

    /** Priced and routed anew as placing practises it; nothing is set aside and nobody told. */
    private OrderChange practised(Actor actor, String change, Wanted wanted, Order before, Money difference, String why) {
        List<String> from = names(actor, routing.get(actor, before.code()));
        RoutingDecision decision = placing.quote(actor, wanted.command()).decision();
        Trip trip = sql.trip();
        routing.keepAll(actor, trip, List.of(new Routing.Kept(before.code(), before.seller(), decision, false)));
        trip.go();
        write(actor, wanted);
        List<String> now = names(actor, decision);
        return kept(actor, change, from.equals(now) ? OrderChange.Kind.SAME_WAREHOUSE : OrderChange.Kind.REROUTED, before,
                wanted.order(), from, now, difference, why);
    }

    private static boolean replaced(Consignment part) {
        return part.state() == entrepot.fulfilment.ConsignmentState.REPLACED;
    }

    /** The order with what is to be changed; lines that stay keep their number and their price. */
    private Wanted wanted(Actor actor, Order before, ChangeOrder command) {
        Address to = command.shipTo() == null ? before.shipTo() : OrderRules.tidy(command.shipTo());
        if (!to.equals(before.shipTo()) && orders.hidden(actor, before.code()).isPresent()) {
            // the platform's label says where the parcel goes
            throw new Problem(OrderProblem.RECEIVER_HIDDEN).with("order", before.code());
        }
        List<PlaceOrder.Line> asked = command.lines() == null ? before.lines().stream().map(OrderChanges::asked).toList()
                : command.lines();
        PlaceOrder whole = new PlaceOrder(subShops.get(actor, before.subShop()).code(), before.outsideNumber(), to, asked,
                command.remark() == null ? before.remark() : command.remark(),
                command.gift() == null ? before.gift() : command.gift(), before.paidAt())
                .on(new PlaceOrder.Terms(before.shipBy(), false, null, null, null, life.kindOf(actor, before.id()), null))
                .hiddenBy(orders.hidden(actor, before.code()).orElse(null)).tidy();
        OrderRules.check(whole);
        OrderDraft draft = placing.draft(actor, whole, null);
        OrderExplanation why = orders.explanation(actor, before.code());
        List<OrderLine> left = new ArrayList<>(before.lines());
        List<OrderLine> lines = new ArrayList<>();
        List<OrderExplanation.Line> explained = new ArrayList<>();
        int next = before.lines().stream().mapToInt(OrderLine::no).max().orElse(0);
        for (int i = 0; i < draft.lines().size(); i++) {
            OrderLine line = draft.lines().get(i);
            OrderLine was = left.stream().filter(old -> old.sku().equals(line.sku()) && old.quantity() == line.quantity())
                    .findFirst().or(() -> left.stream().filter(old -> old.sku().equals(line.sku())).findFirst()).orElse(null);
            left.remove(was);
            boolean same = was != null && was.quantity() == line.quantity()
                    && pieces(before.lines(), line.sku()) == pieces(draft.lines(), line.sku());
            int no = was == null ? ++next : was.no();
            lines.add(new OrderLine(no, line.variant(), line.sku(), line.title(), line.quantity(), line.retail(),
                    same ? was.supply() : line.supply(), line.asked() == null && was != null ? was.asked() : line.asked()));
            OrderExplanation.Line said = draft.explanation().lines().get(i);
            explained.add(same ? why.of(no) : new OrderExplanation.Line(no, said.rule(), said.numbers(), said.band()));
        }
        boolean sameLines = pieces(lines).equals(pieces(before.lines()));
        boolean samePlace = to.equals(before.shipTo());
        Money goods = lines.stream().map(OrderLine::supplyTotal).reduce(Money::plus).orElseThrow();
        // freight that was quoted stands as long as neither the way nor the weight changes
        Money freight = sameLines && samePlace ? before.freight() : draft.freight().amount();
        if (sameLines && samePlace && whole.remark().equals(before.remark()) && whole.gift().equals(before.gift())) {
            throw new Problem(OrderProblem.NOTHING_CHANGED);
        }
        Order order = new Order(before.id(), before.code(), before.state(), before.seller(), before.subShop(),
                before.outsideNumber(), to, whole.remark(), whole.gift(), before.placedAt(), before.paidAt(), before.shipBy(),
                lines.stream().mapToInt(OrderLine::quantity).sum(), goods, freight, goods.plus(freight), List.copyOf(lines));
        return new Wanted(whole, draft, order, new OrderExplanation(why.pricedAt(), draft.explanation().grams(),
                sameLines && samePlace ? why.freight() : draft.freight(), List.copyOf(explained)), sameLines);
    }

    private static PlaceOrder.Line asked(OrderLine line) {
        return new PlaceOrder.Line(line.sku(), line.quantity(), line.asked() == null ? null : line.asked().major());
    }

    /** All lines' pieces of an SKU: they count together for its steps. */
    private static int pieces(List<OrderLine> lines, String sku) {
        return lines.stream().filter(line -> line.sku().equals(sku)).mapToInt(OrderLine::quantity).sum();
    }

    private record Pieces(int no, String sku, int quantity) {
    }

    private static Set<Pieces> pieces(List<OrderLine> lines) {
        return lines.stream().map(line -> new Pieces(line.no(), line.sku(), line.quantity())).collect(Collectors.toSet());
    }

    /** What nobody has asked about this order yet; a value that grew is asked about again. */
    private List<Doubt> newDoubts(Actor actor, Wanted wanted, Order before) {
        Set<Doubt.Kind> earlier = doubts.of(actor, before.id()).stream().map(OrderDoubt::kind).collect(Collectors.toSet());
        boolean dearer = wanted.order().total().compareTo(before.total()) > 0;
        return look.again(actor, wanted.draft(), before.id()).doubts().stream()
                .filter(doubt -> !earlier.contains(doubt.kind()) || dearer && doubt.kind() == Doubt.Kind.VALUE).toList();
    }

    private void write(Actor actor, Wanted wanted) {
        life.rewrite(actor, wanted.order(), wanted.explanation());
        if (!wanted.sameLines()) {
            life.rewriteLines(actor, wanted.order().id(), wanted.order().lines());
        }
    }

    /** By the warehouse's coverage, where it has one; within its own country always. */
    private boolean serves(Actor actor, Consignment part, Address to) {
        if (part.warehouse() == null) {
            return false;
        }
        Warehouse there = warehouses.get(Actor.system(actor.tenant()), part.warehouse());
        Located buyer = Places.locate(to).orElse(null);
        return there.active() && there.country().equals(to.country()) && (there.serves().isEmpty()
                || there.serves().contains(buyer == null ? to.province() : buyer.province()));
    }

    private List<String> names(Actor actor, List<Consignment> parts) {
        return names(actor, parts.stream().map(Consignment::warehouse));
    }

    private List<String> names(Actor actor, RoutingDecision decision) {
        return names(actor, decision.parts().stream().map(RoutingDecision.Part::warehouse));
    }

    private List<String> names(Actor actor, Stream<WarehouseId> of) {
        Actor system = Actor.system(actor.tenant());
        return of.filter(Objects::nonNull).map(WarehouseId::value).distinct().sorted()
                .map(id -> warehouses.get(system, new WarehouseId(id)).name()).toList();
    }

    private OrderChange kept(Actor actor, String code, OrderChange.Kind kind, Order before, Order after, List<String> from,
                             List<String> to, Money difference, String why) {
        OrderChange change = new OrderChange(code, kind, side(before, from), side(after, to), difference, why, actor.name(),
                clock.now());
        life.keepChange(actor, code, before.id(), change, clock.now());
        if (before.state().isReal()) {
            outbox.add(actor, new OrderChanged(before.id(), before.code(), before.seller(), code));
        }
        return change;
    }

    private static OrderChange.Side side(Order order, List<String> warehouses) {
        return new OrderChange.Side(order.shipTo(), order.remark(), order.gift(), order.lines().stream()
                .map(line -> new OrderChange.Line(line.sku(), line.title(), line.quantity(), line.supply())).toList(),
                order.goods(), order.freight(), warehouses);
    }
}
