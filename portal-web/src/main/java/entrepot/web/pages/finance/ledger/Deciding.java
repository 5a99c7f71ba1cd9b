package entrepot.web.pages.finance.ledger;

import entrepot.kernel.Problem;
import entrepot.platform.approval.Proposal;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.inject.Inject;

/** What pages have on which a second person approves or rejects. */
public abstract class Deciding {

    @Inject
    private CurrentActor actor;

    private String verdict;
    private String reason;

    /** Does what was proposed. */
    protected abstract void approved(String code);

    /** Leaves it undone. */
    protected abstract void rejected(String code, String why);

    /** Where the page is, for coming back. */
    protected abstract String here();

    public String approve(String code) {
        approved(code);
        return Done.to(here(), "ledger.approved");
    }

    public String reject(String code) {
        if (Asked.blank(verdict)) {
            throw Problem.missing("reason");
        }
        rejected(code, verdict);
        return Done.to(here(), "ledger.rejected");
    }

    public boolean mine(Proposal proposal) {
        return proposal.madeBy(actor.get());
    }

    public String getVerdict() {
        return verdict;
    }

    public void setVerdict(String verdict) {
        this.verdict = verdict;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
