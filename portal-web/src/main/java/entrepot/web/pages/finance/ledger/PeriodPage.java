package entrepot.web.pages.finance.ledger;

import entrepot.ledger.Periods;
import entrepot.platform.approval.Proposal;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Show;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.YearMonth;
import java.util.List;

/** One month: what is looked at before it is closed, closing it, and opening it again. */
@Named
@RequestScoped
public class PeriodPage extends Deciding {

    @Inject
    private Periods periods;
    @Inject
    private MonthFacts facts;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;
    @Inject
    private Show show;
    @Inject
    private Steps steps;

    private YearMonth asked;
    private Periods.Month month;
    private List<Periods.Check> checks;
    private Proposal waiting;
    private List<TimelineStep> history;

    public void load() {
        if (month != null) {
            return;
        }
        // before the form is read, because the buttons that are shown depend on it
        asked = Asked.month(request.getParameter("month"));
        if (asked == null) {
            // the one that is closed next as a rule
            asked = YearMonth.from(show.getNow().atZone(actor.tenant().zone())).minusMonths(1);
        }
        month = periods.get(actor.get(), asked);
        checks = month.state().refuses() ? month.checks() : periods.checks(actor.get(), asked, facts.of(asked));
        waiting = periods.waiting(actor.get(), asked).orElse(null);
        history = steps.of(periods.history(actor.get(), asked), "ledger.period-state");
    }

    @Override
    protected void approved(String code) {
        periods.approve(actor.get(), code, facts.of(asked));
    }

    @Override
    protected void rejected(String code, String why) {
        periods.reject(actor.get(), code, why);
    }

    @Override
    protected String here() {
        return "/finance/ledger/period?month=" + asked;
    }

    public String close() {
        periods.propose(actor.get(), asked, facts.of(asked), getReason());
        return Done.to(here(), "ledger.proposed");
    }

    public String reopen() {
        periods.proposeReopening(actor.get(), asked, getReason());
        return Done.to(here(), "ledger.proposed");
    }

    public Periods.Month getMonth() {
        load();
        return month;
    }

    public List<Periods.Check> getChecks() {
        load();
        return checks;
    }

    public Proposal getWaiting() {
        load();
        return waiting;
    }

    public List<TimelineStep> getHistory() {
        load();
        return history;
    }
}
