package entrepot.web.pages.fulfilment;

import entrepot.fulfilment.DealerMark;
import entrepot.fulfilment.DealerScore;
import entrepot.fulfilment.DealerTerms;
import entrepot.fulfilment.DeclineCount;
import entrepot.fulfilment.FulfilmentPermission;
import entrepot.fulfilment.Promises;
import entrepot.kernel.Money;
import entrepot.platform.approval.Proposal;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Paths;
import entrepot.web.pages.frame.TenantTime;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;

/** How dealers keep their promises: a dealer's own score with the orders behind it, headquarters' of all with what is contested. */
@Named
@ViewScoped
public class PromisePage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int ROWS = 50;

    @Inject
    private Promises promises;
    @Inject
    private CurrentActor actor;
    @Inject
    private TenantTime time;
    @Inject
    private HttpServletRequest request;

    private String warehouse;
    private String kind;
    private String after;
    private String next;
    private String mark;
    private String reason;
    private String verdict;
    private BigDecimal late;
    private BigDecimal out;
    private Integer days;
    private transient List<DealerScore> scores;
    private transient List<DealerMark> marks;
    private transient List<DealerMark> contested;
    private transient DealerTerms terms;
    private transient Promises.Entry entry;

    public void load() {
        scores = promises.scores(actor.get());
        List<DealerMark.Kind> kinds = kind == null || kind.isBlank() ? List.of() : List.of(DealerMark.Kind.valueOf(kind));
        List<DealerMark> page = promises.marks(actor.get(), warehouse, kinds, after, ROWS + 1);
        next = page.size() > ROWS ? page.get(ROWS - 1).code() : null;
        marks = page.stream().limit(ROWS).toList();
        contested = promises.contested(actor.get());
        terms = promises.terms(actor.get());
        if (late == null) {
            late = terms.late().major();
            out = terms.out().major();
            days = terms.contestDays();
        }
    }

    /** The one that was opened; null where none was. */
    public Promises.Entry getEntry() {
        if (entry == null && mark != null && !mark.isBlank()) {
            entry = promises.entry(actor.get(), mark);
        }
        return entry;
    }

    public String contest() {
        promises.contest(actor.get(), mark, reason);
        return Done.to("/dealer/offers/score", "fulfilment.contested", "code", mark);
    }

    public String strike() {
        promises.strike(actor.get(), mark, reason);
        return Done.to("/hq/shipments/dealers", "fulfilment.struck", "code", mark);
    }

    public String uphold() {
        promises.uphold(actor.get(), mark, reason);
        return Done.to("/hq/shipments/dealers", "fulfilment.upheld", "code", mark);
    }

    public String propose() {
        String currency = promises.terms(actor.get()).late().currency();
        String code = promises.proposeTerms(actor.get(), new DealerTerms(Money.parse(late, currency), Money.parse(out, currency), days, null), reason);
        return Done.to("/hq/shipments/dealers", "fulfilment.terms-proposed", "code", code);
    }

    public String approve(String proposal) {
        promises.approveTerms(actor.get(), proposal);
        return Done.to("/hq/shipments/dealers", "fulfilment.terms-approved", "code", proposal);
    }

    public String reject(String proposal) {
        promises.rejectTerms(actor.get(), proposal, verdict);
        return Done.to("/hq/shipments/dealers", "fulfilment.terms-rejected", "code", proposal);
    }

    /** New terms that wait; for who may see them. */
    public List<Proposal> getProposals() {
        return actor.may(FulfilmentPermission.TERMS) ? promises.proposedTerms(actor.get()) : List.of();
    }

    public boolean own(Proposal proposal) {
        return proposal.madeBy(actor.get());
    }

    public boolean isJudge() {
        return actor.may(FulfilmentPermission.JUDGE);
    }

    public boolean contestable(DealerMark one) {
        return one.contestable(time.now());
    }

    public boolean isHeadquarters() {
        return Paths.area(request).equals("/hq");
    }

    /** The name of a warehouse, of those that are shown. */
    public String nameOf(DealerMark one) {
        return getScores().stream().filter(s -> s.warehouse().id().equals(one.warehouse())).map(s -> s.warehouse().name()).findFirst().orElse("");
    }

    public DealerMark.Kind[] getKinds() {
        return DealerMark.Kind.values();
    }

    public List<DeclineCount> getDeclines() {
        return promises.declines(actor.get());
    }

    public List<DealerScore> getScores() {
        if (scores == null) {
            load();
        }
        return scores;
    }

    public List<DealerMark> getMarks() {
        if (marks == null) {
            load();
        }
        return marks;
    }

    public List<DealerMark> getContested() {
        if (contested == null) {
            load();
        }
        return contested;
    }

    public DealerTerms getTerms() {
        if (terms == null) {
            load();
        }
        return terms;
    }

    public String getNext() {
        return next;
    }

    public String getWarehouse() {
        return warehouse;
    }

    public void setWarehouse(String warehouse) {
        this.warehouse = warehouse;
    }

    public String getKind() {
        return kind == null ? "" : kind;
    }

    public void setKind(String kind) {
        this.kind = kind != null && java.util.Arrays.stream(DealerMark.Kind.values()).anyMatch(k -> k.name().equals(kind)) ? kind : null;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }

    public String getMark() {
        return mark;
    }

    public void setMark(String mark) {
        this.mark = mark;
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

    public BigDecimal getLate() {
        return late;
    }

    public void setLate(BigDecimal late) {
        this.late = late;
    }

    public BigDecimal getOut() {
        return out;
    }

    public void setOut(BigDecimal out) {
        this.out = out;
    }

    public Integer getDays() {
        return days;
    }

    public void setDays(Integer days) {
        this.days = days;
    }
}
