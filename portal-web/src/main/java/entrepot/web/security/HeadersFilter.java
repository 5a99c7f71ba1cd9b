package entrepot.web.security;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The security headers of every response: pages, REST, static files and errors. An error is answered here and not by the container's
 * own way to an error page, which ends the answer too early for clients that offer another protocol ({@link #WHOLE}).
 */
public class HeadersFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    static final String POLICY = "Content-Security-Policy";
    /** For what is not a Faces page: those bring their own policy with a nonce. */
    private static final String PLAIN_POLICY = "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none';"
            + " img-src 'self' data:; style-src 'self'; script-src 'self'";

    /**
     * To a client that offers another protocol ({@code Upgrade: h2c}, as Java's own does) the server forgets type and length of what it begins to send
     * before the request is done, and the client waits for more. So what is no longer than this is sent whole.
     */
    private static final int WHOLE = 1 << 20;

    @Inject
    private transient ErrorAnswers errors;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        boolean whole = request.getHeader("Upgrade") != null;
        if (whole) {
            response.setBufferSize(WHOLE);
        }
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
        chain.doFilter(request, new Answer(errors, request, response, whole));
    }

    private static boolean isStatic(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.startsWith("/style/") && request.getParameter("v") != null;
    }

    private static final class Answer extends HttpServletResponseWrapper {

        private final ErrorAnswers errors;
        private final HttpServletRequest request;
        private final boolean whole;

        Answer(ErrorAnswers errors, HttpServletRequest request, HttpServletResponse response, boolean whole) {
            super(response);
            this.errors = errors;
            this.request = request;
            this.whole = whole;
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            return whole ? new Unhurried(super.getOutputStream()) : super.getOutputStream();
        }

        @Override
        public void flushBuffer() throws IOException {
            if (!whole) {
                super.flushBuffer();
            }
        }

        @Override
        public void sendError(int status) throws IOException {
            sendError(status, null);
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            if (isCommitted()) {
                throw new IllegalStateException("the answer is on its way already");
            }
            reset();
            setStatus(status);
            errors.write(request, this, status, request.getRequestURI(), null);
        }

        /** Two policies in one answer would both count, and the plain one knows no nonce: a page's policy takes its place. */
        @Override
        public void addHeader(String name, String value) {
            if (POLICY.equalsIgnoreCase(name)) {
                setHeader(name, value);
            } else {
                super.addHeader(name, value);
            }
        }

        /** As it is written, without scheme and host: the server would say http, which behind a proxy that speaks TLS is wrong. */
        @Override
        public void sendRedirect(String location) throws IOException {
            resetBuffer();
            setStatus(SC_FOUND);
            setHeader("Location", location);
        }

        /** A reset (before an error page) must not take the headers away. */
        @Override
        public void reset() {
            Map<String, List<String>> kept = new LinkedHashMap<>();
            for (String name : getHeaderNames()) {
                if (!name.toLowerCase(Locale.ROOT).startsWith("content-") || name.equalsIgnoreCase(POLICY)) {
                    kept.put(name, List.copyOf(getHeaders(name)));
                }
            }
            super.reset();
            kept.forEach((name, values) -> values.forEach(value -> addHeader(name, value)));
        }
    }

    /** Sends when the buffer is full or the request is done, however often it is asked to. */
    private static final class Unhurried extends ServletOutputStream {

        private final ServletOutputStream out;

        Unhurried(ServletOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void flush() {
            // not yet
        }

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            out.setWriteListener(listener);
        }
    }
}
