package entrepot.web.security;

import jakarta.inject.Inject;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Where the container goes with what was thrown (web.xml); {@code sendError} is answered sooner, by {@link HeadersFilter}. */
@WebServlet("/error")
public class ErrorServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient ErrorAnswers answers;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        if (status == null) {
            // asked for directly: there is no such page
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        answers.write(request, response, (Integer) status, String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI)),
                (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
    }
}
