package entrepot.fulfilment;

import entrepot.kernel.Transitions;

/**
 * Where a consignment stands. A declined or expired offer goes straight on to the next candidate (OFFERED or
 * ACCEPTED again), or is UNPLACED when nobody can ship it; the history tells of the decline. So does one that its
 * warehouse accepted and then had not.
 */
public enum ConsignmentState {
    /** Its order waits for an answer: stock is set aside, no dealer sees it. */
    HELD,
    OFFERED, ACCEPTED, PACKED, SHIPPED, DELIVERED, UNPLACED, CANCELLED,
    /** It came back from its way. */
    RETURNED,
    /** The carrier lost it. */
    LOST,
    /** Its order was changed and others took its place: neither its pieces nor its money count any more. */
    REPLACED;

    public static final Transitions<ConsignmentState> TRANSITIONS = Transitions.of(ConsignmentState.class)
            .allow(HELD, OFFERED, ACCEPTED, UNPLACED, CANCELLED, REPLACED)
            .allow(OFFERED, HELD, ACCEPTED, OFFERED, UNPLACED, CANCELLED, REPLACED)
            .allow(ACCEPTED, HELD, PACKED, SHIPPED, OFFERED, ACCEPTED, UNPLACED, CANCELLED, REPLACED)
            .allow(PACKED, SHIPPED, CANCELLED)
            .allow(SHIPPED, DELIVERED, RETURNED, LOST)
            // a carrier may take back what it said
            .allow(DELIVERED, RETURNED, LOST)
            .allow(UNPLACED, HELD, OFFERED, ACCEPTED, CANCELLED, REPLACED);

    /** Whether it may still be cancelled or changed by whoever ordered it: nothing is packed yet. */
    public boolean cancellable() {
        return this != PACKED && TRANSITIONS.allows(this, CANCELLED);
    }

    /** Whether its way has ended without its buyer. */
    public boolean failed() {
        return this == RETURNED || this == LOST;
    }

    /** Whether it still counts for its order. */
    public boolean living() {
        return this != CANCELLED && this != REPLACED;
    }
}
