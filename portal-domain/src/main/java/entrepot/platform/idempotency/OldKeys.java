package entrepot.platform.idempotency;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Forgets keys that no client tries again, by real time: what they made stays, and so do its own unique numbers. */
@ApplicationScoped
class OldKeys implements Job {

    /** Longer than any client tries again (SAFETY R3: 7 days at least). */
    private static final int DAYS_KEPT = 30;
    private static final int PIECE = 5_000;

    @Inject
    private Sql sql;

    @Override
    public String name() {
        return "idempotency.old-keys";
    }

    @Override
    public Duration every() {
        return Duration.ofDays(1);
    }

    @Override
    public boolean run(Actor system) {
        return sql.update("""
                delete from idempotency_key k using (
                    select principal, endpoint, key from idempotency_key
                     where tenant_id = ? and recorded_at < now() - make_interval(days => ?)
                     order by recorded_at limit ? for update skip locked) old
                 where k.tenant_id = ? and k.principal = old.principal and k.endpoint = old.endpoint and k.key = old.key""",
                system.tenant(), DAYS_KEPT, PIECE, system.tenant()) == PIECE;
    }
}
