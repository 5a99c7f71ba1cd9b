package entrepot.web.pages.frame;

import entrepot.web.text.PageTexts;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a button ends: a message of what happened, and on to a page by a redirect, so that a reload does nothing twice. */
public final class Done {

    private Done() {
    }

    /**
     * Goes on to a page with a message there.
     *
     * @param page from the root, with its parameters
     * @param key text of the message
     * @param details name, value, name, value …
     * @return null, so that an action method can return it
     */
    public static String to(String page, String key, Object... details) {
        Said.keep(FacesContext.getCurrentInstance(), Said.Kind.GOOD, text(key, details));
        return to(page);
    }

    /** Goes on to a page without a word. */
    public static String to(String page) {
        FacesContext faces = FacesContext.getCurrentInstance();
        ExternalContext external = faces.getExternalContext();
        try {
            external.redirect(external.getRequestContextPath() + page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        faces.responseComplete();
        return null;
    }

    /** A message on this page. */
    public static void say(String key, Object... details) {
        FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(FacesMessage.SEVERITY_INFO, text(key, details), null));
    }

    private static String text(String key, Object... details) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < details.length; i += 2) {
            named.put(String.valueOf(details[i]), details[i + 1]);
        }
        return CDI.current().select(PageTexts.class).get().text(key, named);
    }
}
