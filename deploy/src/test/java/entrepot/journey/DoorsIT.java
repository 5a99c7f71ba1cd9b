package entrepot.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The doors of the running portal, from outside: a brand opened by the setup link, people let in and shut out, what a stranger may not do. Works in a
 * brand of its own, so that the demonstration stays as it is.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DoorsIT {

    private static final String BRAND = "doors";
    private static final String TOKEN = "token-of-the-doors-journey-" + System.nanoTime();
    private static final String PASSWORD = "mountain river 9";

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static RunningPortal portal;
    private static Chromium chromium;
    private static BrowserContext administrator;
    private static final List<String> COMPLAINTS = new ArrayList<>();

    static {
        // before the first client of this JVM: Java does not resolve names below localhost
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }

    @BeforeAll
    static void start() throws Exception {
        portal = RunningPortal.shared();
        chromium = Chromium.start();
        try (Connection database = portal.database(); PreparedStatement link = database.prepareStatement(
                "insert into setup_link (token_hash, expires_at) values (?, now() + interval '1 hour')")) {
            link.setString(1, HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(TOKEN.getBytes(StandardCharsets.UTF_8))));
            link.executeUpdate();
        }
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @Test
    @Order(1)
    void the_setup_link_opens_a_brand_and_its_first_person_signs_in() {
        try (BrowserContext context = chromium.browser().newContext(); Page page = watched(context)) {
            page.navigate("http://localhost:" + portal.port() + "/setup/" + TOKEN);
            page.fill("[id='form:brand']", "Doors & Sons");
            page.fill("[id='form:code']", "Not a code");
            page.fill("[id='form:person']", "Ann Lee");
            page.fill("[id='form:email']", "ann@doors.example");
            page.fill("[id='form:password']", PASSWORD);
            page.click("[id='form:found']");
            page.waitForSelector(".ui-messages-error");
            page.fill("[id='form:code']", BRAND);
            page.fill("[id='form:password']", PASSWORD);
            page.click("[id='form:found']");
            page.waitForSelector("text=Your brand is open");
            page.navigate("http://localhost:" + portal.port() + "/setup/" + TOKEN);
            assertThat(page.locator("main").innerText()).contains("has been used");
        }
        administrator = chromium.browser().newContext();
        signIn(administrator, "ann@doors.example", PASSWORD);
    }

    @Test
    @Order(2)
    void an_invited_person_gets_in_by_the_link_and_is_out_at_once_when_shut() {
        try (Page page = watched(administrator)) {
            page.navigate(portal.at(BRAND, "/account/people"));
            page.fill("[id='invite:name']", "王小明");
            page.fill("[id='invite:email']", "nonsense");
            page.click("[id='invite:send']");
            page.waitForSelector(".ui-messages-error");
            page.fill("[id='invite:email']", "xiaoming@doors.example");
            page.selectOption("[id='invite:role']", "HQ_EDITOR");
            page.click("[id='invite:send']");
            page.waitForSelector(".note.good");
            page.navigate(portal.at(BRAND, "/hq/messaging/outbox"));
            String link = page.locator("td.act a").first().getAttribute("href");

            BrowserContext worker = chromium.browser().newContext();
            try (Page other = watched(worker)) {
                other.navigate(portal.at(BRAND, link));
                other.fill("[id='form:password']", "short");
                other.click("[id='form:accept']");
                other.waitForSelector(".ui-messages-error");
                other.fill("[id='form:password']", PASSWORD);
                other.click("[id='form:accept']");
                other.waitForURL("**/desk");

                page.navigate(portal.at(BRAND, "/account/people"));
                page.locator("tr:has-text('王小明') button.danger").click();
                page.click(".ui-confirmdialog-yes");
                page.waitForSelector(".note.good");
                page.waitForTimeout(1_000);
                other.navigate(portal.at(BRAND, "/desk"));
                assertThat(other.url()).contains("/sign-in");
            }
            worker.close();
        }
    }

    @Test
    @Order(3)
    void a_session_is_worth_nothing_on_another_brands_host() throws Exception {
        HttpRequest.Builder request = portal.request("acme", "/desk").header("Cookie", cookies(administrator));
        assertThat(send(request).headers().firstValue("Location").orElse("")).contains("/sign-in");
        assertThat(send(portal.request(BRAND, "/desk").header("Cookie", cookies(administrator))).statusCode()).isEqualTo(200);
    }

    @Test
    @Order(4)
    void a_key_opens_rest_and_a_session_does_not() throws Exception {
        String key;
        try (Page page = watched(administrator)) {
            page.navigate(portal.at(BRAND, "/account/keys"));
            page.fill("[id='make:name']", "ERP");
            page.click("[id='make:create']");
            page.locator(".ui-messages-error").first().waitFor();
            assertThat(page.locator(".secret").count()).as("a key that names nothing").isZero();
            page.locator("[name='make:scopes']").first().check();
            page.click("[id='make:create']");
            key = page.locator(".secret").innerText();
        }
        HttpResponse<String> wrongAudience = send(portal.request(BRAND, "/api/agent/v1/me").header("Authorization", "Bearer " + key));
        assertThat(wrongAudience.statusCode()).as("an administrator's key is no agent's").isEqualTo(403);
        assertThat(wrongAudience.headers().firstValue("Content-Type").orElse("")).as(wrongAudience.headers() + wrongAudience.body()).startsWith("application/problem+json");
        HttpResponse<String> bySession = send(portal.request(BRAND, "/api/agent/v1/me").header("Cookie", cookies(administrator)));
        assertThat(bySession.statusCode()).isEqualTo(401);
        assertThat(send(portal.request(BRAND, "/api/hq/v1/no-such-thing").header("Authorization", "Bearer " + key)).statusCode()).isEqualTo(404);
        assertThat(send(portal.request(BRAND, "/api/hq/v1/no-such-thing").header("Authorization", "Bearer " + key + "x")).statusCode()).isEqualTo(401);
    }

    @Test
    @Order(5)
    void a_person_sees_the_area_of_the_role_and_no_other() throws Exception {
        assertThat(send(portal.request(BRAND, "/finance/anything").header("Cookie", cookies(administrator))).statusCode()).isEqualTo(403);
        assertThat(send(portal.request(BRAND, "/agent/anything").header("Cookie", cookies(administrator))).statusCode()).isEqualTo(403);
        assertThat(send(portal.request(BRAND, "/hq/anything").header("Cookie", cookies(administrator))).statusCode()).isEqualTo(404);
        assertThat(send(portal.request(BRAND, "/nobody-thought-of-this").header("Cookie", cookies(administrator))).statusCode()).isEqualTo(404);
        assertThat(send(portal.request(BRAND, "/hq/anything")).headers().firstValue("Location").orElse("")).contains("/sign-in");
    }

    @Test
    @Order(6)
    void every_answer_carries_the_headers() throws Exception {
        for (String path : List.of("/sign-in", "/style/portal.css", "/nothing", "/desk", "/api/agent/v1/me", "/health/ready", "/x;y=1", "/WEB-INF/web.xml")) {
            HttpResponse<String> answer = send(portal.request(BRAND, path));
            assertThat(answer.headers().allValues("Content-Security-Policy")).as(path).hasSize(1);
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse("")).as(path).contains("default-src 'none'").doesNotContain("script-src 'unsafe-inline'").doesNotContain("unsafe-eval");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).as(path).contains("nosniff");
            assertThat(answer.headers().firstValue("X-Frame-Options")).as(path).contains("DENY");
            assertThat(answer.headers().firstValue("Server").orElse("")).as(path).doesNotContainIgnoringCase("payara");
            assertThat(answer.headers().firstValue("X-Powered-By")).as(path).isEmpty();
        }
        String cookie = send(portal.request(BRAND, "/sign-in")).headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).containsIgnoringCase("HttpOnly").containsIgnoringCase("SameSite=Lax");
    }

    @Test
    @Order(7)
    void what_the_server_would_publish_is_not_there() throws Exception {
        for (String path : List.of("/openapi", "/openapi/", "/openapi.json", "/openapi-ui", "/metrics", "/metrics/base", "/health", "/health/started", "/api/application.wadl", "/api/openapi", "/sign-in.xhtml",
                "/WEB-INF/web.xml", "/META-INF/MANIFEST.MF", "/management", "/management/domain", "/monitoring", "/monitoring/domain", "/asadmin", "/admin", "/administration", "/__asadmin", "/__admin", "/console",
                "/h2-console", "/h2", "/ejb-timer-service-app", "/jmx", "/jolokia", "/healthcheck", "/fault-tolerance", "/batch", "/docroot", "/index.html", "/actuator", "/status", "/swagger", "/wsat-wsat/", "/mejb",
                "/hazelcast/rest/cluster", "/requesttracing", "/javax.faces.resource/x", "/jakarta.faces.resource/")) {
            HttpResponse<String> answer = send(portal.request(BRAND, path));
            assertThat(answer.statusCode()).as(path).isIn(401, 404);
            assertThat(answer.headers().allValues("Content-Security-Policy")).as(path + " is answered by the portal").hasSize(1);
        }
        assertThat(send(portal.request(BRAND, "/health/live")).statusCode()).isEqualTo(200);
    }

    @Test
    @Order(7)
    void the_server_does_not_tell_which_folders_there_are() throws Exception {
        Path pages = Path.of("..", "portal-web", "src", "main", "webapp").toAbsolutePath().normalize();
        List<String> folders = new ArrayList<>(List.of("META-INF", "META-INF/maven", "WEB-INF/lib", "WEB-INF/classes"));
        try (Stream<Path> all = Files.walk(pages)) {
            all.filter(Files::isDirectory).map(folder -> pages.relativize(folder).toString()).filter(name -> !name.isEmpty()).forEach(folders::add);
        }
        assertThat(folders).hasSizeGreaterThan(20);
        for (String folder : folders) {
            HttpResponse<String> answer = send(portal.request(BRAND, "/" + folder));
            assertThat(answer.headers().allValues("Content-Security-Policy")).as(folder + " is answered by the portal: " + answer.headers()).hasSize(1);
            assertThat(answer.headers().firstValue("Location").orElse("/sign-in")).as(folder).containsAnyOf("/sign-in", "/join/apply");
        }
    }

    @Test
    @Order(7)
    void the_portal_listens_on_its_port_of_this_machine_and_on_nothing_else() throws Exception {
        Path process = Path.of("/proc", Files.readString(portal.data().resolve("runtime/portal.pid")).split(" ")[0]);
        assertThat(process).as("this proof reads /proc").exists();
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            for (Path file : open.toList()) {
                try {
                    sockets.add(Files.readSymbolicLink(file).toString());
                } catch (IOException closedMeanwhile) {
                    // no listener then
                }
            }
        }
        List<String> listening = new ArrayList<>();
        for (String kind : List.of("tcp", "tcp6", "udp", "udp6")) {
            List<String> lines = Files.readAllLines(process.resolve("net/" + kind));
            for (String line : lines.subList(1, lines.size())) {
                String[] fields = line.strip().split("\\s+");
                boolean waits = kind.startsWith("udp") ? !fields[2].matches("0*[1-9A-F].*") : fields[3].equals("0A");
                if (waits && sockets.contains("socket:[" + fields[9] + "]")) {
                    listening.add(kind + " " + fields[1]);
                }
            }
        }
        assertThat(listening).as("what the portal's process listens on").containsExactly("tcp 0100007F:" + String.format("%04X", portal.port()));
    }

    @Test
    @Order(8)
    void odd_paths_and_foreign_posts_are_refused() throws Exception {
        for (String path : List.of("/hq/..%2fdesk", "/hq%2fpeople", "/a//b", "/x;y=1", "/hq/%5c")) {
            assertThat(send(portal.request(BRAND, path)).statusCode()).as(path).isEqualTo(400);
        }
        HttpRequest.BodyPublisher form = HttpRequest.BodyPublishers.ofString("form=form");
        assertThat(send(portal.request(BRAND, "/sign-in").POST(form).header("Origin", "http://evil.example")).statusCode()).isEqualTo(403);
        assertThat(send(portal.request(BRAND, "/sign-out").POST(form).header("Sec-Fetch-Site", "cross-site")).statusCode()).isEqualTo(403);
        assertThat(send(portal.request("no-such-brand", "/sign-in")).statusCode()).isEqualTo(404);
        assertThat(send(portal.request(BRAND, "/desk").method("TRACE", HttpRequest.BodyPublishers.noBody())).statusCode()).isEqualTo(405);
    }

    @Test
    @Order(9)
    void an_error_is_told_in_the_language_of_the_browser() throws Exception {
        assertThat(send(portal.request(BRAND, "/nothing").header("Accept-Language", "zh-CN,zh;q=0.9")).body()).contains("没有找到").contains("lang=\"zh-CN\"");
        assertThat(send(portal.request(BRAND, "/nothing").header("Accept-Language", "es")).body()).contains("Aquí no hay nada");
        assertThat(send(portal.request(BRAND, "/nothing").header("Accept-Language", "tlh")).body()).contains("Nothing here");
    }

    @Test
    @Order(10)
    void after_five_wrong_passwords_the_right_one_has_to_wait() {
        try (BrowserContext context = chromium.browser().newContext(); Page page = watched(context)) {
            page.navigate(portal.at(BRAND, "/sign-in"));
            for (int i = 0; i < 5; i++) {
                page.fill("[id='form:login']", "ann@doors.example");
                page.fill("[id='form:password']", "wrong " + i);
                page.waitForResponse(answer -> answer.request().method().equals("POST"), () -> page.click("[id='form:enter']"));
                page.waitForTimeout(300);
            }
            page.fill("[id='form:password']", PASSWORD);
            page.click("[id='form:enter']");
            page.waitForSelector("text=Too many failed attempts");
        }
    }

    @Test
    @Order(10)
    void who_applies_again_and_again_is_asked_kindly_to_wait() throws Exception {
        // as from another machine, so that nobody else on this one has to wait
        String stranger = "127.0.0." + (2 + Math.floorMod(System.nanoTime(), 250));
        String form = new Stranger(portal, stranger).open("en");
        assertThat(form).contains("form:email");
        Stranger applicant = new Stranger(portal, stranger);
        for (int i = 1; i <= 20; i++) {
            // refused for its e-mail address, so that nothing is left behind
            assertThat(applicant.apply("en")).as("application " + i).contains("nonsense").doesNotContain("Several applications");
        }
        assertThat(applicant.apply("en")).contains("Several applications have come from your connection").contains("try again in 3 minutes").contains("value=\"Stranger Ltd\"");
        assertThat(applicant.apply("zh-CN")).contains("请稍候再试");
        assertThat(applicant.apply("es")).contains("ya han llegado varias solicitudes");
        assertThat(new Stranger(portal, "127.0.1.1").apply("en")).as("from another address").contains("nonsense").doesNotContain("Several applications");
    }

    @Test
    @Order(11)
    void no_page_of_this_journey_broke_the_content_policy_or_threw_an_error() {
        assertThat(COMPLAINTS).isEmpty();
    }

    private static void signIn(BrowserContext context, String login, String password) {
        try (Page page = watched(context)) {
            page.navigate(portal.at(BRAND, "/sign-in"));
            page.fill("[id='form:login']", login);
            page.fill("[id='form:password']", password);
            page.click("[id='form:enter']");
            page.waitForURL("**/desk");
        }
    }

    /** A page whose console is listened to; failed loads are answers of ours and not its fault. */
    private static Page watched(BrowserContext context) {
        Page page = context.newPage();
        page.setDefaultTimeout(20_000);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                COMPLAINTS.add(message.text());
            }
        });
        page.onPageError(COMPLAINTS::add);
        return page;
    }

    private static String cookies(BrowserContext context) {
        List<String> pairs = new ArrayList<>();
        for (Cookie cookie : context.cookies()) {
            pairs.add(cookie.name + "=" + cookie.value);
        }
        return String.join("; ", pairs);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
