package entrepot.web.pages.finance.bank;

import entrepot.gateway.GatewayPermission;
import entrepot.gateway.Paying;
import entrepot.gateway.Payment;
import entrepot.gateway.Payments;
import entrepot.gateway.Refund;
import entrepot.platform.approval.Proposal;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;

/** One payment as finance sees it, with what the provider said of it. */
@Named
@ViewScoped
public class PaymentPage implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int ROWS = 50;

    @Inject
    private Payments payments;
    @Inject
    private Paying paying;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;
    @Inject
    private Steps steps;

    private String code;
    private String reason;
    private String verdict;
    private Payment payment;
    private List<Payments.Came> came;
    private List<Proposal> waiting;
    private List<Refund> refunds;
    private BigDecimal part;
    private List<TimelineStep> history;

    public void load() {
        if (payment != null) {
            return;
        }
        // before the form is read, because the buttons that are shown depend on it
        code = request.getParameter("code");
        payment = payments.get(actor.get(), code);
        came = payments.came(actor.get(), code, null, ROWS);
        refunds = payments.refunds(actor.get(), code);
        waiting = payments.refundsWaiting(actor.get()).stream().filter(proposal -> proposal.subject().equals(code)).toList();
        history = steps.of(payments.timeLine(actor.get(), code), "gateway.payment-state");
    }

    public String propose() {
        payments.proposeRefund(actor.get(), getPayment().code(), part, reason);
        return here("bank.proposed");
    }

    public String approve(Proposal proposal) {
        paying.refund(actor.get(), proposal.code());
        return here("bank.approved");
    }

    public String reject(Proposal proposal) {
        payments.rejectRefund(actor.get(), proposal.code(), verdict);
        return here("bank.rejected");
    }

    public String sendAgain(Refund refund) {
        paying.sendAgain(actor.get(), refund.code());
        return here("gateway.refund.sent-again");
    }

    /** Whether the provider has not taken it yet, and this person may send it again. */
    public boolean sendable(Refund refund) {
        return refund.isUnsent() && actor.may(GatewayPermission.APPROVE);
    }

    private String here(String key) {
        return Done.to("/finance/bank/payment?code=" + getPayment().code(), key, "name", getPayment().code());
    }

    public boolean own(Proposal proposal) {
        return proposal.madeBy(actor.get());
    }

    public boolean isRefundable() {
        return actor.may(GatewayPermission.PROPOSE) && getPayment().state() == Payment.State.PAID && getWaiting().isEmpty();
    }

    public Payment getPayment() {
        load();
        return payment;
    }

    public List<Payments.Came> getCame() {
        return came;
    }

    /** What goes back, in major units; empty for all that has not. */
    public BigDecimal getPart() {
        return part;
    }

    public void setPart(BigDecimal part) {
        this.part = part;
    }

    public List<Refund> getRefunds() {
        load();
        return refunds;
    }

    public List<Proposal> getWaiting() {
        load();
        return waiting;
    }

    public List<TimelineStep> getHistory() {
        return history;
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

    public String getVerdict() {
        return verdict;
    }

    public void setVerdict(String verdict) {
        this.verdict = verdict;
    }
}
