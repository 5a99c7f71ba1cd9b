package entrepot.web.security;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * What is no page in a folder of the portal is nothing. Without this servlet the container itself would answer for a folder, before any filter, by a redirect
 * that tells that the folder is there. Pages have exact addresses, which come first.
 */
@WebServlet({"/WEB-INF/*", "/META-INF/*", "/style", "/account/*", "/agent/*", "/dealer/*", "/demo/*", "/finance/*", "/hq/*", "/join/*"})
public class FoldersServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
}
