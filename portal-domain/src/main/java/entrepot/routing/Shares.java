package entrepot.routing;

import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What each dealer was given and what not, and why: its own figures with its name, its neighbours' without theirs. */
@ApplicationScoped
@UseCases
public class Shares {

    /** The latest so many decisions of the days are looked at. */
    static final int DECISIONS_MAX = 5_000;
    private static final int NEIGHBOURS_MAX = 12;
    private static final int MISSED_MAX = 12;
    /** Decisions by which goods went somewhere: practice is nobody's gain or loss. */
    private static final String REAL = """
             exists (select from routing_choice k where k.tenant_id = r.tenant_id and k.decision_id = r.id)
            """;

    @Inject
    private Sql sql;

    @Inject
    private BusinessClock clock;

    @Inject
    private RulesInForce rules;

    @Inject
    private Warehouses warehouses;

    /** What became of a warehouse in decisions: how often it was chosen, or lost for that. */
    private record Outcome(WarehouseId warehouse, Loss loss, int times) {
    }

    /** A dealer's warehouses, each with its share; headquarters gets all dealers'. */
    @Requires(RoutingPermission.SHARE)
    public List<Share> list(Actor actor) {
        Actor system = Actor.system(actor.tenant());
        List<Warehouse> all = warehouses.list(system).stream().filter(w -> !w.central()).toList();
        List<Warehouse> mine = all.stream().filter(w -> actor.sees(w.owner())).toList();
        Instant now = clock.now();
        RoutingRules inForce = rules.at(now).rules();
        Instant since = now.minus(Duration.ofDays(inForce.shareDays()));
        Long[] ids = mine.stream().map(w -> w.id().value()).toArray(Long[]::new);
        Map<WarehouseId, Integer> parcels = parcels(actor, since);
        List<Outcome> outcomes = sql.list("""
                select (c.value -> 'warehouse' ->> 'value')::bigint as warehouse, c.value ->> 'lostBecause' as loss,
                       count(*)::integer as times
                  from (select r.decision from routing_decision r where r.tenant_id = ? and r.at >= ? and""" + REAL + """
                         order by r.at desc, r.id desc limit ?) d,
                       jsonb_array_elements(d.decision -> 'candidates') c
                 where (c.value -> 'warehouse' ->> 'value')::bigint = any (?)
                 group by 1, 2""",
                row -> new Outcome(new WarehouseId(row.number("warehouse")), row.oneOf(Loss.class, "loss"), row.integer("times")),
                actor.tenant(), since, DECISIONS_MAX, ids);
        List<Share> shares = new ArrayList<>();
        for (Warehouse own : mine) {
            List<Outcome> its = outcomes.stream().filter(o -> o.warehouse().equals(own.id())).toList();
            shares.add(new Share(own.code(), own.name(), inForce.shareDays(), its.stream().mapToInt(Outcome::times).sum(),
                    its.stream().filter(o -> o.loss() == null).mapToInt(Outcome::times).sum(),
                    its.stream().filter(o -> o.loss() != null).map(o -> new Share.Reason(o.loss(), o.times()))
                            .sorted(Comparator.comparingInt(Share.Reason::times).reversed()).toList(),
                    parcels.getOrDefault(own.id(), 0), neighbours(own, all, inForce, parcels),
                    actor.headquarters() ? List.of() : missed(actor, own, since)));
        }
        return shares;
    }

    /**
     * How an order was routed, as a dealer may see it that stood among the candidates: itself by name, everybody else by
     * a letter. Latest first; empty where it had no part in it.
     */
    @Requires(RoutingPermission.SHARE)
    public List<RoutingDecision> of(Actor actor, String reference) {
        return sql.list("""
                select r.decision::text as decision from routing_decision r
                 where r.tenant_id = ? and r.reference = ? and""" + REAL + "order by r.id desc limit 20",
                row -> row.json("decision").as(RoutingDecision.class), actor.tenant(), reference).stream()
                .filter(d -> d.candidates().stream().anyMatch(c -> !c.central() && actor.sees(c.organisation())))
                .map(d -> actor.headquarters() ? d : seenBy(d, actor.organisation())).toList();
    }

    /** Of these the latest by which a warehouse of the actor's was to ship; empty where none was. */
    @Requires(RoutingPermission.SHARE)
    public Optional<RoutingDecision> of(Actor actor, String reference, WarehouseId warehouse) {
        return of(actor, reference).stream().filter(d -> d.parts().stream().anyMatch(part -> part.warehouse().equals(warehouse))).findFirst();
    }

