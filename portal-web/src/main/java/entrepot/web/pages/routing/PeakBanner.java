package entrepot.web.pages.routing;

import entrepot.routing.Peak;
import entrepot.routing.Peaks;
import entrepot.routing.RoutingPermission;
import entrepot.web.pages.frame.Show;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;

/** Tells members of a peak period that runs or is near, on the pages on which they work. */
@Named
@RequestScoped
public class PeakBanner {

    private static final List<String> PLACES = List.of("/desk", "/agent/orders", "/agent/lists", "/dealer/offers", "/dealer/shipments",
            "/dealer/share");

    @Inject
    private Peaks peaks;
    @Inject
    private CurrentActor actor;
    @Inject
    private PageTexts msg;
    @Inject
    private Show show;
    @Inject
    private HttpServletRequest request;

    private boolean asked;
    private Peak peak;

    /** Its name and days; null where there is nothing to tell. */
    public String getWords() {
        return peak() == null ? null : words(peak());
    }

    /** What holds meanwhile, in words. */
    public String getRules() {
        return peak() == null ? null : String.join(" ", rules(peak()));
    }

    private Peak peak() {
        if (!asked) {
            asked = true;
            peak = isPlace() && actor.isSignedIn() && actor.may(RoutingPermission.VIEW) ? peaks.soon(actor.get()).orElse(null) : null;
        }
        return peak;
    }

    private boolean isPlace() {
        String path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        return PLACES.stream().anyMatch(path::startsWith);
    }

    private String words(Peak peak) {
        boolean runs = peak.holds(show.getNow());
        return msg.text(runs ? "routing.peak.now" : "routing.peak.soon", "name", peak.name(), "from", show.day(peak.from()),
                "until", show.date(peak.lastDay(actor.tenant().zone())));
    }

    private List<String> rules(Peak peak) {
        List<String> said = new ArrayList<>();
        if (peak.acceptAtOnce()) {
            said.add(msg.get("routing.peak.accepts"));
        }
        if (peak.limitPercent() > 100) {
            said.add(msg.text("routing.peak.limits", "percent", peak.limitPercent()));
        }
        if (peak.fairQueue()) {
            said.add(msg.get("routing.peak.queue"));
        }
        return said;
    }
}
