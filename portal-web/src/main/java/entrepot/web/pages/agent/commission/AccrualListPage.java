package entrepot.web.pages.agent.commission;

import entrepot.commission.Accrual;
import entrepot.commission.Accruals;
import entrepot.commission.Earnings;
import entrepot.commission.Forecast;
import entrepot.commission.Forecasts;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;

/** Commission line by line, each with its explanation; what is still open and what is due. */
@Named
@RequestScoped
public class AccrualListPage extends Listing<Accrual> {

    /** Fewer than elsewhere: each row carries its explanation. */
    private static final int LINES = 25;

    @Inject
    private Accruals accruals;
    @Inject
    private CurrentActor actor;

    @Inject
    private Forecasts forecasts;

    private Earnings earnings;
    private List<Forecast.NextStep> nextSteps = List.of();
    private List<Forecast.DueOn> dueOn = List.of();

    public void load() {
        Accrual.State state = Arrays.stream(Accrual.State.values()).filter(each -> each.name().equals(getView())).findFirst().orElse(null);
        setView(state == null ? "all" : state.name());
        show(Paged.of(accruals.list(actor.get(), state, getAfter(), LINES + 1), LINES, Accrual::code));
        earnings = accruals.earnings(actor.get(), actor.get().organisation());
        nextSteps = forecasts.nextSteps(actor.get(), actor.get().organisation());
        dueOn = forecasts.due(actor.get());
    }

    /** How far the month is from the next step, by rule. */
    public List<Forecast.NextStep> getNextSteps() {
        return nextSteps;
    }

    public List<Forecast.DueOn> getDueOn() {
        return dueOn;
    }

    public Earnings getEarnings() {
        return earnings;
    }
}
