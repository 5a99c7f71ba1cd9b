package entrepot.web.rest;

import entrepot.commission.Accruals;
import entrepot.commission.Forecast;
import entrepot.commission.Forecasts;
import entrepot.web.security.CurrentActor;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** What a member has earned and what is to come. */
public abstract class CommissionVerbs {

    @Inject
    protected Accruals accruals;
    @Inject
    protected Forecasts forecasts;
    @Inject
    protected CurrentActor actor;

    /**
     * What is to come.
     *
     * @param nextSteps how far the month is from the next step of each rule
     * @param due       what becomes due, by day
     */
    public record Coming(List<Forecast.NextStep> nextSteps, List<Forecast.DueOn> due) {
    }

    /** How far the month is from its next steps, and what becomes due in the next sixty days. */
    @GET
    @Path("coming")
    public Coming coming() {
        return new Coming(forecasts.nextSteps(actor.get(), actor.get().organisation()), forecasts.due(actor.get()));
    }

    /** What the organisation has earned: pending, due, and the volume of the month. */
    @GET
    public Response earnings(@Context Request request) {
        return Versions.answer(request, accruals.earnings(actor.get(), actor.get().organisation()));
    }
}
