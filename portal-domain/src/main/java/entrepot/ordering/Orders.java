package entrepot.ordering;

import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.Consignments;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.SubShopId;
import entrepot.network.Organisations;
import entrepot.network.SubShops;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.idempotency.IdempotencyProblem;
import entrepot.platform.outbox.Outbox;
import entrepot.platform.sql.Attempt;
import entrepot.platform.sql.Trip;
import entrepot.wallet.WalletProblem;
import entrepot.wallet.Wallets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Orders of members to their buyers. */
@UseCases
@ApplicationScoped
public class Orders {

    /** How time lines and postings call an order. */
    static final String THING = "order";
    private static final int PAGE_MAX = 200;
    /** So many orders {@link #placeAll} takes at once. */
    public static final int TOGETHER_MAX = 100;
    /** So many are placed at once: all of a call, so that their locks are taken in one order. */
    private static final int AT_ONCE_MAX = TOGETHER_MAX;
    /** How often they are, when somebody else was quicker at a number, the last pieces or the money. */
    private static final int ATTEMPTS_MAX = 3;

    @Inject
    private OrderRows rows;

    @Inject
    private LifeRows life;

    @Inject
    private DoubtRows doubts;

    @Inject
    private SubShops subShops;

    @Inject
    private Organisations organisations;

    @Inject
    private Consignments consignments;

    @Inject
    private Wallets wallets;

    @Inject
    private BusinessClock clock;

    @Inject
    private History history;

    @Inject
    private Outbox outbox;

