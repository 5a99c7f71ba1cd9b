package entrepot.web.pages.finance.settlements;

import entrepot.kernel.Money;
import entrepot.ledger.AccountKind;
import entrepot.platform.files.Proof;
import entrepot.settlement.Adjustment;
import entrepot.settlement.Adjustments;
import entrepot.settlement.SettlementPermission;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.pages.frame.Listing;
import entrepot.web.pages.invoices.Uploads;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Amounts by hand: proposed by one person of finance, approved by another. */
@Named
@ViewScoped
public class AdjustmentListPage extends Listing<Adjustment> implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Adjustments adjustments;
    @Inject
    private CurrentActor actor;

    private String member;
    private AccountKind account = AccountKind.COMMISSION_DUE;
    private BigDecimal amount;
    private String reason;
    private HashMap<String, String> verdicts = new HashMap<>();
    private String code;
    private transient Part file;
    private String key = UUID.randomUUID().toString();

    public void load() {
        show(Paged.of(adjustments.list(actor.get(), getAfter(), ROWS + 1), ROWS, Adjustment::code));
    }

    public String propose() {
        Money asked = Money.parse(amount, actor.tenant().currency());
        Adjustment made = adjustments.propose(actor.get(), new Adjustments.Wanted(member.strip(), account, asked, reason), Uploads.proof(file), key);
        return Done.to("/finance/settlements/adjustments", "settlement.adjustment.proposed", "code", made.code());
    }

    /** Sends the paper that was handed in, as a file to be saved. */
    public void send() {
        Proof paper = adjustments.paper(actor.get(), code);
        Downloads.bytes(paper.name(), paper.type(), paper.bytes());
    }

    public String approve(Adjustment row) {
        adjustments.approve(actor.get(), row.code());
        return Done.to("/finance/settlements/adjustments", "settlement.adjustment.approved", "code", row.code());
    }

    public String reject(Adjustment row) {
        adjustments.reject(actor.get(), row.code(), verdicts.get(row.code()));
        return Done.to("/finance/settlements/adjustments", "settlement.adjustment.rejected", "code", row.code());
    }

    /** Whether this person may decide on it: not the one who proposed it. */
    public boolean decides(Adjustment row) {
        return row.state() == Adjustment.State.PROPOSED && !row.own() && actor.may(SettlementPermission.APPROVE);
    }

    public List<AccountKind> getAccounts() {
        return List.of(AccountKind.COMMISSION_DUE, AccountKind.DEALER_DUE);
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public Part getFile() {
        return file;
    }

    public void setFile(Part file) {
        this.file = file;
    }

    public String getMember() {
        return member;
    }

    public void setMember(String member) {
        this.member = member;
    }

    public AccountKind getAccount() {
        return account;
    }

    public void setAccount(AccountKind account) {
        this.account = account;
    }

    public BigDecimal getAmount() {
        return amount;
    }

    public void setAmount(BigDecimal amount) {
        this.amount = amount;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    /** What is written in a row, by its code. */
    public Map<String, String> getVerdicts() {
        return verdicts;
    }

    public String getKey() {
        return key;
    }

    public void setKey(String key) {
        this.key = key;
    }
}
