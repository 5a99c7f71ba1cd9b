package entrepot.web.pages.finance.bank;

import entrepot.bank.BankPermission;
import entrepot.bank.Suspense;
import entrepot.bank.Suspenses;
import entrepot.platform.approval.Proposal;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** One sum that nobody knew, and whose it turns out to be. */
@Named
@RequestScoped
public class SuspensePage {

    @Inject
    private Suspenses suspenses;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;
    @Inject
    private Steps steps;

    private String code;
    private Suspense.To to = Suspense.To.WALLET;
    private String member;
    private String reason;
    private String verdict;
    private Suspense suspense;
    private Proposal proposal;
    private List<TimelineStep> history;

    public void load() {
        if (suspense != null) {
            return;
        }
        // before the form is read, because the buttons that are shown depend on it
        code = request.getParameter("code");
        suspense = suspenses.get(actor.get(), code);
        proposal = suspenses.proposal(actor.get(), code);
        history = steps.of(suspenses.timeLine(actor.get(), code), "bank.suspense-state");
    }

    public String propose() {
        suspenses.propose(actor.get(), getSuspense().code(), new Suspenses.Clearing(to, member, reason));
        return here("bank.clear.proposed-done");
    }

    public String approve() {
        suspenses.approve(actor.get(), getSuspense().code());
        return here("bank.clear.approved");
    }

    public String reject() {
        suspenses.reject(actor.get(), getSuspense().code(), verdict);
        return here("bank.clear.rejected");
    }

    private String here(String key) {
        return Done.to("/finance/bank/unknown?code=" + suspense.code(), key, "code", suspense.code());
    }

    public Suspense getSuspense() {
        load();
        return suspense;
    }

    public Proposal getProposal() {
        load();
        return proposal;
    }

    public List<TimelineStep> getHistory() {
        return history;
    }

    public List<Suspense.To> getAll() {
        return List.of(Suspense.To.values());
    }

    public boolean isProposable() {
        return actor.may(BankPermission.PROPOSE) && getSuspense().state() == Suspense.State.OPEN;
    }

    public boolean isOwn() {
        return getProposal() != null && proposal.madeBy(actor.get());
    }

    public boolean isDecidable() {
        return getProposal() != null && actor.may(BankPermission.APPROVE) && !isOwn();
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public Suspense.To getTo() {
        return to;
    }

    public void setTo(Suspense.To to) {
        this.to = to;
    }

    public String getMember() {
        return member;
    }

    public void setMember(String member) {
        this.member = member;
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
