package entrepot.web.pages.demo;

import entrepot.demo.DemonstrationClock;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Show;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.LocalDate;

/** Moves the demonstration's clock forward. */
@Named
@RequestScoped
public class ClockPage {

    @Inject
    private DemonstrationClock clock;
    @Inject
    private CurrentActor actor;
    @Inject
    private Show show;

    private LocalDate date;

    public String toTomorrow() {
        clock.toTomorrow(actor.get());
        return gone();
    }

    public String pastReturnWindow() {
        clock.pastReturnWindow(actor.get());
        return gone();
    }

    public String toSettlement() {
        clock.toSettlement(actor.get());
        return gone();
    }

    public String toDate() {
        clock.goTo(actor.get(), date);
        return gone();
    }

    private String gone() {
        return Done.to("/demo/clock", "demo.clock.gone", "now", show.exact(clock.now(actor.get())));
    }

    public LocalDate getDate() {
        return date;
    }

    public void setDate(LocalDate date) {
        this.date = date;
    }

    /** The day on which {@link #pastReturnWindow} ends. */
    public LocalDate getAfterWindow() {
        return clock.afterWindow(actor.get());
    }

    public Instant getNow() {
        return clock.now(actor.get());
    }
}
