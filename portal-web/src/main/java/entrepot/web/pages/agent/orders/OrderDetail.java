package entrepot.web.pages.agent.orders;

import entrepot.catalog.CatalogPermission;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.inventory.Presales;
import entrepot.kernel.Money;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.ordering.Doubt;
import entrepot.ordering.Instead;
import entrepot.ordering.Order;
import entrepot.ordering.OrderChange;
import entrepot.ordering.OrderChanges;
import entrepot.ordering.OrderDoubt;
import entrepot.ordering.OrderHolds;
import entrepot.ordering.OrderKind;
import entrepot.ordering.OrderRequest;
import entrepot.ordering.OrderRequests;
import entrepot.ordering.OrderExplanation;
import entrepot.ordering.OrderState;
import entrepot.ordering.Orders;
import entrepot.ordering.StockOut;
import entrepot.ordering.StockOutState;
import entrepot.ordering.StockOuts;
import entrepot.platform.access.Actor;
import entrepot.platform.audit.History;
import entrepot.routing.Routing;
import entrepot.routing.Candidate;
import entrepot.routing.RoutingDecision;
import entrepot.wallet.WalletPermission;
import entrepot.wallet.Wallets;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.pages.fulfilment.Reasons;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything about one order as its page shows it, whoever looks at it. */
@RequestScoped
public class OrderDetail {

    @Inject
    private Orders orders;
    @Inject
    private OrderHolds holds;
    @Inject
    private OrderChanges changes;
    @Inject
    private OrderRequests requests;
    @Inject
    private Consignments consignments;
    @Inject
    private Presales presales;
    @Inject
    private Routing routing;
    @Inject
    private SubShops subShops;
    @Inject
    private Organisations organisations;
    @Inject
    private StockOuts stockOuts;
    @Inject
    private OrderWords words;
    @Inject
    private Reasons reasons;
    @Inject
    private Wallets wallets;
    @Inject
    private PageTexts msg;

    /** A line with the rule that gave its price, and what ships in its stead. */
    public record Line(entrepot.ordering.OrderLine line, PriceWhy why, List<Instead> instead) {
    }

    /**
     * @param consignments those that were not cancelled, or all if none lives
     * @param decision     the latest; null where nothing was routed
     * @param cancellable  whether the whole order is
     * @param parts        consignments that may be cancelled while others go on
     * @param promised     the day from which a consignment's goods leave that are sold before they are there, by its code
     * @param givenBack    what went back to the wallet for parts that were cancelled; null where none was
     * @param free         what the wallet may still spend; null where the order does not lack money or the person does not see the wallet
     */
    public record View(Order order, SubShop subShop, Organisation seller, List<Line> lines, OrderExplanation why,
                       List<Consignment> consignments, RoutingDecision decision, List<TimelineStep> history,
                       boolean cancellable, List<Consignment> parts, Money givenBack, Life life, Map<String, LocalDate> promised,
                       List<StockOut> missing, boolean ours, Money free) {

        /** What the wallet lacks to pay it; only where {@link #free} is known. */
        public Money lacking() {
            return order.total().minus(free);
        }

        /** Whether something of it has arrived, and so may be given back. */
        public boolean isDelivered() {
            return consignments.stream().anyMatch(part -> part.state() == ConsignmentState.DELIVERED);
        }

        /** Codes of warehouses that were chosen and ship nothing of it since they ran out. */
        public Set<String> gone() {
            return decision == null || missing.isEmpty() ? Set.of() : decision.candidates().stream()
                    .filter(each -> each.chosen() && consignments.stream().noneMatch(part -> part.state().living() && each.warehouse().equals(part.warehouse())))
                    .map(Candidate::code).collect(Collectors.toSet());
        }

        /** What is asked about goods that nobody can ship; null where nothing is. */
        public StockOutState stockOut() {
            return missing.isEmpty() ? null : missing.get(0).state();
        }

        /** The sentence that says how freight was calculated. */
        public String freightKey() {
            return "orders.freight-rule." + why.freight().rule();
        }
    }

    /**
     * What happened to the order since it was placed, and what may be done about it.
     *
     * @param doubts     what was asked about it
     * @param askable    consignments about which the warehouse may be asked
     * @param changeable whether it may still be changed
     */
    public record Life(OrderKind kind, List<OrderDoubt> doubts, List<OrderChange> changes, List<OrderRequest> requests,
                       List<Consignment> askable, boolean changeable) {

        /** Whether anything waits for an answer. */
        public boolean isOpen() {
            return doubts.stream().anyMatch(OrderDoubt::isOpen);
        }

        /** Whether the member may answer something. */
        public boolean isAsked() {
            return doubts.stream().anyMatch(doubt -> doubt.isOpen() && doubt.kind() == Doubt.Kind.DUPLICATE);
        }

        /** Whether all that is open is the member's to answer. */
        public boolean isOnlyAsked() {
            return isAsked() && doubts.stream().filter(OrderDoubt::isOpen).allMatch(doubt -> doubt.kind().isMembers());
        }

        /** Whether it waits for money and for an answer. */
        public boolean isComeBack() {
            return doubts.stream().anyMatch(doubt -> doubt.isOpen()
                    && (doubt.kind() == Doubt.Kind.PRICE_CHANGED || doubt.kind() == Doubt.Kind.NOT_PLACED));
        }
    }

