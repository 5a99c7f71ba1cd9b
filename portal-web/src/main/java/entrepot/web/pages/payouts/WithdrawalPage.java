package entrepot.web.pages.payouts;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.payout.PayeeAccount;
import entrepot.payout.PayeeAccounts;
import entrepot.payout.PaymentTerms;
import entrepot.payout.Payout;
import entrepot.payout.PayoutPermission;
import entrepot.payout.Payouts;
import entrepot.payout.Terms;
import entrepot.payout.Withdrawals;
import entrepot.wallet.Balance;
import entrepot.wallet.Wallets;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Listing;
import entrepot.web.pages.frame.Show;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/** Money out of the own wallet, and what is on its way to the member. */
@Named
@ViewScoped
public class WithdrawalPage extends Listing<Payout> implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Withdrawals withdrawals;
    @Inject
    private Payouts payouts;
    @Inject
    private PayeeAccounts accounts;
    @Inject
    private PaymentTerms paymentTerms;
    @Inject
    private Wallets wallets;
    @Inject
    private CurrentActor actor;
    @Inject
    private Show show;
    @Inject
    private HttpServletRequest request;

    private BigDecimal amount;
    private String key;
    private transient Balance balance;
    private transient Terms terms;
    private transient PayeeAccount account;

    public void load() {
        OrganisationId own = actor.get().organisation();
        balance = wallets.balance(actor.get(), own);
        terms = paymentTerms.now(actor.get());
        account = accounts.current(actor.get(), own).orElse(null);
        show(Paged.of(payouts.list(actor.get(), Payouts.Filter.ALL, getAfter(), ROWS + 1), ROWS, Payout::code));
        if (key == null) {
            key = UUID.randomUUID().toString();
        }
    }

    public String withdraw() {
        Payout payout = withdrawals.request(actor.get(), amount, key);
        return Done.to(here(), "payout.own.withdrawn", "code", payout.code());
    }

    public String takeBack(String code) {
        withdrawals.cancel(actor.get(), code);
        return Done.to(here(), "payout.own.taken-back", "code", code);
    }

    private String here() {
        return request.getRequestURI().substring(request.getContextPath().length()).startsWith("/dealer") ? "/dealer/wallet/withdraw"
                : "/agent/wallet/withdraw";
    }

    /** Whether there is an account that money may go to now. */
    public boolean isUsable() {
        return getAccount() != null && account.kind() != PayeeAccount.Kind.WALLET && account.isUsable(show.getNow());
    }

    public boolean isFrozen() {
        return getAccount() != null && account.isFrozen(show.getNow());
    }

    public boolean isMayWithdraw() {
        return actor.may(PayoutPermission.WITHDRAW);
    }

    public boolean mayTakeBack(Payout payout) {
        return isMayWithdraw() && payout.state() == Payout.State.WAITING && payout.causeType().equals("withdrawal");
    }

    public Balance getBalance() {
        if (balance == null) {
            load();
        }
        return balance;
    }

    /** What is the member's own: nothing where the wallet is on credit. */
    public Money getOwn() {
        return getBalance().available().max(Money.zero(balance.available().currency()));
    }

    public Terms getTerms() {
        getBalance();
        return terms;
    }

    public PayeeAccount getAccount() {
        getBalance();
        return account;
    }

    public BigDecimal getAmount() {
        return amount;
    }

    public void setAmount(BigDecimal amount) {
        this.amount = amount;
    }

    public String getKey() {
        getBalance();
        return key;
    }

    public void setKey(String key) {
        this.key = key;
    }
}
