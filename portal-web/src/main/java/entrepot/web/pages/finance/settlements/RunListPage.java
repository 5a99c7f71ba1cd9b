package entrepot.web.pages.finance.settlements;

import entrepot.kernel.Problem;
import entrepot.settlement.SettlementRun;
import entrepot.settlement.Settlements;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Listing;
import entrepot.web.pages.frame.Show;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;

/** Settlement runs, newest first, and the month that comes next. */
@Named
@RequestScoped
public class RunListPage extends Listing<SettlementRun> {

    @Inject
    private Settlements settlements;
    @Inject
    private CurrentActor actor;
    @Inject
    private Show show;

    private String month;

    public void load() {
        show(Paged.of(settlements.list(actor.get(), getAfter(), ROWS + 1), ROWS, SettlementRun::code));
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

    public String getMonth() {
        return month;
    }

    public void setMonth(String month) {
        this.month = month;
    }
}
