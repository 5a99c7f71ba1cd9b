package entrepot.web.pages.payouts;

import entrepot.kernel.Problem;
import entrepot.payout.Payouts;
import entrepot.payout.Payout;
import entrepot.payout.EnterAccount;
import entrepot.payout.PayeeAccount;
import entrepot.payout.PayeeAccounts;
import entrepot.payout.PayoutPermission;
import entrepot.payout.PayoutProblem;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Show;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Where the member's money goes: shown masked, entered anew. */
@Named
@RequestScoped
public class OwnAccountPage {

    private static final int SHOWN = 20;

    @Inject
    private PayeeAccounts accounts;
    @Inject
    private Payouts payouts;
    @Inject
    private CurrentActor actor;
    @Inject
    private Show show;
    @Inject
    private HttpServletRequest request;

    private PayeeAccount current;
    private List<PayeeAccount> before;
    private List<Payout> returned;
    private String kind;
    private String number;
    private String holder;
    private String holderWritten;
    private String bankName;
    private String bankWritten;
    private String bankCode;
    private String wrong;
    private String proposed;

    public void load() {
        current = accounts.current(actor.get(), actor.get().organisation()).orElse(null);
        before = accounts.list(actor.get(), null, null, SHOWN);
        returned = payouts.returned(actor.get(), actor.get().organisation());
    }

    /** A name that the file cannot carry comes back with a proposal in a field of its own, which the person accepts or mends. */
    public String enter() {
        try {
            PayeeAccount entered = accounts.enter(actor.get(), new EnterAccount(PayeeAccount.Kind.valueOf(getKind()), number, holder, holderWritten, bankName,
                    bankWritten, bankCode));
            return Done.to(here(), entered.kind() == PayeeAccount.Kind.WALLET ? "payout.own.wallet-chosen" : "payout.own.entered", "code", entered.code());
        } catch (Problem refused) {
            if (refused.code() == PayoutProblem.NAME_NOT_CARRIED) {
                wrong = String.valueOf(refused.details().get("wrong"));
                proposed = String.valueOf(refused.details().get("proposal"));
                if (refused.details().get("field").equals("holder")) {
                    holderWritten = proposed;
                } else {
                    bankWritten = proposed;
                }
                return null;
            }
            throw refused;
        }
    }

    private String here() {
        return request.getRequestURI().substring(request.getContextPath().length()).startsWith("/dealer") ? "/dealer/wallet/account" : "/agent/wallet/account";
    }

    /** What the bank did not pay. */
    public List<Payout> getReturned() {
        return returned;
    }

    public boolean isFrozen() {
        return getCurrent() != null && current.isFrozen(show.getNow());
    }

    public boolean isMayEnter() {
        return actor.may(PayoutPermission.WITHDRAW);
    }

    /**
     * Whether a name could not be carried, so that the fields for writing it otherwise are shown; the form that was shown with them says so itself, before its
     * values are read.
     */
    public boolean isAsked() {
        return wrong != null || request.getParameter("account:holderWritten") != null || request.getParameter("account:bankWritten") != null;
    }

    /** Whether the portal has a proposal how that name can be written. */
    public boolean isProposed() {
        return proposed != null && !proposed.isBlank();
    }

    public String getWrong() {
        return wrong;
    }

    /** What is usual where headquarters is; an account of another kind that counts already may be changed to one of its kind. */
    public List<String> getKinds() {
        Set<PayeeAccount.Kind> kinds = EnumSet.of(PayeeAccount.Kind.WALLET);
        if (actor.tenant().country().equals("CN")) {
            kinds.addAll(List.of(PayeeAccount.Kind.CN_BANK, PayeeAccount.Kind.ALIPAY));
        } else {
            kinds.add(PayeeAccount.Kind.IBAN);
        }
        if (getCurrent() != null) {
            kinds.add(current.kind());
        }
        return kinds.stream().map(Enum::name).toList();
    }

    private boolean offered(String asked) {
        return asked != null && getKinds().contains(asked);
    }

    public String getHours() {
        return String.valueOf(PayeeAccounts.FROZEN_HOURS);
    }

    public PayeeAccount getCurrent() {
        if (before == null) {
            load();
        }
        return current;
    }

    public List<PayeeAccount> getBefore() {
        getCurrent();
        return before;
    }

    /** The kind that the form was sent with, before its values are read: the fields of another kind are not there to be read. */
    public String getKind() {
        if (kind == null) {
            String asked = request.getParameter("account:kind");
            kind = offered(asked) ? asked : getKinds().get(0);
        }
        return kind;
    }

    public void setKind(String kind) {
        this.kind = kind;
    }

    public String getNumber() {
        return number;
    }

    public void setNumber(String number) {
        this.number = number;
    }

    public String getHolder() {
        return holder;
    }

    public void setHolder(String holder) {
        this.holder = holder;
    }

    public String getHolderWritten() {
        return holderWritten;
    }

    public void setHolderWritten(String holderWritten) {
        this.holderWritten = holderWritten;
    }

    public String getBankName() {
        return bankName;
    }

    public void setBankName(String bankName) {
        this.bankName = bankName;
    }

    public String getBankWritten() {
        return bankWritten;
    }

    public void setBankWritten(String bankWritten) {
        this.bankWritten = bankWritten;
    }

    public String getBankCode() {
        return bankCode;
    }

    public void setBankCode(String bankCode) {
        this.bankCode = bankCode;
    }
}
