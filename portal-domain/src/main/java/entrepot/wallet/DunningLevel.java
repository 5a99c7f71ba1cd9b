package entrepot.wallet;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How firmly a member is told what is to be paid: from some days before the due date on, ever more so. */
public enum DunningLevel {
    BEFORE(-3), DUE(0), OVERDUE(3), SECOND(10), LAST(30);

    private final int fromDay;

    DunningLevel(int fromDay) {
        this.fromDay = fromDay;
    }

    /** The level that is reached on that day, counted from the due date; none longer than three days before it. */
    static Optional<DunningLevel> of(LocalDate dueOn, LocalDate today) {
        long days = ChronoUnit.DAYS.between(dueOn, today);
        DunningLevel reached = null;
        for (DunningLevel level : values()) {
            reached = days >= level.fromDay ? level : reached;
        }
        return Optional.ofNullable(reached);
    }
}
