package entrepot.web.rest;

import entrepot.settlement.CashForecast;
import entrepot.settlement.Forecast;
import entrepot.web.security.CurrentActor;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;

/** What falls due when and when it is paid, as far as the books know today, by {@link CashForecast}. */
public abstract class ForecastVerbs {

    @Inject
    private CashForecast forecasts;
    @Inject
    private CurrentActor actor;

    /** What falls due, by day and kind, with the day of payment, and what each of these days pays. */
    @GET
    public Forecast get() {
        return forecasts.of(actor.get());
    }
}
