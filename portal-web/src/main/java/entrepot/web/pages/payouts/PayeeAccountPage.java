package entrepot.web.pages.payouts;

import entrepot.payout.Payouts;
import entrepot.payout.Payout;
import entrepot.payout.PayeeAccount;
import entrepot.payout.PayeeAccounts;
import entrepot.payout.PayoutPermission;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Show;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** One member's account: looked at, verified or rejected. */
@Named
@RequestScoped
public class PayeeAccountPage {

    @Inject
    private PayeeAccounts accounts;
    @Inject
    private Payouts payouts;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;
    @Inject
    private Steps steps;
    @Inject
    private Show show;

    private String code;
    private String how;
    private String reason;
    private String why;
    private boolean shared;
    private String number;
    private PayeeAccount account;
    private List<String> others;
    private List<Payout> returned;
    private List<TimelineStep> history;

    public void load() {
        if (account != null) {
            return;
        }
        // before a form is read, because the buttons that are shown depend on it
        code = request.getParameter("code");
        account = accounts.get(actor.get(), code);
        others = accounts.sharedWith(actor.get(), code);
        returned = payouts.returned(actor.get(), account.organisation());
        history = steps.of(accounts.timeLine(actor.get(), code), "payout.account-state");
    }

    public String verify() {
        accounts.verify(actor.get(), code, how, shared);
        return Done.to("/finance/payouts/accounts", "payout.account.verified", "code", code);
    }

    public String reject() {
        accounts.reject(actor.get(), code, reason);
        return Done.to("/finance/payouts/accounts", "payout.account.rejected", "code", code);
    }

    /** Shows the whole number on this page, once; that it was looked at stays in the history. */
    public void reveal() {
        number = accounts.reveal(actor.get(), code, why);
    }

    public boolean isOpen() {
        load();
        return actor.may(PayoutPermission.VERIFY) && account.state() == PayeeAccount.State.PROPOSED;
    }

    /** What the bank did not pay to the account's owner. */
    public List<Payout> getReturned() {
        return returned;
    }

    public boolean isFrozen() {
        load();
        return account.isFrozen(show.getNow()) && (account.state() == PayeeAccount.State.PROPOSED || account.state() == PayeeAccount.State.VERIFIED);
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getHow() {
        return how;
    }

    public void setHow(String how) {
        this.how = how;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public String getWhy() {
        return why;
    }

    public void setWhy(String why) {
        this.why = why;
    }

    public boolean isShared() {
        return shared;
    }

    public void setShared(boolean shared) {
        this.shared = shared;
    }

    public String getNumber() {
        return number;
    }

    public PayeeAccount getAccount() {
        load();
        return account;
    }

    public List<String> getOthers() {
        load();
        return others;
    }

    public List<TimelineStep> getHistory() {
        load();
        return history;
    }
}
