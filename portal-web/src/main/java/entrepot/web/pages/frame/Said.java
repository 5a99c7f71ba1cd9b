package entrepot.web.pages.frame;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What was said just before a redirect, shown once on the page after it. Kept in the session: Faces' own flash loses it now and then after AJAX. */
@Named
@RequestScoped
public class Said {

    private static final String KEPT = "entrepot.said";
    private static final int KEPT_MAX = 5;

    @Inject
    private HttpServletRequest request;

    private List<Remark> remarks;

    /** The tone of what was said. */
    public enum Kind { GOOD, WARN }

    /** One message, in the person's language already. */
    public record Remark(Kind kind, String text) implements Serializable {
        private static final long serialVersionUID = 1L;

        /** The class of the note that shows it. */
        public String tone() {
            return kind == Kind.GOOD ? "good" : "warn";
        }
    }

    static void keep(FacesContext faces, Kind kind, String text) {
        HttpSession session = (HttpSession) faces.getExternalContext().getSession(true);
        List<Remark> kept = new ArrayList<>(kept(session));
        kept.add(new Remark(kind, text));
        session.setAttribute(KEPT, kept.size() > KEPT_MAX ? new ArrayList<>(kept.subList(1, kept.size())) : kept);
    }

    /** Takes what was kept; the next page shows nothing of it. */
    public List<Remark> getRemarks() {
        if (remarks == null) {
            HttpSession session = request.getSession(false);
            remarks = session == null ? List.of() : kept(session);
            if (!remarks.isEmpty()) {
                session.removeAttribute(KEPT);
            }
        }
        return remarks;
    }

    private static List<Remark> kept(HttpSession session) {
        List<Remark> remarks = new ArrayList<>();
        if (session.getAttribute(KEPT) instanceof List<?> kept) {
            kept.forEach(remark -> remarks.add((Remark) remark));
        }
        return remarks;
    }
}
