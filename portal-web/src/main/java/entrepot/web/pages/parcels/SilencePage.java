package entrepot.web.pages.parcels;

import entrepot.platform.approval.Proposal;
import entrepot.tracking.Silence;
import entrepot.tracking.Silences;
import entrepot.tracking.TrackingPermission;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** How long parcels may be silent: a card on the carriers' page. */
@Named
@ViewScoped
public class SilencePage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String HERE = "/hq/parcels/carriers";

    @Inject
    private Silences silences;
    @Inject
    private CurrentActor actor;

    private Integer stalledDays;
    private Integer deliveredDays;
    private String reason;
    private String verdict;
    private transient Silence terms;

    public String propose() {
        return Done.to(HERE, "fulfilment.terms-proposed", "code", silences.propose(actor.get(), stalledDays, deliveredDays, reason));
    }

    public String approve(String proposal) {
        silences.approve(actor.get(), proposal);
        return Done.to(HERE, "fulfilment.terms-approved", "code", proposal);
    }

    public String reject(String proposal) {
        silences.reject(actor.get(), proposal, verdict);
        return Done.to(HERE, "fulfilment.terms-rejected", "code", proposal);
    }

    /** Other days that wait for a second person. */
    public List<Proposal> getProposals() {
        return actor.may(TrackingPermission.SOURCES) ? silences.waiting(actor.get()) : List.of();
    }

    public boolean own(Proposal proposal) {
        return proposal.madeBy(actor.get());
    }

    public Silence getTerms() {
        if (terms == null) {
            terms = silences.now(actor.get());
        }
        return terms;
    }

    public Integer getStalledDays() {
        return stalledDays == null ? Integer.valueOf(getTerms().stalledDays()) : stalledDays;
    }

    public void setStalledDays(Integer stalledDays) {
        this.stalledDays = stalledDays;
    }

    public Integer getDeliveredDays() {
        return deliveredDays == null ? Integer.valueOf(getTerms().deliveredDays()) : deliveredDays;
    }

    public void setDeliveredDays(Integer deliveredDays) {
        this.deliveredDays = deliveredDays;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public String getVerdict() {
        return verdict;
    }

    public void setVerdict(String verdict) {
        this.verdict = verdict;
    }
}
