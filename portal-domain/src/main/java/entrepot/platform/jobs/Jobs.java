package entrepot.platform.jobs;

import entrepot.platform.access.Actor;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import entrepot.platform.tenant.Tenant;
import entrepot.platform.tenant.Tenants;
import entrepot.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs jobs: a head a job and tenant, claimed with {@code skip locked} and moved on in the same transaction. */
@ApplicationScoped
public class Jobs {

    private static final Logger LOG = Logger.getLogger(Jobs.class.getName());
    private static final int PIECES_MAX = 1000;
    private static final int TURNS_MAX = 1000;
    /** After so many turns those who had nothing to do are asked again, too. */
    private static final int EVERYBODY_AFTER = 20;

    @Inject
    private Transactions transactions;

    @Inject
    private Sql sql;

    @Inject
    private Tenants tenants;

    @Inject
    @Any
    private Instance<Job> jobs;

    /** A job of a tenant. */
    private record Due(TenantId tenant, Job job) {
    }

    /**
     * Runs what is due in every tenant, in turns, so that nobody waits for another's long list. A job that fails is
     * logged and comes due again.
     */
    public void runDue() {
        runDue(tenants.all().stream().map(Tenant::id).toList());
    }

    /** The same for some tenants. */
    public void runDue(List<TenantId> some) {
        List<Due> left = List.of();
        for (int turn = 0; turn == 0 || turn < TURNS_MAX && !left.isEmpty(); turn++) {
            List<Due> asked = turn % EVERYBODY_AFTER == 0 ? everybody(some) : left;
            left = asked.stream().filter(each -> isLeft(each.tenant(), each.job())).toList();
        }
    }

    private List<Due> everybody(List<TenantId> some) {
        List<Due> all = new ArrayList<>();
        some.forEach(tenant -> jobs.forEach(job -> all.add(new Due(tenant, job))));
        return all;
    }

    /** Gives a job its turn. @return whether it has more to do at once */
    private boolean isLeft(TenantId tenant, Job job) {
        for (int piece = 0; piece < job.piecesATurn(); piece++) {
            if (!runOnce(tenant, job, false)) {
                return false;
            }
        }
        return true;
    }

    /** Runs every job of one tenant until nothing is due: for demonstrations and tests that moved the clock. */
    public void runAll(TenantId tenant) {
        for (Job job : jobs) {
            for (int piece = 0; piece < PIECES_MAX && runOnce(tenant, job, true); piece++) {
                LOG.log(Level.FINE, "{0} goes on", job.name());
            }
        }
    }

    private boolean runOnce(TenantId tenant, Job job, boolean evenIfNotDue) {
        try {
            return transactions.in(tenant, () -> claimed(tenant, job, evenIfNotDue)
                    && job.run(Actor.system(tenant)) && soon(tenant, job));
        } catch (RuntimeException failure) {
            if (evenIfNotDue) {
                throw failure;
            }
            LOG.log(Level.WARNING, failure, () -> "job " + job.name() + " failed in tenant " + tenant.value());
            Instant again = transactions.in(tenant, () -> sql.one("""
                    insert into job_head (tenant_id, name, next_at) values (?, ?, now() + interval '1 minute')
                    on conflict (tenant_id, name) do update set next_at = excluded.next_at returning next_at""",
                    row -> row.instant("next_at"), tenant, job.name()));
            tell(tenant, job, failure, again);
            return false;
        }
    }

    private void tell(TenantId tenant, Job job, RuntimeException failure, Instant again) {
        try {
            transactions.in(tenant, () -> {
                job.failed(Actor.system(tenant), failure, again);
                return null;
            });
        } catch (RuntimeException another) {
            LOG.log(Level.WARNING, another, () -> "job " + job.name() + " could not say in tenant " + tenant.value() + " that it failed");
        }
    }

    private boolean claimed(TenantId tenant, Job job, boolean evenIfNotDue) {
        return claim(tenant, job, evenIfNotDue)
                || sql.update("insert into job_head (tenant_id, name) values (?, ?) on conflict do nothing", tenant, job.name()) > 0
                && claim(tenant, job, evenIfNotDue);
    }

    private boolean claim(TenantId tenant, Job job, boolean evenIfNotDue) {
        return sql.update("""
                with due as (
                    select tenant_id, name from job_head
                     where tenant_id = ? and name = ? and (? or next_at <= now())
                       for update skip locked)
                update job_head h set next_at = now() + ? * interval '1 millisecond' from due
                 where h.tenant_id = due.tenant_id and h.name = due.name""",
                tenant, job.name(), evenIfNotDue, job.every().toMillis()) > 0;
    }

    private boolean soon(TenantId tenant, Job job) {
        return sql.update("update job_head set next_at = now() where tenant_id = ? and name = ?", tenant, job.name())
                > 0;
    }
}
