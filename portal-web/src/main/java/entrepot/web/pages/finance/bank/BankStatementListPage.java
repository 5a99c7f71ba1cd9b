package entrepot.web.pages.finance.bank;

import entrepot.bank.BankAccount;
import entrepot.bank.BankAccounts;
import entrepot.bank.BankStatement;
import entrepot.bank.BankStatements;
import entrepot.platform.files.Files;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Listing;
import entrepot.web.pages.frame.Uploads;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.util.List;

/** Statements, those with open lines first, and where a new file is handed in. */
@Named
@RequestScoped
public class BankStatementListPage extends Listing<BankStatement> {

    @Inject
    private BankStatements statements;
    @Inject
    private BankAccounts bankAccounts;
    @Inject
    private CurrentActor actor;

    private String account;
    private Part file;
    private List<BankAccount> accounts;

    public void load() {
        if (getView() == null) {
            setView("open");
        }
        show(Paged.of(statements.list(actor.get(), null, getView().equals("open"), getAfter(), ROWS + 1), ROWS, BankStatement::code));
    }

    public String look() {
        BankStatements.Look look = statements.look(actor.get(), file == null ? null : file.getSubmittedFileName(), Uploads.bytes(file, Files.BYTES_MAX));
        return Done.to("/finance/bank/file?bankfile=" + look.file() + "&account=" + account);
    }

    /** Accounts for which statements are taken. */
    public List<BankAccount> getAccounts() {
        if (accounts == null) {
            accounts = bankAccounts.list(actor.get()).stream().filter(each -> each.state() == BankAccount.State.ACTIVE).toList();
        }
        return accounts;
    }

    public String getAccount() {
        return account;
    }

    public void setAccount(String account) {
        this.account = account;
    }

    public Part getFile() {
        return file;
    }

    public void setFile(Part file) {
        this.file = file;
    }
}
