package entrepot.web.security;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Where a request comes from. Behind a proxy of ours ({@code behind.proxy=true}) that is what the proxy says: the last address in
 * {@code X-Forwarded-For}, which it added itself, and {@code X-Forwarded-Proto}. Without that setting the headers are anybody's and are not looked at.
 */
public final class Clients {

    private static final String BEHIND_PROXY = "ENTREPOT_BEHIND_PROXY";
    private static final int ADDRESS_MAX = 45;

    private Clients() {
    }

    /** The client's address, for limits and the list of sign-ins. */
    public static String address(HttpServletRequest request) {
        String forwarded = isBehindProxy() ? request.getHeader("X-Forwarded-For") : null;
        if (forwarded == null || forwarded.isBlank()) {
            return request.getRemoteAddr();
        }
        String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        return last.isEmpty() || last.length() > ADDRESS_MAX ? request.getRemoteAddr() : last;
    }

    /** Whether the client speaks TLS, to us or to our proxy. */
    public static boolean isSecure(HttpServletRequest request) {
        return request.isSecure() || isBehindProxy() && "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
    }

    /** Where the client reached us, for addresses that are handed out: {@code https://acme.example.com}. */
    public static String root(HttpServletRequest request) {
        return (isSecure(request) ? "https" : "http") + "://" + request.getHeader("Host") + request.getContextPath();
    }

    /** Whether a proxy of ours stands in front, which then speaks TLS. */
    public static boolean isBehindProxy() {
        return Boolean.parseBoolean(System.getProperty(BEHIND_PROXY, System.getenv(BEHIND_PROXY)));
    }
}