    private Map<WarehouseId, Integer> parcels(Actor actor, Instant since) {
        return sql.list("""
                select warehouse_id, count(*)::integer as parcels from routing_choice
                 where tenant_id = ? and at >= ? and not voided group by warehouse_id""",
                row -> Map.entry(new WarehouseId(row.number("warehouse_id")), row.integer("parcels")), actor.tenant(), since)
                .stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Those in the same prefecture or as near as the rules count as equal. */
    private static List<Share.Neighbour> neighbours(Warehouse own, List<Warehouse> all, RoutingRules inForce,
                                                    Map<WarehouseId, Integer> parcels) {
        List<Share.Neighbour> near = new ArrayList<>();
        for (Warehouse other : all) {
            long metres = own.point().metresTo(other.point());
            boolean one = inForce.onePrefecture() && !own.city().isEmpty() && own.city().equals(other.city())
                    && own.province().equals(other.province());
            if (other.active() && !other.id().equals(own.id()) && (one || metres <= inForce.nearKm() * 1_000L)
                    && near.size() < NEIGHBOURS_MAX) {
                near.add(new Share.Neighbour(letter(near.size()), parcels.getOrDefault(other.id(), 0),
                        (int) (Math.round(metres / 10_000.0) * 10)));
            }
        }
        return near;
    }

    private List<Share.Missed> missed(Actor actor, Warehouse own, Instant since) {
        return sql.list("""
                select decision::text as decision from (
                    select r.decision, r.at, r.id from routing_decision r where r.tenant_id = ? and r.at >= ? and""" + REAL + """
                     order by r.at desc, r.id desc limit ?) d
                 where exists (select from jsonb_array_elements(d.decision -> 'candidates') c
                                where (c.value -> 'warehouse' ->> 'value')::bigint = ? and c.value ->> 'lostBecause' is not null
                                  and c.value ->> 'lostBecause' <> 'FARTHER')
                 order by at desc, id desc limit ?""",
                row -> row.json("decision").as(RoutingDecision.class), actor.tenant(), since, DECISIONS_MAX, own.id(), MISSED_MAX)
                .stream().map(decision -> {
                    Candidate itself = decision.candidates().stream().filter(c -> c.warehouse().equals(own.id())).findFirst()
                            .orElseThrow();
                    return new Share.Missed(decision.at(), decision.buyer() == null ? "" : decision.buyer().label(),
                            seenBy(decision, own.owner()), itself, WhatItTakes.toWin(decision, own.id()));
                }).toList();
    }

    /**
     * Everybody but that organisation without a name, a place or a warehouse that could be told apart; of their shelves only
     * whether they could ship a line whole. Who had none of it is only counted. Pure.
     */
    static RoutingDecision seenBy(RoutingDecision decision, OrganisationId dealer) {
        List<Candidate> candidates = new ArrayList<>();
        List<RoutingDecision.Part> parts = new ArrayList<>();
        Map<Loss, Integer> counted = new EnumMap<>(Loss.class);
        counted.putAll(decision.counted());
        int others = 0;
        for (Candidate c : decision.candidates()) {
            if (c.organisation().equals(dealer) && !c.central()) {
                candidates.add(c);
                decision.parts().stream().filter(p -> p.warehouse().equals(c.warehouse())).forEach(parts::add);
                continue;
            }
            if (c.lostBecause() == Loss.HOLDS_NOTHING && !c.central()) {
                counted.merge(Loss.HOLDS_NOTHING, 1, Integer::sum);
                continue;
            }
            String letter = c.central() ? "" : letter(others++);
            WarehouseId nobody = new WarehouseId(-1 - candidates.size());
            Long about = c.metres() == null ? null : Long.valueOf(Math.round(c.metres() / 10_000.0) * 10_000);
            candidates.add(new Candidate(nobody, letter, letter, new OrganisationId(-1), c.central(), null, c.precision(), "", "",
                    about, whole(decision, c), c.own().stream().map(n -> 0).toList(), c.served(), c.open(),
                    c.load(), c.dailyLimit(), c.share(), c.score(), c.excluded(), c.chosen(), c.lostBecause()));
            decision.parts().stream().filter(p -> p.warehouse().equals(c.warehouse())).forEach(p -> parts.add(
                    new RoutingDecision.Part(nobody, letter, p.dealer() == null ? null : new OrganisationId(-1), false,
                            List.of(), false)));
        }
        return new RoutingDecision(decision.at(), decision.buyer(), decision.country(), decision.lines(), decision.centralOnly(),
                decision.rule(), candidates, parts, decision.terms(), counted);
    }

    private static List<Integer> whole(RoutingDecision decision, Candidate c) {
        List<Integer> whole = new ArrayList<>();
        for (int i = 0; i < decision.lines().size(); i++) {
            int wanted = decision.lines().get(i).quantity();
            whole.add(c.available(i) >= wanted ? wanted : 0);
        }
        return whole;
    }

    private static String letter(int nth) {
        return nth < 26 ? String.valueOf((char) ('A' + nth)) : "A" + nth;
    }
}
