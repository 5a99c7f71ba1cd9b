package entrepot.web.text;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Locale;
import java.util.Optional;

/**
 * The language of this request: what the person chose (session, then cookie), else what the browser asks for. At sign-in the
 * language of the person's profile goes into the session, unless the person has just chosen another on this browser.
 */
@RequestScoped
public class Language {

    /** Cookie and session attribute of the choice. */
    public static final String CHOICE = "language";

    @Inject
    private HttpServletRequest request;

    private Locale locale;

    public Locale locale() {
        if (locale == null) {
            locale = chosen(request).orElseGet(() -> Languages.best(request.getHeader("Accept-Language")));
        }
        return locale;
    }

    /** What the person chose on this browser, or in the profile. */
    public static Optional<Locale> chosen(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null && session.getAttribute(CHOICE) instanceof String tag) {
            Optional<Locale> kept = Languages.of(tag);
            if (kept.isPresent()) {
                return kept;
            }
        }
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (CHOICE.equals(cookie.getName())) {
                    return Languages.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }
}
