package entrepot.web.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** How a client calls an operation: with curl, and with the HTTP client of Java. Complete programs, to be copied. */
final class Samples {

    private Samples() {
    }

    /** @param example its recorded call; missing where there is none */
    static void add(ObjectNode operation, String verb, String path, JsonNode example) {
        boolean keyed = operation.has("parameters") && StreamSupport.stream(operation.get("parameters").spliterator(), false)
                .anyMatch(parameter -> parameter.get("name").asText().equals("Idempotency-Key"));
        String body = !operation.has("requestBody") ? null : example.has("request") ? example.get("request").toString() : "{}";
        String address = example.has("path") ? example.get("path").asText() : path;
        ArrayNode samples = operation.putArray("x-codeSamples");
        samples.addObject().put("lang", "Shell").put("label", "curl").put("source", curl(verb, address, body, keyed));
        samples.addObject().put("lang", "Java").put("label", "Java 17").put("source", java(verb, address, body, keyed));
    }

    private static String curl(String verb, String path, String body, boolean keyed) {
        StringBuilder curl = new StringBuilder("curl -sS" + (verb.equals("GET") ? "" : " -X " + verb) + " \"$ENTREPOT" + path + "\" \\\n  -H \"Authorization: Bearer $KEY\"");
        if (keyed) {
            curl.append(" \\\n  -H \"Idempotency-Key: $(cat /proc/sys/kernel/random/uuid)\"");
        }
        if (body != null) {
            curl.append(" \\\n  -H 'Content-Type: application/json' \\\n  -d '").append(body.replace("'", "'\\''")).append('\'');
        } else if (!verb.equals("GET")) {
            curl.append(" -d ''");
        }
        return curl.toString();
    }

    private static String java(String verb, String path, String body, boolean keyed) {
        String publisher = body == null ? "BodyPublishers.noBody()" : "BodyPublishers.ofString(\n" + literal(body) + ")";
        return """
                import java.net.URI;
                import java.net.http.HttpClient;
                import java.net.http.HttpRequest;
                import java.net.http.HttpRequest.BodyPublishers;
                import java.net.http.HttpResponse.BodyHandlers;

                public class Call {

                    public static void main(String[] arguments) throws Exception {
                        var request = HttpRequest.newBuilder(URI.create(System.getenv("ENTREPOT") + "%s"))
                                .header("Authorization", "Bearer " + System.getenv("KEY"))
                %s                .method("%s", %s)
                                .build();
                        var answer = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build().send(request, BodyHandlers.ofString());
                        System.out.println(answer.statusCode());
                        System.out.println(answer.body());
                    }
                }
                """.formatted(path, (keyed ? "                .header(\"Idempotency-Key\", java.util.UUID.randomUUID().toString())\n" : "")
                + (body == null ? "" : "                .header(\"Content-Type\", \"application/json\")\n"), verb, publisher);
    }

    /** As a text of Java, in pieces that a screen can show. */
    private static String literal(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").lines()
                .flatMap(line -> StreamSupport.stream(java.util.Arrays.asList(line.split("(?<=,)(?=\\\\\"|\\{)")).spliterator(), false))
                .map(piece -> "                        \"" + piece + "\"").collect(Collectors.joining("\n                        + ".replace("                        + ", "                            + ")))
                .replace("+                         \"", "+ \"");
    }
}
