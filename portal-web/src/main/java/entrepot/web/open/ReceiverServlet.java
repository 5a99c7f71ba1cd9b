package entrepot.web.open;

import entrepot.platform.clock.BusinessClock;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Somebody's program, in a demonstration only: takes webhooks, keeps nothing of them and answers with the status that stands in its address. So a stranger
 * sees webhooks arrive and fail without a server of his own.
 */
@WebServlet("/demo/receiver/*")
public class ReceiverServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient BusinessClock clock;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String answer = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        if (!clock.isDemonstration() || !answer.matches("204|410|429|500|503") || request.getHeader("webhook-id") == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setStatus(Integer.parseInt(answer));
    }
}
