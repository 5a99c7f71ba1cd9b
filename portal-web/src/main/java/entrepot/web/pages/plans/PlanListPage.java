package entrepot.web.pages.plans;

import entrepot.commission.Plan;
import entrepot.commission.PlanDraft;
import entrepot.commission.Plans;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Show;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Drafts that are written or wait, and all versions that were ever in force. */
@Named
@RequestScoped
public class PlanListPage {

    @Inject
    private Plans plans;
    @Inject
    private CurrentActor actor;
    @Inject
    private Show show;
    @Inject
    private PlanPlace place;

    private List<Version> versions = List.of();
    private List<PlanDraft> drafts = List.of();

    /** @param from null for the example @param until when the next one took its place; null for the newest @param current whether orders placed now earn by it */
    public record Version(Plan plan, Instant from, Instant until, boolean current, String maker, String checker, String reason) {
    }

    public void load() {
        drafts = plans.drafts(actor.get());
        List<Version> rows = new ArrayList<>();
        Instant until = null;
        Instant now = show.getNow();
        boolean found = false;
        for (Plans.DatedPlan each : plans.all(actor.get())) {
            boolean current = !found && !each.from().isAfter(now);
            found |= current;
            rows.add(new Version(each.plan(), each.from(), until, current, each.maker(), each.checker(), each.reason()));
            until = each.from();
        }
        rows.add(new Version(Plan.EXAMPLE, null, until, !found, "", "", ""));
        versions = rows;
    }

    /** Begins the next version as a copy of the one in force. */
    public String begin() {
        String code = plans.start(actor.get(), null);
        return Done.to(place.at("detail") + "?code=" + code, "plans.begun");
    }

    public List<Version> getVersions() {
        return versions;
    }

    public List<PlanDraft> getDrafts() {
        return drafts;
    }
}
