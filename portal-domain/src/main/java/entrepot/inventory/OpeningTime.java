package entrepot.inventory;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;

/**
 * When a warehouse works, and whether it takes what it is offered unasked.
 *
 * @param weekdays   its working days; empty where it works as the tenant does, and then the hours do not count
 * @param opensAt    null with empty weekdays
 * @param closesAt   null with empty weekdays
 * @param closures   when it does not ship, known beforehand, the first one first
 * @param autoAccept whether offers count as accepted
 */
public record OpeningTime(Set<DayOfWeek> weekdays, LocalTime opensAt, LocalTime closesAt, List<Closure> closures,
                          boolean autoAccept) {

    public OpeningTime {
        weekdays = Set.copyOf(weekdays);
        closures = List.copyOf(closures);
    }
}
