package entrepot.ordering;

import entrepot.catalog.CatalogProblem;
import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.freight.Freight;
import entrepot.freight.FreightQuote;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.NewConsignments;
import entrepot.inventory.InventoryProblem;
import entrepot.kernel.Money;
import entrepot.kernel.OrderId;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.SubShopId;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.geo.Address;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.outbox.Outbox;
import entrepot.pricing.LineRequest;
import entrepot.pricing.PricedLine;
import entrepot.pricing.Prices;
import entrepot.routing.RouteLine;
import entrepot.routing.Routing;
import entrepot.routing.RoutingDecision;
import entrepot.wallet.Wallets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Orders of members to their buyers. */
@UseCases
@ApplicationScoped
public class Orders {

    /** How time lines and postings call an order. */
    static final String THING = "order";
    private static final String PLACE = "orders.place";
    private static final int PAGE_MAX = 200;
    private static final int TOGETHER_MAX = 100;
    /** How often an order is routed anew when others were quicker at the stock. */
    private static final int ROUTES_MAX = 5;

    @Inject
    private OrderRows rows;

    @Inject
    private Idempotency idempotency;

    @Inject
    private SubShops subShops;

    @Inject
    private Organisations organisations;

    @Inject
    private Variants variants;

    @Inject
    private Prices prices;

    @Inject
    private Freight freights;

    @Inject
    private Routing routing;

    @Inject
    private Consignments consignments;

    @Inject
    private Wallets wallets;

    @Inject
    private Numbering numbering;

    @Inject
    private BusinessClock clock;

    @Inject
    private History history;

    @Inject
    private Outbox outbox;

    @Inject
    private Attempt attempt;

    @Inject
    private OrderFollowing following;

    /**
     * What became of one of many orders.
     *
     * @param receipt null where it was refused
     * @param refusal null where it was placed
     */
    public record Outcome(OrderReceipt receipt, Problem refusal) {

        public boolean placed() {
            return refusal == null;
        }
    }

    /** An order as it would be, before it has a code. */
    private record Draft(SubShop subShop, List<Variant> variants, List<PricedLine> priced, List<OrderLine> lines,
                         FreightQuote freight, OrderExplanation explanation, Money goods, Instant paidAt,
                         Instant now) {

        Money total() {
            return goods.plus(freight.amount());
        }
    }

    /**
     * Places an order in one transaction: priced, freight quoted, written, routed, stock reserved, offered, wallet
     * held. A refusal changes nothing.
     *
     * @param key the caller's idempotency key: the same key and order give the same receipt, and one order
     * @throws Problem what {@link OrderRules} refuses; SHOP_CLOSED, MEMBER_TAKES_NO_ORDERS, SKU_UNKNOWN,
     *                 PRODUCT_NOT_ACTIVE, PRICE_OUTSIDE_BAND, PLACE_NOT_SERVED, OUTSIDE_NUMBER_TAKEN (with the order),
     *                 NOBODY_CAN_SHIP, INSUFFICIENT_FUNDS; NOT_FOUND for a sub-shop of another
     */
    @Requires(OrderPermission.PLACE)
    public OrderReceipt place(Actor actor, PlaceOrder command, String key) {
        PlaceOrder tidy = command.tidy();
        OrderRules.check(tidy);
        return idempotency.once(actor, PLACE, key, tidy, OrderReceipt.class, () -> placed(actor, tidy));
    }

    /**
     * Places many orders in one transaction, each whole or not at all: one that is refused takes nothing with it.
     * Placing is repeatable: an order that was placed before under its sub-shop and outside number gives the same receipt
     * again, and another order under a number that is taken is refused. Orders without an outside number are
     * placed each time.
     *
     * @param commands at most {@value #TOGETHER_MAX}
     * @return one outcome for each command, in their order; refusals as {@link #place} throws them
     */
    @Requires(OrderPermission.PLACE)
    public List<Outcome> placeAll(Actor actor, List<PlaceOrder> commands) {
        if (commands.size() > TOGETHER_MAX) {
            throw new IllegalArgumentException(commands.size() + " orders at once");
        }
        return commands.stream().map(command -> outcome(actor, command)).toList();
    }

