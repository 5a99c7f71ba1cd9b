package entrepot.platform.sql;

import entrepot.kernel.Problem;
import entrepot.kernel.TenantId;
import entrepot.platform.tenant.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Binds one database connection to the thread for the length of a use case, in the tenant of its
 * actor: what is sent first sets {@code app.tenant_id} for this transaction alone, which is what row
 * level security reads; it rides along with the first {@link Trip} or goes before any other statement. SQL and JPA both work on that connection (docs/decisions/transactions.md).
 *
 * <p>A call within an open transaction joins it; another tenant's is refused. The outermost call is
 * tried again, {@value #TRIES_MAX} times at most, when PostgreSQL reports a deadlock or a failed
 * serialisation, so a use case must not change anything but the database.
 */
@ApplicationScoped
public class Transactions {

    private static final Logger LOG = Logger.getLogger(Transactions.class.getName());
    private static final int TRIES_MAX = 6;
    static final String ENTER = """
            select set_config('app.tenant_id', ?, true), set_config('statement_timeout', ?, true), set_config('lock_timeout', ?, true),
                   set_config('idle_in_transaction_session_timeout', ?, true), t.code, t.name, t.zone, t.currency, t.country,
                   t.clock_shift_ms, t.settings_version
              from tenant t where t.id = ?""";
    private static final String BULK = """
            select set_config('synchronous_commit', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true)""";

    /** For what somebody waits for: a statement's time, the wait for another's lock, and silence within the transaction. */
    private static final String[] WAITED_FOR = {"30s", "5s", "60s"};
    /** The same for what works behind the scenes, in pieces. */
    private static final String[] BEHIND_THE_SCENES = {"10min", "60s", "10min"};

    @Inject
    private DataSource pool;

    @Inject
    private EntityManagers entityManagers;

    private final ThreadLocal<Open> open = new ThreadLocal<>();
    private final ThreadLocal<Boolean> inBulk = ThreadLocal.withInitial(() -> false);

    /** What is open on this thread. */
    private static final class Open {
        final Connection connection;
        /** The driver's own, for statements: the server's wrapper looks a method up by reflection for each column that is read. */
        final Connection driver;
        /** Whose transaction it is; null where it has no tenant. */
        final TenantId of;
        /** Whether somebody waits for it, who would rather be told than wait for minutes. */
        final boolean waitedFor;
        final List<Runnable> afterCommit = new ArrayList<>();
        /** Null until the database was told. */
        Tenant tenant;
        long clockShiftMs;
        long settingsVersion;
        EntityManager entityManager;

        Open(Connection connection, TenantId of, boolean waitedFor) throws SQLException {
            this.connection = connection;
            // the wrapper says that it is itself what it wraps, but hands out the driver's own word about the database
            this.driver = connection.getMetaData().getConnection();
            this.of = of;
            this.waitedFor = waitedFor;
        }
    }

    /** What is done in a transaction. Work that throws nothing checked needs no catching. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /** Runs the work in a transaction of that tenant, or joins the one that is open. */
    public <T, E extends Exception> T in(TenantId tenant, Work<T, E> work) throws E {
        return in(tenant, false, work);
    }

    /**
     * The same for work that somebody waits for: what takes the database too long, or waits too long for others, is given up with {@link SqlProblem#BUSY}
     * (SAFETY R9; docs/decisions/transactions.md).
     */
    public <T, E extends Exception> T waitedFor(TenantId tenant, Work<T, E> work) throws E {
        return in(tenant, !inBulk.get(), work);
    }

    private <T, E extends Exception> T in(TenantId tenant, boolean waitedFor, Work<T, E> work) throws E {
        Open current = open.get();
        if (current == null) {
            return begin(tenant, waitedFor, work);
        }
        if (current.of == null || !current.of.equals(tenant)) {
            throw new IllegalStateException("a transaction belongs to one tenant");
        }
        return work.run();
    }

    /**
     * Runs the work in a transaction that has no tenant: it sees only what is readable to all (tenants,
     * heads of jobs and of the outbox).
     */
    public <T, E extends Exception> T withoutTenant(Work<T, E> work) throws E {
        if (open.get() != null) {
            throw new IllegalStateException("already in a transaction");
        }
        return begin(null, false, work);
    }

    /**
     * Runs work of very many transactions that nobody waits for one by one, such as a demonstration's: until it ends,
     * the commits of this thread's tenants do not wait for the disk, and statements keep their plans. What a crash then
     * takes away is the end of the work; the books stay whole. The next commit after it waits for all of them.
     */
    public void inBulk(Runnable work) {
        inBulk.set(true);
        try {
            work.run();
        } finally {
            inBulk.remove();
        }
    }

    public boolean isOpen() {
        return open.get() != null;
    }

    /** The tenant of the open transaction. */
    public Tenant tenant() {
        Tenant tenant = entered(current()).tenant;
        if (tenant == null) {
            throw new IllegalStateException("this transaction has no tenant");
        }
        return tenant;
    }

    /** By how much the tenant's business clock is ahead of real time, in milliseconds. */
    public long clockShiftMs() {
        return entered(current()).clockShiftMs;
    }

    /**
     * The version of the tenant's settings: what a node keeps of them in memory is good for one version. Read with the
     * tenant, so that it costs nothing and holds on every node.
     */
    public long settingsVersion() {
        return entered(current()).settingsVersion;
    }

    /** After the tenant's clock was moved within this transaction. */
    public void clockShifted(long shiftMs) {
        entered(current()).clockShiftMs = shiftMs;
    }

    /**
     * Runs after the commit, on this thread, when the locks are gone; for waking workers, never for writing. If it fails
     * that is logged, for the use case has done its work.
     */
    public void afterCommit(Runnable action) {
        current().afterCommit.add(action);
    }

    /** The connection of the open transaction; neither closed nor committed by who uses it. */
    public Connection connection() {
        return entered(current()).driver;
    }

    /** The same for a {@link Trip}, which tells the database the tenant itself. */
    Connection sending() {
        return current().driver;
    }

    /** The tenant that the database has not been told yet; empty where there is none or it was. */
    Optional<TenantId> entering() {
        Open current = current();
        return current.of != null && current.tenant == null ? Optional.of(current.of) : Optional.empty();
    }

    /** What the database is told before the tenant; empty for most. */
    Optional<String> before() {
        return inBulk.get() ? Optional.of(BULK) : Optional.empty();
    }

    Object[] values(TenantId tenant) {
        String[] patience = current().waitedFor ? WAITED_FOR : BEHIND_THE_SCENES;
        return new Object[] {Long.toString(tenant.value()), patience[0], patience[1], patience[2], tenant};
    }

    /** Takes the database's answer to {@link #ENTER}. */
    Tenant entered(TenantId tenant, Row row) {
        Open current = current();
        current.tenant = new Tenant(tenant, row.text("code"), row.text("name"), ZoneId.of(row.text("zone")),
                row.text("currency"), row.text("country"));
        current.clockShiftMs = row.number("clock_shift_ms");
        current.settingsVersion = row.number("settings_version");
        return current.tenant;
    }

    /** @throws Problem NOT_FOUND if the database has no such tenant */
    void requireEntered() {
        entering().ifPresent(tenant -> {
            throw Problem.notFound("tenant", Long.toString(tenant.value()));
        });
    }

    /** A connection that EclipseLink asks for while it starts, outside any transaction. */
    Connection unbound() throws SQLException {
        return pool.getConnection();
    }

    EntityManager entityManager() {
        Open current = current();
        if (current.entityManager == null) {
            current.entityManager = entityManagers.open(this);
            current.entityManager.getTransaction().begin();
        }
        return current.entityManager;
    }

    private Open current() {
        Open current = open.get();
        if (current == null) {
            throw new IllegalStateException("no transaction is open: the database is used within use cases only");
        }
        return current;
    }

    private <T, E extends Exception> T begin(TenantId tenant, boolean waitedFor, Work<T, E> work) throws E {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(tenant, waitedFor, work);
            } catch (SqlFailure failure) {
                if (waitedFor && failure.isGivenUp()) {
                    LOG.log(Level.WARNING, failure, () -> "the database took too long for somebody who waits");
                    throw new Problem(SqlProblem.BUSY);
                }
                if (waitedFor && failure.isNotKept()) {
                    throw new Problem(SqlProblem.VALUE_NOT_KEPT);
                }
                if (!failure.mayBeTriedAgain() || attempt == TRIES_MAX) {
                    throw failure;
                }
                // the other side of a deadlock needs a moment; the jitter keeps the two from meeting again
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(2_000_000L, 20_000_000L) * attempt);
            }
        }
    }

    private <T, E extends Exception> T once(TenantId tenant, boolean waitedFor, Work<T, E> work) throws E {
        T result;
        Open current;
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            current = new Open(connection, tenant, waitedFor);
            open.set(current);
            boolean committed = false;
            try {
                result = work.run();
                if (current.entityManager != null) {
                    current.entityManager.getTransaction().commit();
                }
                connection.commit();
                committed = true;
            } finally {
                leave(current, committed);
            }
        } catch (PersistenceException failure) {
            throw translated(failure);
        } catch (SQLException failure) {
            throw new SqlFailure(failure);
        }
        current.afterCommit.forEach(Transactions::runQuietly);
        return result;
    }

    /** What was committed stands, whatever becomes of what follows it: a failure here is not the use case's. */
    private static void runQuietly(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, failure, () -> "something that follows a commit failed");
        }
    }

    /** Tells the database the tenant, if it was not told. */
    private Open entered(Open current) {
        if (current.of != null && current.tenant == null) {
            new Trip(this).go();
        }
        return current;
    }

    private void leave(Open current, boolean committed) throws SQLException {
        try {
            release(current, committed);
        } catch (SQLException | RuntimeException failure) {
            if (!committed) {
                throw failure;
            }
            LOG.log(Level.WARNING, failure, () -> "a connection was lost after its commit");
        }
    }

    private void release(Open current, boolean committed) throws SQLException {
        try {
            if (current.entityManager != null) {
                if (current.entityManager.getTransaction().isActive()) {
                    current.entityManager.getTransaction().rollback();
                }
                current.entityManager.close();
            }
        } finally {
            open.remove();
            if (!committed) {
                current.connection.rollback();
            }
            current.connection.setAutoCommit(true);
        }
    }

    /** A lost update is an answer for the user; a failed statement is what it would be in plain SQL. */
    private static RuntimeException translated(PersistenceException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockException) {
                return new Problem(SqlProblem.CHANGED_MEANWHILE);
            }
            if (cause instanceof SQLException sql) {
                return new SqlFailure(sql);
            }
        }
        return failure;
    }
}
