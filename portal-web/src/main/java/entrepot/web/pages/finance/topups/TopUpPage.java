package entrepot.web.pages.finance.topups;

import entrepot.bank.BankLine;
import entrepot.bank.BankLines;
import entrepot.bank.BankPermission;
import entrepot.platform.files.Proof;
import entrepot.wallet.TopUp;
import entrepot.wallet.TopUps;
import entrepot.wallet.WalletPermission;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** One reported transfer: found at the bank, or not. */
@Named
@RequestScoped
public class TopUpPage {

    @Inject
    private TopUps topUps;
    @Inject
    private BankLines lines;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;
    @Inject
    private Steps steps;

    private String code;
    private String reason;
    private TopUp topUp;
    private List<TimelineStep> history;
    private boolean looked;
    private BankLine atBank;

    public void load() {
        if (topUp != null) {
            return;
        }
        // before the form is read, because the buttons that are shown depend on it
        code = request.getParameter("code");
        topUp = topUps.get(actor.get(), code);
        history = steps.of(topUps.timeLine(actor.get(), code), "wallet.top-up-state");
    }

    /** The proof that the member handed in, as a file to be saved. */
    public void sendProof() {
        Proof proof = topUps.proof(actor.get(), code);
        Downloads.bytes(proof.name(), proof.type(), proof.bytes());
    }

    public String confirm() {
        lines.confirmTopUps(actor.get(), List.of(code));
        return Done.to("/finance/topups/list", "wallet.top-up.confirmed", "code", code);
    }

    public String reject() {
        TopUp rejected = topUps.reject(actor.get(), code, reason);
        return Done.to("/finance/topups/list", "wallet.top-up.rejected", "code", rejected.code());
    }

    /** The bank's line that confirming settles; null where the bank shows none. */
    public BankLine getAtBank() {
        if (!looked) {
            looked = true;
            atBank = isOpen() && actor.may(BankPermission.READ) ? lines.forTopUps(actor.get()).get(code) : null;
        }
        return atBank;
    }

    public boolean isOpen() {
        load();
        return actor.may(WalletPermission.CONFIRM) && topUp.state() == TopUp.State.REPORTED;
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

    public TopUp getTopUp() {
        load();
        return topUp;
    }

    public List<TimelineStep> getHistory() {
        load();
        return history;
    }
}
