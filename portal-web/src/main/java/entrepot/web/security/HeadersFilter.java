package entrepot.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/** The security headers of every response: pages, REST, static files and errors. */
public class HeadersFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    static final String POLICY = "Content-Security-Policy";
    /** For what is not a Faces page: those bring their own policy with a nonce. */
    private static final String PLAIN_POLICY = "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none';"
            + " img-src 'self' data:; style-src 'self'; script-src 'self'";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        response.setHeader(POLICY, PLAIN_POLICY);
        // the server writes its own name and version otherwise
        response.setHeader("Server", "entrepot");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
        if (Clients.isSecure(request)) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
        response.setHeader("Cache-Control", isStatic(request) ? "public, max-age=31536000, immutable" : "no-store");
        chain.doFilter(request, new OnePolicy(response));
    }

    private static boolean isStatic(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.startsWith("/style/") && request.getParameter("v") != null;
    }

    /** Two policies in one answer would both count, and the plain one knows no nonce: a page's policy takes its place. */
    private static final class OnePolicy extends HttpServletResponseWrapper {

        OnePolicy(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void addHeader(String name, String value) {
            if (POLICY.equalsIgnoreCase(name)) {
                setHeader(name, value);
            } else {
                super.addHeader(name, value);
            }
        }

        /** A reset (before an error page) must not take the headers away. */
        @Override
        public void reset() {
            java.util.Map<String, String> kept = new java.util.LinkedHashMap<>();
            for (String name : getHeaderNames()) {
                if (!name.toLowerCase(java.util.Locale.ROOT).startsWith("content-") || name.equalsIgnoreCase(POLICY)) {
                    kept.put(name, getHeader(name));
                }
            }
            super.reset();
            kept.forEach(this::setHeader);
        }
    }
}
