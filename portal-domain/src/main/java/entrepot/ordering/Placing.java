package entrepot.ordering;

import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.freight.Freight;
import entrepot.freight.FreightRates;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.PlannedConsignments;
import entrepot.inventory.InventoryProblem;
import entrepot.inventory.Need;
import entrepot.inventory.Presales;
import entrepot.inventory.Promise;
import entrepot.inventory.Stock;
import entrepot.kernel.ConsignmentId;
import entrepot.kernel.OrderId;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.network.Seller;
import entrepot.network.SubShops;
import entrepot.platform.access.Actor;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.idempotency.IdempotencyProblem;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.outbox.Fact;
import entrepot.platform.outbox.Outbox;
import entrepot.platform.sql.Later;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Trip;
import entrepot.pricing.PriceBook;
import entrepot.pricing.PriceQuestion;
import entrepot.pricing.Prices;
import entrepot.routing.Routing;
import entrepot.routing.RoutingTable;
import entrepot.wallet.Spendable;
import entrepot.wallet.Wallets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Places orders, one or many in the same few round trips: all facts are read, everything is decided in memory, stock is set
 * aside, everything is written (docs/decisions/placing.md).
 *
 * <p>Locks are taken in one order over all that is placed together: keys, stock by variant and warehouse, outside
 * numbers, wallets. So those who place at the same time wait for each other, but never in a circle.
 */
@ApplicationScoped
class Placing {

    static final String PLACE = "orders.place";

    /** How often orders are routed anew when others were quicker at the stock. */
    private static final int ROUTES_MAX = 5;

    @Inject
    private Sql sql;

    @Inject
    private OrderRows rows;

    @Inject
    private LifeRows life;

    @Inject
    private OrderLook look;

    @Inject
    private OrderQuotes quotes;

    @Inject
    private Idempotency idempotency;

    @Inject
    private SubShops subShops;

    @Inject
    private Variants variants;

    @Inject
    private Prices prices;

    @Inject
    private Freight freights;

    @Inject
    private Routing routing;

    @Inject
    private Stock stock;

    @Inject
    private Presales presales;

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

    /**
     * One of the orders to be placed together.
     *
     * @param key the idempotency key, no other's of them; null to place it each time
     */
    record Asked(PlaceOrder command, String key) {
    }

    /** What became of them so far, by their number. */
    private static final class Outcomes {
        final Orders.Outcome[] all;

        Outcomes(int size) {
            all = new Orders.Outcome[size];
        }

        boolean isOpen(int no) {
            return all[no] == null;
        }

        /** Does the work, or keeps why it is refused. */
        void orRefused(int no, Runnable work) {
            try {
                work.run();
            } catch (Problem refusal) {
                all[no] = new Orders.Outcome(null, refusal);
            }
        }

        void placed(int no, OrderReceipt receipt) {
            all[no] = new Orders.Outcome(receipt, null);
        }
    }

    /** The ids that new rows will have. */
    private record Ids(List<OrderId> orders, List<ConsignmentId> consignments) {
    }

