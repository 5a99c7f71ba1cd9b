package entrepot.web.pages.tax;

import entrepot.kernel.Problem;
import entrepot.platform.approval.Proposal;
import entrepot.tax.TaxMethod;
import entrepot.tax.TaxProblem;
import entrepot.tax.TaxTable;
import entrepot.tax.TaxTables;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.TypedNumber;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/** The tables of what is withheld: what counts today, what is proposed. */
@Named
@ViewScoped
public class TaxTablesPage implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int CELLS = 3;

    @Inject
    private TaxTables tables;
    @Inject
    private CurrentActor actor;

    private String method = TaxMethod.PER_PAYMENT.name();
    private String from;
    private BigDecimal free;
    private BigDecimal upTo;
    private BigDecimal percent;
    private String steps;
    private String reason;
    private String why;
    private transient List<TaxTable> today;
    private transient List<Proposal> waiting;
    private transient List<TaxTables.Dated> agreed;

    public void load() {
        today = tables.today(actor.get());
        waiting = tables.waiting(actor.get());
        agreed = tables.list(actor.get());
    }

    public String propose() {
        LocalDate day;
        try {
            day = LocalDate.parse(from);
        } catch (DateTimeException nonsense) {
            throw Problem.invalid("from", from);
        }
        tables.propose(actor.get(), new TaxTable(TaxMethod.valueOf(method), day, free, Objects.requireNonNullElse(upTo, BigDecimal.ZERO),
                Objects.requireNonNullElse(percent, BigDecimal.ZERO), steps.lines().filter(l -> !l.isBlank()).map(TaxTablesPage::step).toList(), false), reason);
        return Done.to("/finance/settlements/tax-tables", "tax.proposed");
    }

    private static TaxTable.Step step(String line) {
        String[] cells = line.strip().split("[;\\s]+");
        if (cells.length < CELLS - 1) {
            throw new Problem(TaxProblem.STEPS_INVALID);
        }
        return new TaxTable.Step(number(cells[0]), number(cells[1]), cells.length < CELLS ? BigDecimal.ZERO : number(cells[2]));
    }

    private static BigDecimal number(String cell) {
        return TypedNumber.read(cell).orElseThrow(() -> new Problem(TaxProblem.STEPS_INVALID));
    }

    public String approve(String proposal) {
        tables.approve(actor.get(), proposal);
        return Done.to("/finance/settlements/tax-tables", "tax.approved");
    }

    public String reject(String proposal) {
        tables.reject(actor.get(), proposal, why);
        return Done.to("/finance/settlements/tax-tables", "tax.rejected");
    }

    public List<TaxTable> getToday() {
        if (today == null) {
            load();
        }
        return today;
    }

    public List<TaxTables.Dated> getAgreed() {
        if (agreed == null) {
            load();
        }
        return agreed;
    }

    public List<Proposal> getWaiting() {
        if (waiting == null) {
            load();
        }
        return waiting;
    }

    public String getMethod() {
        return method;
    }

    public void setMethod(String method) {
        this.method = method;
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public BigDecimal getFree() {
        return free;
    }

    public void setFree(BigDecimal free) {
        this.free = free;
    }

    public BigDecimal getUpTo() {
        return upTo;
    }

    public void setUpTo(BigDecimal upTo) {
        this.upTo = upTo;
    }

    public BigDecimal getPercent() {
        return percent;
    }

    public void setPercent(BigDecimal percent) {
        this.percent = percent;
    }

    public String getSteps() {
        return steps;
    }

    public void setSteps(String steps) {
        this.steps = steps;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public String getWhy() {
        return why;
    }

    public void setWhy(String why) {
        this.why = why;
    }
}
