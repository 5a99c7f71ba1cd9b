package entrepot.web.security;

import entrepot.identity.Users;
import entrepot.web.pages.frame.Paths;
import entrepot.web.text.Language;
import entrepot.web.text.Languages;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Switches the language and goes back to the page: {@code /language?to=zh-CN&back=/desk}. Kept in a cookie, the session and the person's profile. */
@WebServlet("/language")
public class LanguageServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient CurrentActor actor;
    @Inject
    private transient Users users;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Locale> language = Languages.of(request.getParameter("to"));
        language.ifPresent(chosen -> keep(request, response, chosen.toLanguageTag()));
        String back = request.getParameter("back");
        response.sendRedirect(request.getContextPath() + (Paths.isLocal(back) ? back : "/"));
    }

    private void keep(HttpServletRequest request, HttpServletResponse response, String tag) {
        Cookie cookie = new Cookie(Language.CHOICE, tag);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(Clients.isSecure(request));
        cookie.setAttribute("SameSite", "Lax");
        cookie.setMaxAge((int) Duration.ofDays(365).toSeconds());
        response.addCookie(cookie);
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.setAttribute(Language.CHOICE, tag);
        }
        if (actor.isSignedIn()) {
            users.speak(actor.get(), tag);
        }
    }
}
