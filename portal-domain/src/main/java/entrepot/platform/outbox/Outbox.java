package entrepot.platform.outbox;

import entrepot.platform.access.Actor;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import entrepot.platform.sql.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Takes facts into the open transaction. One row a fact, one head a consumer, written in one statement. */
@ApplicationScoped
public class Outbox {

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    @Any
    private Instance<FactConsumer<?>> consumers;

    private final Map<Class<?>, String[]> consumersOf = new ConcurrentHashMap<>();
    private volatile Runnable wake = () -> { };

    /** Leaves a fact: its consumers hear of it after the commit, and never if there is none. */
    public void add(Actor actor, Fact fact) {
        addAll(actor, List.of(fact));
    }

    /** Leaves facts in one statement. */
    public void addAll(Actor actor, List<? extends Fact> facts) {
        Trip trip = sql.trip();
        addAll(actor, trip, facts);
        trip.go();
    }

    /** The same, with others in one round trip. */
    public void addAll(Actor actor, Trip trip, List<? extends Fact> facts) {
        List<Fact> heard = new ArrayList<>();
        List<Head> heads = new ArrayList<>();
        for (Fact fact : facts) {
            String[] names = consumersOf.computeIfAbsent(fact.getClass(), this::consumersOf);
            if (names.length > 0) {
                heard.add(fact);
                for (String name : names) {
                    heads.add(new Head(heard.size(), name));
                }
            }
        }
        if (heard.isEmpty()) {
            return;
        }
        trip.update("""
                with f as materialized (
                    select nextval('outbox_fact_seq') as id, u.* from unnest(?, ?) with ordinality u (type, payload, no)),
                fact as (
                    insert into outbox_fact (tenant_id, id, type, payload, occurred_at)
                    select ?, f.id, f.type, f.payload::jsonb, ?::timestamptz from f)
                insert into outbox_head (tenant_id, fact_id, consumer)
                select ?, f.id, h.consumer from f join unnest(?, ?) h (no, consumer) on h.no = f.no""",
                Columns.texts(heard, fact -> fact.getClass().getSimpleName()), Columns.json(heard, fact -> fact),
                actor.tenant(), clock.now(), actor.tenant(),
                Columns.integers(heads, Head::no), Columns.texts(heads, Head::consumer));
        transactions.afterCommit(wake);
    }

    /** Who hears of which of the facts, counted from one. */
    private record Head(int no, String consumer) {
    }

    /** Called after each commit that left facts; the worker uses it to start at once. */
    public void onFacts(Runnable action) {
        wake = action;
    }

    private String[] consumersOf(Class<?> type) {
        return consumers.stream().filter(c -> c.consumes() == type).map(FactConsumer::name).sorted()
                .toArray(String[]::new);
    }
}
