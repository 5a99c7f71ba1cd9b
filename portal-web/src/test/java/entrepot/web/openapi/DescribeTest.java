package entrepot.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The document of the API says enough: it is made of the sources, so what is missing is missing there. */
class DescribeTest {

    private static Describe.Described described;
    private static JsonNode document;

    @BeforeAll
    static void describe() throws IOException {
        described = Describe.of(Path.of("src/main/java"), Path.of("../portal-domain/src/main/java"),
                Path.of("src/main/resources/entrepot/web/rest/examples.json"), System.getProperty("java.class.path"));
        document = described.document();
        // to be looked at
        Files.writeString(Path.of("target/openapi.json"), document.toPrettyString());
    }

    @Test
    void every_operation_says_what_it_does_and_every_type_can_be_described() {
        assertThat(described.faults()).isEmpty();
    }

    @Test
    void every_operation_has_a_name_of_its_own_and_a_good_answer() {
        Set<String> names = new HashSet<>();
        Set<String> wrong = new TreeSet<>();
        document.get("paths").properties().forEach(path -> path.getValue().properties().forEach(verb -> {
            JsonNode operation = verb.getValue();
            if (!names.add(operation.get("operationId").asText())) {
                wrong.add(path.getKey() + ": the name " + operation.get("operationId") + " stands twice");
            }
            if (!operation.get("responses").fieldNames().next().startsWith("2") && !operation.get("responses").has("200")) {
                wrong.add(path.getKey() + " has no good answer");
            }
        }));
        assertThat(names).hasSizeGreaterThan(40);
        assertThat(wrong).isEmpty();
    }

    @Test
    void what_places_orders_is_described_with_its_permission_refusals_and_body() {
        JsonNode place = document.at("/paths/~1api~1agent~1v1~1orders/post");
        assertThat(place.get("x-permissions").toString()).contains("orders:place");
        assertThat(place.get("x-problems").toString()).contains("OUTSIDE_NUMBER_TAKEN", "NOBODY_CAN_SHIP");
        assertThat(place.at("/requestBody/content/application~1json/schema/$ref").asText()).endsWith("/NewOrder");
        assertThat(place.at("/responses/201/content/application~1json/schema/$ref").asText()).endsWith("/OrderReceipt");
        assertThat(document.at("/components/schemas/NewOrder/properties/subShop/type").asText()).isEqualTo("string");
        assertThat(document.at("/components/schemas/Money/properties/amount/type").asText()).isEqualTo("string");
    }

    @Test
    void no_reference_leads_nowhere() {
        Set<String> wrong = new TreeSet<>();
        document.findValues("$ref").forEach(ref -> {
            if (document.at(ref.asText().substring(1)).isMissingNode()) {
                wrong.add(ref.asText());
            }
        });
        assertThat(wrong).isEmpty();
    }
}
