package entrepot.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import entrepot.db.Database;
import entrepot.db.EmbeddedPostgres;
import entrepot.db.Migrations;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.PersonId;
import entrepot.kernel.TenantId;
import entrepot.kernel.UserId;
import entrepot.ordering.HoldRuleBook;
import entrepot.ordering.HoldRules;
import entrepot.platform.access.Actor;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Vault;
import entrepot.platform.jobs.Job;
import entrepot.platform.jobs.Jobs;
import entrepot.platform.outbound.Outbound;
import entrepot.platform.outbox.OutboxWorker;
import entrepot.platform.sql.Transactions;
import entrepot.platform.tenant.Tenant;
import entrepot.platform.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * All beans of the domain, with the interceptor of production, on a migrated PostgreSQL of its own:
 * started once for all tests of a JVM. Tests keep apart by each using a tenant of its own. The business
 * clock can be moved, as in a demonstration.
 */
public final class Portal {

    private static final AtomicLong COUNTER = new AtomicLong();
    private static final ThreadLocal<Tape> TAPING = new ThreadLocal<>();
    private static Portal running;

    /** Null where another JVM keeps it. */
    private final EmbeddedPostgres server;
    private final Database database;
    private final SeContainer container;

    private Portal(Database existing) {
        System.setProperty(BusinessClock.DEMONSTRATION, "true");
        System.setProperty(Vault.KEY, "a-key-of-tests-that-is-long-enough-for-this");
        System.setProperty(Outbound.LOOPBACK, "true");
        server = existing == null ? EmbeddedPostgres.ephemeral(Path.of("target", "process-" + System.getProperty("entrepot.testing.process", "0")),
                Boolean.getBoolean("entrepot.testing.durable")) : null;
        if (existing == null) {
            Migrations.run(server.database(), line -> { });
        }
        database = existing == null ? server.database() : existing;
        Pool.database = database;
        container = SeContainerInitializer.newInstance()
                // the hook below closes it, before the database
                .addProperty("org.jboss.weld.se.shutdownHook", false).initialize();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            container.close();
            if (server != null) {
                server.close();
            }
        }));
    }

    /** The portal of this JVM. */
    public static synchronized Portal running() {
        if (running == null) {
            running = new Portal(null);
        }
        return running;
    }

    /** Another node of a portal that runs in another JVM, on its database. */
    public static synchronized Portal joining(Database database) {
        if (running != null) {
            throw new IllegalStateException("this JVM has a portal of its own");
        }
        running = new Portal(database);
        return running;
    }

    public <T> T bean(Class<T> type) {
        return container.select(type).get();
    }

    /** A new, empty tenant in China, trading in CNY. */
    public Tenant newTenant() {
        return newTenant("CNY", "CN", "Asia/Shanghai");
    }

    public Tenant newTenant(String currency, String country, String zone) {
        Tenant tenant = bean(Tenants.class).found("test-" + COUNTER.incrementAndGet(), "Test", ZoneId.of(zone), currency,
                country);
        // most tests want their orders to go on; who tests holding says by which rules
        bean(HoldRuleBook.class).begin(Actor.system(tenant.id()), HoldRules.NONE);
        return tenant;
    }

    /** A person with those permissions, another one at each call, at headquarters. */
    public static Actor headquarters(Tenant tenant, OrganisationId organisation, String... permissions) {
        return person(tenant, organisation, true, permissions);
    }

    /** A person with those permissions, another one at each call, at a member. */
    public static Actor member(Tenant tenant, OrganisationId organisation, String... permissions) {
        return person(tenant, organisation, false, permissions);
    }

    private static Actor person(Tenant tenant, OrganisationId organisation, boolean headquarters,
                                String... permissions) {
        long id = 1_000_000 + COUNTER.incrementAndGet();
        return new Actor(tenant.id(), organisation, headquarters, new UserId(id), new PersonId(id), "Person " + id,
                Set.of(permissions), Actor.Kind.USER);
    }

    /** Runs the work in a transaction of that tenant, as a use case would. */
    public <T> T in(TenantId tenant, Callable<T> work) {
        try {
            return bean(Transactions.class).in(tenant, work::call);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Runs the work with the statements of this thread on that tape. */
    public void taping(Tape tape, Runnable work) {
        TAPING.set(tape);
        try {
            work.run();
        } finally {
            TAPING.remove();
        }
    }

    /** Sets the tenant's business clock. */
    public void clockTo(Tenant tenant, Instant moment) {
        in(tenant.id(), () -> {
            bean(BusinessClock.class).set(Actor.system(tenant.id()), moment);
            return null;
        });
    }

    /** The tenant's business time. */
    public Instant now(Tenant tenant) {
        return in(tenant.id(), () -> bean(BusinessClock.class).now());
    }

    /** Delivers all facts, runs all jobs of the tenant, and delivers what they left. */
    public void settleDown(Tenant tenant) {
        bean(OutboxWorker.class).drain();
        bean(Jobs.class).runAll(tenant.id());
        bean(OutboxWorker.class).drain();
    }

    /** Runs jobs of the tenant by their names until nothing is left to do. */
    public void run(Tenant tenant, Set<String> names) {
        for (Job job : container.select(Job.class)) {
            while (names.contains(job.name()) && in(tenant.id(), () -> job.run(Actor.system(tenant.id())))) {
                continue;
            }
        }
    }

    /** Tells the planner what is there, as the server does by itself within a minute: for tests that fill tables at once. */
    public void analyze() {
        try (Connection owner = asOwner(); Statement statement = owner.createStatement()) {
            statement.execute("analyze");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The database, for another program that works on it too. */
    public Database database() {
        return database;
    }

    /** A connection of the owner of all tables, for attacks that even the owner must not get through. */
    public Connection asOwner() throws SQLException {
        return database.asOwner();
    }

    /** A connection of the application's role, outside any transaction of the portal. */
    public Connection asApp() throws SQLException {
        return database.asApp();
    }

    /** The pool, where Payara has its data source. */
    @ApplicationScoped
    static class Pool {

        private static Database database;

        @Produces
        @ApplicationScoped
        DataSource dataSource() {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(database.url());
            config.setUsername(database.app());
            config.setPassword(database.appPassword());
            config.setMaximumPoolSize(32);
            config.setConnectionTimeout(60_000);
            return Tape.taped(new HikariDataSource(config), TAPING);
        }
    }
}
