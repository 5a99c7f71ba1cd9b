package entrepot.ordering;

import entrepot.fulfilment.ConsignmentChanges;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.outbox.Outbox;
import entrepot.platform.sql.Attempt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Orders that wait for a person, and the answers. Money and stock stay set aside while they do; no dealer sees them.
 * A member answers whether a second order for the same buyer is meant; all else is headquarters' to say.
 */
@UseCases
@ApplicationScoped
public class OrderHolds {

    /** Orders answered at once, at most. */
    public static final int TOGETHER_MAX = 200;
    private static final int REASON_MAX = 500;
    private static final List<Doubt.Kind> ALL = Arrays.asList(Doubt.Kind.values());
    private static final List<Doubt.Kind> QUESTIONS = List.of(Doubt.Kind.DUPLICATE);

    @Inject
    private Outbox outbox;

    @Inject
    private OrderRows rows;

    @Inject
    private LifeRows life;

    @Inject
    private DoubtRows doubts;

    @Inject
    private Orders orders;

    @Inject
    private ConsignmentChanges consignments;

    @Inject
    private History history;

    @Inject
    private BusinessClock clock;

    @Inject
    private Attempt attempt;

    /** What became of one of several. {@code refusal} is null where it was done. */
    public record Outcome(String code, Problem refusal) {
    }

    /** Everything that was ever asked about an order, oldest first. @throws Problem NOT_FOUND for another member's */
    @Requires(OrderPermission.VIEW)
    public List<OrderDoubt> of(Actor actor, String code) {
        return doubts.of(actor, orders.get(actor, code).id());
    }

    /** What is open about several orders, by their codes; orders of others are not in it. */
    @Requires(OrderPermission.VIEW)
    public Map<String, List<OrderDoubt>> open(Actor actor, Collection<String> codes) {
        List<String> seen = life.seen(actor, codes);
        return doubts.open(actor, seen).stream().collect(Collectors.groupingBy(OrderDoubt::orderCode));
    }

    /**
     * Headquarters lets an order go on, whatever was asked.
     *
     * @throws Problem NOT_ON_HOLD, NOT_FOUND
     */
    @Requires(OrderPermission.RELEASE)
    public Order release(Actor actor, String code, String why) {
        return answered(actor, code, ALL, OrderDoubt.Verdict.RELEASED, tidy(why));
    }

    /** The same for several, each by itself. */
    @Requires(OrderPermission.RELEASE)
    public List<Outcome> releaseAll(Actor actor, List<String> codes, String why) {
        return each(codes, code -> release(actor, code, why));
    }

    /**
     * The member means it: an order that looks like another one ships. What headquarters has to look at keeps it on hold.
     *
     * @throws Problem NOT_ON_HOLD where nothing is asked of the member; HEADQUARTERS_DECIDES; NOT_FOUND
     */
    @Requires(OrderPermission.PLACE)
    public Order shipIt(Actor actor, String code, String why) {
        Practice.refuse(actor);
        return answered(actor, code, QUESTIONS, OrderDoubt.Verdict.RELEASED, tidy(why));
    }

    /** The same for several, each by itself. */
    @Requires(OrderPermission.PLACE)
    public List<Outcome> shipAll(Actor actor, List<String> codes) {
        return each(codes, code -> shipIt(actor, code, ""));
    }

    /** Cancels several that were not meant, each by itself. */
    @Requires(OrderPermission.CANCEL)
    public List<Outcome> cancelAll(Actor actor, List<String> codes, String reason) {
        return each(codes, code -> orders.cancel(actor, code, reason));
    }

    /**
     * Headquarters puts an order on hold of which nothing is packed.
     *
     * @throws Problem FIELD_MISSING (the reason), ALREADY_PACKED, ILLEGAL_TRANSITION, NOT_FOUND
     */
    @Requires(OrderPermission.RELEASE)
    public Order hold(Actor actor, String code, String reason) {
        String why = tidy(reason);
        if (why.isEmpty()) {
            throw Problem.missing("reason");
        }
        Order order = locked(actor, code);
        OrderState.TRANSITIONS.check(order.state(), OrderState.ON_HOLD);
        if (order.state() != OrderState.PLACED) {
            throw new Problem(OrderProblem.NOT_ON_HOLD).with("order", code);
        }
        consignments.hold(actor, code, why);
        doubts.insert(actor, order.id(), List.of(new Doubt(Doubt.Kind.BY_HAND, Map.of("by", actor.name(), "why", why))),
                clock.now(), null);
        rows.move(actor, order.id(), OrderState.ON_HOLD, clock.now());
        history.record(actor, Orders.THING, code, order.state(), OrderState.ON_HOLD, why);
        outbox.add(actor, OrderMoved.of(order, OrderState.ON_HOLD, clock.now()));
        return orders.get(actor, code);
    }

    /** Questions that nobody answered in time: the orders go on. @return whether there may be more */
    boolean silence(Actor system, int limit) {
        List<String> silent = doubts.silent(system, clock.now(), limit);
        silent.forEach(code -> answered(system, code, QUESTIONS, OrderDoubt.Verdict.SILENCE, ""));
        return silent.size() == limit;
    }

    private Order answered(Actor actor, String code, List<Doubt.Kind> kinds, OrderDoubt.Verdict verdict, String why) {
        Order order = locked(actor, code);
        if (order.state() != OrderState.ON_HOLD) {
            throw new Problem(OrderProblem.NOT_ON_HOLD).with("order", code);
        }
        if (doubts.decide(actor, order.id(), kinds, verdict, why, clock.now()) == 0) {
            throw new Problem(kinds.equals(QUESTIONS) ? OrderProblem.HEADQUARTERS_DECIDES : OrderProblem.NOT_ON_HOLD)
                    .with("order", code);
        }
        if (!doubts.anyOpen(actor, order.id())) {
            OrderState.TRANSITIONS.check(order.state(), OrderState.PLACED);
            rows.move(actor, order.id(), OrderState.PLACED, clock.now());
            history.record(actor, Orders.THING, code, order.state(), OrderState.PLACED, why);
            outbox.add(actor, OrderMoved.of(order, OrderState.PLACED, clock.now()));
            consignments.release(actor, code);
        }
        return orders.get(actor, code);
    }

    private Order locked(Actor actor, String code) {
        return rows.lock(actor, code).orElseThrow(() -> Problem.notFound(Orders.THING, code));
    }

    private List<Outcome> each(List<String> codes, java.util.function.Consumer<String> verb) {
        if (codes.size() > TOGETHER_MAX) {
            throw new IllegalArgumentException(codes.size() + " orders at once");
        }
        List<Outcome> outcomes = new ArrayList<>();
        // in one order always, so that two who answer the same never wait for each other in a circle
        for (String code : codes.stream().distinct().sorted().toList()) {
            try {
                attempt.orTakeBack(() -> {
                    verb.accept(code);
                    return code;
                });
                outcomes.add(new Outcome(code, null));
            } catch (Problem refusal) {
                outcomes.add(new Outcome(code, refusal));
            }
        }
        return outcomes;
    }

    private static String tidy(String why) {
        String text = why == null ? "" : why.strip();
        if (text.length() > REASON_MAX) {
            throw Problem.invalid("reason", text.substring(0, 40));
        }
        return text;
    }
}
