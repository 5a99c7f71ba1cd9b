package entrepot.web.pages.invoices;

import entrepot.web.pages.frame.TimelineStep;
import java.util.List;

/** What a member is told of a history that headquarters' people have part in. */
final class Own {

    private Own() {
    }

    /** Its own person by name, headquarters' by what they did. */
    static List<TimelineStep> without(List<TimelineStep> steps, String own) {
        return steps.stream().map(step -> own.equals(step.who()) ? step : new TimelineStep(step.when(), step.what(), null, step.why())).toList();
    }
}
