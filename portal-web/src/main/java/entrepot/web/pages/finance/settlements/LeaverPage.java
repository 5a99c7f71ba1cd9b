package entrepot.web.pages.finance.settlements;

import entrepot.network.OrganisationState;
import entrepot.platform.approval.Proposal;
import entrepot.settlement.Leavers;
import entrepot.settlement.Leaving;
import entrepot.settlement.SettlementPermission;
import entrepot.settlement.SettlementRun;
import entrepot.settlement.Settlements;
import entrepot.wallet.Deposits;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** One leaver: what is still open, who can help, and the next step. */
@Named
@RequestScoped
public class LeaverPage {

    private static final String HERE = "/finance/settlements/leaver?code=";

    @Inject
    private Leavers leavers;
    @Inject
    private Settlements settlements;
    @Inject
    private Deposits deposits;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String code;
    private String reason;
    private String verdict;
    private Leaving leaving;
    private Proposal windows;
    private List<Proposal> deposit;

    public void load() {
        if (leaving != null) {
            return;
        }
        // before the form is read, because the buttons that are shown depend on it
        code = request.getParameter("code");
        leaving = leavers.get(actor.get(), code);
        windows = leaving.windows() == null ? null : leavers.proposal(actor.get(), leaving.windows());
        deposit = leaving.deposit().stream().map(each -> deposits.proposal(actor.get(), each)).toList();
    }

    public String shorten() {
        leavers.proposeShortening(actor.get(), code, reason);
        return done("leaver.windows-proposed");
    }

    public String approveShortening() {
        load();
        leavers.approveShortening(actor.get(), leaving.windows());
        return done("leaver.windows-shortened");
    }

    public String rejectShortening() {
        load();
        leavers.rejectShortening(actor.get(), leaving.windows(), verdict);
        return done("leaver.windows-rejected");
    }

    public String settle() {
        SettlementRun run = settlements.startOffCycle(actor.get(), code, true, reason);
        return Done.to("/finance/settlements/detail?code=" + run.code(), "settlement.off-cycle.started", "code", run.code());
    }

    public String proposeDeposit() {
        leavers.proposeDeposit(actor.get(), code, reason);
        return done("leaver.deposit-proposed");
    }

    public String approveDeposit() {
        leavers.approveDeposit(actor.get(), code);
        return done("leaver.deposit-approved");
    }

    public String close() {
        load();
        leavers.close(actor.get(), code, reason);
        return Done.to("/finance/settlements/leavers", "leaver.closed", "name", leaving.member().name());
    }

    private String done(String key) {
        return Done.to(HERE + code, key, "name", leavers.get(actor.get(), code).member().name());
    }

    private boolean runs() {
        load();
        return actor.may(SettlementPermission.RUN) && leaving.member().state().equals(OrganisationState.ENDING.name());
    }

    private boolean isOpen(Leaving.What what) {
        return leaving.open().stream().anyMatch(each -> each.what() == what);
    }

    /** Only windows keep it from being settled. */
    public boolean isShortenable() {
        return runs() && windows == null && isOpen(Leaving.What.WINDOWS)
                && leaving.open().get(0).what() == Leaving.What.WINDOWS;
    }

    /** Something is due or in the wallet, and nothing is on its way any more. */
    public boolean isSettleable() {
        return runs() && leaving.settles() && (isOpen(Leaving.What.DUE) || isOpen(Leaving.What.WALLET));
    }

    public boolean isDepositProposable() {
        return runs() && leaving.settles() && !isOpen(Leaving.What.DUE) && !isOpen(Leaving.What.WALLET) && isOpen(Leaving.What.DEPOSIT) && deposit.isEmpty();
    }

    public boolean isCloseable() {
        return runs() && leaving.closes();
    }

    /** Whether this person may decide on what waits: not who proposed it. */
    public boolean isWindowsDecides() {
        load();
        return windows != null && actor.may(SettlementPermission.APPROVE) && !windows.madeBy(actor.get());
    }

    public boolean isDepositDecides() {
        load();
        return !deposit.isEmpty() && actor.may(SettlementPermission.APPROVE) && deposit.stream().noneMatch(each -> each.madeBy(actor.get()));
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public Leaving getLeaving() {
        load();
        return leaving;
    }

    public Proposal getWindows() {
        load();
        return windows;
    }

    public List<Proposal> getDeposit() {
        load();
        return deposit;
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