    /**
     * Places tidy, checked orders in the open transaction. What is refused leaves only its key taken, which the caller
     * gives back ({@link #forget}) or loses with the transaction.
     *
     * @throws Problem what is refused while writing, because somebody else was quicker at a number, the last pieces or the
     *                 money: what was written is to be taken back then, for all of them
     */
    List<Orders.Outcome> place(Actor actor, List<Asked> asked) {
        Outcomes outcomes = new Outcomes(asked.size());
        Map<String, PlaceOrder> byKey = new LinkedHashMap<>();
        asked.stream().filter(one -> one.key() != null).forEach(one -> byKey.put(one.key(), one.command()));
        Trip trip = sql.trip();
        trip.keepingPlans();
        Later<Set<String>> fresh = byKey.isEmpty() ? Later.now(Set.of()) : idempotency.claim(actor, trip, PLACE, byKey);
        List<PlaceOrder> commands = asked.stream().map(Asked::command).toList();
        Supplier<Basket.Known> known = known(actor, trip, commands, commands.stream()
                .filter(command -> !command.outsideNumber().isEmpty()).toList());
        trip.go();
        replay(actor, asked, byKey, fresh.get(), outcomes);
        List<Basket> baskets = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            int no = i;
            if (outcomes.isOpen(no)) {
                outcomes.orRefused(no, () -> baskets.add(Basket.of(no, asked.get(no).command(), known.get())));
            }
        }
        write(actor, reserved(actor, baskets, outcomes), asked, outcomes);
        return List.of(outcomes.all);
    }

    /** Gives back the keys of orders that were refused. */
    void forget(Actor actor, Collection<String> keys) {
        Trip trip = sql.trip();
        idempotency.forget(actor, trip, PLACE, keys);
        trip.go();
    }

    /** Decides without writing. @throws Problem as placing does, but for money, the limits a day and a number that is taken */
    OrderQuote quote(Actor actor, PlaceOrder command) {
        Trip trip = sql.trip();
        Supplier<Basket.Known> known = known(actor, trip, List.of(command),
                command.outsideNumber().isEmpty() ? List.of() : List.of(command));
        trip.go();
        Basket basket = Basket.of(0, command, known.get().anyNumber());
        Trip second = sql.trip();
        Supplier<Placement.Terms> read = terms(actor, second, List.of(basket));
        second.go();
        Placement.Terms terms = read.get();
        Placement placement = Placement.quoted(basket, terms);
        List<Problem> refusals = new ArrayList<>();
        known.get().taken().values().forEach(order -> refusals.add(Basket.taken(command, order)));
        if (!actor.permissions().contains(OrderPermission.PRACTICE_ONLY) && !basket.seller().subShop().practice()) {
            terms.looks().overLimits(placement.draft()).ifPresent(refusals::add);
        }
        return placement.quote(refusals);
    }

    /**
     * Prices an order without routing it.
     *
     * @param said prices that were said; null for those that the order's terms name
     * @throws Problem as placing does, but for stock and money
     */
    OrderDraft draft(Actor actor, PlaceOrder command, QuotedPrices said) {
        Trip trip = sql.trip();
        Supplier<Basket.Known> known = known(actor, trip, List.of(command), List.of());
        trip.go();
        Basket basket = Basket.of(0, command, known.get(), said);
        Trip second = sql.trip();
        Later<PriceBook> book = prices.book(actor, second, basket.questions());
        second.go();
        return OrderDraft.of(basket, book.get());
    }

    /**
     * Who sells, what, and what sending there costs: all that can be asked before anything is known.
     *
     * @param numbered those of them whose outside number must be free
     */
    private Supplier<Basket.Known> known(Actor actor, Trip trip, List<PlaceOrder> commands, List<PlaceOrder> numbered) {
        Later<Map<String, Seller>> sellers = subShops.sellers(actor, trip,
                commands.stream().map(PlaceOrder::subShopCode).distinct().toList());
        Later<Map<String, Variant>> found = variants.bySkus(actor, trip, commands.stream()
                .flatMap(command -> command.lines().stream()).map(PlaceOrder.Line::sku).collect(Collectors.toSet()));
        Later<FreightRates> rates = freights.rates(actor, trip, commands.stream().map(PlaceOrder::shipTo).toList());
        Later<Map<OrderRows.OutsideNumber, String>> taken = numbered.isEmpty() ? Later.now(Map.of())
                : rows.taken(actor, trip, numbered.stream().map(PlaceOrder::subShopCode).toList(),
                        numbered.stream().map(PlaceOrder::outsideNumber).toList());
        Set<String> named = commands.stream().map(command -> command.terms().quote()).filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Later<Map<String, OrderQuotes.Kept>> kept = named.isEmpty() ? Later.now(Map.of()) : quotes.kept(actor, trip, named);
        return () -> new Basket.Known(clock.now(), sellers.get(), found.get(), rates.get(), taken.get(), kept.get());
    }

    /** Prices, where what lies and who was given what, and money: all that can be asked once it is known who buys what. */
    private Supplier<Placement.Terms> terms(Actor actor, Trip trip, List<Basket> baskets) {
        Later<PriceBook> book = prices.book(actor, trip, baskets.stream().flatMap(b -> b.questions().stream()).toList());
        Later<RoutingTable> routes = routing.table(actor, trip, baskets.stream()
                .flatMap(basket -> basket.variants().stream()).map(Variant::id).collect(Collectors.toSet()),
                baskets.stream().map(basket -> basket.command().shipTo()).toList());
        Later<Map<OrganisationId, Spendable>> spendable = wallets.spendable(actor, trip,
                baskets.stream().map(Basket::buyer).collect(Collectors.toSet()));
        Later<Map<VariantId, Promise>> promises = presales.promises(actor, trip, baskets.stream()
                .flatMap(basket -> basket.variants().stream()).map(Variant::id).collect(Collectors.toSet()));
        Instant now = baskets.get(0).now();
        Supplier<OrderLook.Looks> looks = look.read(actor, trip, baskets, null, now, () -> look.dayStart(now));
        return () -> new Placement.Terms(book.get(), routes.get(), new HashMap<>(spendable.get()), looks.get(),
                new HashMap<>(promises.get()));
    }

    /** What was placed before under its key is answered as it was then; another order under its number is refused. */
    private void replay(Actor actor, List<Asked> asked, Map<String, PlaceOrder> byKey, Set<String> fresh,
                        Outcomes outcomes) {
        Map<String, PlaceOrder> before = new LinkedHashMap<>(byKey);
        before.keySet().removeAll(fresh);
        if (before.isEmpty()) {
            return;
        }
        Map<String, Supplier<OrderReceipt>> answers = idempotency.replay(actor, PLACE, before, OrderReceipt.class);
        for (int i = 0; i < asked.size(); i++) {
            int no = i;
            if (asked.get(no).key() != null && before.containsKey(asked.get(no).key())) {
                outcomes.orRefused(no, () -> outcomes.placed(no, answers.get(asked.get(no).key()).get()));
            }
        }
    }

    /** Decides and sets stock aside; anew on fresh facts when somebody else was quicker at the stock that was counted on. */
    private Decided reserved(Actor actor, List<Basket> baskets, Outcomes outcomes) {
        for (int route = 1; !baskets.isEmpty(); route++) {
            Decided decided = decided(actor, baskets, outcomes, route > 1);
            Map<String, List<Need>> needs = new LinkedHashMap<>();
            decided.consignments().forEach(planned -> needs.putAll(planned.needs()));
            if (needs.isEmpty()) {
                return decided;
            }
            Trip trip = sql.trip();
            trip.mark();
            Later<Map<VariantId, Long>> missing = stock.tryReserve(actor, trip, needs);
            trip.go();
            if (missing.get().isEmpty()) {
                return decided;
            }
            if (route == ROUTES_MAX) {
                throw new Problem(InventoryProblem.INSUFFICIENT_STOCK).with("skus", Stock.inWords(missing.get(),
                        variant -> baskets.stream().map(b -> b.sku(variant)).filter(s -> !s.equals("?")).findFirst().orElse("?")));
            }
            baskets.forEach(basket -> outcomes.all[basket.no()] = null);
        }
        return new Decided(List.of(), List.of(), new Ids(List.of(), List.of()));
    }

    /** Orders as they are to be written. */
    private record Decided(List<Placement> placements, List<PlannedConsignments> consignments, Ids ids) {
    }

    /** @param again whether the stock that was looked at is to be let go first */
    private Decided decided(Actor actor, List<Basket> baskets, Outcomes outcomes, boolean again) {
        Trip trip = sql.trip();
        if (again) {
            trip.takeBack();
        }
        Supplier<Placement.Terms> terms = terms(actor, trip, baskets);
        Later<List<OrderId>> orderIds = rows.ids(trip, baskets.size());
        // one consignment an order is the rule; where more are needed they are asked for when that is known
        Later<List<ConsignmentId>> consignmentIds = consignments.ids(actor, trip, baskets.size());
        trip.go();
        Placement.Terms read = terms.get();
        List<Placement> placements = new ArrayList<>();
        for (int i = 0; i < baskets.size(); i++) {
            Basket basket = baskets.get(i);
            OrderId id = orderIds.get().get(i);
            outcomes.orRefused(basket.no(), () -> placements.add(Placement.of(basket, read, id, numbering.next("ORD"),
                    actor.permissions().contains(OrderPermission.PRACTICE_ONLY))));
        }
        return planned(actor, placements, outcomes, new Ids(orderIds.get(), consignmentIds.get()));
    }

    private Decided planned(Actor actor, List<Placement> decided, Outcomes outcomes, Ids ids) {
        PriceBook dealerPrices = dealerPrices(actor, decided);
        List<Placement> placements = new ArrayList<>();
        List<PlannedConsignments> planned = new ArrayList<>();
        decided.forEach(placement -> outcomes.orRefused(placement.basket().no(), () -> {
            if (placement.isReal() && !placement.isWaiting()) {
                planned.add(consignments.plan(actor, placement.consignments(dealerPrices)));
            }
            placements.add(placement);
        }));
        return new Decided(placements, planned, ids);
    }

    /** What dealers are credited for goods of their own: asked only where such goods are needed. */
    private PriceBook dealerPrices(Actor actor, List<Placement> placements) {
        List<PriceQuestion> questions = placements.stream().filter(p -> !p.isWaiting())
                .flatMap(p -> p.dealerQuestions().stream()).toList();
        if (questions.isEmpty()) {
            return null;
        }
        Trip trip = sql.trip();
        Later<PriceBook> book = prices.book(Actor.system(actor.tenant()), trip, questions);
        trip.go();
        return book.get();
    }

    private void write(Actor actor, Decided decided, List<Asked> asked, Outcomes outcomes) {
        List<Placement> placements = decided.placements();
        if (placements.isEmpty()) {
            return;
        }
        List<ConsignmentId> ids = enough(actor, decided);
        Trip trip = sql.trip();
        if (!decided.consignments().isEmpty()) {
            trip.keep();
        }
        Later<Set<OrderId>> written = rows.insert(actor, trip, placements);
        life.rare(actor, trip, placements);
        List<Placement> going = placements.stream().filter(placement -> !placement.isWaiting()).toList();
        routing.keepAll(actor, trip, going.stream().map(p -> new Routing.Kept(p.order().code(), p.order().seller(),
                p.decision(), p.isReal())).toList());
        PlannedConsignments.Trail trail = consignments.write(actor, trip, decided.consignments(), ids);
        wallets.holdAll(actor, trip, going.stream().filter(Placement::isReal).map(Placement::hold).toList());
        List<History.Step> steps = new ArrayList<>(trail.steps());
        List<Fact> facts = new ArrayList<>(trail.facts());
        Map<String, OrderReceipt> answers = new LinkedHashMap<>();
        for (Placement placement : placements) {
            Order order = placement.order();
            steps.add(new History.Step(Orders.THING, order.code(), null, order.state(), ""));
            if (!placement.isReal()) {
                facts.add(new OrderPractised(order.id(), order.code(), order.seller(), order.subShop()));
            } else if (!placement.isWaiting()) {
                facts.add(new OrderPlaced(order.id(), order.code(), order.seller(), order.subShop()));
            }
            if (order.state() == OrderState.ON_HOLD || order.state() == OrderState.WAITING_FUNDS) {
                facts.add(new OrderMoved(order.id(), order.code(), order.seller(), order.subShop(), null, order.state(), order.placedAt()));
            }
            look.keep(actor, trip, Map.of(order.id(), placement.found()), order.placedAt());
            outcomes.placed(placement.basket().no(), placement.receipt());
            String key = asked.get(placement.basket().no()).key();
            if (key != null) {
                answers.put(key, placement.receipt());
            }
        }
        history.recordAll(actor, trip, steps);
        outbox.addAll(actor, trip, facts);
        if (!answers.isEmpty()) {
            idempotency.answer(actor, trip, PLACE, answers);
        }
        trip.go();
        refuseTaken(actor, placements, written.get());
    }

    private List<ConsignmentId> enough(Actor actor, Decided decided) {
        List<ConsignmentId> ids = new ArrayList<>(decided.ids().consignments());
        int missing = decided.consignments().stream().mapToInt(PlannedConsignments::size).sum() - ids.size();
        if (missing > 0) {
            Trip trip = sql.trip();
            Later<List<ConsignmentId>> more = consignments.ids(actor, trip, missing);
            trip.go();
            ids.addAll(more.get());
        }
        return ids;
    }

    /** Between the look at the numbers and the writing somebody else may have placed an order under one of them. */
    private void refuseTaken(Actor actor, List<Placement> placements, Set<OrderId> written) {
        placements.stream().filter(placement -> !written.contains(placement.order().id())).findFirst().ifPresent(late -> {
            PlaceOrder command = late.basket().command();
            throw Basket.taken(command, rows.codesOf(actor, late.order().subShop(), List.of(command.outsideNumber()))
                    .getOrDefault(command.outsideNumber(), ""));
        });
    }
}
