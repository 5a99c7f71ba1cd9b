package entrepot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import entrepot.identity.Role;
import entrepot.journey.RunningPortal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
    private static final boolean RECORDS = Boolean.getBoolean("examples.record");
    /** Operations whose example is a refusal, and why no success can be had of the demonstration. */
    private static final Map<String, String> REFUSED = Map.of(
            "POST /api/dealer/v1/invoices/charges/{code}/pay", "no dealer of the demonstration was charged; the agents' example says how",
            "POST /api/dealer/v1/invoices/own", "no dealer of the demonstration has to hand one in; the agents' example says how");

    private static RunningPortal portal;
    private static Map<Role, Person> people;
    private static Samples samples;
    private static JsonNode document;
    private static ApiCalls calls;

    @BeforeAll
    static void callEverything() throws Exception {
        portal = RunningPortal.shared();
        people = Person.ofEachRole(portal);
        samples = new Samples(portal);
        Client client = new Client(portal);
        Answer described = client.call(null, "GET", "/api/openapi.json", null);
        assertThat(described.status()).as("the document is open to everybody").isEqualTo(200);
        document = described.json();
        calls = new ApiCalls(client, people, document);
        ApiSteps steps = new ApiSteps(portal, client, people, samples, calls);
        steps.orders();
        steps.feeds();
        steps.webhooks();
        steps.consignments();
        steps.stock();
        steps.stockDocuments();
        steps.limits();
        steps.quotations();
        steps.requests();
        steps.intercepts();
        steps.holdRules();
        ApiStepsCommission commission = new ApiStepsCommission(portal, people, calls);
        commission.forecasts(steps.anyOrder());
        commission.plans();
        commission.deductions();
        if (RECORDS) {
            steps.stockDecisions();
            steps.holdRulesDecided();
            steps.priceLists();
            new ApiStepsSettlement(portal, calls, samples.own("members", people.get(Role.FINANCE_MAKER)).orElseThrow()).all();
            new ApiStepsTax(calls).all();
            BookSteps books = new BookSteps(portal, people, samples, calls, steps);
            steps.settlement(books);
            new ApiStepsCredit(people, calls, steps).all();
            books.all();
            new ApiStepsBooks(calls, steps).all();
            new ApiStepsLeavers(portal, calls, steps).all();
        }
        // whatever has no step of its own: read with one's own codes, or tried where it can change nothing any more
        for (Endpoint endpoint : Endpoint.all()) {
            if (!calls.made().containsKey(endpoint.toString())) {
                byItself(endpoint);
            }
        }
        if (RECORDS) {
            ObjectNode all = JSON.createObjectNode();
            calls.made().forEach(all::set);
            Files.writeString(EXAMPLES, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
        }
    }

    @Test
    void every_answer_is_as_the_document_says() {
        assertThat(calls.wrong()).isEmpty();
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
        calls.made().forEach((operation, call) -> {
            if (!examples.has(operation)) {
                without.add(operation);
            } else if (examples.get(operation).path("status").asInt() < 300) {
                calls.wrong().clear();
                calls.check(operation, examples.get(operation).path("status").asInt(), examples.get(operation).get("answer"));
                calls.wrong().forEach(wrong -> without.add("outdated: " + wrong));
            }
        });
        assertThat(without).as("operations without a true example: run this test with -Dexamples.record=true and commit examples.json").isEmpty();
        assertThat(examples.toString()).as("secrets in the examples").doesNotContainPattern("whsec_[A-Za-z0-9+/]{20}").doesNotContainPattern("ek_[a-z]+_[A-Za-z0-9_-]{20}");
    }

    @Test
    void every_example_is_a_success_but_for_a_short_list_with_reasons() throws Exception {
        Set<String> refused = new TreeSet<>();
        JSON.readTree(Files.readString(EXAMPLES)).properties().stream().filter(example -> example.getValue().path("status").asInt() >= 300)
                .forEach(example -> refused.add(example.getKey()));
        assertThat(refused).as("operations whose example is a refusal: let ApiSteps do them once, and record").isEqualTo(new TreeSet<>(REFUSED.keySet()));
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
                String path = endpoint.at(codes) + (endpoint.reads() && endpoint.nouns().isEmpty() ? "?limit=" + ApiCalls.ROWS_SHOWN : "");
                calls.call(role, endpoint.toString(), endpoint.verb(), path.replaceAll("/me\\?.*", "/me"), body);
                return;
            }
        }
        calls.wrong().add(endpoint + ": nobody in the demonstration can call it");
    }
}
