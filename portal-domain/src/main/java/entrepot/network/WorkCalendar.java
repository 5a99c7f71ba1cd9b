package entrepot.network;

import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;

/** The one work calendar of a tenant: for offers, deadlines and payouts. */
@ApplicationScoped
@UseCases
public class WorkCalendar {

    /** The moment at which so many working hours have passed. */
    @Requires(NetworkPermission.READ)
    public Instant plusWorkingHours(Actor actor, Instant from, int hours) {
        throw new UnsupportedOperationException();
    }

    /** That day if it is a working day, else the next one. */
    @Requires(NetworkPermission.READ)
    public LocalDate workingDayFrom(Actor actor, LocalDate day) {
        throw new UnsupportedOperationException();
    }

    /** Whether the network works at that moment. */
    @Requires(NetworkPermission.READ)
    public boolean isWorking(Actor actor, Instant moment) {
        throw new UnsupportedOperationException();
    }
}
