package entrepot.platform.outbox;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Forgets facts that all who wait for them have heard, by real time. One that is parked stays. */
@ApplicationScoped
class OldFacts implements Job {

    /** Long enough to look into what went wrong. */
    private static final int DAYS_KEPT = 30;
    private static final int PIECE = 5_000;

    @Inject
    private Sql sql;

    @Override
    public String name() {
        return "outbox.old-facts";
    }

    @Override
    public Duration every() {
        return Duration.ofDays(1);
    }

    @Override
    public boolean run(Actor system) {
        return sql.update("""
                delete from outbox_fact where tenant_id = ? and id in (
                    select f.id from outbox_fact f
                     where f.tenant_id = ? and f.recorded_at < now() - make_interval(days => ?)
                       and not exists (select from outbox_head h where h.tenant_id = f.tenant_id and h.fact_id = f.id)
                     order by f.id limit ?)""",
                system.tenant(), system.tenant(), DAYS_KEPT, PIECE) == PIECE;
    }
}
