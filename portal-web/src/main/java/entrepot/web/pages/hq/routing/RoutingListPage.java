package entrepot.web.pages.hq.routing;

import entrepot.platform.approval.Proposal;
import entrepot.routing.Peak;
import entrepot.routing.Peaks;
import entrepot.routing.RoutingRules;
import entrepot.routing.RulesDraft;
import entrepot.routing.RulesDrafts;
import entrepot.routing.Share;
import entrepot.routing.Shares;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Show;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Versions, drafts and proposals of the rules; peak periods; what each dealer was given. */
@Named
@RequestScoped
public class RoutingListPage {

    private static final String PEAKS = "peaks";
    private static final String SHARES = "shares";

    @Inject
    private RulesDrafts drafts;
    @Inject
    private Peaks peaks;
    @Inject
    private Shares shares;
    @Inject
    private CurrentActor actor;
    @Inject
    private Show show;

    private String view;
    private String name;
    private RoutingRules inForce;
    private List<RulesDraft> rows = List.of();
    private List<PeakRow> peakRows = List.of();
    private List<Share> shareRows = List.of();

    /** A peak period or its proposal. @param until its last day, which belongs to it @param state key of {@code routing.peak-state} */
    public record PeakRow(String code, String name, Instant from, LocalDate until, String state) {
    }

    public void load() {
        if (PEAKS.equals(view)) {
            peakRows = new ArrayList<>();
            for (Proposal proposal : peaks.proposals(actor.get())) {
                Peak peak = peaks.get(actor.get(), proposal.subject());
                peakRows.add(new PeakRow(peak.code(), peak.name(), peak.from(), peak.lastDay(actor.tenant().zone()), PeakPage.state(proposal, peak, show.getNow())));
            }
        } else if (SHARES.equals(view)) {
            shareRows = actor.may("routing:share") ? shares.list(actor.get()) : List.of();
        } else {
            rows = drafts.list(actor.get());
            inForce = drafts.inForce(actor.get());
        }
    }

    public String begin() {
        RulesDraft draft = drafts.begin(actor.get(), name);
        return Done.to("/hq/routing/detail?code=" + draft.code(), "routing.begun", "name", draft.rules().name());
    }

    public String getView() {
        return view;
    }

    public void setView(String view) {
        this.view = view;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public RoutingRules getInForce() {
        return inForce;
    }

    public List<RulesDraft> getRows() {
        return rows;
    }

    public List<PeakRow> getPeakRows() {
        return peakRows;
    }

    public List<Share> getShareRows() {
        return shareRows;
    }
}
