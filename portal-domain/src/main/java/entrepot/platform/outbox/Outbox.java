package entrepot.platform.outbox;

import entrepot.platform.access.Actor;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
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

    /** Leaves facts of one type in one statement. */
    public void addAll(Actor actor, List<? extends Fact> facts) {
        if (facts.isEmpty()) {
            return;
        }
        Class<?> type = facts.get(0).getClass();
        String[] names = consumersOf.computeIfAbsent(type, this::consumersOf);
        if (names.length == 0) {
            return;
        }
        sql.update("""
                with fact as (
                    insert into outbox_fact (tenant_id, id, type, payload, occurred_at)
                    select ?, nextval('outbox_fact_seq'), ?, f::jsonb, ? from unnest(?) f
                    returning tenant_id, id)
                insert into outbox_head (tenant_id, fact_id, consumer)
                select fact.tenant_id, fact.id, c from fact cross join unnest(?) c""",
                actor.tenant(), type.getSimpleName(), clock.now(),
                facts.stream().map(f -> Json.of(f).text()).toArray(String[]::new), names);
        transactions.afterCommit(wake);
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
