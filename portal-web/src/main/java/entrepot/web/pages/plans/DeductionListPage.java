package entrepot.web.pages.plans;

import entrepot.commission.Deduction;
import entrepot.commission.DeductionState;
import entrepot.commission.Deductions;
import entrepot.commission.ProposeDeduction;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.network.Organisations;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Deductions from commission: entered, decided and judged here. */
@Named
@ViewScoped
public class DeductionListPage extends Listing<Deduction> implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int LINES = 25;

    @Inject
    private Deductions deductions;
    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;
    @Inject
    private PlanPlace place;

    private String member;
    private Deduction.Kind kind = Deduction.Kind.COMPLAINT;
    private BigDecimal amount;
    private BigDecimal percent;
    private YearMonth month;
    private String reason;
    private HashMap<String, String> verdicts = new HashMap<>();
    private transient Map<OrganisationId, String> names;

    public void load() {
        DeductionState state = Arrays.stream(DeductionState.values()).filter(each -> each.name().equals(getView())).findFirst().orElse(null);
        setView(state == null ? "all" : state.name());
        show(Paged.of(deductions.list(actor.get(), state, getAfter(), LINES + 1), LINES, Deduction::code));
    }

    public String enter() {
        deductions.propose(actor.get(), new ProposeDeduction(member == null ? "" : member.strip(), kind, reason,
                amount == null ? null : Money.parse(amount, actor.tenant().currency()), percent, month));
        return Done.to(place.at("deductions"), "plans.deduction.entered");
    }

    public String approve(String code) {
        deductions.approve(actor.get(), code);
        return Done.to(place.at("deductions"), "plans.deduction.approved");
    }

    public String reject(String code) {
        deductions.reject(actor.get(), code, verdicts.get(code));
        return Done.to(place.at("deductions"), "plans.deduction.rejected");
    }

    public String judge(String code, boolean won) {
        deductions.judge(actor.get(), code, won, verdicts.get(code));
        return Done.to(place.at("deductions"), "plans.deduction.judged");
    }

    public boolean mine(Deduction deduction) {
        return deduction.madeBy(actor.get());
    }

    public String nameOf(OrganisationId id) {
        names = names == null ? new HashMap<>() : names;
        return names.computeIfAbsent(id, each -> organisations.get(actor.get(), each).name());
    }

    public List<DeductionState> getViews() {
        return List.of(DeductionState.values());
    }

    public List<Deduction.Kind> getKinds() {
        return List.of(Deduction.Kind.values());
    }

    public String getMember() {
        return member;
    }

    public void setMember(String member) {
        this.member = member;
    }

    public Deduction.Kind getKind() {
        return kind;
    }

    public void setKind(Deduction.Kind kind) {
        this.kind = kind;
    }

    public BigDecimal getAmount() {
        return amount;
    }

    public void setAmount(BigDecimal amount) {
        this.amount = amount;
    }

    public BigDecimal getPercent() {
        return percent;
    }

    public void setPercent(BigDecimal percent) {
        this.percent = percent;
    }

    public YearMonth getMonth() {
        return month;
    }

    public void setMonth(YearMonth month) {
        this.month = month;
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
}
