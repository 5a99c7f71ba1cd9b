package entrepot.web.pages.finance.settlements;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.platform.approval.Proposal;
import entrepot.settlement.RunKind;
import entrepot.settlement.SettlementPermission;
import entrepot.settlement.SettlementTerms;
import entrepot.settlement.Terms;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Show;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How and when is settled: what counts today, what will, what is proposed. */
@Named
@ViewScoped
public class SettlementTermsPage implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String HERE = "/finance/settlements/terms";

    @Inject
    private SettlementTerms terms;
    @Inject
    private CurrentActor actor;
    @Inject
    private Show show;

    private String from;
    private String kind;
    private Integer previewDay;
    private Integer objectionDays;
    private Integer approveByDay;
    private String payDays;
    private BigDecimal minimum;
    private String reason;
    private String verdict;
    private transient List<Terms> all;
    private transient List<Proposal> waiting;

    public void load() {
        all = terms.list(actor.get());
        waiting = terms.proposals(actor.get()).stream().filter(each -> each.state() == Proposal.State.PROPOSED).toList();
        if (kind == null) {
            Terms now = terms.calendar(actor.get()).on(LocalDate.ofInstant(show.getNow(), actor.tenant().zone()));
            kind = now.kind().name();
            previewDay = now.previewDay();
            objectionDays = now.objectionDays();
            approveByDay = now.approveByDay();
            payDays = daysOf(now);
            minimum = now.minimum().major();
        }
    }

    public String propose() {
        LocalDate day;
        try {
            day = LocalDate.parse(from);
        } catch (DateTimeException nonsense) {
            throw Problem.invalid("validFrom", from);
        }
        terms.propose(actor.get(), new Terms(day, RunKind.valueOf(kind), previewDay, objectionDays, approveByDay, days(),
                Money.parse(minimum, actor.tenant().currency())), reason);
        return Done.to(HERE, "settlement.terms.proposed");
    }

    /** Its days of payment, as one writes them. */
    public String daysOf(Terms of) {
        return of.payDays().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private List<Integer> days() {
        try {
            return Arrays.stream(payDays.split("[,，、;；\\s]+")).map(String::strip).filter(day -> !day.isEmpty()).map(Integer::valueOf).toList();
        } catch (NumberFormatException wrong) {
            throw Problem.invalid("payDays", payDays);
        }
    }

    public String approve(Proposal proposal) {
        terms.approve(actor.get(), proposal.code());
        return Done.to(HERE, "settlement.terms.approved");
    }

    public String reject(Proposal proposal) {
        terms.reject(actor.get(), proposal.code(), verdict);
        return Done.to(HERE, "settlement.terms.rejected");
    }

    /** Whether this person may decide on it: not the one who proposed it. */
    public boolean decides(Proposal proposal) {
        return actor.may(SettlementPermission.APPROVE) && !proposal.madeBy(actor.get());
    }

    public List<RunKind> getKinds() {
        return List.of(RunKind.MONTH, RunKind.HALF_MONTH, RunKind.WEEK);
    }

    public List<Terms> getAll() {
        if (all == null) {
            load();
        }
        return all;
    }

    public List<Proposal> getWaiting() {
        if (waiting == null) {
            load();
        }
        return waiting;
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public String getKind() {
        return kind;
    }

    public void setKind(String kind) {
        this.kind = kind;
    }

    public Integer getPreviewDay() {
        return previewDay;
    }

    public void setPreviewDay(Integer previewDay) {
        this.previewDay = previewDay;
    }

    public Integer getObjectionDays() {
        return objectionDays;
    }

    public void setObjectionDays(Integer objectionDays) {
        this.objectionDays = objectionDays;
    }

    public Integer getApproveByDay() {
        return approveByDay;
    }

    public void setApproveByDay(Integer approveByDay) {
        this.approveByDay = approveByDay;
    }

    public String getPayDays() {
        return payDays;
    }

    public void setPayDays(String payDays) {
        this.payDays = payDays;
    }

    public BigDecimal getMinimum() {
        return minimum;
    }

    public void setMinimum(BigDecimal minimum) {
        this.minimum = minimum;
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