    private Outcome outcome(Actor actor, PlaceOrder command) {
        try {
            PlaceOrder tidy = command.tidy();
            OrderRules.check(tidy);
            return new Outcome(attempt.orTakeBack(() -> tidy.outsideNumber().isEmpty() ? placed(actor, tidy)
                    : idempotency.once(actor, PLACE, key(tidy), tidy, OrderReceipt.class,
                            () -> placed(actor, tidy))), null);
        } catch (Problem refusal) {
            return new Outcome(null, refusal);
        }
    }

    /** One order under one number of a sub-shop, whatever brings it. */
    private static String key(PlaceOrder command) {
        return "list:" + Tokens.sha256(command.subShopCode() + '\n' + command.outsideNumber());
    }

    /** The orders that a sub-shop has under these outside numbers: number to order code. */
    @Requires(OrderPermission.VIEW)
    public Map<String, String> codesOf(Actor actor, SubShopId subShop, List<String> outsideNumbers) {
        return rows.codesOf(actor, subShop, outsideNumbers);
    }

    /** What stands in place of the receiver of an order; empty where its address is known. */
    @Requires(OrderPermission.VIEW)
    public Optional<HiddenReceiver> hidden(Actor actor, String code) {
        return rows.hidden(actor, code);
    }

    private OrderReceipt placed(Actor actor, PlaceOrder command) {
        Draft draft = draft(actor, command);
        Order order = written(actor, command, draft);
        if (command.hidden() != null) {
            rows.hide(actor, order.code(), command.hidden());
        }
        RoutingDecision decision = offered(actor, order, draft);
        wallets.hold(actor, order.seller(), order.code(), order.total());
        history.record(actor, THING, order.code(), null, OrderState.PLACED, "");
        outbox.add(actor, new OrderPlaced(order.id(), order.code(), order.seller(), order.subShop()));
        return new OrderReceipt(order.code(), order.outsideNumber(), order.state(), order.goods(), order.freight(),
                order.total(), decision.parts().size(), order.placedAt(), order.shipBy());
    }

    /**
     * What placing this order would cost and from where it would ship; writes nothing, and holds for no time.
     *
     * @throws Problem as {@link #place} does, but for stock and money, which are not touched
     */
    @Requires(OrderPermission.PLACE)
    public OrderQuote quote(Actor actor, PlaceOrder command) {
        PlaceOrder tidy = command.tidy();
        OrderRules.checkPriced(tidy);
        Draft draft = draft(actor, tidy);
        RoutingDecision decision = attempt.andTakeBack(() ->
                routing.route(actor, numbering.next("QUO"), draft.subShop().organisation(), tidy.shipTo(),
                        routeLines(draft), Set.of()));
        List<OrderQuote.Line> lines = new ArrayList<>();
        for (int i = 0; i < draft.lines().size(); i++) {
            PricedLine priced = draft.priced().get(i);
            lines.add(new OrderQuote.Line(draft.lines().get(i), priced.rule(), priced.numbers(), priced.band()));
        }
        return new OrderQuote(List.copyOf(lines), draft.freight(), draft.explanation().grams(), draft.goods(), draft.total(),
                OrderRules.shipBy(tidy, draft.paidAt(), draft.now()), decision);
    }

