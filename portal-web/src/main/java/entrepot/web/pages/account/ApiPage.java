package entrepot.web.pages.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import entrepot.kernel.Problem;
import entrepot.network.NetworkPermission;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The API for who writes a program: its operations by subject, those of one's own areas, each ready to be copied. Reads the same document that programs get. */
@Named
@RequestScoped
public class ApiPage {

    private static final JsonNode DOCUMENT = read();

    private static final Pattern SUB_SHOP = Pattern.compile("SHP-[0-9A-Z]{6}");
    /** Codes have no L. */
    private static final String NOBODYS = "SHP-SAMPLE";

    @Inject
    private SubShops subShops;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String things;
    private List<String> subjects;
    private List<Operation> operations;
    private List<Operation> shown;

    /** One operation as the page shows it. */
    public record Operation(String id, String verb, String path, String description, String permissions, List<Parameter> parameters, String request,
                            String answer, String problems, List<Sample> samples) {

        /** The same with another sub-shop in its examples. */
        private Operation with(String shop) {
            return new Operation(id, verb, path, description, permissions, parameters, ApiPage.with(shop, request), ApiPage.with(shop, answer), problems,
                    samples.stream().map(sample -> new Sample(sample.label(), ApiPage.with(shop, sample.source()))).toList());
        }
    }

    public record Parameter(String name, String in, String meaning, boolean required) {
    }

    public record Sample(String label, String source) {
    }

    public void load() {
        Set<String> tags = new TreeSet<>();
        DOCUMENT.path("paths").forEach(path -> path.forEach(operation -> tags.add(operation.at("/tags/0").asText())));
        subjects = tags.stream().filter(tag -> actor.may("area:" + tag.split("/")[0])).toList();
        String asked = request.getParameter("things");
        if (asked != null && !asked.isBlank() && !subjects.contains(asked)) {
            throw Problem.notFound("api", asked);
        }
        things = asked != null && !asked.isBlank() ? asked : subjects.isEmpty() ? "" : subjects.get(0);
        operations = new ArrayList<>();
        DOCUMENT.path("paths").properties().forEach(path -> path.getValue().properties().forEach(verb -> {
            if (verb.getValue().at("/tags/0").asText().equals(things)) {
                operations.add(operation(verb.getKey(), path.getKey(), verb.getValue()));
            }
        }));
    }

    /** Examples name the reader's own sub-shop, so that a call that was copied is a call that works; others a code that is nobody's. */
    private String own() {
        return actor.get().headquarters() || !actor.may(NetworkPermission.SHOPS_READ) ? NOBODYS
                : subShops.list(actor.get()).stream().filter(SubShop::isOpen).map(SubShop::code).findFirst().orElse(NOBODYS);
    }

    private static String with(String own, String example) {
        return example == null ? null : SUB_SHOP.matcher(example).replaceAll(own);
    }

    private static Operation operation(String verb, String path, JsonNode node) {
        List<Parameter> parameters = stream(node.path("parameters")).map(p -> new Parameter(p.path("name").asText(), p.path("in").asText(),
                p.path("description").asText(), p.path("required").asBoolean())).toList();
        JsonNode good = node.path("responses").path("200").isMissingNode() ? node.path("responses").path("201") : node.path("responses").path("200");
        return new Operation(node.path("operationId").asText(), verb.toUpperCase(Locale.ROOT), path, node.path("description").asText(),
                words(node.path("x-permissions")), parameters, pretty(node.at("/requestBody/content/application~1json/example")),
                pretty(good.at("/content/application~1json/example")), words(node.path("x-problems")),
                stream(node.path("x-codeSamples")).map(s -> new Sample(s.path("label").asText(), s.path("source").asText())).toList());
    }

    private static java.util.stream.Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static String words(JsonNode list) {
        return stream(list).map(JsonNode::asText).collect(Collectors.joining(", "));
    }

    private static String pretty(JsonNode example) {
        return example.isMissingNode() ? null : example.toPrettyString();
    }

    private static JsonNode read() {
        try (InputStream in = ApiPage.class.getResourceAsStream("/entrepot/web/openapi/openapi.json")) {
            return in == null ? new ObjectMapper().createObjectNode() : new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String getThings() {
        return things;
    }

    public List<String> getSubjects() {
        return subjects;
    }

    public List<Operation> getOperations() {
        if (shown == null) {
            String own = own();
            shown = operations.stream().map(each -> each.with(own)).toList();
        }
        return shown;
    }
}
