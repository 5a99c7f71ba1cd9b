package entrepot.inventory;

import java.time.LocalDate;

/**
 * Days on which a warehouse does not ship.
 *
 * @param from  the first of them
 * @param until the first day on which it ships again
 * @param why   in the words of who closes it; may be empty
 */
public record Closure(LocalDate from, LocalDate until, String why) {

    public boolean holds(LocalDate day) {
        return !day.isBefore(from) && day.isBefore(until);
    }

    static Closure parse(String text) {
        String[] parts = text.split("/", 3);
        return new Closure(LocalDate.parse(parts[0]), LocalDate.parse(parts[1]), parts[2]);
    }

    String text() {
        return from + "/" + until + "/" + why;
    }
}
