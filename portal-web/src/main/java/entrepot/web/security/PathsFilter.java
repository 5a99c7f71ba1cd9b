package entrepot.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lets only plain paths through, so that what the chains below match is what the container serves; refuses unsafe requests that did not
 * come from our own pages; hides what the server itself would publish.
 */
public class PathsFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final Pattern ODD = Pattern.compile(";|//|/\\.\\.?(/|$)|\\\\|%2e|%2f|%5c|%00|%0a|%0d|%3b|%25", Pattern.CASE_INSENSITIVE);
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    /** A page is read or posted to. */
    private static final Set<String> OF_PAGES = Set.of("GET", "HEAD", "POST");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern SERVERS_OWN = Pattern.compile("/(openapi|metrics|health)(/.*)?");
    private static final Set<String> OURS = Set.of("/health/ready", "/health/live");
    private static final int PATH_MAX = 1000;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (path.length() > PATH_MAX || ODD.matcher(path).find()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        } else if (!METHODS.contains(request.getMethod())) {
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        } else if (!isApi(path) && !OF_PAGES.contains(request.getMethod())) {
            response.setHeader("Allow", "GET, HEAD, POST");
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        } else if (SERVERS_OWN.matcher(path).matches() && !OURS.contains(path) || isViewFile(path)) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else if (!READING.contains(request.getMethod()) && !isApi(path) && isForeign(request)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isApi(String path) {
        return path.startsWith("/api/");
    }

    /** Pages have one address, the one without {@code .xhtml}; resources of Faces keep theirs. */
    private static boolean isViewFile(String path) {
        return path.endsWith(".xhtml") && !path.startsWith("/jakarta.faces.resource/");
    }

    /** Whether a browser says that another site's page sent this. A request without either header is no browser's form post, and has no view state. */
    private static boolean isForeign(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return true;
        }
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return false;
        }
        try {
            URI from = URI.create(origin);
            String host = request.getHeader("Host");
            return from.getAuthority() == null || host == null || !from.getAuthority().toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException malformed) {
            return true;
        }
    }
}
