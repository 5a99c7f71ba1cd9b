package entrepot.tracking;

import entrepot.kernel.Transitions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where a parcel stands. The first eight are what carriers report, each in its own words; the last two are what a person
 * says. A state may seem to go back, for scans arrive in any order and the later scan counts.
 */
public enum ParcelState {
    /** The number is known, the parcel was not seen yet. */
    ANNOUNCED,
    COLLECTED,
    IN_TRANSIT,
    /** Out for delivery, or waiting at a pick-up point. */
    DELIVERING,
    /** Signed for. */
    DELIVERED,
    /** Held up: a wrong address, nobody at home, damage, customs that ask. */
    PROBLEM,
    /** The buyer did not take it. */
    REFUSED,
    /** On its way back, or signed for by its sender. */
    RETURNING,
    /** A person took it in again. */
    RETURNED,
    /** Nobody will see it again. */
    LOST;

    /** Which state may follow which. */
    public static final Transitions<ParcelState> TRANSITIONS = Transitions.of(ParcelState.class)
            .allow(ANNOUNCED, COLLECTED, IN_TRANSIT, DELIVERING, DELIVERED, PROBLEM, REFUSED, RETURNING, RETURNED, LOST)
            .allow(COLLECTED, IN_TRANSIT, DELIVERING, DELIVERED, PROBLEM, REFUSED, RETURNING, RETURNED, LOST)
            .allow(IN_TRANSIT, COLLECTED, DELIVERING, DELIVERED, PROBLEM, REFUSED, RETURNING, RETURNED, LOST)
            .allow(DELIVERING, COLLECTED, IN_TRANSIT, DELIVERED, PROBLEM, REFUSED, RETURNING, RETURNED, LOST)
            .allow(PROBLEM, COLLECTED, IN_TRANSIT, DELIVERING, DELIVERED, REFUSED, RETURNING, RETURNED, LOST)
            .allow(REFUSED, COLLECTED, IN_TRANSIT, DELIVERING, DELIVERED, PROBLEM, RETURNING, RETURNED, LOST)
            // in parts: each is told
            .allow(RETURNING, COLLECTED, IN_TRANSIT, DELIVERING, DELIVERED, PROBLEM, REFUSED, RETURNING, RETURNED, LOST)
            .allow(DELIVERED, COLLECTED, IN_TRANSIT, DELIVERING, PROBLEM, REFUSED, RETURNING, RETURNED, LOST);

    /** On its way to the buyer and well. */
    public static final Set<ParcelState> UNDER_WAY = Set.copyOf(EnumSet.of(ANNOUNCED, COLLECTED, IN_TRANSIT, DELIVERING));
    /** What a person has to look at. */
    public static final Set<ParcelState> EXCEPTIONS = Set.copyOf(EnumSet.of(PROBLEM, REFUSED, RETURNING, RETURNED, LOST));

    /** Whether a carrier reports it; the others are a person's word. */
    public boolean reported() {
        return this != RETURNED && this != LOST;
    }

    /** Whether the way to the buyer has failed, for now or for good. */
    public boolean failed() {
        return EXCEPTIONS.contains(this);
    }
}
