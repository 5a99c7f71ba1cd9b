package entrepot.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.db.DataFolder;
import entrepot.db.Database;
import entrepot.db.EmbeddedPostgres;
import entrepot.journey.RunningPortal;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The launcher's whole life on one data folder, in order: refusals, crashes, and a good end. The portal in it is one
 * page, so that what is tested is the launcher.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(1)
class LauncherIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration REFUSAL = Duration.ofSeconds(30);

    private static Path home;
    private static Path data;
    private static int port;
    private static LauncherProcess running;

    @BeforeAll
    static void prepare() throws IOException {
        // the demonstration that the others share is made meanwhile
        RunningPortal.begin();
        Path target = Path.of("target", "launcher-it").toAbsolutePath();
        Portal.delete(target);
        home = target.resolve("home");
        data = target.resolve("data");
        port = LauncherProcess.freePort();
        Files.createDirectories(home.resolve("portal"));
        for (String part : List.of("lib", "payara")) {
            Files.createSymbolicLink(home.resolve(part), LauncherProcess.installation().resolve(part));
        }
        tinyPortal(home.resolve("portal/portal.war"));
    }

    @AfterAll
    static void stop() {
        if (running != null) {
            running.close();
        }
    }

    @Test
    @Order(1)
    void refuses_a_port_that_is_taken_and_touches_nothing() throws IOException {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
                LauncherProcess start = start()) {
            assertThat(taken.isBound()).isTrue();
            assertRefused(start, "The port " + port);
        }
        assertThat(data.resolve("postgres")).doesNotExist();
    }

    @Test
    @Order(2)
    void starts_and_tells_where_and_how_to_sign_in() throws IOException, SQLException {
        running = start();
        running.awaitLine("Ctrl-C", PATIENCE);
        assertThat(running.lines()).anyMatch(line -> line.contains("http://localhost:" + port))
                .anyMatch(line -> line.contains("anna@acme.example"));
        assertThat(LauncherProcess.status(port, "/health/ready")).isEqualTo(200);
        for (String folder : List.of("", "postgres", "secrets", "logs", "runtime")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(folder))))
                    .as(folder).isEqualTo("rwx------");
        }
        assertThat(running.output()).contains("http://localhost:" + port + "/setup/");
        run("create table survivor (id bigint primary key)", "insert into survivor values (1)");
        assertThat(one("show fsync")).isEqualTo("on");
    }

    @Test
    @Order(3)
    void refuses_a_second_start_on_the_same_folder() {
        try (LauncherProcess second = LauncherProcess.run(home, "start", "--data=" + data,
                "--port=" + LauncherProcess.freePort())) {
            assertRefused(second, "is in use by another Entrepot (process " + running.handle().pid() + ")");
        }
        assertThat(LauncherProcess.status(port, "/health/ready")).isEqualTo(200);
    }

    @Test
    @Order(4)
    void backs_up_while_it_runs_and_restores_elsewhere_only() throws IOException, SQLException {
        Path archive = data.resolveSibling("backup.tar.gz");
        try (LauncherProcess backup = LauncherProcess.run(home, "backup", archive.toString(), "--data=" + data)) {
            assertThat(backup.awaitEnd(PATIENCE)).as(backup.output()).isZero();
        }
        run("insert into survivor values (2)");
        try (LauncherProcess over = LauncherProcess.run(home, "restore", archive.toString(), "--data="
                + restored(archive))) {
            assertThat(over.awaitEnd(PATIENCE)).as("a second restore into the same folder").isEqualTo(1);
            assertThat(over.output()).contains("holds a database already");
        }
        try (LauncherProcess backup = LauncherProcess.run(home, "backup", archive.resolveSibling("again.tar.gz")
                .toString(), "--data=" + data.resolveSibling("restored"))) {
            assertThat(backup.awaitEnd(PATIENCE)).as(backup.output()).isZero();
        }
    }

    private static Path restored(Path archive) throws SQLException {
        Path folder = data.resolveSibling("restored");
        try (LauncherProcess restore = LauncherProcess.run(home, "restore", archive.toString(), "--data=" + folder)) {
            assertThat(restore.awaitEnd(PATIENCE)).as(restore.output()).isZero();
        }
        try (DataFolder opened = DataFolder.open(folder);
                EmbeddedPostgres server = EmbeddedPostgres.start(opened, line -> { });
                Connection connection = server.asSuperuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from survivor")) {
            row.next();
            assertThat(row.getInt(1)).as("rows at the time of the backup").isEqualTo(1);
        }
        return folder;
    }

    @Test
    @Order(5)
    void starts_a_killed_database_again() throws IOException, SQLException {
        ProcessHandle server = postgres();
        server.destroyForcibly();
        await("a new server", () -> found().filter(now -> now.pid() != server.pid()).isPresent());
        await("data", () -> count() == 2);
        assertThat(running.output()).contains("PostgreSQL ended unexpectedly");
        assertThat(LauncherProcess.status(port, "/health/ready")).isEqualTo(200);
    }

    @Test
    @Order(6)
    void starts_a_killed_portal_again() {
        ProcessHandle portal = running.children("PortalProcess").get(0);
        portal.destroyForcibly();
        await("the end", () -> !portal.isAlive());
        await("an answer", () -> LauncherProcess.status(port, "/health/ready") == 200);
    }

    @Test
    @Order(7)
    void a_killed_launcher_takes_the_portal_along_and_the_next_start_takes_the_database_over() throws IOException {
        ProcessHandle portal = running.children("PortalProcess").get(0);
        ProcessHandle server = postgres();
        running.kill();
        await("the portal's end", () -> !portal.isAlive());
        assertThat(server.isAlive()).as("the database left behind").isTrue();
        running = start();
        running.awaitLine("Ctrl-C", PATIENCE);
        assertThat(server.isAlive()).isFalse();
        assertThat(count()).isEqualTo(2);
    }

    @Test
    @Order(8)
    void everything_killed_at_once_starts_again_with_its_data() throws IOException, SQLException {
        run("insert into survivor values (3)");
        ProcessHandle portal = running.children("PortalProcess").get(0);
        ProcessHandle server = postgres();
        running.handle().destroyForcibly();
        server.destroyForcibly();
        portal.destroyForcibly();
        running.awaitEnd(REFUSAL);
        running = start();
        running.awaitLine("Ctrl-C", PATIENCE);
        assertThat(count()).isEqualTo(3);
    }

    @Test
    @Order(9)
    void a_polite_end_leaves_no_process_and_waits_for_nothing() throws IOException {
        List<ProcessHandle> all = running.children("");
        assertThat(all).isNotEmpty();
        running.terminate();
        running.awaitEnd(Duration.ofSeconds(60));
        assertThat(running.output()).contains("Entrepot has stopped");
        await("the end of all", () -> all.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    @Order(10)
    void refuses_the_folder_of_another_major_version_and_changes_nothing() throws IOException {
        Path version = data.resolve("postgres/PG_VERSION");
        String right = Files.readString(version);
        Files.writeString(version, "14\n");
        try (LauncherProcess start = start()) {
            assertRefused(start, "was written by PostgreSQL 14");
        }
        Files.writeString(version, right);
    }

    @Test
    @Order(11)
    void works_on_a_database_of_the_operators_own_and_starts_none() {
        Path folder = data.resolveSibling("external");
        try (EmbeddedPostgres own = EmbeddedPostgres.ephemeral(data.resolveSibling("own"), true);
                LauncherProcess start = external("start", own.database(), folder)) {
            start.awaitLine("Ctrl-C", PATIENCE);
            assertThat(start.children("postgres")).isEmpty();
            assertThat(folder.resolve("postgres")).doesNotExist();
            start.terminate();
            start.awaitEnd(REFUSAL);
            try (LauncherProcess backup = external("backup", own.database(), folder, "backup.tar.gz")) {
                assertRefused(backup, "with its own tools");
            }
        }
    }

    @Test
    @Order(12)
    void refuses_a_database_that_could_lose_what_it_acknowledged() {
        try (EmbeddedPostgres careless = EmbeddedPostgres.ephemeral(data.resolveSibling("own"), false);
                LauncherProcess migrate = external("migrate", careless.database(), data)) {
            assertRefused(migrate, "fsync is off");
        }
    }

    @Test
    @Order(3)
    void makes_a_link_for_another_tenant_and_keeps_only_its_hash() throws SQLException {
        try (LauncherProcess create = LauncherProcess.run(home, "create-tenant", "--data=" + data,
                "--port=" + port, "--base.domain=example.com")) {
            assertThat(create.awaitEnd(PATIENCE)).as(create.output()).isZero();
            assertThat(create.output()).containsPattern("http://example.com:" + port + "/setup/[A-Za-z0-9_-]{43}");
            String token = create.output().substring(create.output().indexOf("/setup/") + "/setup/".length()).strip();
            assertThat(one("select count(*) from setup_link where token_hash = encode(sha256('" + token
                    + "'), 'hex') and used_at is null and expires_at > now()")).isEqualTo("1");
        }
    }

    @Test
    @Order(13)
    void says_so_when_the_portal_cannot_be_deployed() throws IOException {
        Path broken = home.resolveSibling("broken");
        Files.createDirectories(broken.resolve("portal"));
        for (String part : List.of("lib", "payara")) {
            Files.createSymbolicLink(broken.resolve(part), home.resolve(part));
        }
        try (OutputStream out = Files.newOutputStream(broken.resolve("portal/portal.war"));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            entry(zip, "WEB-INF/web.xml", """
                    <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                      <listener><listener-class>there.is.no.Such</listener-class></listener>
                    </web-app>
                    """);
        }
        try (LauncherProcess start = LauncherProcess.run(broken, "start", "--data=" + data, "--port=" + port,
                "--memory=400m", "--jvm=quick")) {
            assertThat(start.awaitEnd(PATIENCE)).as(start.output()).isEqualTo(1);
            assertThat(start.output()).contains("entrepot: The portal could not be deployed").contains("portal.log");
        }
    }

    private static LauncherProcess external(String command, Database database, Path folder, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--db.url=" + database.url(), "--db.owner=" + database.owner(),
                "--db.owner.password=" + database.ownerPassword(), "--db.app.password=" + database.appPassword(),
                "--data=" + folder, "--port=" + port, "--memory=400m", "--jvm=once"));
        return LauncherProcess.run(home, arguments.toArray(String[]::new));
    }

    private static LauncherProcess start() {
        return LauncherProcess.run(home, "start", "--data=" + data, "--port=" + port, "--memory=400m", "--jvm=quick");
    }

    private static void assertRefused(LauncherProcess start, String reason) {
        assertThat(start.awaitEnd(REFUSAL)).as(start.output()).isEqualTo(1);
        assertThat(start.lines().stream().filter(line -> line.startsWith("entrepot: ")).toList()).hasSize(1);
        assertThat(start.output()).contains(reason).doesNotContain("\tat ");
    }

    private static ProcessHandle postgres() throws IOException {
        return found().orElseThrow();
    }

    private static Optional<ProcessHandle> found() {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(0)
                    .trim())).filter(ProcessHandle::isAlive);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static int count() {
        try {
            return Integer.parseInt(one("select count(*) from survivor"));
        } catch (SQLException | RuntimeException e) {
            return -1;
        }
    }

    private static String one(String sql) throws SQLException {
        try (Connection connection = EmbeddedPostgres.connectToRunning(data);
                Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void run(String... statements) throws SQLException {
        try (Connection connection = EmbeddedPostgres.connectToRunning(data);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Waited in vain for " + what + "; the launcher said:\n" + running.output());
            }
            LauncherProcess.sleep();
        }
    }

    /** A portal of one page, which says that it is ready. */
    private static void tinyPortal(Path war) throws IOException {
        try (OutputStream out = Files.newOutputStream(war); ZipOutputStream zip = new ZipOutputStream(out)) {
            entry(zip, "ready.jsp", "<%@ page contentType=\"text/plain\" %>ready\nsignin: anna@acme.example\n");
            entry(zip, "WEB-INF/web.xml", """
                    <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                      <servlet><servlet-name>ready</servlet-name><jsp-file>/ready.jsp</jsp-file></servlet>
                      <servlet-mapping>
                        <servlet-name>ready</servlet-name><url-pattern>/health/ready</url-pattern>
                      </servlet-mapping>
                    </web-app>
                    """);
        }
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
