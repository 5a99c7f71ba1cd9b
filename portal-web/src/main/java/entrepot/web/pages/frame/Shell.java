package entrepot.web.pages.frame;

import entrepot.platform.clock.BusinessClock;
import entrepot.platform.tenant.Tenant;
import entrepot.web.security.Accents;
import entrepot.web.security.CurrentActor;
import entrepot.web.security.Stamp;
import entrepot.web.text.Language;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;

/** What the templates show around every page. */
@Named
@RequestScoped
public class Shell {

    @Inject
    private HttpServletRequest request;
    @Inject
    private CurrentActor actor;
    @Inject
    private Language language;
    @Inject
    private BusinessClock clock;

    public Locale getLocale() {
        return language.locale();
    }

    /** The language as a tag: {@code zh-CN}. */
    public String getLanguage() {
        return language.locale().toLanguageTag();
    }

    public String getLanguageName() {
        return language.locale().equals(Locale.SIMPLIFIED_CHINESE) ? "中文" : language.locale().getLanguage().equals("es") ? "Español" : "English";
    }

    public String getStamp() {
        return Stamp.value();
    }

    public String getAccent() {
        return actor.tenant() == null ? "indigo" : Accents.of(actor.tenant().code());
    }

    public Tenant getTenant() {
        return actor.tenant();
    }

    public String getTenantName() {
        return actor.tenant() == null ? "Entrepot" : actor.tenant().name();
    }

    public String getTenantInitial() {
        return initial(getTenantName());
    }

    public String getPersonName() {
        return actor.visit() == null ? "" : actor.get().name();
    }

    public String getPersonInitials() {
        String name = getPersonName();
        String[] words = name.strip().split("\\s+");
        if (!name.isBlank() && Character.isIdeographic(name.strip().codePointAt(0))) {
            return initial(name);
        }
        return words.length > 1 ? initial(words[0]) + initial(words[words.length - 1]) : initial(name);
    }

    public String getOrganisationName() {
        return actor.visit() == null ? "" : actor.organisationName();
    }

    public List<Navigation.Shown> getNavigation() {
        return Navigation.of(actor.get(), Paths.ofPage(request).substring(request.getContextPath().length()));
    }

    public boolean isSignedIn() {
        return actor.isSignedIn();
    }

    public boolean isDemonstration() {
        return clock.isDemonstration();
    }

    /** For pages that show a button or a part only to some: {@code #{shell.may('orders:place')}}. */
    public boolean may(String permission) {
        return actor.may(permission);
    }

    /** This page with its query, encoded for a link that comes back to it. */
    public String getHere() {
        String path = Paths.ofPage(request).substring(request.getContextPath().length());
        String query = "GET".equals(request.getMethod()) && request.getQueryString() != null ? "?" + request.getQueryString() : "";
        return Links.encode(path + query);
    }

    private static String initial(String name) {
        return name.isBlank() ? "·" : new String(Character.toChars(name.strip().codePointAt(0))).toUpperCase(Locale.ROOT);
    }
}
