package entrepot.proof;

import entrepot.journey.RunningPortal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A client of the portal: a program with a key, or (with cookies of its own) a browser without scripts. */
final class Client {
    private static final String PASSWORD = "entrepot-demo";
    private static final Pattern VIEW_STATE = Pattern.compile("name=\"jakarta.faces.ViewState\"[^>]*value=\"([^\"]+)\"");

    private final RunningPortal portal;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).cookieHandler(cookies)
            .connectTimeout(Duration.ofSeconds(5)).build();

    Client(RunningPortal portal) {
        this.portal = portal;
    }

    /** A call of the API; key and body may be null. More headers are name, value, name, value. */
    Answer call(String key, String verb, String path, String body, String... headers) {
        HttpRequest.Builder request = portal.request(Person.HOME, path).method(verb, body == null
                ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        if (body != null && !java.util.List.of(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    /** A page, without following where it leads. */
    Answer page(String path) {
        return send(portal.request(Person.HOME, path).GET());
    }

    /** Signs in by the form. */
    Client signIn(String login) {
        Answer form = page("/sign-in");
        Matcher state = VIEW_STATE.matcher(form.body());
        if (!state.find()) {
            throw new AssertionError("No form to sign in: " + form);
        }
        Map<String, String> fields = Map.of("form", "form", "form:login", login, "form:password", PASSWORD,
                "form:enter", "form:enter", "jakarta.faces.ViewState", state.group(1));
        String body = fields.entrySet().stream().map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8)
                + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
        Answer answer = send(portal.request(Person.HOME, "/sign-in")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        Answer desk = page("/desk");
        if (desk.status() != 200) {
            throw new AssertionError(login + " cannot sign in: " + answer.status() + ", then the desk answers "
                    + desk.status() + "\n" + answer.body());
        }
        return this;
    }

    /** The session's cookie. */
    String session() {
        return cookies.getCookieStore().getCookies().stream().filter(cookie -> cookie.getName().equals("entrepot"))
                .findFirst().orElseThrow().getValue();
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            return Answer.of(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
