package entrepot.web.security;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Signs out by a POST from our own pages (other sites' are refused by {@link PathsFilter}). */
@WebServlet("/sign-out")
public class SignOutServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient LiveSignIn live;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        live.close(request);
        response.sendRedirect(request.getContextPath() + "/sign-in?out=1");
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.sendRedirect(request.getContextPath() + "/");
    }
}
