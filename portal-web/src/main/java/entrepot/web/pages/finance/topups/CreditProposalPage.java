package entrepot.web.pages.finance.topups;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.ordering.WaitingOrders;
import entrepot.platform.approval.Proposal;
import entrepot.wallet.CreditLines;
import entrepot.wallet.CreditTerms;
import entrepot.wallet.Deposits;
import entrepot.wallet.WalletPermission;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;

/** What somebody wants of a credit line or a deposit, with its effect; approved or rejected by another. */
@Named
@RequestScoped
public class CreditProposalPage {

    @Inject
    private CreditLines lines;
    @Inject
    private Deposits deposits;
    @Inject
    private Organisations organisations;
    @Inject
    private WaitingOrders waiting;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String code;
    private String reason;
    private Proposal proposal;
    private CreditTerms terms;
    private long waitingOrders;
    private Money waitingAmount;

    public void load() {
        if (proposal != null) {
            return;
        }
        // before the form is read, because the buttons that are shown depend on it
        code = request.getParameter("code");
        try {
            proposal = lines.proposal(actor.get(), code);
            terms = lines.terms(actor.get(), code);
        } catch (Problem noLine) {
            proposal = deposits.proposal(actor.get(), code);
        }
        Organisation member = organisations.byCode(actor.get(), proposal.subject());
        WaitingOrders.Waiting orders = waiting.of(actor.get(), member.id());
        waitingOrders = orders.count();
        waitingAmount = orders.amount();
    }

    public String approve() {
        if (getProposal().kind().equals(CreditLines.KIND)) {
            lines.approve(actor.get(), code);
        } else {
            deposits.approve(actor.get(), code);
        }
        return Done.to("/finance/topups/proposed?code=" + code, "credit.approved", "code", code);
    }

    public String reject() {
        if (getProposal().kind().equals(CreditLines.KIND)) {
            lines.reject(actor.get(), code, reason);
        } else {
            deposits.reject(actor.get(), code, reason);
        }
        return Done.to("/finance/topups/proposed?code=" + code, "credit.rejected", "code", code);
    }

    public boolean isOwn() {
        return getProposal().state() == Proposal.State.PROPOSED && proposal.madeBy(actor.get());
    }

    public boolean isMayApprove() {
        return getProposal().state() == Proposal.State.PROPOSED && actor.may(WalletPermission.CREDIT_APPROVE) && !proposal.madeBy(actor.get());
    }

    public BigDecimal getPercent() {
        return terms.interestRate().movePointRight(2).stripTrailingZeros();
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public Proposal getProposal() {
        load();
        return proposal;
    }

    public CreditTerms getTerms() {
        load();
        return terms;
    }

    public long getWaitingOrders() {
        load();
        return waitingOrders;
    }

    public Money getWaitingAmount() {
        load();
        return waitingAmount;
    }
}
