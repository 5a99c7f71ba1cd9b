package entrepot.launcher;

import entrepot.db.DataFolder;
import entrepot.db.Database;
import entrepot.db.DatabaseException;
import entrepot.db.EmbeddedPostgres;
import entrepot.db.Migrations;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * Brings the portal up and keeps it up until it is told to stop: the data folder, the database, the migrations, then
 * the portal; down in the opposite order.
 */
final class Launch {
    private static final long LEAST_FREE = 300L << 20;
    private static final long FIRST_START = 700L << 20;
    private static final long ALARM_FREE = 500L << 20;
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration BEFORE_DEPLOYED = Duration.ofMinutes(10);
    private static final int MAX_DEATHS = 6;
    private static final Duration QUIET_TIME = Duration.ofMinutes(10);

    private final Settings settings;
    private final Console console;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean stopping;
    private DataFolder folder;
    private EmbeddedPostgres server;
    private Portal portal;

    Launch(Settings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    /** Starts everything and returns when it was told to stop; throws when it cannot be started or kept up. */
    void run() throws IOException, InterruptedException {
        Thread hook = new Thread(this::stop, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            start();
            keepUp();
        } catch (IOException | RuntimeException e) {
            if (!stopping) {
                throw e;
            }
            // told to stop while starting: what fails then fails because it was stopped
        } finally {
            stop();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // we are being stopped by a signal; the hook did the work
            }
        }
    }

    private void start() throws IOException, InterruptedException {
        settings.check();
        Path payara = only(settings.home().resolve("payara"), ".jar");
        Path war = only(settings.home().resolve("portal"), ".war");
        console.say("Entrepot starts; its data are in " + settings.data());
        synchronized (this) {
            folder = DataFolder.open(settings.data());
        }
        Portal.endLeftOver(folder.runtime());
        boolean first = !Portal.isUnpacked(folder.runtime(), payara);
        checkDisk(first);
        checkPort();
        if (first) {
            console.say("Unpacking the application server (the first time only)");
        }
        // the server boots while the database starts; the portal is deployed only on a migrated one
        bootPortal(payara, war);
        Database database = openDatabase();
        migrate(database);
        console.say("Starting the portal");
        portal.deploy(database, secretsKey());
        awaitReady();
        if (stopping) {
            return;
        }
        portal.archiveClasses(settings);
        folder.say(settings.url("", ""));
        greet(database, Health.of(settings.port()));
    }

    private synchronized void bootPortal(Path payara, Path war) throws IOException {
        refuseWhenStopping();
        portal = Portal.prepare(payara, war, folder.runtime(),
                folder.logs().resolve("portal.log"));
        portal.boot(settings);
    }

    private void refuseWhenStopping() {
        if (stopping) {
            throw new LauncherException("Stopped.");
        }
    }

    private void checkDisk(boolean first) {
        long needed = first ? FIRST_START : LEAST_FREE;
        long free = folder.freeBytes();
        if (free < needed) {
            throw new LauncherException("The disk of " + folder.root() + " has " + (free >> 20) + " MB left; "
                    + (needed >> 20) + " MB are needed to start. Nothing was changed.");
        }
    }