    @Inject
    private Placing placing;

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
        Placing.Asked asked = new Placing.Asked(tidy, Idempotency.checked(key));
        Outcome outcome = tidy.terms().waitForFunds() ? orWaiting(actor, asked) : placing.place(actor, List.of(asked)).get(0);
        if (!outcome.placed()) {
            throw outcome.refusal();
        }
        return outcome.receipt();
    }

    /** Where somebody else was quicker at the money, the second look sees it and lets the order wait. */
    private Outcome orWaiting(Actor actor, Placing.Asked asked) {
        try {
            return attempt.orTakeBack(() -> placing.place(actor, List.of(asked)).get(0));
        } catch (Problem refusal) {
            if (refusal.code() != WalletProblem.INSUFFICIENT_FUNDS) {
                throw refusal;
            }
            return placing.place(actor, List.of(asked)).get(0);
        }
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
        Outcome[] outcomes = new Outcome[commands.size()];
        Map<Integer, Placing.Asked> together = new LinkedHashMap<>();
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < outcomes.length; i++) {
            PlaceOrder tidy = commands.get(i).tidy();
            try {
                OrderRules.check(tidy);
            } catch (Problem refusal) {
                outcomes[i] = new Outcome(null, refusal);
                continue;
            }
            String key = tidy.outsideNumber().isEmpty() ? null : key(tidy);
            if (together.size() == AT_ONCE_MAX || key != null && !keys.add(key)) {
                // the same number again: after the first, so that it finds that one's order
                placeTogether(actor, together, outcomes);
                keys.clear();
                keys.add(key);
            }
            together.put(i, new Placing.Asked(tidy, key));
        }
        placeTogether(actor, together, outcomes);
        return List.of(outcomes);
    }

    /** Places them at once, or where one of them fails while it is written, one by one. */
    private void placeTogether(Actor actor, Map<Integer, Placing.Asked> together, Outcome[] outcomes) {
        for (int attempts = 1; !together.isEmpty(); attempts++) {
            try {
                place(actor, together, outcomes);
                together.clear();
            } catch (Problem somebodyWasQuicker) {
                // nothing of it is there: again on what there is now, which refuses those that came too late
                if (attempts == ATTEMPTS_MAX) {
                    together.forEach((no, asked) -> placeAlone(actor, no, asked, outcomes));
                    together.clear();
                }
            }
        }
    }

    private void placeAlone(Actor actor, Integer no, Placing.Asked asked, Outcome[] outcomes) {
        try {
            place(actor, Map.of(no, asked), outcomes);
        } catch (Problem refusal) {
            outcomes[no] = new Outcome(null, refusal);
        }
    }

    private void place(Actor actor, Map<Integer, Placing.Asked> together, Outcome[] outcomes) {
        if (together.isEmpty()) {
            return;
        }
        List<Integer> numbers = List.copyOf(together.keySet());
        List<Placing.Asked> asked = List.copyOf(together.values());
        List<Outcome> answers = attempt.orTakeBack(() -> placing.place(actor, asked));
        List<String> refused = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Outcome answer = answers.get(i);
            outcomes[numbers.get(i)] = answer.placed() ? answer : new Outcome(null, clearly(actor, asked.get(i), answer.refusal()));
            boolean elsewhere = !answer.placed() && answer.refusal().code() instanceof IdempotencyProblem;
            if (!answer.placed() && !elsewhere && asked.get(i).key() != null) {
                refused.add(asked.get(i).key());
            }
        }
        if (!refused.isEmpty()) {
            placing.forget(actor, refused);
        }
    }

    /** The key of many stands for a number, so another order under it is another order under that number. */
    private Problem clearly(Actor actor, Placing.Asked asked, Problem refusal) {
        if (refusal.code() != IdempotencyProblem.KEY_REUSED) {
            return refusal;
        }
        PlaceOrder command = asked.command();
        return Basket.taken(command, subShops.find(actor, command.subShopCode())
                .map(shop -> rows.codesOf(actor, shop.id(), List.of(command.outsideNumber())).get(command.outsideNumber()))
                .orElse(""));
    }

    /** One order under one number of a sub-shop, whatever brings it. */
    private static String key(PlaceOrder command) {
        return "list:" + Tokens.sha256(command.subShopCode() + '\n' + command.outsideNumber());
    }

    /** The orders that a sub-shop has under these outside numbers. */
    @Requires(OrderPermission.VIEW)
    public Map<String, PlacedBefore> placedBefore(Actor actor, SubShopId subShop, List<String> outsideNumbers) {
        return rows.placedBefore(actor, subShop, outsideNumbers);
    }

    /** What stands in place of the receiver of an order; empty where its address is known. */
    @Requires(OrderPermission.VIEW)
    public Optional<HiddenReceiver> hidden(Actor actor, String code) {
        return rows.hidden(actor, code);
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
        return placing.quote(actor, tidy);
    }

    /** @throws Problem NOT_FOUND for another member's order */
    @Requires(OrderPermission.VIEW)
    public Order get(Actor actor, String code) {
        return rows.find(actor, code).orElseThrow(() -> Problem.notFound(THING, code));
    }

    /** Whether it goes to a buyer or, in bulk, to the member. @throws Problem NOT_FOUND for another member's order */
    @Requires(OrderPermission.VIEW)
    public OrderKind kind(Actor actor, String code) {
        return life.kindOf(actor, get(actor, code).id());
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
        List<Order> page = rows.page(actor, seller, filter, after, Math.max(1, Math.min(limit, PAGE_MAX)));
        // newest first: where it gets older than that nothing follows, so no statement looks for the end
        return filter.since() == null ? page : page.stream().takeWhile(order -> !order.placedAt().isBefore(filter.since())).toList();
    }

    /**
     * What has to leave soonest first, of orders that have not left, without lines.
     *
     * @param filter its states are among those that have not left; none for all of them
     * @param after  the code of the last order of the page before, or null
     */
    @Requires(OrderPermission.VIEW)
    public List<Order> due(Actor actor, OrderFilter filter, String after, int limit) {
        OrganisationId seller = actor.scope() == null ? null : new OrganisationId(actor.scope());
        if (filter.seller() != null) {
            seller = organisations.byCode(actor, filter.seller()).id();
        }
        return rows.due(actor, seller, filter, null, false, after, Math.max(1, Math.min(limit, PAGE_MAX)));
    }

    /** The same of those whose ship-by is over at that moment already, or will be. */
    @Requires(OrderPermission.VIEW)
    public List<Order> late(Actor actor, Instant at, String after, int limit) {
        return rows.due(actor, actor.scope() == null ? null : new OrganisationId(actor.scope()), OrderFilter.ALL, at, false, after,
                Math.max(1, Math.min(limit, PAGE_MAX)));
    }

    /** The same of those about which something is asked that a member may answer, goods that ran out included. */
    @Requires(OrderPermission.VIEW)
    public List<Order> asked(Actor actor, String after, int limit) {
        return rows.due(actor, actor.scope() == null ? null : new OrganisationId(actor.scope()), OrderFilter.ALL, null, true,
                after, Math.max(1, Math.min(limit, PAGE_MAX)));
    }

    /** How many orders have not left although they should have by then. */
    @Requires(OrderPermission.VIEW)
    public long countLate(Actor actor, Instant at) {
        return life.late(actor, at);
    }

    /** The order that has this number in the sub-shop, if there is one. @throws Problem NOT_FOUND for another's sub-shop */
    @Requires(OrderPermission.VIEW)
    public Optional<Order> byOutsideNumber(Actor actor, String subShop, String outsideNumber) {
        return Optional.ofNullable(rows.codesOf(actor, subShops.byCode(actor, subShop).id(), List.of(outsideNumber))
                .get(outsideNumber)).map(code -> get(actor, code));
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
        if (!order.state().isReal()) {
            return practiceCancelled(actor, order, reason.strip());
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

    /** Nothing goes back, since nothing was taken. */
    private Order practiceCancelled(Actor actor, Order order, String reason) {
        if (order.state() == OrderState.PRACTICE) {
            rows.move(actor, order.id(), OrderState.PRACTICE_CANCELLED, clock.now());
            history.record(actor, THING, order.code(), order.state(), OrderState.PRACTICE_CANCELLED, reason);
        }
        return get(actor, order.code());
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
        consignments.cancel(actor, code, consignment, reason.strip())
                .ifPresent(cancelled -> partGone(actor, order, cancelled, reason.strip()));
        return get(actor, code);
    }

    /** One consignment of a locked order was cancelled: its share of the money goes back, the others go on. */
    void partGone(Actor actor, Order order, Consignment cancelled, String reason) {
        if (cancelled.cost().isPositive()) {
            wallets.releasePart(actor, order.seller(), order.code(), cancelled.code(), cancelled.cost());
        }
        if (consignments.byOrder(Actor.system(actor.tenant()), order.code()).stream().noneMatch(c -> c.state().living())) {
            end(actor, order, reason);
        } else {
            following.follow(Actor.system(actor.tenant()), order.code());
        }
    }

    /**
     * Goods of the order may come back until then, so it is not complete before. Said for each delivery by who knows
     * the rule; the latest counts.
     */
    @Requires(Requires.SYSTEM)
    public void keepOpen(Actor actor, String code, Instant until) {
        rows.windowUntil(actor, code, until);
    }

    /** The same of many orders, with others in one round trip. @param until by the order's code */
    @Requires(Requires.SYSTEM)
    public void keepOpen(Actor actor, Trip trip, Map<String, Instant> until) {
        rows.windowsUntil(actor, trip, until);
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
        if (order.state() == OrderState.ON_HOLD || order.state() == OrderState.WAITING_FUNDS) {
            doubts.decide(actor, order.id(), List.of(Doubt.Kind.values()), OrderDoubt.Verdict.CANCELLED, reason, clock.now());
        }
        rows.move(actor, order.id(), OrderState.CANCELLED, clock.now());
        history.record(actor, THING, order.code(), order.state(), OrderState.CANCELLED, reason);
        outbox.add(actor, new OrderCancelled(order.id(), order.code(), order.seller(), reason));
    }
}
