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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Calls of the API, each held to the document of it; the first success of an operation is kept as its example. */
final class ApiCalls {

    static final int ROWS_SHOWN = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Client client;
    private final Map<Role, Person> people;
    private final JsonNode document;
    private final JsonSchemaFactory schemas;
    private final Map<String, ObjectNode> made = new TreeMap<>();
    private final Set<String> wrong = new TreeSet<>();

    ApiCalls(Client client, Map<Role, Person> people, JsonNode document) {
        this.client = client;
        this.people = people;
        this.document = document;
        this.schemas = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012, builder -> builder.schemaLoaders(loaders -> loaders.schemas(
                Map.of("https://entrepot/openapi.json", document.toString()))));
    }

    /** What each operation was asked and answered in this run. */
    Map<String, ObjectNode> made() {
        return made;
    }

    /** What was not as the document says. */
    Set<String> wrong() {
        return wrong;
    }

    /** Calls without keeping it. */
    Answer quietly(Role role, String verb, String path, String body) {
        return client.call(people.get(role).key(), verb, path, body, "Idempotency-Key", UUID.randomUUID().toString());
    }

    /** Calls an operation that has to succeed. */
    JsonNode step(Role role, String operation, String body, String... codes) {
        String[] verbAndPath = operation.split(" ");
        String path = verbAndPath[1];
        for (String code : codes) {
            path = path.replaceFirst("\\{\\w+}", code);
        }
        Answer answer = call(role, operation, verbAndPath[0], path, body);
        assertThat(answer.status()).as(operation + ": " + answer.body()).isBetween(200, 299);
        return answer.body().isEmpty() ? JSON.createObjectNode() : answer.json();
    }

    Answer call(Role role, String operation, String verb, String path, String body) {
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
        if (!made.containsKey(operation) || made.get(operation).get("status").asInt() >= 300) {
            made.put(operation, call);
        }
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
        node.forEach(ApiCalls::shorten);
    }

    /** Holds an answer to the document. */
    void check(String operation, int status, JsonNode said) {
        String[] verbAndPath = operation.split(" ");
        JsonNode described = document.path("paths").path(verbAndPath[1]).path(verbAndPath[0].toLowerCase(java.util.Locale.ROOT));
        if (described.isMissingNode()) {
            wrong.add(operation + " is not in the document");
            return;
        }
        JsonNode response = described.path("responses").path(Integer.toString(status));
        if (response.isMissingNode()) {
            wrong.add(operation + " answers " + status + ", which the document does not know: " + said);
            return;
        }
        String pointer = "/paths/" + verbAndPath[1].replace("~", "~0").replace("/", "~1") + "/" + verbAndPath[0].toLowerCase(java.util.Locale.ROOT) + "/responses/" + status
                + "/content/" + (status < 300 ? "application~1json" : "application~1problem+json") + "/schema";
        if (said == null || document.at(pointer).isMissingNode()) {
            if (said != null || response.path("content").has("application/json")) {
                wrong.add(operation + " " + status + " answers " + said + ", the document says " + response);
            }
            return;
        }
        List<String> faults = new ArrayList<>();
        schemas.getSchema(SchemaLocation.of("https://entrepot/openapi.json#" + pointer.replace("{", "%7B").replace("}", "%7D"))).validate(said)
                .forEach(message -> faults.add(message.getInstanceLocation() + " " + message.getMessage()));
        if (!faults.isEmpty()) {
            wrong.add(operation + " " + status + ": " + faults.subList(0, Math.min(3, faults.size())));
        }
    }
}
