package entrepot.platform.outbox;

import entrepot.kernel.TenantId;
import entrepot.platform.access.Actor;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Delivers facts to their consumers: tenant by tenant in turn, so that a busy one does not starve the
 * others; {@code skip locked}, so that any number of nodes may work. A delivery and its effect commit
 * together. A consumer that fails is tried again with growing pauses, and after {@value #ATTEMPTS_MAX}
 * attempts parked for a person to look at.
 */
@ApplicationScoped
public class OutboxWorker {

    private static final Logger LOG = Logger.getLogger(OutboxWorker.class.getName());
    private static final int ATTEMPTS_MAX = 10;
    private static final int BATCH_MAX = 50;
    private static final String CLAIM_OF_ONE = """
            with due as (
                select h.tenant_id, h.fact_id, h.consumer from outbox_head h
                 where h.tenant_id = ? and h.consumer = ? and h.next_at <= now() and not h.parked
                 order by h.fact_id limit ? for update skip locked),
            taken as (
                delete from outbox_head h using due
                 where h.tenant_id = due.tenant_id and h.fact_id = due.fact_id and h.consumer = due.consumer
                returning h.tenant_id, h.fact_id, h.consumer)
            select t.fact_id, t.consumer, f.type, f.payload::text as payload
              from taken t join outbox_fact f on f.tenant_id = ? and f.id = t.fact_id
             order by t.fact_id""";

    @Inject
    private Transactions transactions;

    @Inject
    private Sql sql;

    @Inject
    @Any
    private Instance<FactConsumer<?>> consumers;

    /** To look for one among all beans takes longer than what most of them do. */
    private final Map<String, FactConsumer<?>> byName = new ConcurrentHashMap<>();

    private record Head(long factId, String consumer, String type, Json payload) {
    }

    /** Delivers all that is due now, in every tenant, and what those deliveries lead to. */
    public void drain() {
        boolean delivered;
        do {
            delivered = false;
            List<TenantId> tenants = transactions.withoutTenant(() -> sql.list("""
                    select distinct tenant_id from outbox_head where next_at <= now() and not parked
                     limit 10000""",
                    row -> new TenantId(row.number("tenant_id"))));
            for (TenantId tenant : tenants) {
                delivered |= deliver(tenant);
            }
        } while (delivered);
    }

    /** One batch of one tenant; if it fails as a whole, head by head, so that one bad fact stops no other. */
    private boolean deliver(TenantId tenant) {
        try {
            return transactions.in(tenant, () -> deliver(tenant, BATCH_MAX)) > 0;
        } catch (RuntimeException failure) {
            boolean any = false;
            for (int i = 0; i < BATCH_MAX; i++) {
                any |= deliverOne(tenant);
            }
            return any;
        }
    }

    private boolean deliverOne(TenantId tenant) {
        Head[] claimed = new Head[1];
        try {
            return transactions.in(tenant, () -> {
                List<Head> heads = claim(tenant, 1);
                if (heads.isEmpty()) {
                    return false;
                }
                claimed[0] = heads.get(0);
                consume(tenant, heads);
                return true;
            });
        } catch (RuntimeException failure) {
            if (claimed[0] == null) {
                throw failure;
            }
            LOG.log(Level.WARNING, failure, () -> claimed[0].consumer() + " failed on " + claimed[0].type() + " "
                    + claimed[0].factId());
            transactions.in(tenant, () -> sql.update("""
                    update outbox_head
                       set attempts = attempts + 1, last_error = ?, parked = attempts + 1 >= ?,
                           next_at = now() + least(interval '1 hour', interval '1 second' * power(3, attempts))
                     where tenant_id = ? and fact_id = ? and consumer = ?""",
                    failure.getClass().getSimpleName(), ATTEMPTS_MAX, tenant, claimed[0].factId(),
                    claimed[0].consumer()));
            return true;
        }
    }

    private int deliver(TenantId tenant, int atMost) {
        List<Head> heads = claim(tenant, atMost);
        consume(tenant, heads.size() < atMost ? heads : withMore(tenant, heads));
        return heads.size();
    }

    /** Where more wait than were claimed, those who gain by many at once are given many at once. */
    private List<Head> withMore(TenantId tenant, List<Head> heads) {
        List<Head> more = new ArrayList<>(heads);
        heads.stream().collect(Collectors.groupingBy(Head::consumer, LinkedHashMap::new, Collectors.counting())).forEach((name, had) -> {
            int together = byName.computeIfAbsent(name, this::named).together();
            if (together > had) {
                more.addAll(sql.list(CLAIM_OF_ONE, OutboxWorker::head, tenant, name, together - had, tenant));
            }
        });
        return more;
    }

    private List<Head> claim(TenantId tenant, int atMost) {
        return sql.list("""
                with due as (
                    select h.tenant_id, h.fact_id, h.consumer from outbox_head h
                     where h.tenant_id = ? and h.next_at <= now() and not h.parked
                     order by h.fact_id, h.consumer limit ? for update skip locked),
                taken as (
                    delete from outbox_head h using due
                     where h.tenant_id = due.tenant_id and h.fact_id = due.fact_id and h.consumer = due.consumer
                    returning h.tenant_id, h.fact_id, h.consumer)
                select t.fact_id, t.consumer, f.type, f.payload::text as payload
                  from taken t join outbox_fact f on f.tenant_id = t.tenant_id and f.id = t.fact_id
                 order by t.fact_id, t.consumer""", OutboxWorker::head, tenant, atMost);
    }

    private static Head head(Row row) {
        return new Head(row.number("fact_id"), row.text("consumer"), row.text("type"), row.json("payload"));
    }

    /** Facts go to each consumer in their order; what different consumers do is their own, in any order. */
    private void consume(TenantId tenant, List<Head> heads) {
        Actor system = Actor.system(tenant);
        Map<String, List<Head>> many = new LinkedHashMap<>();
        Map<String, Boolean> listening = new HashMap<>();
        for (Head head : heads) {
            FactConsumer<?> consumer = byName.computeIfAbsent(head.consumer(), this::named);
            if (consumer.together() > 1) {
                many.computeIfAbsent(head.consumer(), name -> new ArrayList<>()).add(head);
            } else if (listening.computeIfAbsent(head.consumer(), name -> consumer.listens(system))) {
                hand(consumer, system, List.of(head));
            }
        }
        many.forEach((name, some) -> {
            if (byName.get(name).listens(system)) {
                hand(byName.get(name), system, some);
            }
        });
    }

    private FactConsumer<?> named(String name) {
        return consumers.stream().filter(consumer -> consumer.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalStateException("no consumer " + name));
    }

    private static <F extends Fact> void hand(FactConsumer<F> consumer, Actor system, List<Head> heads) {
        if (heads.size() == 1) {
            consumer.on(system, heads.get(0).payload().as(consumer.consumes()));
        } else {
            consumer.onAll(system, heads.stream().map(head -> head.payload().as(consumer.consumes())).toList());
        }
    }
}
