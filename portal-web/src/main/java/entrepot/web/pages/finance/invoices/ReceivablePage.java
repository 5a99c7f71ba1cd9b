package entrepot.web.pages.finance.invoices;

import entrepot.invoicing.InvoicingPermission;
import entrepot.invoicing.Receivable;
import entrepot.invoicing.ReceivableKind;
import entrepot.invoicing.Receivables;
import entrepot.platform.approval.Proposal;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/** One charge: paid, credited, or lost by two persons. */
@Named
@RequestScoped
public class ReceivablePage {

    @Inject
    private Receivables receivables;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String code;
    private String key;
    private BigDecimal amount;
    private String reference;
    private BigDecimal credited;
    private String why;
    private String because;
    private String verdict;
    private Receivable receivable;
    private List<Receivable.Move> moves;
    private Proposal lost;

    public void load() {
        if (receivable != null) {
            return;
        }
        // before the form is read, because the buttons that are shown depend on it
        code = request.getParameter("code");
        receivable = receivables.get(actor.get(), code);
        moves = receivables.moves(actor.get(), code);
        lost = receivables.waitingLost(actor.get(), code);
        if (key == null) {
            key = UUID.randomUUID().toString();
        }
        if (amount == null) {
            amount = receivable.open().major();
        }
    }

    public String paid() {
        receivables.paidAtBank(actor.get(), new Receivables.Part(code, amount, reference), key);
        return here("receivable.was-paid");
    }

    public String credit() {
        receivables.credit(actor.get(), new Receivables.Part(code, credited, why), key);
        return here("receivable.was-credited");
    }

    public String propose() {
        receivables.proposeLost(actor.get(), code, because);
        return here("receivable.lost.proposed");
    }

    public String approveLost() {
        receivables.approveLost(actor.get(), getLost().code());
        return here("receivable.lost.approved");
    }

    public String rejectLost() {
        receivables.rejectLost(actor.get(), getLost().code(), verdict);
        return here("credit.rejected");
    }

    private String here(String words) {
        return Done.to("/finance/invoices/receivable?code=" + code, words, "code", code);
    }

    public boolean isOpen() {
        return getReceivable().state() == Receivable.State.OPEN && actor.may(InvoicingPermission.ISSUE);
    }

    public boolean isCreditable() {
        return getReceivable().kind().isCharged();
    }

    public boolean isOwnProposal() {
        return getLost() != null && lost.madeBy(actor.get());
    }

    public boolean isMayApprove() {
        return getLost() != null && !lost.madeBy(actor.get()) && actor.may(InvoicingPermission.APPROVE);
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getKey() {
        return key;
    }

    public void setKey(String key) {
        this.key = key;
    }

    public BigDecimal getAmount() {
        return amount;
    }

    public void setAmount(BigDecimal amount) {
        this.amount = amount;
    }

    public String getReference() {
        return reference;
    }

    public void setReference(String reference) {
        this.reference = reference;
    }

    public BigDecimal getCredited() {
        return credited;
    }

    public void setCredited(BigDecimal credited) {
        this.credited = credited;
    }

    public String getWhy() {
        return why;
    }

    public void setWhy(String why) {
        this.why = why;
    }

    public String getBecause() {
        return because;
    }

    public void setBecause(String because) {
        this.because = because;
    }

    public String getVerdict() {
        return verdict;
    }

    public void setVerdict(String verdict) {
        this.verdict = verdict;
    }

    public Receivable getReceivable() {
        load();
        return receivable;
    }

    public List<Receivable.Move> getMoves() {
        load();
        return moves;
    }

    public Proposal getLost() {
        load();
        return lost;
    }
}
