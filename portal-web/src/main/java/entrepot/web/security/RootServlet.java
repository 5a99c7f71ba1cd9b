package entrepot.web.security;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The root of a tenant's host leads to the desk, or to sign-in; {@code /join}, as people write it on a card, to the form. */
@WebServlet({"", "/join", "/join/"})
public class RootServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient CurrentActor actor;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean joining = request.getRequestURI().startsWith(request.getContextPath() + "/join");
        response.sendRedirect(request.getContextPath() + (joining ? "/join/apply" : actor.isSignedIn() ? "/desk" : "/sign-in"));
    }
}
