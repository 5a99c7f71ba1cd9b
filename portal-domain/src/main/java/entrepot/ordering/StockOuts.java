package entrepot.ordering;

import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Offers;
import entrepot.inventory.Stock;
import entrepot.inventory.StockLevel;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.messaging.Messages;
import entrepot.messaging.SendMessage;
import entrepot.network.OrganisationDetail;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.outbox.Outbox;
import entrepot.platform.sql.Transactions;
import entrepot.pricing.LineRequest;
import entrepot.pricing.PricedLine;
import entrepot.pricing.Prices;
import entrepot.wallet.Wallets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Out of stock after all: nobody can ship a consignment, and the member, or by a secret link its buyer, chooses goods of
 * the same kind and price band in its stead, to wait, or the money. Silence gives the money back. Nothing becomes
 * dearer for the member than was agreed unless it says yes to the difference; what is cheaper gives back.
 */
@UseCases
@ApplicationScoped
public class StockOuts {

    /** Silence refunds after so long (DEFAULTS). */
    private static final Duration SILENCE = Duration.ofHours(12);
    private static final int WAIT_DAYS_MAX = 60;
    /** As far as a price band reaches (DEFAULTS: 90 to 110 %). */
    private static final int BAND_PERCENT = 10;
    private static final int ALIKE_MAX = 40;
    private static final int OPTIONS_MAX = 6;
    private static final int LIST_MAX = 200;
    private static final String BUYER = "buyer";
    private static final String THING = "stock-out";

    @Inject
    private StockOutRows rows;

    @Inject
    private OrderRows orders;

    @Inject
    private Orders cancelling;

    @Inject
    private Consignments consignments;

    @Inject
    private Offers offers;

    @Inject
    private OrderFollowing following;

    @Inject
    private Variants variants;

    @Inject
    private Prices prices;

    @Inject
    private Stock stock;

    @Inject
    private Organisations organisations;

    @Inject
    private Wallets wallets;

    @Inject
    private Messages messages;

    @Inject
    private History history;

    @Inject
    private Outbox outbox;

    @Inject
    private BusinessClock clock;

    @Inject
    private Transactions transactions;

    /** Asks the member what becomes of a consignment that nobody can ship. Harmless when it has been asked, or has a place. */
    @Requires(Requires.SYSTEM)
    public void ask(Actor actor, String orderCode, String consignment) {
        Optional<Order> order = orders.lock(actor, orderCode);
        if (order.isEmpty() || consignments.get(actor, consignment).state() != ConsignmentState.UNPLACED) {
            return;
        }
        Instant now = clock.now();
        // one that was asked before is not asked again
        if (rows.ask(actor, orderCode, consignment, order.get().seller(), order.get().total().currency(), now,
                now.plus(SILENCE))) {
            history.record(actor, THING, consignment, null, StockOutState.OPEN, "");
            OrganisationDetail member = organisations.detail(actor, organisations.get(actor, order.get().seller()).code());
            if (member.email() != null && !member.email().isBlank()) {
                messages.send(actor, new SendMessage(member.email(), transactions.tenant().language(), "stock-out.letter", Map.of("order", orderCode, "hours", String.valueOf(SILENCE.toHours())),
                        "/agent/orders/stock-out?code=" + consignment));
            }
        }
    }

    /** It has a place again, or was cancelled: nobody has to choose any more. */
    @Requires(Requires.SYSTEM)
    public void settled(Actor actor, String consignment) {
        ConsignmentState state = consignments.get(actor, consignment).state();
        if (state != ConsignmentState.UNPLACED) {
            rows.lock(actor, consignment).ifPresent(open -> {
                StockOutState end = state.living() ? StockOutState.PLACED : StockOutState.REFUNDED;
                rows.chosen(actor, open.id(), end, open.waitUntil(), open.answerBy(), clock.now(), open.difference());
                history.record(actor, THING, consignment, open.state(), end, "");
            });
        }
    }

