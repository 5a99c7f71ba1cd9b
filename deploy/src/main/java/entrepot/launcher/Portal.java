package entrepot.launcher;

import static java.util.stream.Collectors.joining;

import entrepot.db.Database;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The process in which Payara Micro serves the portal.
 *
 * <p>Its program is unpacked once into the runtime folder. After the first start the loaded classes are kept in an
 * archive, from which later starts are quicker.
 */
final class Portal {
    private static final Duration SHUTDOWN = Duration.ofSeconds(30);
    private static final Duration KILLED = Duration.ofSeconds(10);
    private static final Duration LINK = Duration.ofMinutes(2);
    /** In the process's own folder: the JVM's option takes no path with a colon. */
    private static final String LOADED_CLASSES = "loaded-classes.txt";

    /** From 19 on the JDK writes the archive at its end; some of these crash when told to write it while they work. */
    private static final boolean ARCHIVES_ITSELF = Runtime.version().feature() >= 19;

    private final UnpackedWar war;
    private final Path root;
    private final Path runtime;
    private final Path log;
    private Process process;
    private volatile boolean deployed;
    private volatile CountDownLatch linked;
    private volatile String lastError = "";

    private Portal(UnpackedWar war, Path root, Path runtime, Path log) {
        this.war = war;
        this.root = root;
        this.runtime = runtime;
        this.log = log;
    }

    /**
     * Unpacks Payara Micro and the portal, unless they are there.
     *
     * @param payara  Payara Micro's jar
     * @param war     the portal
     * @param runtime a private folder for what can be made again
     * @param log     the file for the portal's output
     */
    static Portal prepare(Path payara, Path war, Path runtime, Path log) throws IOException {
        String name = payara.getFileName().toString().replaceFirst("\\.jar$", "");
        Path root = runtime.resolve(name);
        if (!isUnpacked(runtime, payara)) {
            Path fresh = runtime.resolve(name + ".new");
            delete(root);
            delete(fresh);
            Path output = runtime.resolve("unpack.log");
            Process unpack = new ProcessBuilder(java(), "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-jar",
                    payara.toString(), "--rootdir", fresh.toString(), "--outputlauncher")
                    .redirectErrorStream(true).redirectOutput(output.toFile()).start();
            if (await(unpack) != 0 || !Files.exists(fresh.resolve("launch-micro.jar"))) {
                throw new LauncherException("Payara Micro cannot be unpacked in " + runtime + ": "
                        + Failure.lastLine(output));
            }
            // Payara writes what it deployed into its configuration and would deploy it again at the next start
            Files.writeString(fresh.resolve("config/domain.pristine"),
                    withoutHealth(Files.readString(fresh.resolve("config/domain.xml"))));
            Files.move(fresh, root, StandardCopyOption.ATOMIC_MOVE);
        }
        return new Portal(UnpackedWar.of(war, runtime), root, runtime, log);
    }

    /** The server's own answer at /health would hide the portal's; no boot command can switch it off. */
    private static String withoutHealth(String domain) {
        String before = "<microprofile-metrics-configuration";
        if (!domain.contains(before)) {
            throw new LauncherException("This Payara Micro has another configuration than the launcher knows.");
        }
        return domain.replace(before, "<microprofile-healthcheck-configuration enabled=\"false\"/>\n" + before);
    }

    /** Whether the first, slower start has been. */
    static boolean isUnpacked(Path runtime, Path payara) {
        String name = payara.getFileName().toString().replaceFirst("\\.jar$", "");
        return Files.exists(runtime.resolve(name).resolve("config/domain.pristine"));
    }

    /** Ends a portal whose launcher was killed and that did not notice. */
    static void endLeftOver(Path runtime) throws IOException {
        Path file = pidFile(runtime);
        if (!Files.exists(file)) {
            return;
        }
        String[] mark = Files.readString(file).trim().split(" ");
        if (mark.length == 2) {
            // the start tells it from another process that got the same number
            ProcessHandle.of(Long.parseLong(mark[0])).filter(left -> mark[1].equals(startOf(left))).ifPresent(left -> {
                left.destroyForcibly();
                left.onExit().completeOnTimeout(left, KILLED.toSeconds(), TimeUnit.SECONDS).join();
            });
        }
        Files.deleteIfExists(file);
    }

