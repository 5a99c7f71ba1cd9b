package entrepot.launcher;

import entrepot.db.DataFolder;
import entrepot.db.Database;
import entrepot.db.EmbeddedPostgres;
import entrepot.db.Migrations;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The command line: one command, its options, one line and exit code 1 when it cannot be done. */
public final class Entrepot {
    private static final String USAGE = """
            entrepot start             start the portal and stay until it is stopped
            entrepot stop              stop the portal of the data folder
            entrepot status            say whether it runs, and where
            entrepot migrate           bring the database up to date without starting the portal
            entrepot create-tenant     print a one-time link that opens a brand and its first person
            entrepot backup FILE       write a backup of the embedded database, running or not
            entrepot restore FILE      make a new data folder from a backup (--replace=true: in place of the present)
            options: --port=8080 --address=127.0.0.1 --data=DIR --demo=true|false --memory=1g --jvm=steady|quick|once
                     --conf=FILE
            Each is also a line of conf/entrepot.conf, and ENTREPOT_PORT, ENTREPOT_DATA ... in the environment.""";
    private static final long STOP_SECONDS = 120;

    private final Settings settings;
    private final List<String> words;
    private final Console console;

    private Entrepot(Settings settings, List<String> words, Console console) {
        this.settings = settings;
        this.words = words;
        this.console = console;
    }

    /** Ends the process with 0, or 1 and one line of explanation. */
    public static void main(String[] arguments) {
        Console console = new Console(utf8(FileDescriptor.out), utf8(FileDescriptor.err),
                System.getProperty("entrepot.maven") != null);
        int code = run(arguments, console);
        // threads of a library must not keep us
        System.exit(code);
    }

    private static int run(String[] arguments, Console console) {
        try {
            List<String> words = new ArrayList<>(Arrays.asList(arguments));
            List<String> options = words.stream().filter(word -> word.startsWith("--")).toList();
            words.removeAll(options);
            if (words.isEmpty()) {
                console.say(USAGE);
                return 1;
            }
            Settings settings = Settings.read(home(), options, System.getenv());
            return new Entrepot(settings, words, console).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } catch (IOException | RuntimeException e) {
            console.complain(Failure.explain(e));
            return 1;
        }
    }

    private int run() throws IOException, InterruptedException {
        switch (words.get(0)) {
            case "start" -> {
                followParent();
                new Launch(settings, console).run();
                return 0;
            }
            case "stop" -> {
                return stop();
            }
            case "status" -> {
                return status();
            }
            case "migrate" -> {
                return migrate();
            }
            case "create-tenant" -> {
                return createTenant();
            }
            case "backup" -> {
                return backup(file());
            }
            case "restore" -> {
                return restore(file());
            }
            default -> {
                console.say(USAGE);
                return 1;
            }
        }
    }

    /** Under Maven or a test we end with the one who started us, however it ends. */
    private static void followParent() {
        if (System.getProperty("entrepot.follow") != null) {
            ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
        }
    }

    private int stop() throws InterruptedException {
        Optional<DataFolder.Holder> holder = DataFolder.holder(settings.data());
        if (holder.isEmpty()) {
            console.say("Entrepot does not run on " + settings.data());
            return 0;
        }
        long pid = holder.get().pid();
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        while (DataFolder.holder(settings.data()).filter(now -> now.pid() == pid).isPresent()) {
            if (System.nanoTime() > end) {
                throw new LauncherException("Entrepot (process " + pid + ") does not stop; see "
                        + settings.data().resolve("logs"));
            }
            Thread.sleep(200);
        }
        console.say("Entrepot has stopped");
        return 0;
    }

    private int status() {
        Optional<DataFolder.Holder> holder = DataFolder.holder(settings.data());
        if (holder.isEmpty()) {
            console.say("Entrepot does not run on " + settings.data());
            return 3;
        }
        console.say("Entrepot runs on " + settings.data() + " (process " + holder.get().pid() + "): "
                + holder.get().word());
        return 0;
    }

    private int migrate() {
        Optional<Database> external = settings.external();
        if (external.isPresent()) {
            external.get().check();
            report(Migrations.run(external.get(), console::say));
            return 0;
        }
        try (DataFolder folder = DataFolder.open(settings.data());
                EmbeddedPostgres server = EmbeddedPostgres.start(folder, console::say)) {
            report(Migrations.run(server.database(), console::say));
        }
        return 0;
    }

    private int createTenant() {
        try (Connection owner = ownerOfRunning()) {
            console.say("Open a brand and its first person, once, within " + SetupLink.HOURS + " hours:");
            console.say("  " + settings.url("", SetupLink.make(owner)));
            return 0;
        } catch (SQLException e) {
            throw new LauncherException("The link cannot be made: " + e.getMessage(), e);
        }
    }

    private Connection ownerOfRunning() throws SQLException {
        if (settings.external().isPresent()) {
            return settings.external().get().asOwner();
        }
        if (DataFolder.holder(settings.data()).isEmpty()) {
            throw new LauncherException("Entrepot does not run on " + settings.data() + "; start it first.");
        }
        return EmbeddedPostgres.connectToRunning(settings.data());
    }

    private Path file() {
        if (words.size() != 2) {
            throw new LauncherException("Name one file: entrepot " + words.get(0) + " FILE");
        }
        refuseExternal();
        return Path.of(words.get(1));
    }

    private void refuseExternal() {
        if (settings.external().isPresent()) {
            throw new LauncherException("The database is your own (" + settings.external().get().url()
                    + "): back it up and restore it with its own tools, as pg_basebackup or pg_dump.");
        }
    }

    private int backup(Path file) throws IOException {
        Backup backup = new Backup(settings.data(), console::say);
        try {
            if (DataFolder.holder(settings.data()).isPresent()) {
                try (Connection admin = EmbeddedPostgres.connectToRunning(settings.data())) {
                    backup.write(admin, file);
                }
                return 0;
            }
            if (!Files.isDirectory(settings.data().resolve("postgres"))) {
                throw new LauncherException("There is no database in " + settings.data());
            }
            try (DataFolder folder = DataFolder.open(settings.data());
                    EmbeddedPostgres server = EmbeddedPostgres.start(folder, console::say);
                    Connection admin = server.asSuperuser()) {
                backup.write(admin, file);
            }
            return 0;
        } catch (SQLException e) {
            throw new LauncherException("The backup failed: " + e.getMessage(), e);
        }
    }

    private int restore(Path file) throws IOException {
        boolean replace = settings.find("replace").filter("true"::equals).isPresent();
        try (DataFolder folder = DataFolder.open(settings.data())) {
            Backup.restore(folder, file, replace, console::say);
        }
        return 0;
    }

    private void report(int changes) {
        console.say(changes == 0 ? "The database was up to date" : "The database is up to date: " + changes
                + " changesets ran");
    }

    /** The folder of the installation: told by the script, else the one above our jar. */
    private static Path home() {
        String told = System.getProperty("entrepot.home");
        return told != null ? Path.of(told).toAbsolutePath().normalize() : Launch.ownJar().getParent().getParent();
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
