package entrepot.web.pages.finance.settlements;

import entrepot.kernel.Problem;
import entrepot.settlement.SettlementRun;
import entrepot.settlement.Settlements;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Show;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Settlement runs, newest first, and the month that comes next. */
@Named
@RequestScoped
public class RunListPage {

    private static final int ROWS = 50;

    @Inject
    private Settlements settlements;
    @Inject
    private CurrentActor actor;
    @Inject
    private Show show;

    private String after;
    private String month;
    private List<SettlementRun> rows;
    private String next;

    public void load() {
        Paged<SettlementRun> page = Paged.of(settlements.list(actor.get(), after, ROWS + 1), ROWS, SettlementRun::code);
        rows = page.items();
        next = page.next();
        if (month == null) {
            month = YearMonth.from(show.getNow().atZone(actor.tenant().zone())).minusMonths(1).toString();
        }
    }

    public String start() {
        YearMonth chosen;
        try {
            chosen = YearMonth.parse(month);
        } catch (DateTimeParseException wrong) {
            throw Problem.invalid("month", month);
        }
        SettlementRun run = settlements.start(actor.get(), chosen);
        return Done.to("/finance/settlements/detail?code=" + run.code(), "settlement.started", "month", chosen);
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }

    public String getMonth() {
        return month;
    }

    public void setMonth(String month) {
        this.month = month;
    }

    public List<SettlementRun> getRows() {
        return rows;
    }

    public String getNext() {
        return next;
    }
}
