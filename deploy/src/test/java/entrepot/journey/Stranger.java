package entrepot.journey;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody at another machine, without scripts, who fills in the form to join; every address 127.x.x.x is this machine, and another client to the portal. */
final class Stranger {

    private static final String PAGE = "/join/apply";
    private static final Pattern STATE = Pattern.compile("name=\"jakarta.faces.ViewState\"[^>]*value=\"([^\"]+)\"");
    private static final Pattern NONCE = Pattern.compile("'nonce-([^']+)'");
    private static final Pattern COOKIE = Pattern.compile("(?i)Set-Cookie: (entrepot=[^;]+)");

    private final RunningPortal portal;
    private final String address;
    private String cookie = "";

    Stranger(RunningPortal portal, String address) {
        this.portal = portal;
        this.address = address;
    }

    /** The form. */
    String open(String language) throws IOException {
        String answer = send("GET", language, "");
        Matcher set = COOKIE.matcher(answer);
        if (set.find()) {
            cookie = set.group(1);
        }
        return answer;
    }

    /** Fills it in with an e-mail address that is none, sends it and returns what comes back. */
    String apply(String language) throws IOException {
        String form = open(language);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("form", "form");
        fields.put("form:abilities", "SELLS");
        fields.put("form:company", "Stranger Ltd");
        fields.put("form:contact", "S. Tranger");
        fields.put("form:email", "nonsense");
        fields.put("form:province", "浙江省");
        fields.put("form:city", "杭州市");
        fields.put("form:apply", "form:apply");
        fields.put("primefaces.nonce", first(NONCE, form));
        fields.put("jakarta.faces.ViewState", first(STATE, form));
        return send("POST", language, fields.entrySet().stream().map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&")));
    }

    private String send(String verb, String language, String body) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
            socket.connect(new InetSocketAddress("127.0.0.1", portal.port()), 5_000);
            socket.setSoTimeout(60_000);
            String head = verb + " " + PAGE + " HTTP/1.0\r\nHost: acme.localhost:" + portal.port() + "\r\nAccept-Language: " + language + "\r\n"
                    + (cookie.isEmpty() ? "" : "Cookie: " + cookie + "\r\n")
                    + (body.isEmpty() ? "" : "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length() + "\r\n") + "\r\n";
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new AssertionError("no " + pattern + " in " + text);
        }
        return found.group(1);
    }
}
