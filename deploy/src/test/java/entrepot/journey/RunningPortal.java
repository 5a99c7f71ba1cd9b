package entrepot.journey;

import entrepot.db.EmbeddedPostgres;
import entrepot.launcher.LauncherProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The whole portal with demonstration data, started once for all journeys of a build as an operator starts it, on a
 * free port and a data folder of its own below {@code target}; stopped when the tests end.
 */
public final class RunningPortal {
    // the demonstration data take a minute, and longer on a busy machine
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static volatile RunningPortal shared;

    private final LauncherProcess process;
    private final Path data;
    private final int port;

    private RunningPortal(Path data) {
        this.data = data;
        this.port = LauncherProcess.freePort();
        this.process = LauncherProcess.run(LauncherProcess.installation(), "start", "--port=" + port,
                "--data=" + data, "--demo=true", "--jvm=once");
        Runtime.getRuntime().addShutdownHook(new Thread(process::close, "stop-portal"));
    }

    private RunningPortal awaited() {
        if (process != null) {
            process.awaitLine("Ctrl-C", PATIENCE);
        }
        return this;
    }

    private RunningPortal(Path data, int port) {
        this.data = data;
        this.port = port;
        this.process = null;
    }

    /**
     * The one that all journeys share; the first caller waits until it is up. Whoever writes journeys names one that
     * runs already, and saves the minute: {@code -Dportal.data=DIR -Dportal.port=8080}.
     */
    public static RunningPortal shared() {
        begin();
        return shared.awaited();
    }

    /** Lets it start, without waiting: whoever has a minute's work of another kind begins with this. */
    public static synchronized void begin() {
        if (shared == null && System.getProperty("portal.data") != null) {
            shared = new RunningPortal(Path.of(System.getProperty("portal.data")), Integer.getInteger("portal.port"));
        }
        if (shared == null) {
            Path data = Path.of("target", "journey-data").toAbsolutePath();
            delete(data);
            shared = new RunningPortal(data);
        }
    }

    /**
     * One more, on a data folder that may hold a portal's data already; the caller ends it.
     *
     * @throws AssertionError with what the launcher said, when it does not come up
     */
    public static RunningPortal on(Path data) {
        return new RunningPortal(data).awaited();
    }

    /** The launcher's process. */
    public LauncherProcess process() {
        return process;
    }

    /** Its data folder. */
    public Path data() {
        return data;
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The address of a path in a tenant, for a browser: {@code at("acme", "/sign-in")}. */
    public String at(String tenant, String path) {
        return "http://" + tenant + ".localhost:" + port + path;
    }

    /** A request to a path in a tenant, for Java, which does not resolve names below localhost. */
    public HttpRequest.Builder request(String tenant, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Host", tenant + ".localhost:" + port)
                .timeout(Duration.ofSeconds(60));
    }

    /** The database behind it, as its superuser: for looking, past all row level security. */
    public Connection database() throws SQLException {
        return EmbeddedPostgres.connectToRunning(data);
    }

    /** What the launcher printed, sign-ins included. */
    public List<String> lines() {
        return process == null ? List.of() : process.lines();
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
