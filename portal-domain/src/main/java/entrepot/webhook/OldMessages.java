package entrepot.webhook;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Forgets what was told more than 30 days ago, by real time. */
@ApplicationScoped
class OldMessages implements Job {

    private static final int PIECE = 2_000;

    @Inject
    private Sql sql;

    @Override
    public String name() {
        return "webhook.old-messages";
    }

    @Override
    public Duration every() {
        return Duration.ofDays(1);
    }

    @Override
    public boolean run(Actor system) {
        return sql.update("""
                delete from webhook_message where tenant_id = ? and id in (
                    select id from webhook_message where tenant_id = ? and recorded_at < now() - make_interval(days => ?) order by recorded_at limit ?)""",
                system.tenant(), system.tenant(), (int) Webhooks.KEPT.toDays(), PIECE) == PIECE;
    }
}
