package entrepot.web.pages.finance.bank;

import entrepot.bank.BankAccount;
import entrepot.bank.BankAccounts;
import entrepot.platform.approval.Proposal;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** Headquarters' accounts, and what is proposed for them. */
@Named
@ViewScoped
public class BankAccountsPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private BankAccounts accounts;
    @Inject
    private CurrentActor actor;

    private String account;
    private String name;
    private String holder;
    private String number;
    private String bank;
    private String bic;
    private boolean shown = true;
    private String reason;
    private String verdict;
    private transient List<BankAccount> rows;
    private transient List<Proposal> waiting;

    public void load() {
        read();
        rows.stream().filter(row -> row.code().equals(account)).findFirst().ifPresentOrElse(row -> {
            name = row.name();
            holder = row.holder();
            number = row.grouped();
            bank = row.bank();
            bic = row.bic();
            shown = row.shown();
        }, () -> account = null);
    }

    private void read() {
        rows = accounts.list(actor.get());
        waiting = accounts.waiting(actor.get());
    }

    public String propose() {
        accounts.propose(actor.get(), new BankAccounts.Proposed(account, name, holder, bank, bic, number, null, shown), reason);
        return Done.to("/finance/bank/accounts", "bank.proposed", "name", name);
    }

    public String stop() {
        accounts.stop(actor.get(), account, reason);
        return Done.to("/finance/bank/accounts", "bank.stopped", "name", name);
    }

    public String approve(Proposal proposal) {
        accounts.approve(actor.get(), proposal.code());
        return Done.to("/finance/bank/accounts", "bank.approved", "name", proposal.title());
    }

    public String reject(Proposal proposal) {
        accounts.reject(actor.get(), proposal.code(), verdict);
        return Done.to("/finance/bank/accounts", "bank.rejected", "name", proposal.title());
    }

    public boolean own(Proposal proposal) {
        return proposal.madeBy(actor.get());
    }

    public boolean isStoppable() {
        return account != null && getRows().stream().anyMatch(row -> row.code().equals(account) && row.state() == BankAccount.State.ACTIVE);
    }

    /** Read again where the session was moved to another node meanwhile. */
    public List<BankAccount> getRows() {
        if (rows == null) {
            read();
        }
        return rows;
    }

    public List<Proposal> getWaiting() {
        getRows();
        return waiting;
    }

    public String getAccount() {
        return account;
    }

    public void setAccount(String account) {
        this.account = account;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getHolder() {
        return holder;
    }

    public void setHolder(String holder) {
        this.holder = holder;
    }

    public String getNumber() {
        return number;
    }

    public void setNumber(String number) {
        this.number = number;
    }

    public String getBank() {
        return bank;
    }

    public void setBank(String bank) {
        this.bank = bank;
    }

    public String getBic() {
        return bic;
    }

    public void setBic(String bic) {
        this.bic = bic;
    }

    public boolean isShown() {
        return shown;
    }

    public void setShown(boolean shown) {
        this.shown = shown;
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
