package entrepot.web.open;

import entrepot.platform.crypto.Tokens;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;

/** The document of the REST API (OpenAPI 3.1), for everybody: it holds nothing of any tenant. Made at build time. */
@WebServlet("/api/openapi.json")
public class OpenApiServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String DOCUMENT = "/entrepot/web/openapi/openapi.json";
    private static final int VERSION_LENGTH = 32;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] document;
        try (InputStream in = OpenApiServlet.class.getResourceAsStream(DOCUMENT)) {
            if (in == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            document = in.readAllBytes();
        }
        String tag = '"' + Tokens.sha256(document).substring(0, VERSION_LENGTH) + '"';
        response.setHeader("ETag", tag);
        response.setHeader("Cache-Control", "public, max-age=300");
        if (tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setContentLength(document.length);
        response.getOutputStream().write(document);
    }
}
