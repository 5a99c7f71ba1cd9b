package entrepot.identity;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Forgets sign-ins of long ago, but for a person's last, and tries to sign in that count no more, by real time. */
@ApplicationScoped
class OldSignIns implements Job {

    /** So long a person sees where the account was used. */
    private static final int DAYS_KEPT = 90;
    /** Far more than the hour in which failures count. */
    private static final int TRIES_DAYS_KEPT = 7;
    private static final int PIECE = 5_000;

    @Inject
    private Sql sql;

    @Override
    public String name() {
        return "identity.old-sign-ins";
    }

    @Override
    public Duration every() {
        return Duration.ofDays(1);
    }

    @Override
    public boolean run(Actor system) {
        int tries = sql.update("""
                delete from sign_in_attempt where tenant_id = ? and id in (
                    select id from sign_in_attempt where tenant_id = ? and at < now() - make_interval(days => ?)
                     order by id limit ?)""",
                system.tenant(), system.tenant(), TRIES_DAYS_KEPT, PIECE);
        int signIns = sql.update("""
                delete from sign_in where tenant_id = ? and id in (
                    select s.id from sign_in s where s.tenant_id = ? and s.started_at < now() - make_interval(days => ?)
                       and exists (select from sign_in later where later.tenant_id = s.tenant_id
                                      and later.user_id = s.user_id and later.id > s.id)
                     order by s.id limit ?)""",
                system.tenant(), system.tenant(), DAYS_KEPT, PIECE);
        return tries == PIECE || signIns == PIECE;
    }
}
