package entrepot.web.pages.finance.ledger;

import entrepot.ledger.Periods;
import entrepot.settlement.RunState;
import entrepot.settlement.SettlementRun;
import entrepot.settlement.Settlements;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.YearMonth;
import java.util.List;

/** What others than the ledger know of a month that is to be closed. */
@RequestScoped
public class MonthFacts {

    private static final int RUNS_MAX = 200;

    @Inject
    private Settlements settlements;
    @Inject
    private CurrentActor actor;

    /** Whether its settlement was posted. */
    public List<Periods.Check> of(YearMonth month) {
        List<SettlementRun> runs = settlements.list(actor.get(), null, RUNS_MAX).stream().filter(run -> month.equals(run.month())
                && run.state() != RunState.CANCELLED).toList();
        boolean posted = !runs.isEmpty() && runs.stream().allMatch(run -> run.state() == RunState.POSTED || run.state() == RunState.ISSUED
                || run.state() == RunState.PAID_OUT);
        return List.of(new Periods.Check("RUNS", posted, false, runs.isEmpty() ? "" : runs.get(0).code()));
    }
}
