package entrepot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import entrepot.identity.Role;
import entrepot.journey.RunningPortal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The document of the API against the running portal: each operation is called, what comes back is as its schema says, and its example was once a true answer.
 * {@code -Dexamples.record=true} writes the examples anew, from what the portal answers now.
 */
class OpenApiIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path EXAMPLES = Path.of("..", "portal-web", "src", "main", "resources", "entrepot", "web", "rest", "examples.json");
    private static final int ROWS_SHOWN = 2;
    private static final String PLACED = "POST /api/agent/v1/orders";

    private static RunningPortal portal;
    private static Client client;
    private static Map<Role, Person> people;
    private static Samples samples;
    private static JsonNode document;
    private static JsonSchemaFactory schemas;
    /** What each operation was asked and answered in this run. */
    private static final Map<String, ObjectNode> CALLS = new java.util.TreeMap<>();
    private static final Set<String> WRONG = new TreeSet<>();

    /** What the steps need to know of the demonstration. */
    private record Goods(String sku, String province, String city) {
    }

    @BeforeAll
    static void callEverything() throws Exception {
        portal = RunningPortal.shared();
        people = Person.ofEachRole(portal);
        samples = new Samples(portal);
        client = new Client(portal);
        Answer described = client.call(null, "GET", "/api/openapi.json", null);
        assertThat(described.status()).as("the document is open to everybody").isEqualTo(200);
        document = described.json();
        schemas = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012, builder -> builder.schemaLoaders(loaders -> loaders.schemas(
                Map.of("https://entrepot/openapi.json", document.toString()))));
        orders();
        feeds();
        webhooks("agent", Role.AGENT);
        webhooks("dealer", Role.DEALER);
        webhooks("hq", Role.ADMIN);
        consignments();
        // whatever has no step of its own: read with one's own codes, or tried where it can change nothing any more
        for (Endpoint endpoint : Endpoint.all()) {
            if (!CALLS.containsKey(endpoint.toString())) {
                byItself(endpoint);
            }
        }
        if (Boolean.getBoolean("examples.record")) {
            ObjectNode all = JSON.createObjectNode();
            CALLS.forEach(all::set);
            Files.writeString(EXAMPLES, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
        }
    }

    @Test
    void every_answer_is_as_the_document_says() {
        assertThat(WRONG).isEmpty();
    }

    @Test
    void every_endpoint_is_in_the_document_and_nothing_else_is() {
        Set<String> endpoints = new TreeSet<>();
        Endpoint.all().forEach(endpoint -> endpoints.add(endpoint.toString()));
        Set<String> described = new TreeSet<>();
        document.get("paths").properties().forEach(path -> path.getValue().fieldNames()
                .forEachRemaining(verb -> described.add(verb.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        assertThat(described).isEqualTo(endpoints);
    }

    @Test
    void every_operation_has_an_example_that_was_once_a_true_answer() throws Exception {
        JsonNode examples = JSON.readTree(Files.readString(EXAMPLES));
        Set<String> without = new TreeSet<>();
        CALLS.forEach((operation, call) -> {
            if (!examples.has(operation)) {
                without.add(operation);
            } else if (examples.get(operation).path("status").asInt() < 300) {
                WRONG.clear();
                check(operation, examples.get(operation).path("status").asInt(), examples.get(operation).get("answer"));
                WRONG.forEach(wrong -> without.add("outdated: " + wrong));
            }
        });
        assertThat(without).as("operations without a true example: run this test with -Dexamples.record=true and commit examples.json").isEmpty();
        assertThat(examples.toString()).as("secrets in the examples").doesNotContainPattern("whsec_[A-Za-z0-9+/]{20}").doesNotContainPattern("ek_[a-z]+_[A-Za-z0-9_-]{20}");
    }

    @Test
    void the_programs_in_the_document_run() throws Exception {
        JsonNode operation = document.at("/paths/~1api~1agent~1v1~1orders/get");
        Path folder = Files.createDirectories(Path.of("target", "api-program"));
        Path program = Files.writeString(folder.resolve("Call.java"), operation.at("/x-codeSamples/1/source").asText());
        String java = run(ProcessHandle.current().info().command().orElse("java"), "-Xshare:auto", "-XX:TieredStopAtLevel=1", program.toString());
        assertThat(java).startsWith("200").contains("\"items\"");
        if (Files.isExecutable(Path.of("/usr/bin/curl"))) {
            assertThat(run("/bin/sh", "-c", operation.at("/x-codeSamples/0/source").asText())).contains("\"items\"");
        }
    }

    private static String run(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("ENTREPOT", "http://127.0.0.1:" + portal.port());
        builder.environment().put("KEY", people.get(Role.AGENT).key());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    private static void orders() throws SQLException {
        String shop = step(Role.AGENT, "GET /api/agent/v1/sub-shops", null).at("/items/0/code").asText();
        Goods goods = goods();
        String number = "API-" + UUID.randomUUID().toString().substring(0, 8);
        step(Role.AGENT, "POST /api/agent/v1/orders/quote", order(shop, number + "-1", goods.sku(), goods));
        String placed = step(Role.AGENT, PLACED, order(shop, number + "-1", goods.sku(), goods)).at("/code").asText();
        step(Role.AGENT, "POST /api/agent/v1/orders/batch", "{\"orders\":[" + order(shop, number + "-2", goods.sku(), goods) + ","
                + order(shop, number + "-3", "NO-SUCH-SKU", goods) + "]}").at("/results/0/receipt/code").asText();
        step(Role.AGENT, "GET /api/agent/v1/orders/{code}", null, placed);
        step(Role.AGENT, "POST /api/agent/v1/orders/{code}/cancel", "{\"reason\":\"the buyer changed his mind\"}", placed);
        for (JsonNode left : client.call(people.get(Role.AGENT).key(), "GET", "/api/agent/v1/orders?outside=" + number + "-2", null).json().path("items")) {
            client.call(people.get(Role.AGENT).key(), "POST", "/api/agent/v1/orders/" + left.path("code").asText() + "/cancel", "{\"reason\":\"proof\"}");
        }
    }

    /** Another one each time, or the second would be asked about. */
    private static String buyer() {
        return Integer.toString(1000 + java.util.concurrent.ThreadLocalRandom.current().nextInt(9000));
    }

    private static String order(String shop, String number, String sku, Goods goods) {
        return """
                {"subShop":"%s","outsideNumber":"%s","shipTo":{"name":"王小明","phone":"1380000%s","country":"CN","province":"%s","city":"%s","district":"","street":"文三路%s号"},"lines":[{"sku":"%s","quantity":1}]}"""
                .formatted(shop, number, buyer(), goods.province(), goods.city(), buyer(), sku);
    }

    /** What the dealer of these proofs has plenty of, and where it is. */
    private static Goods goods() throws SQLException {
        Person dealer = people.get(Role.DEALER);
        try (Connection database = portal.database(); ResultSet row = database.createStatement().executeQuery("""
                select v.sku, w.province, w.city from stock s
                  join warehouse w on w.tenant_id = s.tenant_id and w.id = s.warehouse_id
                  join variant v on v.tenant_id = s.tenant_id and v.id = s.variant_id
                 where s.tenant_id = %d and w.owner_id = %d order by s.on_hand - s.reserved desc, v.sku limit 1""".formatted(dealer.tenantId(), dealer.organisation()))) {
            row.next();
            return new Goods(row.getString(1), row.getString(2), row.getString(3));
        }
    }

    private static void feeds() {
        String shop = samples.own("sub-shops", people.get(Role.AGENT)).orElseThrow();
        String feed = step(Role.AGENT, "POST /api/agent/v1/feeds", "{\"subShop\":\"" + shop + "\",\"format\":\"JSON\"}").at("/code").asText();
        step(Role.AGENT, "POST /api/agent/v1/feeds/{code}/rotate", null, feed);
        step(Role.AGENT, "POST /api/agent/v1/feeds/{code}/revoke", null, feed);
    }

    private static void webhooks(String audience, Role role) {
        String root = "/api/" + audience + "/v1/webhooks";
        String body = "{\"url\":\"https://shop.invalid/entrepot\",\"remark\":\"Shop system\",\"events\":[\"consignment.shipped\"]}";
        String code = step(role, "POST " + root, body).at("/webhook/code").asText();
        step(role, "GET " + root, null);
        step(role, "GET " + root + "/{code}", null, code);
        step(role, "POST " + root + "/{code}/change", body.replace("consignment.shipped", "consignment.delivered"), code);
        step(role, "POST " + root + "/{code}/rotate", null, code);
        step(role, "POST " + root + "/{code}/test", null, code);
        step(role, "GET " + root + "/{code}/deliveries", null, code);
        step(role, "POST " + root + "/{code}/replay", "{\"since\":\"" + now() + "\"}", code);
        step(role, "POST " + root + "/{code}/disable", null, code);
        step(role, "POST " + root + "/{code}/enable", null, code);
        step(role, "POST " + root + "/{code}/remove", null, code);
    }

    /** The demonstration's business time is its own. */
    private static String now() {
        try (Connection database = portal.database(); ResultSet row = database.createStatement().executeQuery("""
                select to_char((max(placed_at) at time zone 'UTC'), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from sales_order where tenant_id = %d"""
                .formatted(people.get(Role.AGENT).tenantId()))) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Orders that go to this dealer: one is accepted, shipped and delivered, one declined. */
    private static void consignments() throws SQLException {
        String shop = samples.own("sub-shops", people.get(Role.AGENT)).orElseThrow();
        for (int i = 0; i < 4; i++) {
            Goods goods = goods();
            Answer placed = client.call(people.get(Role.AGENT).key(), "POST", "/api/agent/v1/orders", order(shop, "DLV-" + UUID.randomUUID(), goods.sku(), goods),
                    "Idempotency-Key", UUID.randomUUID().toString());
            String order = placed.json().path("code").asText();
            String code = offeredTo(people.get(Role.DEALER), order);
            if (code == null) {
                client.call(people.get(Role.AGENT).key(), "POST", "/api/agent/v1/orders/" + order + "/cancel", "{\"reason\":\"proof\"}");
            } else if (!CALLS.containsKey("POST /api/dealer/v1/consignments/{code}/accept")) {
                step(Role.DEALER, "GET /api/dealer/v1/consignments/{code}", null, code);
                step(Role.DEALER, "POST /api/dealer/v1/consignments/{code}/accept", null, code);
                step(Role.DEALER, "POST /api/dealer/v1/consignments/{code}/ship",
                        "{\"parcels\":[{\"carrier\":\"shunfeng\",\"number\":\"SF" + System.nanoTime() + "\",\"grams\":800}]}", code);
                step(Role.DEALER, "POST /api/dealer/v1/consignments/{code}/deliver", null, code);
            } else if (!CALLS.containsKey("POST /api/dealer/v1/consignments/{code}/decline")) {
                step(Role.DEALER, "POST /api/dealer/v1/consignments/{code}/decline", "{\"reason\":\"the last one is damaged\"}", code);
                client.call(people.get(Role.AGENT).key(), "POST", "/api/agent/v1/orders/" + order + "/cancel", "{\"reason\":\"proof\"}");
            }
        }
    }

    private static String offeredTo(Person dealer, String order) throws SQLException {
        try (Connection database = portal.database(); ResultSet row = database.createStatement().executeQuery("""
                select code from consignment where tenant_id = %d and order_code = '%s' and dealer_id = %d and state = 'OFFERED'"""
                .formatted(dealer.tenantId(), order.replaceAll("[^A-Z0-9-]", ""), dealer.organisation()))) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private static void byItself(Endpoint endpoint) {
        for (Role role : Role.values()) {
            if (!endpoint.isOpenTo(role)) {
                continue;
            }
            Map<String, String> codes = new HashMap<>();
            boolean all = true;
            for (String noun : endpoint.nouns()) {
                Optional<String> code = endpoint.reads() ? samples.own(noun, people.get(role)) : samples.ownAtItsEnd(noun, people.get(role));
                all &= code.isPresent();
                code.ifPresent(found -> codes.put(noun, found));
            }
            if (all) {
                String body = endpoint.takesBody() ? EndpointsIT.BODIES.getOrDefault(endpoint.toString(), "{}") : null;
                String path = endpoint.at(codes) + (endpoint.reads() && endpoint.nouns().isEmpty() ? "?limit=" + ROWS_SHOWN : "");
                call(role, endpoint.toString(), endpoint.verb(), path.replaceAll("/me\\?.*", "/me"), body);
                return;
            }
        }
        WRONG.add(endpoint + ": nobody in the demonstration can call it");
    }

    /** Calls an operation that has to succeed. */
    private static JsonNode step(Role role, String operation, String body, String... codes) {
        String[] verbAndPath = operation.split(" ");
        String path = verbAndPath[1];
        for (String code : codes) {
            path = path.replaceFirst("\\{\\w+}", code);
        }
        Answer answer = call(role, operation, verbAndPath[0], path, body);
        assertThat(answer.status()).as(operation + ": " + answer.body()).isBetween(200, 299);
        return answer.body().isEmpty() ? JSON.createObjectNode() : answer.json();
    }

    private static Answer call(Role role, String operation, String verb, String path, String body) {
        Answer answer = client.call(people.get(role).key(), verb, path, body, "Idempotency-Key", UUID.randomUUID().toString());
        boolean json = answer.type().contains("json");
        JsonNode said = json ? answer.json() : null;
        check(operation, answer.status(), said);
        ObjectNode call = JSON.createObjectNode();
        call.put("path", path.replaceAll("\\?limit=2$", ""));
        if (body != null) {
            call.set("request", tree(body));
        }
        call.put("status", answer.status());
        if (said != null) {
            call.set(answer.status() < 300 ? "answer" : "refusal", shown(said));
        }
        CALLS.put(operation, call);
        return answer;
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Without secrets, and of long lists the beginning. */
    private static JsonNode shown(JsonNode said) {
        JsonNode shown = said.deepCopy();
        shorten(shown);
        return tree(shown.toString().replaceAll("whsec_[A-Za-z0-9+/=]+", "whsec_…").replaceAll("(/feeds/[a-z]+/)[A-Za-z0-9_-]{20,}", "$1…"));
    }

    private static void shorten(JsonNode node) {
        if (node instanceof ArrayNode list) {
            while (list.size() > ROWS_SHOWN) {
                list.remove(list.size() - 1);
            }
        }
        node.forEach(OpenApiIT::shorten);
    }

    /** Holds an answer to the document. */
    private static void check(String operation, int status, JsonNode said) {
        String[] verbAndPath = operation.split(" ");
        JsonNode described = document.path("paths").path(verbAndPath[1]).path(verbAndPath[0].toLowerCase(java.util.Locale.ROOT));
        if (described.isMissingNode()) {
            WRONG.add(operation + " is not in the document");
            return;
        }
        JsonNode response = described.path("responses").path(Integer.toString(status));
        if (response.isMissingNode()) {
            WRONG.add(operation + " answers " + status + ", which the document does not know: " + said);
            return;
        }
        String pointer = "/paths/" + verbAndPath[1].replace("~", "~0").replace("/", "~1") + "/" + verbAndPath[0].toLowerCase(java.util.Locale.ROOT) + "/responses/" + status
                + "/content/" + (status < 300 ? "application~1json" : "application~1problem+json") + "/schema";
        if (said == null || document.at(pointer).isMissingNode()) {
            if (said != null || response.path("content").has("application/json")) {
                WRONG.add(operation + " " + status + " answers " + said + ", the document says " + response);
            }
            return;
        }
        List<String> faults = new ArrayList<>();
        schemas.getSchema(SchemaLocation.of("https://entrepot/openapi.json#" + pointer.replace("{", "%7B").replace("}", "%7D"))).validate(said)
                .forEach(message -> faults.add(message.getInstanceLocation() + " " + message.getMessage()));
        if (!faults.isEmpty()) {
            WRONG.add(operation + " " + status + ": " + faults.subList(0, Math.min(3, faults.size())));
        }
    }

}
