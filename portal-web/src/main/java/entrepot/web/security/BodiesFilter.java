package entrepot.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Refuses a body that is too long before anything of it is read, and one that does not say how long it is (browsers and clients of APIs do).
 * Left to the server, the first would be answered by its own page or fail deep inside of Faces, and the second could be endless.
 */
public class BodiesFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** An uploaded file with the form around it; web.xml lets the same through. */
    private static final long UPLOAD_MAX = 33L << 20;
    /** Any other form, and JSON; the server's own limit for forms. */
    private static final long OTHER_MAX = 2L << 20;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        String type = request.getContentType();
        boolean upload = type != null && type.regionMatches(true, 0, "multipart/", 0, "multipart/".length());
        if (request.getContentLengthLong() > (upload ? UPLOAD_MAX : OTHER_MAX)) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        } else if (request.getHeader("Transfer-Encoding") != null) {
            response.sendError(HttpServletResponse.SC_LENGTH_REQUIRED);
        } else {
            chain.doFilter(request, response);
        }
    }
}