    private void checkPort() {
        // as the server will open it: a port in TIME_WAIT from the last run is free
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(settings.address()), settings.port()));
        } catch (IOException e) {
            throw new LauncherException("The port " + settings.port() + " of " + settings.address()
                    + " cannot be used (" + e.getMessage() + "). Choose another with " + console.option("port")
                    + "; nothing was changed.", e);
        }
    }

    private Database openDatabase() {
        Database database = settings.external().orElse(null);
        if (database == null) {
            synchronized (this) {
                refuseWhenStopping();
                server = EmbeddedPostgres.start(folder, console::say);
            }
            database = server.database();
        } else {
            console.say("Using the database " + database);
        }
        database.check();
        return database;
    }

    private void migrate(Database database) {
        int changes = Migrations.run(database, console::say);
        if (changes > 0) {
            console.say("The database is up to date");
        }
    }

    private void awaitReady() throws InterruptedException {
        long begun = System.nanoTime();
        String said = "";
        while (!stopping) {
            // asked first: an answer from before it was deployed says nothing about it
            boolean deployed = portal.deployed();
            Health health = Health.of(settings.port());
            if (health.ready()) {
                return;
            }
            if (!health.value("failed:").isEmpty()) {
                throw new LauncherException("The portal cannot be used: " + health.value("failed:"));
            }
            String doing = health.value("working:");
            if (!doing.isEmpty() && !doing.equals(said)) {
                console.say("  " + doing);
                said = doing;
            }
            if (!portal.isAlive()) {
                throw new LauncherException((portal.deployed() ? "The portal ended while it started: "
                        : "The portal could not be deployed: ") + portal.lastError());
            }
            if (deployed && health.status() == 404) {
                throw new LauncherException("The portal is deployed but not whole: " + portal.lastError());
            }
            if (!deployed && System.nanoTime() - begun > BEFORE_DEPLOYED.toNanos()) {
                throw new LauncherException("The portal did not start within " + BEFORE_DEPLOYED.toMinutes()
                        + " minutes: " + portal.lastError());
            }
            Thread.sleep(health.status() == 0 ? 100 : LOOK.toMillis());
        }
    }

    private void greet(Database database, Health health) {
        console.say("Entrepot is up:");
        try (Connection owner = database.asOwner()) {
            List<String> tenants = SetupLink.tenants(owner);
            if (settings.demo()) {
                // elsewhere nothing stands at an address that names no tenant
                console.say("  " + settings.url("", "") + "   (choose a brand; or by name:)");
            }
            tenants.forEach(code -> console.say("  " + settings.url(code, "")));
            if (tenants.isEmpty() && !settings.demo()) {
                console.say("Open the first brand and its first person, once, within " + SetupLink.HOURS + " hours:");
                console.say("  " + settings.url("", SetupLink.make(owner)));
            }
        } catch (SQLException e) {
            throw new LauncherException("The tenants cannot be read: " + e.getMessage(), e);
        }
        List<String> signIns = health.values("signin:");
        if (!signIns.isEmpty()) {
            console.say("Sign in as:");
            signIns.forEach(signIn -> console.say("  " + signIn));
        }
        console.say(console.stopHint());
    }

    /** Watches both processes; one that dies is started again, with growing pauses, unless it keeps dying. */
    private void keepUp() throws IOException, InterruptedException {
        int deaths = 0;
        long lastDeath = System.nanoTime();
        boolean alarmed = false;
        while (!stopping) {
            boolean serverDied = server != null && server.awaitEnd(Duration.ZERO);
            boolean portalDied = portal.awaitEnd(LOOK);
            if (stopping) {
                return;
            }
            if (serverDied || portalDied) {
                deaths = System.nanoTime() - lastDeath > QUIET_TIME.toNanos() ? 1 : deaths + 1;
                lastDeath = System.nanoTime();
                if (deaths > MAX_DEATHS) {
                    throw new LauncherException((serverDied ? "PostgreSQL" : "The portal") + " ended " + deaths
                            + " times in a short while; giving up. See " + folder.logs());
                }
                console.say((serverDied ? "PostgreSQL" : "The portal") + " ended unexpectedly; starting it again");
                Thread.sleep(Math.min(30_000L, 250L << deaths));
                revive(serverDied, portalDied);
            }
            boolean low = folder.freeBytes() < ALARM_FREE;
            if (low && !alarmed) {
                console.say("Warning: the disk of " + folder.root() + " has only " + (folder.freeBytes() >> 20)
                        + " MB left");
            }
            alarmed = low;
        }
        stopped.await();
    }

    /** The operator's, which all nodes on one database must share; else one of the data folder's own. */
    private String secretsKey() {
        return settings.find("secrets.key").orElseGet(() -> folder.secret("secrets-key"));
    }

    private synchronized void revive(boolean serverDied, boolean portalDied) throws IOException, InterruptedException {
        if (stopping) {
            return;
        }
        if (serverDied) {
            server.restart(console::say);
        }
        if (portalDied) {
            Database database = server != null ? server.database() : settings.external().orElseThrow();
            portal.boot(settings);
            portal.deploy(database, secretsKey());
        }
    }

    /** Stops what was started, in the opposite order; may be called from the signal's thread and from ours. */
    private void stop() {
        stopping = true;
        synchronized (this) {
            if (folder == null || stopped.getCount() == 0) {
                stopped.countDown();
                return;
            }
            try {
                folder.sayStopping();
                if (portal != null) {
                    console.say("Stopping the portal");
                    portal.stop();
                }
                if (server != null) {
                    console.say("Stopping PostgreSQL");
                    server.close();
                }
                if (portal != null || server != null) {
                    console.say("Entrepot has stopped");
                }
            } catch (IOException | DatabaseException e) {
                console.complain(Failure.explain(e));
            } finally {
                folder.close();
                stopped.countDown();
            }
        }
    }

    /** The one file of this kind in a folder of the installation. */
    static Path only(Path folder, String ending) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                List<Path> found = files.filter(file -> file.toString().endsWith(ending)).toList();
                if (found.size() == 1) {
                    return found.get(0);
                }
            }
        }
        throw new LauncherException("The installation is not whole: one file *" + ending + " should be in " + folder);
    }

    /** The jar, or in an IDE the folder, that this class came from. */
    static Path ownJar() {
        try {
            return Path.of(Launch.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean works(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