    /** Everything that can be known without writing: who orders, at which prices, with which freight. */
    private Draft draft(Actor actor, PlaceOrder command) {
        Instant now = clock.now();
        SubShop subShop = subShops.byCode(actor, command.subShopCode());
        if (!subShop.isOpen()) {
            throw new Problem(OrderProblem.SHOP_CLOSED).with("subShop", subShop.name());
        }
        Organisation seller = organisations.get(actor, subShop.organisation());
        if (!seller.isActive()) {
            throw new Problem(OrderProblem.MEMBER_TAKES_NO_ORDERS).with("organisation", seller.name())
                    .with("state", seller.state());
        }
        Instant paidAt = command.paidAt() == null || command.paidAt().isAfter(now) ? now : command.paidAt();
        Instant pricedAt = OrderRules.pricedAt(paidAt, now);
        List<Variant> found = found(actor, command);
        List<PricedLine> priced = prices.quote(actor, seller.id(), requests(found, command), pricedAt);
        List<OrderLine> lines = lines(found, priced, command, subShop);
        int grams = grams(found, lines);
        FreightQuote freight = freights.quote(actor, command.shipTo(), grams);
        List<OrderExplanation.Line> why = new ArrayList<>();
        Money goods = Money.zero(freight.amount().currency());
        for (int i = 0; i < lines.size(); i++) {
            goods = goods.plus(lines.get(i).supplyTotal());
            PricedLine line = priced.get(i);
            why.add(new OrderExplanation.Line(i + 1, line.rule(), line.numbers(), line.band()));
        }
        return new Draft(subShop, found, priced, lines, freight,
                new OrderExplanation(pricedAt, grams, freight, List.copyOf(why)), goods, paidAt, now);
    }

    private List<Variant> found(Actor actor, PlaceOrder command) {
        Set<String> skus = command.lines().stream().map(PlaceOrder.Line::sku).collect(Collectors.toSet());
        Map<String, Variant> bySku = variants.bySkus(actor, skus);
        List<Variant> found = new ArrayList<>();
        for (PlaceOrder.Line line : command.lines()) {
            Variant variant = bySku.get(line.sku());
            if (variant == null) {
                throw new Problem(CatalogProblem.SKU_UNKNOWN).with("sku", line.sku());
            }
            if (!variant.active()) {
                throw new Problem(CatalogProblem.PRODUCT_NOT_ACTIVE).with("sku", line.sku())
                        .with("product", variant.productTitle());
            }
            found.add(variant);
        }
        return found;
    }

