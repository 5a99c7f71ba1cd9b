package entrepot.bench;

import entrepot.launcher.LauncherProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * From the command to the first page, after the first start: the whole program (launcher, PostgreSQL, migrations,
 * portal) against an empty WAR on the same Payara Micro with the same flags and the same class archive, in turns.
 */
final class StartScenario implements Scenario {
    private static final int ROUNDS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final HttpClient client = HttpClient.newHttpClient();

    @Override
    public void run(Figures figures) throws Exception {
        Path folder = Path.of("target", "bench-start").toAbsolutePath();
        delete(folder);
        Path data = folder.resolve("data");
        int port = LauncherProcess.freePort();
        List<String> command;
        try (LauncherProcess first = start(data, port)) {
            first.awaitLine("Ctrl-C", PATIENCE);
            command = commandOf(first.children("PortalProcess").get(0));
        }
        Path empty = folder.resolve("empty.war");
        emptyWar(empty);
        double[] ours = new double[ROUNDS];
        double[] bare = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            ours[round] = portal(data, port);
            bare[round] = bare(command, empty, data, port);
        }
        figures.print("start.seconds", Figures.median(ours), "s");
        figures.print("start.empty_war_seconds", Figures.median(bare), "s");
        figures.print("start.vs_empty_war", Figures.median(ours) / Figures.median(bare), "ratio");
        delete(folder);
    }

    private static LauncherProcess start(Path data, int port) {
        return LauncherProcess.run(LauncherProcess.installation(), "start", "--port=" + port, "--data=" + data,
                "--demo=true", "--jvm=quick");
    }

    private double portal(Path data, int port) throws InterruptedException {
        long begun = System.nanoTime();
        try (LauncherProcess process = start(data, port)) {
            return awaitPage(port, "/", begun, process.handle());
        }
    }

    private double bare(List<String> portal, Path war, Path data, int port) throws IOException, InterruptedException {
        Path root;
        try (Stream<Path> files = Files.list(data.resolve("runtime"))) {
            root = files.filter(file -> Files.exists(file.resolve("launch-micro.jar"))).findFirst().orElseThrow();
        }
        // as the launcher leaves it before each start
        Files.copy(root.resolve("config/domain.pristine"), root.resolve("config/domain.xml"),
                StandardCopyOption.REPLACE_EXISTING);
        delete(root.resolve("applications"));
        delete(root.resolve("generated"));
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(portal).directory(root.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            // told to deploy at once: nothing has to be waited for
            process.getOutputStream().write(("deploy " + war + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return awaitPage(port, "/", begun, process.toHandle());
        } finally {
            process.toHandle().destroy();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    /** Seconds from the beginning until the page is there. */
    private double awaitPage(int port, String path, long begun, ProcessHandle process) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Host", "localhost:" + port).timeout(Duration.ofSeconds(30)).build();
        while (true) {
            try {
                if (client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200) {
                    return (System.nanoTime() - begun) / 1e9;
                }
            } catch (IOException e) {
                // not listening yet
            }
            if (!process.isAlive() || System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new IllegalStateException("The page " + path + " never came.");
            }
            Thread.sleep(20);
        }
    }

    private static List<String> commandOf(ProcessHandle process) {
        List<String> command = new ArrayList<>();
        command.add(process.info().command().orElseThrow());
        command.addAll(List.of(process.info().arguments().orElseThrow()));
        // the first start still recorded what later ones map
        int recording = command.indexOf("-XX:+RecordDynamicDumpInfo");
        if (recording >= 0) {
            command.set(recording, "-XX:SharedArchiveFile=" + archive(process));
            command.removeIf(flag -> flag.startsWith("-Xlog:class+load"));
        }
        return command;
    }

    private static Path archive(ProcessHandle process) {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + process.pid() + "/cwd").toRealPath())) {
            return files.filter(file -> file.toString().endsWith(".jsa")).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException("The class archive is missing.", e);
        }
    }

    private static void emptyWar(Path war) throws IOException {
        try (OutputStream out = Files.newOutputStream(war); ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("index.html"));
            zip.write("<!DOCTYPE html><title>empty</title>".getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
