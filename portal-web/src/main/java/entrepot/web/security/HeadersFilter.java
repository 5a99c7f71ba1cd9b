package entrepot.web.security;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
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
        chain.doFilter(whole && request.getContentLengthLong() >= 0 ? new Asked(request) : request,
                new Answer(errors, request, response, whole));
    }

    private static boolean isStatic(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.startsWith("/style/") && request.getParameter("v") != null;
    }

    /** Ends where it said that it would: of a client that offers another protocol the server waits for more, until it is tired of it. */
    private static final class Asked extends HttpServletRequestWrapper {

        private Measured body;

        Asked(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (body == null) {
                body = new Measured(super.getInputStream(), getContentLengthLong());
            }
            return body;
        }
    }

    /** A body of a known length. */
    private static final class Measured extends ServletInputStream {

        private final ServletInputStream in;
        private long left;

        Measured(ServletInputStream in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            int next = left > 0 ? in.read() : -1;
            left -= next < 0 ? left : 1;
            return next;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int read = left > 0 ? in.read(bytes, from, (int) Math.min(length, left)) : -1;
            left -= read < 0 ? left : read;
            return read;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(in.available(), left);
        }

        @Override
        public boolean isFinished() {
            return left == 0 || in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
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