    private static List<LineRequest> requests(List<Variant> found, PlaceOrder command) {
        List<LineRequest> requests = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            requests.add(new LineRequest(found.get(i).id(), command.lines().get(i).quantity()));
        }
        return requests;
    }

    private static List<OrderLine> lines(List<Variant> found, List<PricedLine> priced, PlaceOrder command,
                                         SubShop subShop) {
        List<OrderLine> lines = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            Variant variant = found.get(i);
            PricedLine price = priced.get(i);
            PlaceOrder.Line asked = command.lines().get(i);
            Money paid = asked.askedPrice() == null ? null : Money.parse(asked.askedPrice(), subShop.currency());
            if (paid != null) {
                checkAsked(variant.sku(), price, paid);
            }
            lines.add(new OrderLine(i + 1, variant.id(), variant.sku(), variant.name(), asked.quantity(),
                    price.retail(), price.supply(), paid));
        }
        return lines;
    }

    private static int grams(List<Variant> found, List<OrderLine> lines) {
        long grams = 0;
        for (int i = 0; i < lines.size(); i++) {
            grams += (long) found.get(i).weightGrams() * lines.get(i).quantity();
        }
        if (grams > OrderRules.GRAMS_MAX) {
            throw new Problem(OrderProblem.ORDER_TOO_HEAVY).with("kilograms", grams / 1_000)
                    .with("max", OrderRules.GRAMS_MAX / 1_000);
        }
        return (int) grams;
    }

    /** A band stands in the tenant's currency; what a shop abroad asks in its own cannot be held to it. */
    private static void checkAsked(String sku, PricedLine price, Money paid) {
        if (paid.currency().equals(price.retail().currency())) {
            price.band().check(sku, paid);
        } else if (paid.isNegative()) {
            throw Problem.invalid("askedPrice", paid);
        }
    }

    private Order written(Actor actor, PlaceOrder command, Draft draft) {
        int pieces = draft.lines().stream().mapToInt(OrderLine::quantity).sum();
        SubShop subShop = draft.subShop();
        Order order = new Order(null, numbering.next("ORD"), OrderState.PLACED, subShop.organisation(), subShop.id(),
                command.outsideNumber(), command.shipTo(), command.remark(), command.gift(), draft.now(),
                draft.paidAt(), OrderRules.shipBy(command, draft.paidAt(), draft.now()), pieces, draft.goods(),
                draft.freight().amount(), draft.total(), draft.lines());
        OrderId id = rows.insert(actor, order, draft.explanation()).orElseThrow(() ->
                new Problem(OrderProblem.OUTSIDE_NUMBER_TAKEN).with("outsideNumber", command.outsideNumber())
                        .with("order", rows.codeOf(actor, subShop.id(), command.outsideNumber()).orElse("")));
        return order.with(id);
    }

    /** Routes and offers; anew when somebody else was quicker at the stock that the decision counted on. */
    private RoutingDecision offered(Actor actor, Order order, Draft draft) {
        List<NewConsignments.Line> lines = order.lines().stream().map(line -> new NewConsignments.Line(line.no(),
                line.variant(), line.sku(), line.title(), line.quantity(), line.supplyTotal())).toList();
        for (int route = 1; ; route++) {
            RoutingDecision decision = routing.route(actor, order.code(), order.seller(), order.shipTo(),
                    routeLines(draft), Set.<WarehouseId>of());
            try {
                consignments.create(actor, new NewConsignments(order.code(), order.seller(), draft.subShop().name(),
                        order.shipTo(), order.remark(), order.gift(), order.shipBy(), order.freight(), lines, decision,
                        dealerSupply(actor, decision, draft)));
                return decision;
            } catch (Problem problem) {
                if (problem.code() != InventoryProblem.INSUFFICIENT_STOCK || route == ROUTES_MAX) {
                    throw problem;
                }
            }
        }
    }

    /** What dealers are credited for goods of their own: their own supply prices at this moment. */
    private List<NewConsignments.DealerSupply> dealerSupply(Actor actor, RoutingDecision decision, Draft draft) {
        List<NewConsignments.DealerSupply> supply = new ArrayList<>();
        for (RoutingDecision.Part part : decision.parts()) {
            if (part.ownGoods()) {
                Actor system = Actor.system(actor.tenant());
                prices.quote(system, part.dealer(), part.pieces().stream()
                                .map(piece -> new LineRequest(piece.variant(), piece.quantity())).toList(), draft.now())
                        .forEach(line -> supply.add(
                                new NewConsignments.DealerSupply(part.dealer(), line.variant(), line.supply())));
            }
        }
        return supply;
    }

    /** Each variant once, however many lines ask for it. */
    private static List<RouteLine> routeLines(Draft draft) {
        Map<VariantId, RouteLine> lines = new LinkedHashMap<>();
        for (int i = 0; i < draft.lines().size(); i++) {
            OrderLine line = draft.lines().get(i);
            Variant variant = draft.variants().get(i);
            lines.merge(line.variant(), new RouteLine(line.variant(), line.quantity(), variant.category(),
                    line.supply().minor(), variant.weightGrams()), RouteLine::plus);
        }
        return List.copyOf(lines.values());
    }

    /** @throws Problem NOT_FOUND for another member's order */
    @Requires(OrderPermission.VIEW)
    public Order get(Actor actor, String code) {
        return rows.find(actor, code).orElseThrow(() -> Problem.notFound(THING, code));
    }

    /** How the order's amounts came about. @throws Problem NOT_FOUND for another member's order */
    @Requires(OrderPermission.VIEW)
    public OrderExplanation explanation(Actor actor, String code) {
        return rows.explanation(actor, code).orElseThrow(() -> Problem.notFound(THING, code));
    }

    /** The order's time line. @throws Problem NOT_FOUND for another member's order */
    @Requires(OrderPermission.VIEW)
    public List<History.Change> history(Actor actor, String code) {
        return history.of(actor, THING, get(actor, code).code());
    }

    /**
     * The newest first, without lines.
     *
     * @param after the code of the last order of the page before, or null
     * @param limit {@value #PAGE_MAX} at most
     */
    @Requires(OrderPermission.VIEW)
    public List<Order> list(Actor actor, OrderFilter filter, String after, int limit) {
        OrganisationId seller = actor.scope() == null ? null : new OrganisationId(actor.scope());
        if (filter.seller() != null) {
            // of another member: not found, as for one that does not exist
            seller = organisations.byCode(actor, filter.seller()).id();
        }
        return rows.page(actor, seller, filter, after, Math.max(1, Math.min(limit, PAGE_MAX)));
    }

    /** How many orders the actor has in each state that is not an end; states without any are left out. */
    @Requires(OrderPermission.VIEW)
    public Map<OrderState, Long> open(Actor actor) {
        return rows.open(actor);
    }

    /**
     * Cancels an order of which nothing is packed: consignments, stock and money go back. Cancelling twice is harmless.
     *
     * @throws Problem ALREADY_SHIPPED, ALREADY_PACKED, FIELD_MISSING (the reason), NOT_FOUND
     */
    @Requires(OrderPermission.CANCEL)
    public Order cancel(Actor actor, String code, String reason) {
        if (reason == null || reason.isBlank()) {
            throw Problem.missing("reason");
        }
        Order order = rows.lock(actor, code).orElseThrow(() -> Problem.notFound(THING, code));
        if (order.state() == OrderState.CANCELLED) {
            return get(actor, code);
        }
        if (!OrderState.TRANSITIONS.allows(order.state(), OrderState.CANCELLED)) {
            throw new Problem(OrderProblem.ALREADY_SHIPPED).with("order", code).with("state", order.state());
        }
        List<Consignment> cancelled = consignments.cancelOrder(actor, code, reason.strip());
        // without the shares of parts that were cancelled before: the rest is what is still held
        giveBack(actor, order, cancelled.stream().map(Consignment::cost).reduce(Money::plus));
        end(actor, order, reason.strip());
        return get(actor, code);
    }

    /**
     * Cancels one consignment of an order, whatever became of the others: nobody can ship it, or the buyer does not
     * want to wait for it. Its stock is free, its share of goods and freight goes back to the wallet, and the others
     * alone say where the order stands; with the last one the order is cancelled. Doing it twice is harmless.
     *
     * @throws Problem ALREADY_PACKED, FIELD_MISSING (the reason), NOT_FOUND
     */
    @Requires(OrderPermission.CANCEL)
    public Order cancelPart(Actor actor, String code, String consignment, String reason) {
        if (reason == null || reason.isBlank()) {
            throw Problem.missing("reason");
        }
        Order order = rows.lock(actor, code).orElseThrow(() -> Problem.notFound(THING, code));
        consignments.cancel(actor, code, consignment, reason.strip()).ifPresent(cancelled -> {
            if (cancelled.cost().isPositive()) {
                wallets.releasePart(actor, order.seller(), code, cancelled.code(), cancelled.cost());
            }
            if (consignments.byOrder(actor, code).stream().noneMatch(c -> c.state().living())) {
                end(actor, order, reason.strip());
            } else {
                following.follow(Actor.system(actor.tenant()), code);
            }
        });
        return get(actor, code);
    }

    /**
     * Goods of the order may come back until then, so it is not complete before. Said for each delivery by who knows
     * the rule; the latest counts.
     */
    @Requires(Requires.SYSTEM)
    public void keepOpen(Actor actor, String code, Instant until) {
        rows.windowUntil(actor, code, until);
    }

    /** When the last return window of delivered orders closes; empty where none is open. */
    @Requires(Requires.SYSTEM)
    public Optional<Instant> lastWindow(Actor actor) {
        return rows.lastWindow(actor);
    }

    private void giveBack(Actor actor, Order order, Optional<Money> held) {
        held.filter(Money::isPositive).ifPresent(amount -> wallets.release(actor, order.seller(), order.code(), amount));
    }

    private void end(Actor actor, Order order, String reason) {
        OrderState.TRANSITIONS.check(order.state(), OrderState.CANCELLED);
        rows.move(actor, order.id(), OrderState.CANCELLED, clock.now());
        history.record(actor, THING, order.code(), order.state(), OrderState.CANCELLED, reason);
        outbox.add(actor, new OrderCancelled(order.id(), order.code(), order.seller(), reason));
    }
}
