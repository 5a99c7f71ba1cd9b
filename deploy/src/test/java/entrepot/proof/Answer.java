package entrepot.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;

/** What the portal answered. */
public record Answer(int status, String type, String body, HttpResponse<String> whole) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Answer of(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers().firstValue("Content-Type").orElse(""),
                response.body(), response);
    }

    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON: " + body, e);
        }
    }

    /** What is wrong with it as an error of the API; empty when it is problem+json as promised. */
    String faultAsProblem() {
        if (!type.startsWith("application/problem+json")) {
            return "is " + (type.isEmpty() ? "nothing" : type) + " instead of problem+json";
        }
        JsonNode json = json();
        if (json.path("code").asText().isEmpty() || json.path("title").asText().isEmpty()
                || json.path("status").asInt() != status) {
            return "lacks code, title or its own status: " + body;
        }
        if (body.contains("\tat ") || body.contains("Exception") || body.contains("entrepot.")
                || body.contains("java.") || body.toLowerCase(java.util.Locale.ROOT).contains("select ")) {
            return "tells what is inside: " + body;
        }
        return "";
    }

    /** The shape of an error, by which nobody may tell a foreign thing from none: status, code and the names in it. */
    String shape() {
        if (!type.startsWith("application/problem+json")) {
            return status + " " + type;
        }
        Set<String> names = new TreeSet<>();
        json().fieldNames().forEachRemaining(names::add);
        json().path("details").fieldNames().forEachRemaining(name -> names.add("details." + name));
        return status + " " + json().path("code").asText() + " " + names;
    }
}
