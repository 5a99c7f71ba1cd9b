package entrepot.ordering;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.network.SubShops;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.outbox.Outbox;
import entrepot.platform.sql.Attempt;
import entrepot.wallet.WalletProblem;
import entrepot.wallet.Wallets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Orders that the wallet could not pay. They hold neither stock nor money and go by themselves after a top-up, what has to
 * leave soonest first. What has become dearer meanwhile, or cannot ship any more, comes back with a question.
 */
@UseCases
@ApplicationScoped
public class WaitingOrders {

    private static final int PIECE = 20;
    private static final int MEMBERS = 50;
    private static final List<Doubt.Kind> QUESTIONS = List.of(Doubt.Kind.PRICE_CHANGED, Doubt.Kind.NOT_PLACED);

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
    private OrderRoute route;

    @Inject
    private Orders orders;

    @Inject
    private SubShops subShops;

    @Inject
    private Wallets wallets;

    @Inject
    private Attempt attempt;

    @Inject
    private BusinessClock clock;

    @Inject
    private History history;

    @Inject
    private Outbox outbox;

    /** Orders of a member that wait for money. */
    public record Waiting(long count, Money amount) {
    }

    /** How many orders of that member wait for money, and what they cost together. */
    @Requires(OrderPermission.VIEW)
    public Waiting of(Actor actor, OrganisationId member) {
        return life.waitingOf(actor, member);
    }

    /** Goes on with the orders of every member that has some. @return whether more is to be done at once */
    @Requires(Requires.SYSTEM)
    public boolean goOn(Actor system) {
        boolean more = false;
        for (OrganisationId member : life.waitingMembers(system, MEMBERS)) {
            more |= goOn(system, member);
        }
        return more;
    }

    /**
     * Places what waits for money of one member, one after the other, until the wallet cannot pay the next.
     *
     * @return whether more is to be done at once
     */
    @Requires(Requires.SYSTEM)
    public boolean goOn(Actor system, OrganisationId member) {
        List<String> waiting = life.lockWaiting(system, member, PIECE);
        for (String code : waiting) {
            Order order = rows.find(system, code).orElseThrow();
            if (wallets.balance(system, member).spendable().compareTo(order.total()) < 0) {
                return false;
            }
            if (!tried(system, order)) {
                return false;
            }
        }
        return waiting.size() == PIECE;
    }

    /**
     * The member takes the new price, or wants it tried again; it goes as soon as the wallet can pay it.
     *
     * @throws Problem NOT_ON_HOLD where nothing is asked, NOT_FOUND
     */
    @Requires(OrderPermission.PLACE)
    public Order again(Actor actor, String code) {
        Practice.refuse(actor);
        Order order = rows.lock(actor, code).orElseThrow(() -> Problem.notFound(Orders.THING, code));
        if (order.state() != OrderState.WAITING_FUNDS
                || doubts.decide(actor, order.id(), QUESTIONS, OrderDoubt.Verdict.RELEASED, "", clock.now()) == 0) {
            throw new Problem(OrderProblem.NOT_ON_HOLD).with("order", code);
        }
        Order whole = rows.find(actor, code).orElseThrow();
        try {
            reprice(actor, whole, placing.draft(actor, command(actor, whole), null));
            goOn(actor, order.seller());
        } catch (Problem refusal) {
            ask(actor, order, refusal);
        }
        return orders.get(actor, code);
    }

    /** @return whether there may be money for the next one */
    private boolean tried(Actor system, Order order) {
        try {
            attempt.orTakeBack(() -> placed(system, order));
        } catch (Problem refusal) {
            if (refusal.code() == WalletProblem.INSUFFICIENT_FUNDS) {
                return false;
            }
            ask(system, order, refusal);
        }
        return true;
    }

    private void ask(Actor actor, Order order, Problem refusal) {
        Map<String, String> details = new java.util.TreeMap<>();
        refusal.details().forEach((name, value) -> details.put(name, String.valueOf(value)));
        boolean dearer = refusal.code() == OrderProblem.PRICE_CHANGED;
        if (!dearer) {
            details.put("problem", refusal.code().name());
        }
        doubts.insert(actor, order.id(), List.of(new Doubt(dearer ? Doubt.Kind.PRICE_CHANGED : Doubt.Kind.NOT_PLACED, details)),
                clock.now(), null);
    }

    private Order placed(Actor system, Order waiting) {
        PlaceOrder command = command(system, waiting);
        OrderDraft draft = placing.draft(system, command, command.terms().quote() != null ? null : said(system, waiting));
        Order order = draft.total().equals(waiting.total()) && draft.lines().equals(waiting.lines()) ? waiting
                : reprice(system, waiting, draft);
        OrderLook.Found found = look.again(system, draft, order.id());
        OrderState.TRANSITIONS.check(OrderState.WAITING_FUNDS, found.state());
        route.take(system, order, draft.basket(), found.state() == OrderState.ON_HOLD);
        wallets.hold(system, order.seller(), order.code(), order.total());
        rows.move(system, order.id(), found.state(), clock.now());
        history.record(system, Orders.THING, order.code(), OrderState.WAITING_FUNDS, found.state(), "");
        look.keep(system, order.id(), found, draft.basket().now());
        outbox.add(system, new OrderPlaced(order.id(), order.code(), order.seller(), order.subShop()));
        return order;
    }

    private Order reprice(Actor actor, Order order, OrderDraft draft) {
        Order repriced = new Order(order.id(), order.code(), order.state(), order.seller(), order.subShop(),
                order.outsideNumber(), order.shipTo(), order.remark(), order.gift(), order.placedAt(), order.paidAt(),
                order.shipBy(), draft.pieces(), draft.goods(), draft.freight().amount(), draft.total(), draft.lines());
        life.rewrite(actor, repriced, draft.explanation());
        life.rewriteLines(actor, order.id(), draft.lines());
        life.pricedAt(actor, order.id(), draft.basket().now());
        return repriced;
    }

    /** The prices with which it waits: kept for a while, and never made dearer without asking. */
    private QuotedPrices said(Actor actor, Order order) {
        Instant pricedAt = life.pricedAt(actor, order.id()).orElse(order.placedAt());
        Map<String, Money> units = new HashMap<>();
        order.lines().forEach(line -> units.put(line.sku(), line.supply()));
        return new QuotedPrices("", pricedAt, pricedAt.plus(OrderQuotes.HOLDS), units, order.total(), false);
    }

    /** The order as it would be asked for again. */
    private PlaceOrder command(Actor actor, Order order) {
        OrderKind kind = life.kindOf(actor, order.id());
        String quotation = orders.explanation(actor, order.code()).lines().get(0).numbers().get("quotation");
        return new PlaceOrder(subShops.get(actor, order.subShop()).code(), order.outsideNumber(), order.shipTo(),
                order.lines().stream().map(line -> new PlaceOrder.Line(line.sku(), line.quantity(),
                        line.asked() == null ? null : line.asked().major())).toList(), order.remark(), order.gift(),
                order.paidAt()).on(new PlaceOrder.Terms(order.shipBy(), false, quotation, null, null, kind, null))
                .hiddenBy(orders.hidden(actor, order.code()).orElse(null));
    }
}