    private Life life(Actor actor, Order order, List<Consignment> living) {
        boolean untouched = living.stream().allMatch(part -> part.state().cancellable());
        return new Life(orders.kind(actor, order.code()), holds.of(actor, order.code()), changes.of(actor, order.code()),
                requests.ofOrder(actor, order.code()), living.stream().filter(part -> part.state() == ConsignmentState.PACKED
                        || part.state() == ConsignmentState.SHIPPED).toList(),
                untouched && (order.state() == OrderState.PLACED || order.state() == OrderState.ON_HOLD
                        || order.state() == OrderState.WAITING_FUNDS || order.state() == OrderState.PRACTICE));
    }

    public View of(Actor actor, String code) {
        Order order = orders.get(actor, code);
        OrderExplanation why = orders.explanation(actor, code);
        List<Line> lines = new ArrayList<>();
        List<Instead> instead = stockOuts.instead(actor, code);
        List<StockOut> outs = stockOuts.ofOrder(actor, code);
        order.lines().forEach(line -> {
            OrderExplanation.Line of = why.of(line.no());
            lines.add(new Line(line, PriceWhy.of(of.rule(), of.numbers(), of.band(), msg),
                    instead.stream().filter(other -> other.line() == line.no()).toList()));
        });
        List<Consignment> shipments = consignments.byOrder(actor, code);
        List<Consignment> living = shipments.stream().filter(s -> s.state().living()).toList();
        boolean cancellable = (order.state() == OrderState.PRACTICE || OrderState.TRANSITIONS.allows(order.state(), OrderState.CANCELLED))
                && living.stream().allMatch(shipment -> shipment.state().cancellable());
        Life life = life(actor, order, living);
        List<RoutingDecision> decisions = routing.all(actor, code);
        return new View(order, subShops.get(actor, order.subShop()), organisations.get(actor, order.seller()), lines, why,
                shipments, decisions.isEmpty() ? null : decisions.get(0), history(actor, code, orders.history(actor, code), shipments, outs, life.doubts()),
                cancellable, living.size() < 2 ? List.of()
                        : living.stream().filter(shipment -> shipment.state().cancellable()).toList(),
                shipments.stream().filter(shipment -> shipment.state() == ConsignmentState.CANCELLED)
                        .map(Consignment::cost).reduce(Money::plus).orElse(null), life,
                !actor.may(CatalogPermission.VIEW) ? Map.of() : presales.waiting(actor, living.stream().map(Consignment::code).toList()),
                outs.stream().filter(one -> one.state().open()).toList(), actor.headquarters(), free(actor, order));
    }

    private Money free(Actor actor, Order order) {
        if (order.state() != OrderState.WAITING_FUNDS || !actor.may(WalletPermission.READ)) {
            return null;
        }
        Money free = wallets.balance(actor, order.seller()).spendable();
        return free.compareTo(order.total()) < 0 ? free : null;
    }

    /** What became of the order, and of its parts where they went ways of their own or ran out. */
    private List<TimelineStep> history(Actor actor, String code, List<History.Change> changes, List<Consignment> shipments,
                                       List<StockOut> outs, List<OrderDoubt> doubts) {
        List<TimelineStep> steps = new ArrayList<>();
        for (History.Change change : changes) {
            steps.add(new TimelineStep(change.at(), change.from() == null ? msg.get("orders.history.begun")
                    : msg.get("orders.state." + change.to()), change.by(), reasons.text(change.why())));
        }
        for (Consignment part : shipments) {
            if (part.splitFrom() != null) {
                steps.add(new TimelineStep(part.createdAt(), msg.text("orders.history.split", "from", part.splitFrom(), "code",
                        part.code(), "n", part.pieces()), null, reasons.text(consignments.history(actor, part.code()).get(0).why())));
            }
        }
        for (StockOut one : outs) {
            steps.add(new TimelineStep(one.askedAt(), msg.text("orders.history.stock-out", "code", one.consignment()), null, null));
            if (one.chosenAt() != null) {
                String what = one.state() != StockOutState.SUBSTITUTED ? null : shipments.stream()
                        .filter(part -> part.code().equals(one.consignment())).flatMap(part -> part.lines().stream())
                        .map(line -> line.quantity() + " × " + line.title()).collect(Collectors.joining(", "));
                steps.add(new TimelineStep(one.chosenAt(), one.consignment() + msg.get("shell.colon") + msg.get("stock-out.state." + one.state()),
                        words.chooser(one), what));
            }
        }
        for (OrderDoubt doubt : doubts) {
            if (!doubt.isOpen()) {
                steps.add(new TimelineStep(doubt.decidedAt(), words.of(doubt), doubt.decidedBy(),
                        msg.get("orders.doubt.verdict." + doubt.verdict()) + (doubt.why().isEmpty() ? "" : msg.get("shell.colon") + doubt.why())));
            }
        }
        steps.sort(Comparator.comparing(TimelineStep::when));
        Collections.reverse(steps);
        return steps;
    }
}