    /** What waits for an answer, the first to be answered on top; headquarters sees all. */
    @Requires(OrderPermission.VIEW)
    public List<StockOut> open(Actor actor) {
        return rows.open(actor, LIST_MAX);
    }

    /** Those of an order, ended ones too. */
    @Requires(OrderPermission.VIEW)
    public List<StockOut> ofOrder(Actor actor, String order) {
        return rows.ofOrder(actor, order);
    }

    /** What ships in the stead of an order's lines, where somebody chose so. */
    @Requires(OrderPermission.VIEW)
    public List<Instead> instead(Actor actor, String order) {
        if (rows.ofOrder(actor, order).stream().noneMatch(one -> one.state() == StockOutState.SUBSTITUTED)) {
            return List.of();
        }
        Actor system = Actor.system(actor.tenant());
        Map<Integer, String> ordered = orders.find(system, order).orElseThrow().lines().stream()
                .collect(Collectors.toMap(OrderLine::no, OrderLine::sku));
        return consignments.byOrder(system, order).stream().filter(part -> part.state().living())
                .flatMap(part -> part.lines().stream())
                .filter(line -> !line.sku().equals(ordered.get(line.orderLine())))
                .map(line -> new Instead(line.orderLine(), line.sku(), line.title(), line.quantity())).toList();
    }

    /** What may be chosen for a consignment. @throws Problem NOT_FOUND */
    @Requires(OrderPermission.VIEW)
    public StockOutQuestion question(Actor actor, String consignment) {
        StockOut stockOut = rows.find(actor, consignment).orElseThrow(() -> Problem.notFound(THING, consignment));
        return question(stockOut, false);
    }

    private StockOutQuestion question(StockOut stockOut, boolean buyer) {
        Actor system = Actor.system(transactions.tenant().id());
        Consignment consignment = consignments.get(system, stockOut.consignment());
        List<StockOutQuestion.Line> lines = new ArrayList<>();
        if (stockOut.state().open()) {
            Order order = orders.find(system, stockOut.order()).orElseThrow();
            consignment.lines().forEach(line -> lines.add(new StockOutQuestion.Line(line.no(), line.sku(), line.title(),
                    line.quantity(), buyer ? null : line.supplyTotal(), options(system, order, line, buyer))));
        }
        return new StockOutQuestion(stockOut, consignment.subShopName(), lines, buyer ? null : consignment.cost());
    }

