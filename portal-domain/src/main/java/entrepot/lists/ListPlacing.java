package entrepot.lists;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.lists.ListRows.Next;
import entrepot.lists.ListRows.Settled;
import entrepot.lists.ShippingList.Outcome;
import entrepot.lists.ShippingList.State;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.ordering.OrderState;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.ordering.PlacedBefore;
import entrepot.platform.access.Actor;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.jobs.Job;
import entrepot.platform.sql.Attempt;
import entrepot.routing.Peaks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Places what waits in shipping lists, a chunk of orders a transaction: a refused order is said on its row and takes
 * nothing with it, and a list that fails as a whole steps back, longer each time, and says why. One order stands under one number of a sub-shop, so the same file twice, or a crash between two
 * chunks, places nothing twice. Lists and tenants take turns
 * chunk by chunk, so a long list keeps no short one waiting.
 */
@ApplicationScoped
class ListPlacing implements Job {

    private static final Logger LOG = Logger.getLogger(ListPlacing.class.getName());

    /** Few enough that single orders of the same member wait no second for its wallet. */
    static final int CHUNK = 25;
    /** In a peak period with a fair queue, so that single orders wait for few others' locks at a time. */
    private static final int CHUNK_IN_PEAK = 5;
    /** How long prices that were shown are kept (DEFAULTS). */
    private static final Duration KEPT = Duration.ofHours(2);

    @Inject
    private ListRows rows;

    @Inject
    private Attempt attempt;

    @Inject
    private ListCheck check;

    @Inject
    private Orders orders;

    @Inject
    private SubShops subShops;

    @Inject
    private Peaks peaks;

    @Inject
    private BusinessClock clock;

    @Inject
    private History history;

    @Override
    public String name() {
        return "lists.place";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(1);
    }

    /** A chunk, then the next tenant's: ten thousand rows of one keep nobody else's waiting. */
    @Override
    public int piecesATurn() {
        return 1;
    }

    @Override
    public boolean run(Actor system) {
        Optional<ListRows.Kept> list = rows.nextPlacing(system);
        if (list.isEmpty()) {
            return false;
        }
        ListRows.Kept kept = list.get();
        Optional<RuntimeException> failure = attempt.orFailure(() -> turn(system, kept));
        if (failure.isPresent()) {
            LOG.log(Level.WARNING, failure.get(), () -> "shipping list " + kept.list().code() + " steps back: it cannot be placed now");
            rows.stepBack(system, kept.id(), failure.get() instanceof Problem refusal ? Fault.of(refusal, 0)
                    : Fault.of(Fault.Kind.PLACING_FAILED, 0, "", failure.get().getClass().getSimpleName()));
        } else {
            rows.served(system, kept.id());
        }
        return true;
    }

    private void turn(Actor system, ListRows.Kept kept) {
        List<Next> next = rows.nextOrders(system, kept.id(), peaks.isQueueFair(system) ? CHUNK_IN_PEAK : CHUNK);
        if (next.isEmpty()) {
            rows.move(system, kept.id(), State.DONE, kept.list().placingAt(), clock.now());
            history.record(system, ShippingLists.THING, kept.list().code(), State.PLACING, State.DONE, "");
        } else {
            rows.settle(system, kept.id(), placed(uploader(system, kept), kept, next));
        }
    }

    private List<Settled> placed(Actor uploader, ListRows.Kept kept, List<Next> next) {
        Instant shown = kept.list().checkedAt();
        boolean old = shown == null || shown.plus(KEPT).isBefore(clock.now());
        List<Settled> settled = new ArrayList<>();
        List<Next> now = old ? cheapEnough(uploader, kept, next, settled) : next;
        List<PlaceOrder> commands = now.stream().map(each -> {
            PlaceOrder waiting = each.command().waitingForFunds();
            return old || each.total() == null ? waiting : waiting.quotedAt(shown, each.total());
        }).toList();
        List<Orders.Outcome> outcomes = commands.isEmpty() ? List.of() : orders.placeAll(uploader, commands);
        Map<String, PlacedBefore> before = placedBefore(uploader, kept, commands, outcomes);
        for (int i = 0; i < now.size(); i++) {
            Orders.Outcome outcome = outcomes.get(i);
            Next of = now.get(i);
            settled.add(outcome.refusal() != null ? refused(of, outcome.refusal(), before.get(of.command().outsideNumber()))
                    : new Settled(of.no(), outcome.receipt().state() == OrderState.WAITING_FUNDS ? Outcome.WAITING_FUNDS : Outcome.PLACED,
                            outcome.receipt().code(), null, outcome.receipt().total()));
        }
        return settled;
    }

    /** Another list, or a single order, was quicker: the number is placed, and that is no refusal. */
    private static Settled refused(Next of, Problem refusal, PlacedBefore before) {
        return before == null ? new Settled(of.no(), Outcome.REFUSED, null, Fault.of(refusal, of.firstRow()), null)
                : new Settled(of.no(), Outcome.LEFT_OUT, before.code(), Fault.of(Fault.Kind.ALREADY_PLACED, of.firstRow(), "",
                        of.command().outsideNumber(), Map.of("order", before.code())), null);
    }

    private Map<String, PlacedBefore> placedBefore(Actor uploader, ListRows.Kept kept, List<PlaceOrder> commands,
                                                   List<Orders.Outcome> outcomes) {
        List<String> refused = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            if (outcomes.get(i).refusal() != null && !commands.get(i).outsideNumber().isEmpty()) {
                refused.add(commands.get(i).outsideNumber());
            }
        }
        return refused.isEmpty() ? Map.of() : orders.placedBefore(uploader, kept.subShop(), refused);
    }

    /** Prices that were shown too long ago: what is cheaper now is taken, what is dearer comes back to the member. */
    private List<Next> cheapEnough(Actor uploader, ListRows.Kept kept, List<Next> next, List<Settled> settled) {
        SubShop shop = subShops.get(uploader, kept.subShop());
        List<Money> costs = check.costs(uploader, shop, next.stream().map(Next::command).toList());
        List<Next> enough = new ArrayList<>();
        for (int i = 0; i < next.size(); i++) {
            Next each = next.get(i);
            Money cost = costs.get(i);
            if (cost != null && each.total() != null && cost.currency().equals(each.total().currency())
                    && cost.minor() > each.total().minor()) {
                settled.add(new Settled(each.no(), Outcome.PRICE_CHANGED, null, Fault.of(Fault.Kind.PRICE_CHANGED, each.firstRow(), "",
                        each.command().outsideNumber(), Map.of("before", each.total().toString(), "now", cost.toString())), cost));
            } else {
                enough.add(each);
            }
        }
        return enough;
    }

    /** Whoever uploaded the list, in the name of its member: it sees and orders for that one alone. */
    private static Actor uploader(Actor system, ListRows.Kept list) {
        return new Actor(system.tenant(), list.list().organisation(), false, list.user(), list.person(),
                list.list().uploadedBy(), Set.of(), Actor.Kind.SYSTEM);
    }
}
