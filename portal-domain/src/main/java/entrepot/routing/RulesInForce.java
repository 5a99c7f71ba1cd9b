package entrepot.routing;

import entrepot.kernel.TenantId;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rules and peak periods of each tenant, kept in memory for one version of its settings. Every transaction reads that
 * version with the tenant, so routing asks the database for rules only after somebody has changed them, on whichever
 * node. Who changes them reads the database itself, for what is not committed must not be kept.
 */
@ApplicationScoped
class RulesInForce {

    private static final int TENANTS_MAX = 5_000;
    private static final int VERSIONS_MAX = 500;
    private static final int PEAKS_MAX = 200;

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    private final Map<TenantId, Kept> kept = new ConcurrentHashMap<>();

    private record Kept(long version, RulesBook book) {
    }

    /** What is in force at that moment, in the open transaction's tenant. */
    RulesBook.InForce at(Instant moment) {
        return book().at(moment);
    }

    RulesBook book() {
        TenantId tenant = transactions.tenant().id();
        long version = transactions.settingsVersion();
        Kept known = kept.get(tenant);
        if (known == null || known.version() != version) {
            if (kept.size() >= TENANTS_MAX) {
                kept.clear();
            }
            known = new Kept(version, read());
            kept.put(tenant, known);
        }
        return known.book();
    }

    /** Straight from the database, what this transaction changed included. */
    RulesBook read() {
        TenantId tenant = transactions.tenant().id();
        return new RulesBook(transactions.tenant().currency(), sql.list("""
                select content::text as content, valid_from from routing_rules
                 where tenant_id = ? order by valid_from desc, id desc limit ?""",
                row -> new RulesBook.Dated(row.json("content").as(RoutingRules.class), row.instant("valid_from")), tenant,
                VERSIONS_MAX), sql.list("""
                select * from routing_peak where tenant_id = ? order by starts_at desc, id desc limit ?""",
                RulesInForce::peak, tenant, PEAKS_MAX));
    }

    /** To be called by whoever is about to: what rules and peak periods ask of each other is asked by one at a time. */
    void alone() {
        sql.alone("routing-rules");
    }

    /** To be called by whoever changes rules or peak periods: all nodes read anew from the next transaction on. */
    void changed() {
        sql.update("update tenant set settings_version = settings_version + 1 where id = ?", transactions.tenant().id());
    }

    static Peak peak(Row row) {
        return new Peak(row.text("code"), row.text("name"), row.instant("starts_at"), row.instant("ends_at"),
                row.flag("accept_at_once"), row.integer("limit_percent"), row.flag("frozen"), row.flag("fair_queue"),
                row.instant("stopped_at"));
    }
}
