package entrepot.routing;

import entrepot.inventory.Shelf;
import entrepot.inventory.Stock;
import entrepot.inventory.Warehouses;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.network.WorkCalendar;
import entrepot.network.WorkingTime;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.geo.Address;
import entrepot.platform.geo.Located;
import entrepot.platform.geo.Places;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Later;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import entrepot.platform.sql.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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
    private WorkCalendar calendars;

    /**
     * A decision to be kept.
     *
     * @param seller whose order it is: the decision is its to see
     * @param real   whether goods will go that way; a decision for practice is no parcel of anybody's day, share or score
     */
    public record Kept(String reference, OrganisationId seller, RoutingDecision decision, boolean real) {
    }

    /**
     * Decides and keeps the decision. Sets nothing aside: {@code Consignments.create} does.
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

    /** Reads all that orders of these variants can be routed on, with others in one round trip. */
    @Requires(Requires.SYSTEM)
    public Later<RoutingTable> table(Actor actor, Trip trip, Collection<VariantId> asked, Collection<Address> near) {
        Instant now = clock.now();
        RulesBook.InForce inForce = rules.at(now);
        WorkingTime calendar = inForce.rules().holidays() ? calendars.workingTime(actor) : null;
        ZoneId zone = transactions.tenant().zone();
        List<VariantId> variants = List.copyOf(new LinkedHashSet<>(asked));
        Later<List<Shelf>> shelves = warehouses.shelves(actor, trip, variants, near.stream()
                .flatMap(address -> Places.locate(address).stream()).map(Located::point).distinct().toList());
        Later<List<Map.Entry<WarehouseId, RoutingTable.Given>>> given = given(actor, trip, now, zone, inForce.rules(), variants);
        return shelves.map(read -> new RoutingTable(now.atZone(zone), inForce, calendar, variants, read,
                given.get().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
    }

    /** Keeps decisions, with others in one round trip. */
    @Requires(Requires.SYSTEM)
    public void keepAll(Actor actor, Trip trip, List<Kept> decisions) {
        List<Integer> no = new ArrayList<>();
        List<RoutingDecision.Part> parts = new ArrayList<>();
        for (int i = 0; i < decisions.size(); i++) {
            for (RoutingDecision.Part part : decisions.get(i).real() ? decisions.get(i).decision().parts()
                    : List.<RoutingDecision.Part>of()) {
                no.add(i + 1);
                parts.add(part);
            }
        }
        trip.update("""
                with d as materialized (
                    select nextval('routing_decision_seq') as id, u.*
                      from unnest(?, ?, ?, ?) with ordinality u (reference, seller, decision, at, no)),
                kept as (
                    insert into routing_decision (tenant_id, id, reference, seller_id, decision, at)
                    select ?, d.id, d.reference, d.seller, d.decision::jsonb, d.at from d)
                insert into routing_choice (tenant_id, id, decision_id, warehouse_id, reference, at)
                select ?, nextval('routing_choice_seq'), d.id, p.warehouse, d.reference, d.at
                  from d join unnest(?, ?) p (no, warehouse) on p.no = d.no""",
                Columns.texts(decisions, Kept::reference), Columns.numbers(decisions, kept -> kept.seller().value()),
                Columns.json(decisions, Kept::decision), Columns.instants(decisions, kept -> kept.decision().at()),
                actor.tenant(), actor.tenant(),
                no.toArray(Integer[]::new), Columns.numbers(parts, part -> part.warehouse().value()));
    }

    private RoutingDecision decide(Actor actor, Address shipTo, List<RouteLine> lines, Set<WarehouseId> excluded,
                                   Set<OrganisationId> ownGoodsOf, boolean centralOnly) {
        Trip trip = sql.trip();
        Later<RoutingTable> table = table(actor, trip, lines.stream().map(RouteLine::variant).toList(), List.of(shipTo));
        trip.go();
        try {
            return table.get().decide(shipTo, lines, excluded, ownGoodsOf, centralOnly);
        } catch (Problem nobody) {
            throw named(nobody, missing -> stock.inWords(actor, missing));
        }
    }

    /** Load since the last cut-off, share and score of the last days: of dealers that have something of these variants. */
    private static Later<List<Map.Entry<WarehouseId, RoutingTable.Given>>> given(Actor actor, Trip trip, Instant now,
                                                                                ZoneId zone, RoutingRules rules,
                                                                                List<VariantId> variants) {
        return trip.list("""
                with here as (select ?::timestamptz at time zone ? as now),
                asked as (
                    select w.id, case when w.promise_offers < ? then 100 else w.promise_score end as score, (here.now::date - case when here.now::time < c.off then 1 else 0 end + c.off)
                                 at time zone ? as since
                      from warehouse w cross join here cross join lateral (select coalesce(?::time, w.cut_off) as off) c
                     where w.tenant_id = ? and w.active and not w.central
                       and exists (select from stock s where s.tenant_id = w.tenant_id and s.warehouse_id = w.id
                                      and s.variant_id = any (?) and s.on_hand > s.reserved))
                select w.id as warehouse_id, given.load, given.share, w.score
                  from asked w
                 cross join lateral (
                       select count(*) filter (where c.at >= w.since) as load, count(*) as share from routing_choice c
                        where c.tenant_id = ? and c.warehouse_id = w.id and c.at >= ? and not c.voided) given""",
                row -> Map.entry(new WarehouseId(row.number("warehouse_id")),
                        new RoutingTable.Given((int) row.number("load"), (int) row.number("share"), row.integer("score"))),
                now, zone.getId(), rules.scoreFromOffers(), zone.getId(), rules.cutOff() == null ? null : rules.cutOff().toString(), actor.tenant(), Columns.numbers(variants, VariantId::value),
                actor.tenant(), now.minus(Duration.ofDays(rules.shareDays())));
    }

    private RoutingDecision keep(Actor actor, String reference, OrganisationId seller, RoutingDecision decision) {
        Trip trip = sql.trip();
        keepAll(actor, trip, List.of(new Kept(reference, seller, decision, true)));
        trip.go();
        return decision;
    }

    /** With SKUs, for people do not know ids. @param words the pieces that are missing, in words */
    public static Problem named(Problem nobody, Function<Map<VariantId, Long>, String> words) {
        if (!(nobody.details().get("missing") instanceof Map<?, ?> missing)) {
            return nobody;
        }
        return new Problem(nobody.code()).with("skus", words.apply(missing.entrySet().stream().collect(Collectors.toMap(
                e -> (VariantId) e.getKey(), e -> (Long) e.getValue()))));
    }
}
