package entrepot.routing;

import entrepot.inventory.Shelf;
import entrepot.inventory.Stock;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.network.WorkCalendar;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.geo.Address;
import entrepot.platform.geo.Located;
import entrepot.platform.geo.Places;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Routes and keeps the decisions. The reference of a decision is the order's code; a re-route adds another one. */
@ApplicationScoped
@UseCases
public class Routing {

    private static final int DECISIONS_MAX = 50;

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private Warehouses warehouses;

    @Inject
    private Stock stock;

    @Inject
    private RulesInForce rules;

    @Inject
    private WorkCalendar calendar;

    /** What a warehouse was given lately. */
    private record Given(int load, int share, int score) {
        static final Given NOTHING = new Given(0, 0, 100);
    }

    /**
     * Decides and keeps the decision. Sets nothing aside: {@code Consignments.create} does. Three statements:
     * what lies where, who was given what lately, the decision.
     *
     * @param seller whose order it is: the decision is its to see
     * @throws Problem NOBODY_CAN_SHIP with the SKUs that are short
     */
    @Requires(Requires.SYSTEM)
    public RoutingDecision route(Actor actor, String reference, OrganisationId seller, Address shipTo,
                                 List<RouteLine> lines, Set<WarehouseId> excluded) {
        return keep(actor, reference, seller, decide(actor, shipTo, lines, excluded, null, false));
    }

    /**
     * Routes what a dealer declined or let lie; counts against the score of who was chosen before.
     *
     * @param from         the warehouse that had it; null where there was none
     * @param ownGoodsOf   whose own goods may be taken: dealers whose supply prices are known
     * @param centralOnly  whether enough dealers have been asked
     */
    @Requires(Requires.SYSTEM)
    public RoutingDecision reroute(Actor actor, String reference, OrganisationId seller, WarehouseId from,
                                   Address shipTo, List<RouteLine> lines, Set<WarehouseId> excluded, Set<OrganisationId> ownGoodsOf,
                                   boolean centralOnly) {
        if (from != null) {
            sql.update("""
                    update routing_choice set voided = true
                     where tenant_id = ? and reference = ? and warehouse_id = ? and not voided""",
                    actor.tenant(), reference, from);
        }
        try {
            return keep(actor, reference, seller, decide(actor, shipTo, described(actor, reference, lines), excluded, ownGoodsOf,
                    centralOnly));
        } catch (Problem problem) {
            // a part that is too small is as good as none to who has to pass it on
            throw problem.code() == RoutingProblem.PARTS_TOO_SMALL
                    ? new Problem(RoutingProblem.NOBODY_CAN_SHIP).with("skus", "") : problem;
        }
    }

    /** What the first decision knew of the goods (kind, value, weight), for lines that are passed on without it. */
    private List<RouteLine> described(Actor actor, String reference, List<RouteLine> lines) {
        Map<VariantId, RouteLine> known = sql.first("""
                select (decision -> 'lines')::text as lines from routing_decision
                 where tenant_id = ? and reference = ? order by id limit 1""",
                row -> row.json("lines").asListOf(RouteLine.class), actor.tenant(), reference).orElse(List.of()).stream()
                .collect(Collectors.toMap(RouteLine::variant, line -> line, (one, other) -> one));
        return lines.stream().map(line -> {
            RouteLine before = known.get(line.variant());
            return before == null || !line.category().isEmpty() ? line : new RouteLine(line.variant(), line.quantity(),
                    before.category(), before.unitMinor(), before.grams());
        }).toList();
    }

    /** Forgets the latest decision for a reference: the stock that it counted on was gone. */
    @Requires(Requires.SYSTEM)
    public void forget(Actor actor, String reference) {
        sql.update("""
                with latest as (
                    select max(id) as id from routing_decision where tenant_id = ? and reference = ?),
                choices as (
                    delete from routing_choice c using latest
                     where c.tenant_id = ? and c.decision_id = latest.id)
                delete from routing_decision d using latest where d.tenant_id = ? and d.id = latest.id""",
                actor.tenant(), reference, actor.tenant(), actor.tenant());
    }

    /** The latest decision for a reference. @throws Problem NOT_FOUND, also for another seller's */
    @Requires(RoutingPermission.VIEW)
    public RoutingDecision get(Actor actor, String reference) {
        return all(actor, reference).stream().findFirst()
                .orElseThrow(() -> Problem.notFound("routing", reference));
    }

    /** All decisions for a reference, the latest first; none for another seller's. */
    @Requires(RoutingPermission.VIEW)
    public List<RoutingDecision> all(Actor actor, String reference) {
        return sql.list("""
                select decision::text as decision from routing_decision
                 where tenant_id = ? and reference = ? and (?::bigint is null or seller_id = ?)
                 order by id desc limit ?""",
                row -> row.json("decision").as(RoutingDecision.class), actor.tenant(), reference, actor.scope(),
                actor.scope(), DECISIONS_MAX);
    }

