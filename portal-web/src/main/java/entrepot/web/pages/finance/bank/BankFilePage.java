package entrepot.web.pages.finance.bank;

import entrepot.bank.BankAccount;
import entrepot.bank.BankAccounts;
import entrepot.bank.BankStatements;
import entrepot.bank.Mapping;
import entrepot.kernel.Money;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A file before it counts: what it was recognised as, and how its columns are to be read. */
@Named
@ViewScoped
public class BankFilePage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private BankStatements statements;
    @Inject
    private BankAccounts bankAccounts;
    @Inject
    private CurrentActor actor;

    private String file;
    private String account;
    private String into;
    private HashMap<String, String> columns = new HashMap<>();
    private String dateForm;
    private String decimal;
    private BigDecimal opening;
    private BigDecimal closing;
    private String template;
    private transient BankStatements.Look look;

    public void load() {
        look = statements.lookAgain(actor.get(), file);
        into = account;
        Mapping mapping = look.mapping();
        if (mapping != null) {
            columns.putAll(Map.ofEntries(Map.entry("date", mapping.date()), Map.entry("valueDate", mapping.valueDate()), Map.entry("amount", mapping.amount()),
                    Map.entry("in", mapping.in()), Map.entry("out", mapping.out()), Map.entry("direction", mapping.direction()), Map.entry("name", mapping.name()),
                    Map.entry("account", mapping.account()), Map.entry("text", mapping.text()), Map.entry("endToEnd", mapping.endToEnd()),
                    Map.entry("servicer", mapping.servicer()), Map.entry("balance", mapping.balance())));
            dateForm = mapping.dateForm();
            decimal = mapping.decimal();
            template = look.template();
        }
    }

    public String take() {
        BankStatements.TableAs as = null;
        if (!getLook().header().isEmpty()) {
            Mapping mapping = new Mapping(columns.get("date"), columns.get("valueDate"), dateForm, columns.get("amount"), columns.get("in"), columns.get("out"),
                    columns.get("direction"), decimal, columns.get("name"), columns.get("account"), columns.get("text"), columns.get("endToEnd"), columns.get("servicer"),
                    columns.get("balance"));
            as = new BankStatements.TableAs(mapping, template, money(opening), money(closing));
        }
        return Done.to("/finance/bank/imported?code=" + statements.take(actor.get(), into, file, as).code());
    }

    private Money money(BigDecimal major) {
        return major == null ? null : Money.parse(major, actor.tenant().currency());
    }

    /** Read again where the session was moved to another node meanwhile. */
    public BankStatements.Look getLook() {
        if (look == null) {
            look = statements.lookAgain(actor.get(), file);
        }
        return look;
    }

    public List<BankAccount> getAccounts() {
        return bankAccounts.list(actor.get()).stream().filter(each -> each.state() == BankAccount.State.ACTIVE).toList();
    }

    public List<String> getDateForms() {
        return Mapping.DATE_FORMS;
    }

    public Map<String, String> getColumns() {
        return columns;
    }

    public String getFile() {
        return file;
    }

    public void setFile(String file) {
        this.file = file;
    }

    public String getAccount() {
        return account;
    }

    public void setAccount(String account) {
        this.account = account;
    }

    public String getInto() {
        return into;
    }

    public void setInto(String into) {
        this.into = into;
    }

    public String getDateForm() {
        return dateForm;
    }

    public void setDateForm(String dateForm) {
        this.dateForm = dateForm;
    }

    public String getDecimal() {
        return decimal;
    }

    public void setDecimal(String decimal) {
        this.decimal = decimal;
    }

    public BigDecimal getOpening() {
        return opening;
    }

    public void setOpening(BigDecimal opening) {
        this.opening = opening;
    }

    public BigDecimal getClosing() {
        return closing;
    }

    public void setClosing(BigDecimal closing) {
        this.closing = closing;
    }

    public String getTemplate() {
        return template;
    }

    public void setTemplate(String template) {
        this.template = template;
    }
}
