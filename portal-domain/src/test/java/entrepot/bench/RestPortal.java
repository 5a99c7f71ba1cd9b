package entrepot.bench;

import entrepot.db.Database;
import entrepot.identity.Role;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.tenant.Tenant;
import entrepot.kernel.OrganisationId;
import entrepot.testing.Portal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The installation that the build made, run as its users run it, on the database of the benchmark; and clients of its REST
 * interface that take as little of the processor as they can, for it is the same one.
 */
final class RestPortal implements AutoCloseable {

    private final Process process;
    private final int port;

    private RestPortal(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Where the installation is; null where this run has none. */
    static Path installation() {
        String told = System.getProperty("entrepot.installation");
        return told == null || !Files.isDirectory(Path.of(told, "lib")) ? null : Path.of(told);
    }

    /** As every start but the first: that one records which classes it loads, and stands still while it writes their archive. */
    static RestPortal startAgain(Path home, Database database, String node) throws Exception {
        RestPortal first = start(home, database, node);
        if (!first.records()) {
            return first;
        }
        try (first) {
            for (int i = 0; i < 1_800 && !isArchived(data(node)); i++) {
                Thread.sleep(100);
            }
        }
        return start(home, database, node);
    }

    private boolean records() {
        return ProcessHandle.of(process()).flatMap(portal -> portal.info().arguments()).stream().flatMap(Stream::of)
                .anyMatch("-XX:+RecordDynamicDumpInfo"::equals);
    }

    private static boolean isArchived(Path data) throws IOException {
        try (Stream<Path> files = Files.find(data.resolve("runtime"), 2, (file, is) -> file.toString().endsWith(".jsa"))) {
            return files.findAny().isPresent();
        }
    }

    private static Path data(String node) {
        return Path.of("target", "bench-" + node).toAbsolutePath();
    }

    static RestPortal start(Path home, Database database, String node) throws IOException {
        int port = freePort();
        Path data = data(node);
        Files.createDirectories(data);
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dentrepot.follow=true",
                "-Dentrepot.home=" + home.toAbsolutePath(), "-cp", home.toAbsolutePath().resolve("lib") + "/*",
                "entrepot.launcher.Entrepot", "start", "--port=" + port, "--data=" + data, "--api.limit=100000000")
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("ENTREPOT_"));
        builder.environment().put("ENTREPOT_DB_URL", database.url());
        builder.environment().put("ENTREPOT_DB_OWNER", database.owner());
        builder.environment().put("ENTREPOT_DB_OWNER_PASSWORD", database.ownerPassword());
        builder.environment().put("ENTREPOT_DB_APP", database.app());
        builder.environment().put("ENTREPOT_DB_APP_PASSWORD", database.appPassword());
        Process process = builder.start();
        List<String> said = new ArrayList<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.add(line);
            if (line.strip().startsWith("Ctrl-C")) {
                Thread rest = new Thread(() -> readOn(lines), "portal-output");
                rest.setDaemon(true);
                rest.start();
                return new RestPortal(process, port);
            }
        }
        throw new IllegalStateException("The portal did not start:\n" + String.join("\n", said));
    }

    /** A process whose output nobody reads stops when the pipe is full. */
    private static void readOn(BufferedReader lines) {
        try {
            while (lines.readLine() != null) {
                continue;
            }
        } catch (IOException closed) {
            // the portal was stopped
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** The number of the process that serves; the launcher's where it has none of its own. */
    long process() {
        return process.descendants().filter(child -> child.info().commandLine().orElse("").contains("PortalProcess"))
                .map(ProcessHandle::pid).findFirst().orElse(process.pid());
    }

    /** A key of a new person who owns that member. */
    static String key(Portal portal, Tenant tenant, OrganisationId member) throws SQLException {
        String key = "ek_" + tenant.code() + "_" + Tokens.random();
        try (Connection owner = portal.asOwner(); PreparedStatement insert = owner.prepareStatement("""
                with who as (
                    insert into person (tenant_id, id, name, created_at, version)
                    values (?, nextval('person_seq'), 'Bench', now(), 1) returning tenant_id, id),
                account as (
                    insert into user_account (tenant_id, id, code, person_id, login, language, enabled, created_at, version)
                    select tenant_id, nextval('user_account_seq'), 'USR-B' || id, id, 'bench' || id || '@example.com', 'en',
                           true, now(), 1 from who returning tenant_id, id),
                place as (
                    insert into membership (tenant_id, id, user_id, organisation_id, role, created_at, version)
                    select tenant_id, nextval('membership_seq'), id, ?, 'AGENT', now(), 1 from account)
                insert into api_key (tenant_id, id, code, organisation_id, user_id, name, prefix, key_hash, scopes, created_at)
                select tenant_id, nextval('api_key_seq'), 'KEY-B' || id, ?, id, 'bench', 'ek_', ?, ?, now() from account""")) {
            insert.setLong(1, tenant.id().value());
            insert.setLong(2, member.value());
            insert.setLong(3, member.value());
            insert.setString(4, Tokens.sha256(key));
            insert.setArray(5, owner.createArrayOf("text", Role.AGENT.permissions().toArray()));
            insert.executeUpdate();
        }
        return key;
    }

    Client client() throws IOException {
        return new Client(port);
    }

    /** One connection, kept open: a request goes out in one piece, its answer is read to its length. */
    static final class Client implements AutoCloseable {

        private final int port;
        private final byte[] buffer = new byte[64 * 1024];
        private Socket socket;
        private OutputStream out;
        private InputStream in;

        private Client(int port) throws IOException {
            this.port = port;
            connect();
        }

        private void connect() throws IOException {
            socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(30_000);
            out = socket.getOutputStream();
            in = socket.getInputStream();
        }

        /** The answer's status and body in one text: {@code 201 {…}}. */
        String post(String tenant, String path, String apiKey, String key, String body) throws IOException {
            byte[] content = body.getBytes(StandardCharsets.UTF_8);
            byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: " + tenant + ".localhost:" + port + "\r\nAuthorization: Bearer "
                    + apiKey + "\r\nIdempotency-Key: " + key + "\r\nContent-Type: application/json\r\nAccept: application/json\r\n"
                    + "Content-Length: " + content.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
            byte[] request = new byte[head.length + content.length];
            System.arraycopy(head, 0, request, 0, head.length);
            System.arraycopy(content, 0, request, head.length, content.length);
            out.write(request);
            int end = 0;
            int length = -1;
            int bodyAt = -1;
            while (bodyAt < 0 || end < bodyAt + length) {
                int read = in.read(buffer, end, buffer.length - end);
                if (read < 0) {
                    throw new IOException("the portal hung up");
                }
                end += read;
                if (bodyAt < 0) {
                    String soFar = new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
                    int blank = soFar.indexOf("\r\n\r\n");
                    if (blank >= 0) {
                        bodyAt = blank + 4;
                        String headers = soFar.substring(0, blank).toLowerCase(Locale.ROOT);
                        int at = headers.indexOf("content-length:");
                        if (at < 0) {
                            throw new IOException("an answer without a length: " + soFar);
                        }
                        int line = headers.indexOf("\r\n", at);
                        length = Integer.parseInt(headers.substring(at + 15, line < 0 ? headers.length() : line).strip());
                    }
                }
            }
            if (new String(buffer, 0, bodyAt, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT).contains("connection: close")) {
                socket.close();
                connect();
            }
            return new String(buffer, 9, 3, StandardCharsets.US_ASCII) + " "
                    + new String(buffer, bodyAt, length, StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