    private RoutingDecision decide(Actor actor, Address shipTo, List<RouteLine> lines, Set<WarehouseId> excluded,
                                   Set<OrganisationId> ownGoodsOf, boolean centralOnly) {
        Instant now = clock.now();
        RulesBook.InForce inForce = rules.at(now);
        Located buyer = Places.locate(shipTo).orElse(null);
        List<Shelf> shelves = warehouses.shelves(actor, lines.stream().map(RouteLine::variant).toList());
        Map<WarehouseId, Given> given = given(actor, now, inForce, shelves);
        ZonedDateTime here = now.atZone(transactions.tenant().zone());
        List<Candidate> candidates = shelves.stream().map(shelf -> {
            Warehouse there = shelf.warehouse();
            Given lately = given.getOrDefault(there.id(), Given.NOTHING);
            boolean ownToo = there.central() || ownGoodsOf == null || ownGoodsOf.contains(there.owner());
            return inForce.ruled(new Candidate(there.id(), there.code(), there.name(), there.owner(), there.central(),
                    there.point(), there.precision(), there.province(), there.city(), null, shelf.consigned(),
                    ownToo ? shelf.own() : shelf.own().stream().map(n -> 0).toList(), serves(there, shipTo, buyer),
                    there.isOpen(leavesOn(actor, here, inForce.cutOff(there.cutOff()), inForce.rules())), lately.load(),
                    there.dailyLimit(), lately.share(), lately.score(), excluded.contains(there.id()), false, null, null,
                    null, shelf.confirmedAt(), there.autoAccept() ? Boolean.TRUE : null, null, null), buyer, lines);
        }).toList();
        try {
            return Router.decide(new RoutingRequest(now, buyer, shipTo.country(), lines, centralOnly, candidates,
                    inForce.terms(), Map.of()));
        } catch (Problem nobody) {
            throw named(actor, nobody);
        }
    }

    /** The day on which a parcel of this moment leaves: the next one after cut-off, and a working day if the rules say so. */
    private LocalDate leavesOn(Actor actor, ZonedDateTime here, LocalTime cutOff, RoutingRules inForce) {
        LocalDate day = here.toLocalTime().isBefore(cutOff) ? here.toLocalDate() : here.toLocalDate().plusDays(1);
        return inForce.holidays() ? calendar.workingDayFrom(actor, day) : day;
    }

    /** By its coverage, where it has one; within its own country always. */
    private static boolean serves(Warehouse warehouse, Address shipTo, Located buyer) {
        return warehouse.country().equals(shipTo.country()) && (warehouse.serves().isEmpty()
                || warehouse.serves().contains(buyer == null ? shipTo.province() : buyer.province()));
    }

    /** Load since the last cut-off, share and score of the last days: of dealers that hold something at all. */
    private Map<WarehouseId, Given> given(Actor actor, Instant now, RulesBook.InForce inForce, List<Shelf> shelves) {
        List<Warehouse> asked = shelves.stream().filter(s -> !s.warehouse().central())
                .filter(s -> s.consigned().stream().anyMatch(n -> n > 0) || s.own().stream().anyMatch(n -> n > 0))
                .map(Shelf::warehouse).toList();
        if (asked.isEmpty()) {
            return Map.of();
        }
        Map<WarehouseId, Instant> since = asked.stream()
                .collect(Collectors.toMap(Warehouse::id, w -> lastCutOff(inForce.cutOff(w.cutOff()), now)));
        return sql.list("""
                select w.id as warehouse_id,
                       count(*) filter (where not c.voided and c.at >= w.since::timestamptz) as load,
                       count(*) filter (where not c.voided) as share, count(*) as offers
                  from unnest(?, ?) w(id, since)
                  join routing_choice c on c.tenant_id = ? and c.warehouse_id = w.id and c.at >= ?
                 group by w.id""",
                row -> Map.entry(new WarehouseId(row.number("warehouse_id")), given(row, inForce.rules().scoreFromOffers())),
                asked.stream().map(w -> w.id().value()).toArray(Long[]::new),
                asked.stream().map(w -> since.get(w.id()).toString()).toArray(String[]::new),
                actor.tenant(), now.minus(Duration.ofDays(inForce.rules().shareDays())))
                .stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Given given(Row row, int scoreFromOffers) {
        long offers = row.number("offers");
        long kept = row.number("share");
        int score = offers < scoreFromOffers ? 100 : (int) (kept * 100 / offers);
        return new Given((int) row.number("load"), (int) kept, score);
    }

    private Instant lastCutOff(LocalTime cutOff, Instant now) {
        ZonedDateTime here = now.atZone(transactions.tenant().zone());
        ZonedDateTime today = here.with(cutOff);
        return (today.isAfter(here) ? today.minusDays(1) : today).toInstant();
    }

    private RoutingDecision keep(Actor actor, String reference, OrganisationId seller, RoutingDecision decision) {
        sql.update("""
                with kept as (
                    insert into routing_decision (tenant_id, id, reference, seller_id, decision, at)
                    values (?, nextval('routing_decision_seq'), ?, ?, ?, ?) returning id)
                insert into routing_choice (tenant_id, id, decision_id, warehouse_id, reference, at)
                select ?, nextval('routing_choice_seq'), kept.id, w, ?, ? from kept, unnest(?) w""",
                actor.tenant(), reference, seller, Json.of(decision), decision.at(), actor.tenant(), reference,
                decision.at(),
                decision.parts().stream().map(p -> p.warehouse().value()).toArray(Long[]::new));
        return decision;
    }

    /** With SKUs, for people do not know ids. */
    private Problem named(Actor actor, Problem nobody) {
        if (!(nobody.details().get("missing") instanceof Map<?, ?> missing)) {
            return nobody;
        }
        Map<VariantId, Long> pieces = missing.entrySet().stream().collect(Collectors.toMap(
                e -> (VariantId) e.getKey(), e -> (Long) e.getValue()));
        return new Problem(nobody.code()).with("skus", stock.inWords(actor, pieces));
    }
}
