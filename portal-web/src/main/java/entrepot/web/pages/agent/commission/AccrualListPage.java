package entrepot.web.pages.agent.commission;

import entrepot.commission.Accrual;
import entrepot.commission.Accruals;
import entrepot.commission.Earnings;
import entrepot.commission.Forecast;
import entrepot.commission.Forecasts;
import entrepot.kernel.Money;
import entrepot.settlement.CashForecast;
import entrepot.settlement.SettlementPermission;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Commission line by line, each with its explanation; what is still open and what is due. */
@Named
@RequestScoped
public class AccrualListPage extends Listing<Accrual> {

    /** Fewer than elsewhere: each row carries its explanation. */
    private static final int LINES = 25;

    /** Of what falls due by the calendar, what is due already. */
    private static final Set<String> SETTLED = Set.of("DUE", "PREVIEWED");

    @Inject
    private Accruals accruals;
    @Inject
    private CurrentActor actor;

    @Inject
    private Forecasts forecasts;
    @Inject
    private CashForecast calendar;

    private Earnings earnings;
    private List<Forecast.NextStep> nextSteps = List.of();
    private List<Forecast.DueOn> dueOn = List.of();
    private List<Settled> settled = List.of();

    /** On which day how much of what is due is paid, and whether it stands on a statement. */
    public record Settled(LocalDate paidOn, Money amount, String kind) {
    }

    public void load() {
        Accrual.State state = Arrays.stream(Accrual.State.values()).filter(each -> each.name().equals(getView())).findFirst().orElse(null);
        setView(state == null ? "all" : state.name());
        show(Paged.of(accruals.list(actor.get(), state, getAfter(), LINES + 1), LINES, Accrual::code));
        earnings = accruals.earnings(actor.get(), actor.get().organisation());
        nextSteps = forecasts.nextSteps(actor.get(), actor.get().organisation());
        dueOn = forecasts.due(actor.get());
        if (actor.may(SettlementPermission.STATEMENTS)) {
            settled = calendar.of(actor.get()).items().stream().map(each -> new Settled(each.paidOn(), each.amount(), each.kind().name()))
                    .filter(each -> SETTLED.contains(each.kind())).toList();
        }
    }

    /** How far the month is from the next step, by rule. */
    public List<Forecast.NextStep> getNextSteps() {
        return nextSteps;
    }

    public List<Forecast.DueOn> getDueOn() {
        return dueOn;
    }

    /** With which settlements is paid what is due: as the calendar says it. */
    public List<Settled> getSettled() {
        return settled;
    }

    public Earnings getEarnings() {
        return earnings;
    }
}
