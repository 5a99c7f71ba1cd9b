package entrepot.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.RanChangeSet;
import liquibase.changelog.visitor.AbstractChangeExecListener;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/**
 * Brings a database to the state that this program was written for: runs, as the owner, what is missing of the one
 * changelog.
 *
 * <p>One at a time: a PostgreSQL advisory lock is held around it, which goes when its holder dies. Liquibase's own
 * lock row does not; so once we hold the first, the second cannot be anybody's and is released.
 */
public final class Migrations {
    private static final String CHANGELOG = "db/master.xml";
    private static final long LOCK = 0x656e747265706f74L; // "entrepot"
    // kept, because a logger that nobody holds forgets its level
    private static final Logger LIQUIBASE = Logger.getLogger("liquibase");

    private Migrations() {
    }

    /**
     * Runs what is missing.
     *
     * @param progress is told each step in words
     * @return how many changesets ran
     * @throws DatabaseException with one line, when a changeset fails (it alone is rolled back; what ran before it
     *         stays), or when a newer Entrepot has written the database
     */
    public static int run(Database database, Consumer<String> progress) {
        LIQUIBASE.setLevel(Level.WARNING);
        System.setProperty("liquibase.analytics.enabled", "false");
        try (Connection guard = database.asOwner(); Connection work = database.asOwner()) {
            takeTurn(guard, progress);
            releaseStaleLock(work);
            return Scope.child(Map.of(Scope.Attr.ui.name(), new LoggerUIService()),
                    () -> update(work, progress));
        } catch (DatabaseException e) {
            throw e;
        } catch (SQLException e) {
            throw new DatabaseException("The database " + database.url() + " cannot be migrated: " + e.getMessage(), e);
        } catch (Exception e) {
            throw new DatabaseException("A migration failed: " + root(e), e);
        }
    }

    private static int update(Connection connection, Consumer<String> progress) throws LiquibaseException {
        liquibase.database.Database target = DatabaseFactory.getInstance()
                .findCorrectDatabaseImplementation(new JdbcConnection(connection));
        Liquibase liquibase = new Liquibase(CHANGELOG,
                new ClassLoaderResourceAccessor(Migrations.class.getClassLoader()), target);
        liquibase.setShowSummary(UpdateSummaryEnum.OFF);
        liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
        Contexts contexts = new Contexts();
        LabelExpression labels = new LabelExpression();
        refuseNewer(liquibase.listUnexpectedChangeSets(contexts, labels));
        List<ChangeSet> missing = liquibase.listUnrunChangeSets(contexts, labels);
        if (missing.isEmpty()) {
            return 0;
        }
        progress.accept("Migrating the database: " + missing.size() + " changesets");
        liquibase.setChangeExecListener(new Steps(missing.size(), progress));
        liquibase.update(contexts, labels);
        return missing.size();
    }

    private static void refuseNewer(Iterable<RanChangeSet> unexpected) {
        for (RanChangeSet change : unexpected) {
            throw new DatabaseException("The database was written by another Entrepot: it holds the changeset "
                    + change.getId() + ", which this one does not know. Use that release or a later one.");
        }
    }

    private static void takeTurn(Connection guard, Consumer<String> progress) throws SQLException {
        try (PreparedStatement attempt = guard.prepareStatement("select pg_try_advisory_lock(?)")) {
            attempt.setLong(1, LOCK);
            boolean told = false;
            while (true) {
                try (ResultSet row = attempt.executeQuery()) {
                    row.next();
                    if (row.getBoolean(1)) {
                        return;
                    }
                }
                if (!told) {
                    progress.accept("Waiting for another program that migrates this database");
                    told = true;
                }
                DataFolder.pause();
            }
        }
    }

    private static void releaseStaleLock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("select to_regclass('public.databasechangeloglock')")) {
                row.next();
                if (row.getString(1) == null) {
                    return;
                }
            }
            statement.executeUpdate("update public.databasechangeloglock"
                    + " set locked = false, lockgranted = null, lockedby = null where locked");
        }
    }

    private static String root(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    private static final class Steps extends AbstractChangeExecListener {
        private final int total;
        private final Consumer<String> progress;
        private int done;

        Steps(int total, Consumer<String> progress) {
            this.total = total;
            this.progress = progress;
        }

        @Override
        public void willRun(ChangeSet change, DatabaseChangeLog log, liquibase.database.Database database,
                ChangeSet.RunStatus status) {
            done++;
            progress.accept("  " + done + " of " + total + ": " + change.getId());
        }
    }
}