    /** Starts the process and lets the server boot, which takes no database. */
    void boot(Settings settings) throws IOException {
        deployed = false;
        lastError = "";
        Files.copy(root.resolve("config/domain.pristine"), root.resolve("config/domain.xml"),
                StandardCopyOption.REPLACE_EXISTING);
        delete(root.resolve("applications"));
        delete(root.resolve("generated"));
        Path archive = classArchive();
        try (DirectoryStream<Path> others = Files.newDirectoryStream(root, file -> file.toString().contains(".jsa")
                && !file.equals(archive))) {
            for (Path other : others) {
                Files.delete(other);
            }
        }
        ProcessBuilder builder = new ProcessBuilder(command(settings)).directory(root.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("ENTREPOT_"));
        builder.environment().putAll(settings.forPortal());
        builder.environment().put("ENTREPOT_DEMO", Boolean.toString(settings.demo()));
        builder.environment().put("ENTREPOT_BASE_PORT", Integer.toString(settings.port()));
        if (settings.demo()) {
            // a demonstration's webhooks go to the portal itself, which shows them
            builder.environment().putIfAbsent("ENTREPOT_OUTBOUND_LOOPBACK", Integer.toString(settings.port()));
        }
        process = builder.start();
        Files.writeString(pidFile(runtime), process.pid() + " " + startOf(process.toHandle()));
        Thread reader = new Thread(new RollingLog(process.getInputStream(), log, this::heard), "portal-log");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Tells the process to deploy the portal on a database that is ready for it.
     *
     * @param secretsKey what the portal seals secrets with
     */
    void deploy(Database database, String secretsKey) throws IOException {
        String orders = "set ENTREPOT_JDBC_URL=" + database.url() + "\n"
                + "set ENTREPOT_JDBC_USER=" + database.app() + "\n"
                + "set ENTREPOT_JDBC_PASSWORD=" + database.appPassword() + "\n"
                + "set ENTREPOT_SECRETS_KEY=" + secretsKey + "\n"
                + "deploy " + war.folder() + "\n";
        try {
            order(orders);
        } catch (IOException e) {
            throw new LauncherException("The portal ended while it started: " + lastError(), e);
        }
    }

    private void order(String orders) throws IOException {
        OutputStream out = process.getOutputStream();
        out.write(orders.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private List<String> command(Settings settings) throws IOException {
        List<String> command = new ArrayList<>();
        if (Launch.works("setsid", "true")) {
            // Ctrl-C is for the launcher, which stops the portal before the database
            command.add("setsid");
        }
        command.addAll(List.of(java(), "-Xmx" + settings.memory()));
        if (settings.jvm() != Settings.Jvm.STEADY) {
            // a third of the processor time until the first page, at the cost of the speed of long runs
            // this compiler alone would have 48 MB for what it compiles, and stops for good when they are full
            command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=240m", "-XX:+UseSerialGC"));
        }
        command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off", "-Djava.awt.headless=true", "-Djava.net.preferIPv4Stack=true",
                "-Dfile.encoding=UTF-8", "-Duser.timezone=UTC",
                // the portal is jakarta already; without this word the server looks at all classes for javax ones
                "-Dfish.payara.deployment.transform.namespace=false"));
        command.addAll(opens(root.resolve("launch-micro.jar")));
        if (settings.jvm() != Settings.Jvm.ONCE) {
            command.addAll(archiveOptions());
        }
        command.addAll(List.of("@" + classPathFile(), PortalProcess.class.getName(),
                // alone: with --nocluster beside it, Hazelcast opens its port all the same
                "--nohazelcast", "--disablephonehome", "--port", Integer.toString(settings.port()),
                "--prebootcommandfile", prebootCommands(settings).toString(),
                "--logproperties", logProperties().toString()));
        return command;
    }

    /** To use the archive of classes, or to record what it takes to make one. */
    private List<String> archiveOptions() throws IOException {
        if (ARCHIVES_ITSELF) {
            return List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + classArchive());
        }
        if (Files.exists(classArchive())) {
            return List.of("-XX:SharedArchiveFile=" + classArchive());
        }
        return List.of("-XX:+RecordDynamicDumpInfo", "-Xlog:class+load:file=" + LOADED_CLASSES + ":none");
    }

    /** In a file of arguments: a command line of more than 4096 bytes is not found any more by who looks for this process. */
    private Path classPathFile() throws IOException {
        String path = classPath().stream().map(Path::toString).collect(joining(File.pathSeparator));
        return Files.writeString(runtime.resolve("class-path.txt"),
                "-cp \"" + path.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n");
    }

    private List<Path> classPath() {
        List<Path> jars = new ArrayList<>(List.of(Launch.ownJar(), root.resolve("launch-micro.jar")));
        jars.addAll(war.libraries());
        return jars;
    }

    /** Payara names in its jar what it opens of the JDK; that counts only for java -jar. */
    private static List<String> opens(Path jar) throws IOException {
        List<String> flags = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            Attributes manifest = file.getManifest().getMainAttributes();
            for (String name : manifest.getValue("Add-Opens").split("\\s+")) {
                flags.add("--add-opens=" + name + "=ALL-UNNAMED");
            }
            for (String name : manifest.getValue("Add-Exports").split("\\s+")) {
                flags.add("--add-exports=" + name + "=ALL-UNNAMED");
            }
        }
        return flags;
    }

