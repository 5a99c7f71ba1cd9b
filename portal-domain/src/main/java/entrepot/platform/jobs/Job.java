package entrepot.platform.jobs;

import entrepot.platform.access.Actor;
import java.time.Duration;
import java.time.Instant;

/**
 * Something that is due from time to time in every tenant: offers that ran out, commission whose
 * window closed, a settlement run's next step. It does what is due by the business clock, at most a
 * bounded piece of it at a call, and is harmless when nothing is.
 */
public interface Job {

    /** A stable name under which its next time is kept. */
    String name();

    /** How long to wait, in real time, between two calls. */
    Duration every();

    /** Pieces in a row before others have their turn: one where a piece is large and somebody else may wait for the same worker. */
    default int piecesATurn() {
        return 20;
    }

    /**
     * Does a piece of the work in the open transaction of the system's tenant.
     *
     * @return whether more is due at once
     */
    boolean run(Actor system);

    /**
     * Says where people look for it that a piece failed; in a transaction of its own, after the piece's was rolled back. The log knows already.
     *
     * @param again when it is tried again, by real time
     */
    default void failed(Actor system, RuntimeException failure, Instant again) {
        // most jobs do something small, next time or never
    }
}
