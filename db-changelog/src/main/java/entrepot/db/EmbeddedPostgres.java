package entrepot.db;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A real PostgreSQL server of our own, in a data folder that lasts.
 *
 * <p>Durable: fsync, synchronous commit, full page writes and checksums. Private: it listens on 127.0.0.1 alone,
 * asks everybody for a password, and its files belong to the one who starts it. It comes back after kill -9 of
 * itself, of this program and of both: a server left behind is stopped and started again as our child, so that
 * there is always someone to wait for it.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String SUPERUSER = "postgres";
    private static final String SUPERUSER_SECRET = "postgres-superuser";
    private static final String OWNER_SECRET = "postgres-owner";
    private static final String APP_SECRET = "postgres-app";
    // after a crash the whole write-ahead log since the last checkpoint is replayed first
    private static final Duration RECOVERY = Duration.ofMinutes(10);
    private static final Duration STOPPING = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 5;

    private final DataFolder folder;
    private final boolean ownsFolder;
    private final boolean durable;
    private final PostgresBinaries binaries;
    private final UnprivilegedUser user;
    private final int port;
    private final Thread hook = new Thread(this::stopServer, "stop-postgres");
    private Process server;
    private boolean closed;

    private EmbeddedPostgres(DataFolder folder, boolean ownsFolder, boolean durable, Path cache,
            Consumer<String> progress) throws IOException {
        this.folder = folder;
        this.ownsFolder = ownsFolder;
        this.durable = durable;
        this.binaries = PostgresBinaries.unpack(cache);
        this.user = UnprivilegedUser.find(folder);
        this.port = freePort();
        if (!Files.exists(folder.postgres())) {
            progress.accept("Making a new database in " + folder.postgres());
            initialise();
        }
        checkVersion();
        launch(progress);
        prepareRoles();
    }

    /**
     * Starts the server of a locked data folder, making the database on the first start.
     *
     * @param folder   stays open and locked; the caller closes it after the server
     * @param progress is told in words what takes time
     * @throws DatabaseException with one line for the one who started the program
     */
    public static EmbeddedPostgres start(DataFolder folder, Consumer<String> progress) {
        return start(folder, false, true, folder.runtime(), progress);
    }

    /**
     * Starts a server for tests: an empty database each time, gone when it is closed or the program ends.
     *
     * @param target  a folder for build output; the server takes {@code target/postgres} in it and may share
     *                {@code target/postgresql-<version>} with others
     * @param durable false switches fsync off, which makes tests quicker and a crash fatal
     */
    public static EmbeddedPostgres ephemeral(Path target, boolean durable) {
        DataFolder folder = DataFolder.open(target.resolve("postgres"));
        try {
            stopLeftOver(folder.postgres());
            PostgresBinaries.delete(folder.postgres());
            EmbeddedPostgres server = start(folder, true, durable, target, line -> { });
            Runtime.getRuntime().addShutdownHook(server.hook);
            return server;
        } catch (IOException e) {
            folder.close();
            throw new DatabaseException("No database for tests in " + target + ": " + e, e);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /**
     * A superuser's connection to the server that another program runs on a data folder.
     *
     * @throws DatabaseException when none runs there, or its password file cannot be read
     */
    public static Connection connectToRunning(Path root) {
        Path mark = root.resolve("postgres").resolve("postmaster.pid");
        try {
            // the fourth line is the port
            String port = Files.readAllLines(mark).get(3).trim();
            String password = Files.readString(root.resolve("secrets").resolve(SUPERUSER_SECRET)).trim();
            return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + Roles.DATABASE, SUPERUSER,
                    password);
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new DatabaseException("No embedded database runs in " + root + ": " + e.getMessage(), e);
        } catch (SQLException e) {
            throw new DatabaseException("The embedded database in " + root + " does not answer: " + e.getMessage(), e);
        }
    }

    private static EmbeddedPostgres start(DataFolder folder, boolean ownsFolder, boolean durable, Path cache,
            Consumer<String> progress) {
        try {
            return new EmbeddedPostgres(folder, ownsFolder, durable, cache, progress);
        } catch (IOException e) {
            throw new DatabaseException("PostgreSQL cannot be started in " + folder.root() + ": " + e.getMessage(), e);
        }
    }

    /** The database of the portal on this server, with both roles. */
    public Database database() {
        return new Database(url(Roles.DATABASE), Roles.OWNER, folder.secret(OWNER_SECRET), Database.APP_ROLE,
                folder.secret(APP_SECRET));
    }

    /** The loopback port on which the server listens until it is closed, over restarts too. */
    public int port() {
        return port;
    }

    /** The process id of the running server. */
    public synchronized long pid() {
        return server.pid();
    }

    /** The version of the bundled server, as {@code 18.6.0}. */
    public String version() {
        return binaries.version();
    }

    /** A new connection of the superuser to the portal's database: for backups and for looking from outside. */
    public Connection asSuperuser() throws SQLException {
        return superuser(Roles.DATABASE);
    }

    /** Waits for the server to end, for the given time at most; true when it has ended. */
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        Process watched;
        synchronized (this) {
            watched = server;
        }
        return watched.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Starts the server again after it ended by itself; nothing happens when it runs or was closed.
     *
     * @throws DatabaseException when it does not come up
     */
    public synchronized void restart(Consumer<String> progress) {
        if (closed || server.isAlive()) {
            return;
        }
        try {
            launch(progress);
        } catch (IOException e) {
            throw new DatabaseException("PostgreSQL cannot be started again: " + e.getMessage(), e);
        }
    }

    /** Stops the server: sessions end at once, everything acknowledged is on disk. */
    @Override
    public void close() {
        stopServer();
        if (ownsFolder) {
            try {
                PostgresBinaries.delete(folder.postgres());
            } catch (IOException e) {
                throw new DatabaseException("The files of the test database cannot be removed: " + e, e);
            } finally {
                folder.close();
                try {
                    Runtime.getRuntime().removeShutdownHook(hook);
                } catch (IllegalStateException e) {
                    // the program is ending already; the hook finds nothing to stop
                }
            }
        }
    }

    private synchronized void stopServer() {
        closed = true;
        if (server != null && server.isAlive()) {
            stop(server.toHandle());
        }
    }

    private void initialise() throws IOException {
        Path fresh = folder.root().resolve("postgres.new");
        PostgresBinaries.delete(fresh);
        DataFolder.privateFolder(fresh);
        folder.secret(SUPERUSER_SECRET);
        folder.secret(OWNER_SECRET);
        folder.secret(APP_SECRET);
        user.own(folder.root());
        List<String> command = new ArrayList<>(user.prefix());
        command.addAll(List.of(binaries.program("initdb"), "--pgdata=" + fresh, "--username=" + SUPERUSER,
                "--pwfile=" + folder.secretFile(SUPERUSER_SECRET), "--auth=scram-sha-256", "--data-checksums",
                "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        if (!durable) {
            command.add("--no-sync");
        }
        Path log = startLog();
        Process initdb = process(command, log).start();
        if (await(initdb) != 0) {
            throw new DatabaseException(explain("The database cannot be made", log));
        }
        Files.move(fresh, folder.postgres(), StandardCopyOption.ATOMIC_MOVE);
        DataFolder.syncFolder(folder.root());
    }

    private void checkVersion() throws IOException {
        Path file = folder.postgres().resolve("PG_VERSION");
        String found = Files.exists(file) ? Files.readString(file).trim() : "unknown";
        if (!found.equals(Integer.toString(binaries.major()))) {
            throw new DatabaseException("The data folder " + folder.root() + " was written by PostgreSQL " + found
                    + "; this Entrepot brings PostgreSQL " + binaries.major()
                    + ". Use the Entrepot that wrote it, or another folder; nothing was changed.");
        }
        for (String secret : List.of(SUPERUSER_SECRET, OWNER_SECRET, APP_SECRET)) {
            if (!folder.hasSecret(secret)) {
                throw new DatabaseException("The password file " + folder.secretFile(secret)
                        + " is missing; put it back from the backup.");
            }
        }
    }

    private void launch(Consumer<String> progress) throws IOException {
        user.own(folder.root());
        for (int attempt = 1; ; attempt++) {
            stopLeftOver(folder.postgres());
            progress.accept("Starting PostgreSQL " + binaries.version());
            Path log = startLog();
            server = process(serverCommand(), log).start();
            if (awaitReady(progress)) {
                return;
            }
            // a server that was killed leaves workers behind for a moment, and the new one refuses until they go
            if (attempt == ATTEMPTS) {
                throw new DatabaseException(explain("PostgreSQL does not start", log));
            }
            DataFolder.pause();
        }
    }

    private List<String> serverCommand() {
        List<String> command = new ArrayList<>(user.sessionPrefix());
        command.addAll(List.of(binaries.program("postgres"), "-D", folder.postgres().toString()));
        set(command, "listen_addresses", "127.0.0.1");
        set(command, "port", Integer.toString(port));
        set(command, "unix_socket_directories", "");
        set(command, "cluster_name", "entrepot");
        set(command, "timezone", "UTC");
        set(command, "log_timezone", "UTC");
        set(command, "max_connections", "120");
        String safe = durable ? "on" : "off";
        set(command, "fsync", safe);
        set(command, "synchronous_commit", safe);
        set(command, "full_page_writes", safe);
        if (durable) {
            // one file per day of the week, so that logs never fill the disk
            set(command, "logging_collector", "on");
            set(command, "log_directory", folder.logs().toString());
            set(command, "log_filename", "postgres-%a.log");
            set(command, "log_truncate_on_rotation", "on");
            set(command, "log_rotation_age", "1d");
        }
        return command;
    }

    private static void set(List<String> command, String name, String value) {
        command.add("-c");
        command.add(name + "=" + value);
    }

    private Path startLog() {
        return folder.logs().resolve("postgres-start.log");
    }

    private ProcessBuilder process(List<String> command, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("ENTREPOT_"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    private boolean awaitReady(Consumer<String> progress) throws IOException {
        long begun = System.nanoTime();
        long nextWord = begun + TimeUnit.SECONDS.toNanos(5);
        while (true) {
            if (!server.isAlive()) {
                return false;
            }
            try (Connection connection = superuser("postgres")) {
                return connection.isValid(5);
            } catch (SQLException e) {
                if (!passes(e)) {
                    stop(server.toHandle());
                    throw new DatabaseException("PostgreSQL runs but does not let us in: " + e.getMessage(), e);
                }
            }
            long now = System.nanoTime();
            if (now - begun > RECOVERY.toNanos()) {
                stop(server.toHandle());
                throw new DatabaseException("PostgreSQL was not ready after " + RECOVERY.toMinutes() + " minutes.");
            }
            if (now > nextWord) {
                progress.accept("PostgreSQL is recovering from a crash");
                nextWord = now + TimeUnit.SECONDS.toNanos(10);
            }
            DataFolder.pause();
        }
    }

    /** Not listening yet (08), or starting up, recovering, shutting down (57P03). */
    private static boolean passes(SQLException e) {
        String state = e.getSQLState() == null ? "08" : e.getSQLState();
        return state.startsWith("08") || state.equals("57P03");
    }

    private void prepareRoles() {
        try (Connection admin = superuser("postgres")) {
            Roles.prepare(admin, folder.secret(OWNER_SECRET), folder.secret(APP_SECRET));
        } catch (SQLException e) {
            stopServer();
            throw new DatabaseException("The roles of the database cannot be made: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            stopServer();
            throw e;
        }
    }

    private Connection superuser(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", folder.secret(SUPERUSER_SECRET));
        properties.setProperty("connectTimeout", "5");
        return DriverManager.getConnection(url(database), properties);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Makes sure that no server works on the folder: one left behind by a killed program is stopped in good order,
     * the remains of a killed one are waited for, and its stale mark is removed.
     */
    private static void stopLeftOver(Path data) throws IOException {
        Path mark = data.resolve("postmaster.pid");
        if (!Files.exists(mark)) {
            return;
        }
        List<String> lines = Files.readAllLines(mark);
        long pid = lines.isEmpty() || !lines.get(0).trim().matches("\\d+") ? 0 : Long.parseLong(lines.get(0).trim());
        ProcessHandle.of(pid).filter(process -> WorkingIn.folder(process, data)).ifPresent(EmbeddedPostgres::stop);
        long end = System.nanoTime() + STOPPING.toNanos();
        while (WorkingIn.anybody(data)) {
            if (System.nanoTime() > end) {
                throw new DatabaseException("Processes of an earlier PostgreSQL still work in " + data
                        + " and do not end.");
            }
            DataFolder.pause();
        }
        // the process id may be a zombie's, or another program's by now; PostgreSQL would refuse for ever
        if (WorkingIn.CAN_TELL) {
            Files.deleteIfExists(mark);
        }
    }

    /** Fast shutdown: sessions are ended, a checkpoint is written. Never a kill: that could cost a recovery. */
    private static void stop(ProcessHandle process) {
        signal("-INT", process);
        if (ended(process)) {
            return;
        }
        // without the checkpoint; the next start recovers
        signal("-QUIT", process);
        if (!ended(process)) {
            throw new DatabaseException("PostgreSQL (process " + process.pid() + ") does not stop.");
        }
    }

    private static boolean ended(ProcessHandle process) {
        long end = System.nanoTime() + STOPPING.toNanos();
        while (process.isAlive() && !WorkingIn.zombie(process)) {
            if (System.nanoTime() > end) {
                return false;
            }
            DataFolder.pause();
        }
        return true;
    }

    private static void signal(String signal, ProcessHandle process) {
        try {
            // Java's own destroy() is SIGTERM, on which PostgreSQL would wait for every session to leave; the shell
            // has kill within, which small images lack as a program
            await(new ProcessBuilder("sh", "-c", "kill " + signal + " " + process.pid())
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
        } catch (IOException e) {
            throw new DatabaseException("PostgreSQL (process " + process.pid() + ") cannot be told to stop: " + e, e);
        }
    }

    private static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("Interrupted while waiting for PostgreSQL.", e);
        }
    }

    /** The last error of a log in one line; a full disk is called by its name. */
    private String explain(String what, Path log) throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        String all = String.join("\n", lines);
        if (all.contains("No space left on device")) {
            return "The disk of " + folder.root() + " is full; make room and start again. Nothing was lost.";
        }
        String reason = lines.stream()
                .filter(line -> line.contains("FATAL") || line.contains("PANIC") || line.contains("error:"))
                .reduce((first, second) -> second)
                .orElse(lines.isEmpty() ? "no reason given" : lines.get(lines.size() - 1));
        return what + ": " + reason + " (see " + folder.logs() + ")";
    }
}
