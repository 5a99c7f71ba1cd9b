package entrepot.web.pages.finance.ledger;

import entrepot.kernel.KernelProblem;
import entrepot.kernel.Problem;
import entrepot.ledger.Adjustments;
import entrepot.ledger.Books;
import entrepot.ledger.JournalFilter;
import entrepot.ledger.Openings;
import entrepot.ledger.Posting;
import entrepot.platform.approval.Proposal;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** One adjustment, or opening balances: what it does, who wanted it and why, and what was posted. */
@Named
@RequestScoped
public class AdjustmentPage extends Deciding {

    private static final int SHOWN = 50;

    @Inject
    private Adjustments adjustments;
    @Inject
    private Openings openings;
    @Inject
    private Books books;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private Proposal proposal;
    private List<Posting> postings;

    public void load() {
        if (proposal != null) {
            return;
        }
        // before the form is read, because the buttons that are shown depend on it
        String code = request.getParameter("code");
        proposal = found(code == null ? "" : code);
        postings = books.journal(actor.get(), new JournalFilter(null, null, null, proposal.kind(), proposal.code(), null, null, null, null, null),
                null, SHOWN);
    }

    private Proposal found(String code) {
        try {
            return adjustments.get(actor.get(), code);
        } catch (Problem none) {
            if (none.code() != KernelProblem.NOT_FOUND) {
                throw none;
            }
            return openings.get(actor.get(), code);
        }
    }

    private boolean isAdjustment() {
        load();
        return proposal.kind().equals(Adjustments.KIND);
    }

    @Override
    protected void approved(String code) {
        if (isAdjustment()) {
            adjustments.approve(actor.get(), code);
        } else {
            openings.approve(actor.get(), code);
        }
    }

    @Override
    protected void rejected(String code, String why) {
        if (isAdjustment()) {
            adjustments.reject(actor.get(), code, why);
        } else {
            openings.reject(actor.get(), code, why);
        }
    }

    @Override
    protected String here() {
        return "/finance/ledger/adjustment?code=" + proposal.code();
    }

    public Proposal getProposal() {
        load();
        return proposal;
    }

    public List<Posting> getPostings() {
        load();
        return postings;
    }
}
