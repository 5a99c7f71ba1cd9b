package entrepot.web.pages.payouts;

import entrepot.payout.PayeeAccounts;
import entrepot.payout.PayeeAccount;
import entrepot.payout.Payout;
import entrepot.payout.PayoutPermission;
import entrepot.payout.Payouts;
import entrepot.payout.Withdrawals;
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

/** One payout: where it is and why, and what a clerk may do about it. */
@Named
@RequestScoped
public class PayoutPage {

    private static final String HERE = "/finance/payouts/detail?code=";

    @Inject
    private Payouts payouts;
    @Inject
    private Withdrawals withdrawals;
    @Inject
    private PayeeAccounts accounts;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;
    @Inject
    private Steps steps;

    private String code;
    private String reference;
    private String reason;
    private Payout payout;
    private PayeeAccount account;
    private boolean refused;
    private Proposal report;
    private List<TimelineStep> history;

    public void load() {
        if (payout != null) {
            return;
        }
        // before a form is read, because the buttons that are shown depend on it
        code = request.getParameter("code");
        payout = payouts.get(actor.get(), code);
        account = accounts.current(actor.get(), payout.organisation()).orElse(null);
        report = payouts.reported(actor.get(), code);
        refused = payouts.isRefused(actor.get(), code);
        history = steps.of(payouts.timeLine(actor.get(), code), "payout.state");
    }

    public String confirm() {
        Payout.State now = payouts.confirm(actor.get(), code, reference).state();
        return Done.to(HERE + code, now == Payout.State.PAID ? "payout.confirmed" : "payout.report.done", "code", code);
    }

    public String approve() {
        payouts.approve(actor.get(), code);
        return Done.to(HERE + code, "payout.confirmed", "code", code);
    }

    public String rejectReport() {
        payouts.reject(actor.get(), code, reason);
        return Done.to(HERE + code, "payout.report.rejected", "code", code);
    }

    public String reject() {
        withdrawals.reject(actor.get(), code, reason);
        return Done.to(HERE + code, "payout.withdrawal-rejected", "code", code);
    }

    public String tryAgain() {
        payouts.tryAgain(actor.get(), code);
        return Done.to(HERE + code, "payout.tried-again", "code", code);
    }

    /** The member's account that counts now; null where it has none. */
    public PayeeAccount getAccount() {
        return account;
    }

    public boolean isConfirmable() {
        load();
        return actor.may(PayoutPermission.PREPARE) && (payout.state() == Payout.State.WAITING || payout.state() == Payout.State.IN_TRANSIT);
    }

    /** What somebody says was paid outside a batch; null where nobody does. */
    public Proposal getReport() {
        load();
        return report;
    }

    /** Whether this person said so: another one has to agree. */
    public boolean isOwnReport() {
        return getReport() != null && report.madeBy(actor.get());
    }

    public boolean isDecidable() {
        return getReport() != null && actor.may(PayoutPermission.APPROVE) && !isOwnReport();
    }

    public boolean isRejectable() {
        load();
        return actor.may(PayoutPermission.PREPARE) && payout.state() == Payout.State.WAITING && payout.causeType().equals("withdrawal");
    }

    /** Whether the bank refused the account that the member still has. */
    public boolean isRefused() {
        load();
        return refused;
    }

    public boolean isFailed() {
        load();
        return refused && actor.may(PayoutPermission.PREPARE);
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getReference() {
        return reference;
    }

    public void setReference(String reference) {
        this.reference = reference;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public Payout getPayout() {
        load();
        return payout;
    }

    public List<TimelineStep> getHistory() {
        load();
        return history;
    }
}
