package entrepot.web.pages.settlement;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemKind;
import entrepot.platform.files.Proof;
import entrepot.settlement.Dispute;
import entrepot.settlement.Disputes;
import entrepot.settlement.SettlementPermission;
import entrepot.settlement.Statements;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.pages.frame.Links;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.List;

/** One dispute: what the member says, what headquarters answers, and what was posted. */
@Named
@RequestScoped
public class DisputePage {

    @Inject
    private Disputes disputes;
    @Inject
    private Statements statements;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;
    @Inject
    private Steps steps;

    private String code;
    private Dispute dispute;
    private String followUp;
    private boolean standing;
    private List<TimelineStep> history;
    private BigDecimal granted;
    private BigDecimal shown;
    private String answer;
    private String why;
    private String back;

    public void load() {
        if (dispute != null) {
            return;
        }
        // before the form is read, because the buttons that are shown depend on it
        code = request.getParameter("code");
        dispute = disputes.get(actor.get(), code);
        followUp = dispute.state() == Dispute.State.ACCEPTED ? disputes.followUpStatement(actor.get(), code).orElse(null) : null;
        standing = isThere();
        history = steps.of(disputes.timeLine(actor.get(), code), "dispute.state");
    }

    private boolean isThere() {
        try {
            statements.line(actor.get(), dispute.statement(), dispute.line());
            return true;
        } catch (Problem takenBack) {
            // its run was cancelled, and the next one has not taken the line yet
            if (takenBack.kind() != ProblemKind.NOT_FOUND) {
                throw takenBack;
            }
            return false;
        }
    }

    /** Whether the disputed line stands on a statement that this reader can open. */
    public boolean isStanding() {
        load();
        return standing;
    }

    public String accept() {
        load();
        Dispute after = disputes.accept(actor.get(), code, Money.parse(granted, dispute.lineAmount().currency()), answer);
        return done(after.state() == Dispute.State.ACCEPTED ? "dispute.accepted" : "dispute.proposed");
    }

    public String reject() {
        disputes.reject(actor.get(), code, why);
        return done("dispute.rejected");
    }

    public String approve() {
        load();
        disputes.approve(actor.get(), code, Money.parse(shown, dispute.lineAmount().currency()));
        return done("dispute.accepted");
    }

    /** What is shown to the approver; comes back with the approval. */
    public BigDecimal getShown() {
        return shown == null && dispute.proposed() != null ? dispute.proposed().granted().major() : shown;
    }

    public void setShown(BigDecimal shown) {
        this.shown = shown;
    }

    public String sendBack() {
        disputes.sendBack(actor.get(), code, back);
        return done("dispute.sent-back");
    }

    public String withdraw() {
        disputes.withdraw(actor.get(), code);
        return done("dispute.withdrawn");
    }

    private String done(String key) {
        return Done.to(Areas.of(actor.get()) + "/statements/dispute?code=" + code, key, "code", code);
    }

    /** Sends the proof that was attached, as a file to be saved. */
    public void send() {
        Proof proof = disputes.proof(actor.get(), code);
        Downloads.bytes(proof.name(), proof.type(), proof.bytes());
    }

    public boolean isAnswerable() {
        load();
        return dispute.state() == Dispute.State.OPEN && dispute.proposed() == null && actor.may(SettlementPermission.ANSWER);
    }

    /** Whether an answer waits for a second person who may approve; if that is this one, the proposal says so. */
    public boolean isToApprove() {
        load();
        return dispute.proposed() != null && actor.may(SettlementPermission.APPROVE_ANSWER);
    }

    public boolean isWithdrawable() {
        load();
        return dispute.state() == Dispute.State.OPEN && !actor.get().headquarters() && actor.may(SettlementPermission.DISPUTE);
    }

    /** The line's name in an address. */
    public String getNamed() {
        load();
        return Links.encode(dispute.line().text());
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public Dispute getDispute() {
        load();
        return dispute;
    }

    public String getFollowUp() {
        load();
        return followUp;
    }

    public List<TimelineStep> getHistory() {
        load();
        return history;
    }

    public BigDecimal getGranted() {
        return granted;
    }

    public void setGranted(BigDecimal granted) {
        this.granted = granted;
    }

    public String getAnswer() {
        return answer;
    }

    public void setAnswer(String answer) {
        this.answer = answer;
    }

    public String getWhy() {
        return why;
    }

    public void setWhy(String why) {
        this.why = why;
    }

    public String getBack() {
        return back;
    }

    public void setBack(String back) {
        this.back = back;
    }
}
