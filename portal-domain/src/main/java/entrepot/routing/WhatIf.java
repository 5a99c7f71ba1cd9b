package entrepot.routing;

import java.time.Instant;
import java.time.YearMonth;

/**
 * A month's orders replayed under a draft.
 *
 * @param revision   of the draft that is tried out; a later change is not in it
 * @param total      decisions to replay
 * @param done       of them replayed so far
 * @param finishedAt null while it runs
 */
public record WhatIf(String draft, int revision, YearMonth month, State state, int total, int done, WhatIfTally tally,
                     String startedBy, Instant startedAt, Instant finishedAt) {

    /** How far it is. Pages show {@code routing.what-if.<NAME>}. */
    public enum State { RUNNING, DONE, STOPPED }

    public boolean isDone() {
        return state == State.DONE;
    }

    public int percent() {
        return total == 0 ? 100 : (int) (done * 100L / total);
    }
}
