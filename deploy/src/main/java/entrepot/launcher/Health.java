package entrepot.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/**
 * What the portal says of itself at {@code /health/ready}, as plain text, one thing a line: {@code working: what} and
 * {@code failed: why} while it cannot be used (503); {@code signin:} lines to print once it can (200).
 *
 * @param status the HTTP status: 200 when it serves, 503 while it prepares, 0 when nobody answers
 * @param lines  the body: what it is doing, or what to print once it serves
 */
record Health(int status, List<String> lines) {
    private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    static Health of(int port) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                .timeout(Duration.ofSeconds(5)).build();
        try {
            HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            if (!answer.headers().firstValue("content-type").orElse("").startsWith("text/plain")) {
                // a page of the server, which says nothing about the portal
                return new Health(answer.statusCode() == 200 ? 404 : answer.statusCode(), List.of());
            }
            return new Health(answer.statusCode(), answer.body().lines().map(String::strip)
                    .filter(line -> !line.isEmpty()).toList());
        } catch (IOException e) {
            return new Health(0, List.of());
        }
    }

    /** Asks for the first page as a visitor would; what comes of it is left to visitors. */
    static void visit(int port) throws InterruptedException {
        try {
            CLIENT.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/")).timeout(Duration.ofSeconds(30)).build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            // whoever comes next will see it
        }
    }

    /** What stands behind each line's beginning. */
    List<String> values(String beginning) {
        return lines.stream().filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()).strip()).toList();
    }

    /** The first of them, or nothing. */
    String value(String beginning) {
        List<String> values = values(beginning);
        return values.isEmpty() ? "" : values.get(0);
    }

    boolean ready() {
        return status == 200;
    }
}
