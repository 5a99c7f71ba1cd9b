package entrepot.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** One run of the launcher in a process of its own, ended with the test's. */
public final class LauncherProcess implements AutoCloseable {
    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private LauncherProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "launcher-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Runs a command of the launcher on an installation: {@code run(home, "start", "--port=18100")}. */
    public static LauncherProcess run(Path home, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Dentrepot.follow=true",
                "-Dentrepot.home=" + home.toAbsolutePath(),
                "-cp", home.toAbsolutePath().resolve("lib") + "/*", "entrepot.launcher.Entrepot"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("ENTREPOT_"));
        try {
            return new LauncherProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The installation that the build made. */
    public static Path installation() {
        String told = System.getProperty("entrepot.installation");
        if (told == null || !Files.isDirectory(Path.of(told, "lib"))) {
            throw new IllegalStateException("The installation is missing (" + told
                    + "): run this test with mvn verify, which packs it first.");
        }
        return Path.of(told);
    }

    /** A port that nobody uses now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            in.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            // the process was killed
        }
    }

    /** Waits until a line begins like this; fails, with all lines, when the process ends before or time is up. */
    public void awaitLine(String beginning, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (lines.stream().noneMatch(line -> line.strip().startsWith(beginning))) {
            boolean over = !process.isAlive() && !reader.isAlive();
            if (over && lines.stream().noneMatch(line -> line.strip().startsWith(beginning))
                    || System.nanoTime() > end) {
                throw new AssertionError("The launcher never said \"" + beginning + "\" but:\n" + output());
            }
            sleep();
        }
    }

    /** Waits for the end and gives the exit code. */
    public int awaitEnd(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("The launcher did not end; it said:\n" + output());
            }
            reader.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it said so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** The same as one text. */
    public String output() {
        return String.join("\n", lines);
    }

    /** Its process. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Its descendants whose command line contains a word; only the running ones. */
    public List<ProcessHandle> children(String word) {
        return process.descendants()
                .filter(child -> child.info().commandLine().orElse("").contains(word)).toList();
    }

    /** Asks politely, as a service manager does. */
    public void terminate() {
        // by the handle: Process.destroy() would also close the pipe, and with it the last lines
        process.toHandle().destroy();
    }

    /** kill -9. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(10));
    }

    /** Stops it in good order, or kills it after a minute. */
    @Override
    public void close() {
        terminate();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }

    /** The status of a path of the portal; 0 when nobody answers. */
    public static int status(int port, String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(5)).build();
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
