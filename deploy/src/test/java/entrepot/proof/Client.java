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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A client of the portal: a program with a key, or (with cookies of its own) a browser without scripts. */
public final class Client {
    private static final String PASSWORD = "entrepot-demo";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern NONCE = Pattern.compile("'nonce-([^']+)'");
    private static final Pattern SECRET = Pattern.compile("class=\"secret\">([^<]+)<");
    private static final Pattern SCOPE = Pattern.compile("<input[^>]*name=\"make:scopes\"[^>]*value=\"([^\"]+)\"");
    private static final Pattern VIEW_STATE = Pattern.compile("name=\"jakarta.faces.ViewState\"[^>]*value=\"([^\"]+)\"");

    private final RunningPortal portal;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http;

    public Client(RunningPortal portal) {
        this(portal, HttpClient.Version.HTTP_1_1);
    }

    private Client(RunningPortal portal, HttpClient.Version version) {
        this.portal = portal;
        // each request has its own timeout; one for the connection takes a pause of this process for a portal that is not there
        this.http = HttpClient.newBuilder().version(version).cookieHandler(cookies).build();
    }

    /** Another client, which asks to go on in HTTP/2 as Java's does unless told otherwise ({@code Upgrade: h2c}). */
    Client offeringHttp2() {
        return new Client(portal, HttpClient.Version.HTTP_2);
    }

    /** A call of the API; key and body may be null. More headers are name, value, name, value. */
    public Answer call(String key, String verb, String path, String body, String... headers) {
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
    public Answer page(String path) {
        return send(portal.request(Person.HOME, path).GET());
    }

    /** Signs in by the form. */
    public Client signIn(String login) {
        Answer answer = press("/sign-in", "form", "enter", Map.of("login", login, "password", PASSWORD));
        Answer desk = page("/desk");
        if (desk.status() != 200) {
            throw new AssertionError(login + " cannot sign in: " + answer.status() + ", then the desk answers "
                    + desk.status() + "\n" + answer.body());
        }
        return this;
    }

    /**
     * Presses a button of a page's form, as a browser without scripts does.
     *
     * @param fields by their ids within the form
     */
    public Answer press(String path, String form, String button, Map<String, String> fields) {
        return post(path, encoded(sent(path, form, button, fields)));
    }

    private Answer post(String path, String body) {
        return send(portal.request(Person.HOME, path).timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /**
     * The same with a file.
     *
     * @param field the file's field within the form
     */
    public Answer upload(String path, String form, String button, Map<String, String> fields, String field, String name, String text) {
        String boundary = "----entrepot" + Long.toHexString(System.nanoTime());
        StringBuilder body = new StringBuilder();
        sent(path, form, button, fields).forEach((key, value) -> body.append("--").append(boundary)
                .append("\r\nContent-Disposition: form-data; name=\"").append(key).append("\"\r\n\r\n").append(value).append("\r\n"));
        body.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"").append(form).append(':').append(field)
                .append("\"; filename=\"").append(name).append("\"\r\nContent-Type: text/csv\r\n\r\n").append(text)
                .append("\r\n--").append(boundary).append("--\r\n");
        return send(portal.request(Person.HOME, path).timeout(PATIENCE)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private static String encoded(Map<String, String> sent) {
        return sent.entrySet().stream().map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8)
                + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
    }

    /** What a browser would send of a form. */
    private Map<String, String> sent(String path, String form, String button, Map<String, String> fields) {
        Answer page = page(path);
        Map<String, String> sent = new LinkedHashMap<>();
        sent.put(form, form);
        fields.forEach((field, value) -> sent.put(form + ":" + field, value));
        sent.put(form + ":" + button, form + ":" + button);
        sent.put("jakarta.faces.ViewState", first(VIEW_STATE, page.body()));
        sent.put("primefaces.nonce", first(NONCE, page.whole().headers().firstValue("Content-Security-Policy").orElse("")));
        return sent;
    }

    /** Makes an API key with all that the person who is signed in may do, on the page for it. */
    public String makeKey(String name) {
        String path = "/account/keys";
        String ticked = SCOPE.matcher(page(path).body()).results()
                .map(box -> "&make%3Ascopes=" + URLEncoder.encode(box.group(1), StandardCharsets.UTF_8)).collect(Collectors.joining());
        return first(SECRET, post(path, encoded(sent(path, "make", "create", Map.of("name", name))) + ticked).body());
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new AssertionError("No " + pattern + " in " + text);
        }
        return found.group(1);
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