    private Path prebootCommands(Settings settings) throws IOException {
        String config = "set configs.config.server-config.";
        String listener = config + "network-config.network-listeners.network-listener.http-listener.";
        String http = config + "network-config.protocols.protocol.http-listener.http.";
        Path file = runtime.resolve("preboot.txt");
        Files.write(file, List.of(
                listener + "address=" + settings.address(),
                // the portal says what is too long, in words; the server would show a page of its own
                http + "max-post-size-bytes=-1",
                http + "trace-enabled=false",
                // requests a connection: the server hangs up after 250 otherwise, on a program that places a list of orders
                http + "max-connections=1000000",
                http + "http2-enabled=false",
                http + "websockets-support-enabled=false",
                // else the server itself refuses a GET or DELETE with a body, with nothing but a status
                http + "allow-payload-for-undefined-http-methods=true",
                http + "server-header=false",
                http + "xpowered-by=false",
                // its descriptors and ours do not change between starts
                config + "admin-service.das-config.deploy-xml-validation=none",
                // what the server would tell about itself to anybody
                config + "microprofile-metrics-configuration.enabled=false"));
        return file;
    }

    private Path logProperties() throws IOException {
        Path file = runtime.resolve("logging.properties");
        Files.write(file, List.of(
                "handlers=java.util.logging.ConsoleHandler",
                "java.util.logging.ConsoleHandler.level=ALL",
                "java.util.logging.ConsoleHandler.formatter=java.util.logging.SimpleFormatter",
                "java.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL %4$s %3$s %5$s%6$s%n",
                ".level=INFO",
                "fish.payara.nucleus.util.level=WARNING",
                "javax.enterprise.system.security.ssl.level=SEVERE",
                "javax.enterprise.system.tools.deployment.level=WARNING",
                "org.hibernate.validator.internal.util.Version.level=WARNING",
                "com.hazelcast.level=WARNING"));
        return file;
    }

    /**
     * Keeps the loaded classes for later starts, once; a failure only makes those slower.
     *
     * Asks for its first page, so that what a page takes is kept too.
     */
    void archiveClasses(Settings settings) throws IOException, InterruptedException {
        Path archive = classArchive();
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (settings.jvm() == Settings.Jvm.ONCE || ARCHIVES_ITSELF || Files.exists(archive) || !Files.exists(jcmd)) {
            return;
        }
        Path fresh = archive.resolveSibling(archive.getFileName() + ".new");
        Health.visit(settings.port());
        linkClasses();
        Process dump = new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "VM.cds", "dynamic_dump",
                fresh.toString()).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (await(dump) == 0 && Files.exists(fresh)) {
            Files.move(fresh, archive, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** What is loaded but not linked would be left out of the archive. */
    private void linkClasses() throws IOException, InterruptedException {
        linked = new CountDownLatch(1);
        order("link " + LOADED_CLASSES + "\n");
        linked.await(LINK.toSeconds(), TimeUnit.SECONDS);
        Files.deleteIfExists(root.resolve(LOADED_CLASSES));
    }

    /** Named by the JVM and the jars too: without a word the JVM does without an archive that was made of others. */
    private Path classArchive() throws IOException {
        return root.resolve("classes-" + System.getProperty("java.vm.version").replaceAll("[^\\w.+-]", "_") + "-"
                + Fingerprint.of(classPath()) + ".jsa");
    }

    private void heard(String line) {
        if (line.equals(PortalProcess.DEPLOYED)) {
            deployed = true;
        }
        if (line.equals(PortalProcess.LINKED)) {
            linked.countDown();
        }
        if (line.contains("Exception while loading the app : ")) {
            lastError = line.substring(line.indexOf("Exception while loading the app : "));
        } else if (line.contains(" SEVERE ") && lastError.isEmpty() || line.contains("No space left on device")
                || line.contains("OutOfMemoryError")) {
            lastError = line;
        }
    }

    /** Whether the portal is deployed; it may still prepare itself. */
    boolean deployed() {
        return deployed;
    }

    /** Waits for the process to end, for the given time at most; true when it has ended. */
    boolean awaitEnd(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** What went wrong first, in one line, and where to read more. */
    String lastError() {
        return (lastError.isEmpty() ? "no reason given" : lastError) + " (see " + log + ")";
    }

    /** Stops the process: what it has begun gets 30 seconds. */
    void stop() throws IOException {
        if (isAlive()) {
            process.destroy();
            try {
                if (!process.waitFor(SHUTDOWN.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
            }
        }
        Files.deleteIfExists(pidFile(runtime));
    }

    private static Path pidFile(Path runtime) {
        return runtime.resolve("portal.pid");
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(start -> Long.toString(start.toEpochMilli())).orElse("unknown");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new LauncherException("Interrupted.", e);
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