    /** Of the same kind and price band, with enough of it in one warehouse of headquarters' goods. */
    private List<StockOutQuestion.Option> options(Actor system, Order order, Consignment.Line line, boolean buyer) {
        List<Variant> alike = variants.alike(system, line.variant(), BAND_PERCENT, ALIKE_MAX);
        if (alike.isEmpty()) {
            return List.of();
        }
        OrganisationId headquarters = organisations.headquarters(system).id();
        Set<VariantId> there = stock.availability(system, alike.stream().map(Variant::id).toList()).stream()
                .filter(level -> level.owner().equals(headquarters) && level.available() >= line.quantity())
                .map(StockLevel::variant).collect(Collectors.toSet());
        List<Variant> some = alike.stream().filter(v -> there.contains(v.id())).limit(OPTIONS_MAX).toList();
        if (some.isEmpty()) {
            return List.of();
        }
        List<PricedLine> priced = prices.quote(system, order.seller(), some.stream()
                .map(v -> new LineRequest(v.id(), line.quantity())).toList(), order.placedAt());
        List<StockOutQuestion.Option> options = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            Money more = priced.get(i).supplyTotal().minus(line.supplyTotal());
            // a buyer cannot spend the member's money
            if (!buyer || !more.isPositive()) {
                options.add(new StockOutQuestion.Option(some.get(i), buyer ? null : more));
            }
        }
        return options;
    }

    /**
     * Makes a secret link by which the buyer chooses; an earlier one leads nowhere from then on.
     *
     * @return the path, to be seen this once
     * @throws Problem NOT_FOUND unless somebody has to choose
     */
    @Requires(OrderPermission.CANCEL)
    public String askBuyer(Actor actor, String consignment) {
        StockOut open = locked(actor, consignment);
        String token = Tokens.random();
        rows.link(actor, open.id(), Tokens.sha256(token), clock.now());
        return "/choose?token=" + token;
    }

    /**
     * Ships other goods instead.
     *
     * @param substitutes one for each line
     * @param consent     how much dearer for the member it may be; null for not at all
     * @throws Problem SUBSTITUTE_NOT_ALIKE, DEARER_THAN_AGREED with the difference, NOBODY_CAN_SHIP, INSUFFICIENT_FUNDS,
     *                 NOT_FOUND
     */
    @Requires(OrderPermission.CANCEL)
    public void substitute(Actor actor, String consignment, List<Substitute> substitutes, Money consent) {
        StockOut open = locked(actor, consignment);
        substitute(actor, open, substitutes, consent, false);
    }

    private void substitute(Actor actor, StockOut open, List<Substitute> substitutes, Money consent, boolean buyer) {
        Actor system = Actor.system(actor.tenant());
        Consignment consignment = consignments.get(system, open.consignment());
        Order order = orders.find(system, open.order()).orElseThrow();
        Map<Integer, String> chosen = new HashMap<>();
        substitutes.forEach(s -> chosen.put(s.line(), s.sku()));
        List<Consignment.Line> lines = new ArrayList<>();
        for (Consignment.Line line : consignment.lines()) {
            Variant variant = options(system, order, line, buyer).stream().map(StockOutQuestion.Option::variant)
                    .filter(v -> v.sku().equals(chosen.get(line.no()))).findFirst()
                    .orElseThrow(() -> new Problem(OrderProblem.SUBSTITUTE_NOT_ALIKE).with("sku", line.sku()));
            Money total = prices.quote(system, order.seller(), List.of(new LineRequest(variant.id(), line.quantity())),
                    order.placedAt()).get(0).supplyTotal();
            lines.add(new Consignment.Line(line.no(), line.orderLine(), variant.id(), variant.sku(), variant.name(),
                    line.quantity(), total));
        }
        Money more = offers.substitute(as(actor), open.consignment(), lines, lines.stream().map(Consignment.Line::sku)
                .collect(Collectors.joining(", ")));
        if (more.isPositive() && (consent == null || more.compareTo(consent) > 0)) {
            throw new Problem(OrderProblem.DEARER_THAN_AGREED).with("more", more);
        }
        String part = open.consignment() + "/" + open.id();
        if (more.isPositive()) {
            wallets.holdPart(actor, order.seller(), order.code(), part, more);
        } else if (more.isNegative()) {
            wallets.releasePart(actor, order.seller(), order.code(), part, more.negated());
        }
        chosen(actor, open, StockOutState.SUBSTITUTED, null, open.answerBy(), more);
    }

    /** Waits for goods until the end of that day. @throws Problem FIELD_INVALID (until), NOT_FOUND */
    @Requires(OrderPermission.CANCEL)
    public void waitUntil(Actor actor, String consignment, LocalDate until) {
        waiting(actor, locked(actor, consignment), until);
    }

    private void waiting(Actor actor, StockOut open, LocalDate until) {
        LocalDate today = clock.today();
        if (until == null || until.isBefore(today) || until.isAfter(today.plusDays(WAIT_DAYS_MAX))) {
            throw Problem.invalid("until", until);
        }
        chosen(actor, open, StockOutState.WAITING, until,
                until.plusDays(1).atStartOfDay(transactions.tenant().zone()).toInstant(), open.difference());
    }

    /** Gives the money back; with the last part of it the order ends. @throws Problem NOT_FOUND */
    @Requires(OrderPermission.CANCEL)
    public void refund(Actor actor, String consignment) {
        StockOut open = locked(actor, consignment);
        refund(actor, open);
    }

    private void refund(Actor actor, StockOut open) {
        chosen(actor, open, StockOutState.REFUNDED, open.waitUntil(), open.answerBy(), open.difference());
        cancelling.cancelPart(as(actor), open.order(), open.consignment(), "OUT_OF_STOCK");
    }

    /** What a buyer may choose, by the link. @throws Problem NOT_FOUND for a link that is none, or not any more */
    @Requires(Requires.ANYBODY)
    public StockOutQuestion forBuyer(Actor visitor, String token) {
        return question(byToken(visitor, token), true);
    }

    /** A buyer's choice: other goods. @throws Problem SUBSTITUTE_NOT_ALIKE, NOBODY_CAN_SHIP, NOT_FOUND */
    @Requires(Requires.ANYBODY)
    public void buyerSubstitutes(Actor visitor, String token, List<Substitute> substitutes) {
        substitute(buyer(visitor), lockedByToken(visitor, token), substitutes, null, true);
    }

    /** A buyer's choice: to wait. @throws Problem FIELD_INVALID (until), NOT_FOUND */
    @Requires(Requires.ANYBODY)
    public void buyerWaits(Actor visitor, String token, LocalDate until) {
        waiting(buyer(visitor), lockedByToken(visitor, token), until);
    }

    /** A buyer's choice: the money. @throws Problem NOT_FOUND */
    @Requires(Requires.ANYBODY)
    public void buyerTakesMoney(Actor visitor, String token) {
        refund(buyer(visitor), lockedByToken(visitor, token));
    }

    /** Refunds one that nobody answered in time. @return whether there may be more */
    @Requires(Requires.SYSTEM)
    public boolean silence(Actor actor) {
        Instant now = clock.now();
        List<StockOut> due = rows.due(actor, now);
        for (StockOut one : due) {
            StockOut open = locked(actor, one.consignment());
            if (consignments.get(actor, one.consignment()).state() != ConsignmentState.UNPLACED) {
                // the news of its new place is still on its way
                settled(actor, one.consignment());
            } else if (!open.answerBy().isAfter(now)) {
                refund(actor, open);
            }
        }
        return !due.isEmpty();
    }

    private void chosen(Actor actor, StockOut open, StockOutState state, LocalDate until, Instant answerBy, Money difference) {
        StockOutState.TRANSITIONS.check(open.state(), state);
        rows.chosen(actor, open.id(), state, until, answerBy, clock.now(), difference);
        history.record(actor, THING, open.consignment(), open.state(), state, "");
        outbox.add(actor, new StockOutChosen(open.order(), open.consignment(), open.seller(), state, actor.name(),
                clock.now()));
    }

    /** The order first, as whoever cancels it does. */
    private StockOut locked(Actor actor, String consignment) {
        StockOut known = rows.find(actor, consignment).orElseThrow(() -> Problem.notFound(THING, consignment));
        orders.lock(actor, known.order());
        return rows.lock(actor, consignment).orElseThrow(() -> Problem.notFound(THING, consignment));
    }

    private StockOut byToken(Actor visitor, String token) {
        return rows.byToken(Actor.system(visitor.tenant()), Tokens.sha256(token == null ? "" : token))
                .orElseThrow(() -> Problem.notFound(THING, ""));
    }

    private StockOut lockedByToken(Actor visitor, String token) {
        return locked(Actor.system(visitor.tenant()), byToken(visitor, token).consignment());
    }

    private static Actor buyer(Actor visitor) {
        return as(new Actor(visitor.tenant(), null, true, null, null, BUYER, Set.of(), Actor.Kind.SYSTEM));
    }

    /** What a member chose is done for all warehouses, in its name. */
    private static Actor as(Actor actor) {
        return new Actor(actor.tenant(), null, true, actor.user(), actor.person(), actor.name(), Set.of(), Actor.Kind.SYSTEM);
    }
}
