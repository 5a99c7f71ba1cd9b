package entrepot.fulfilment;

import entrepot.kernel.Transitions;

/**
 * Where a consignment stands. A declined or expired offer goes straight on to the next candidate (OFFERED or
 * ACCEPTED again), or is UNPLACED when nobody can ship it; the history tells of the decline.
 */
public enum ConsignmentState {
    OFFERED, ACCEPTED, PACKED, SHIPPED, DELIVERED, UNPLACED, CANCELLED;

    public static final Transitions<ConsignmentState> TRANSITIONS = Transitions.of(ConsignmentState.class)
            .allow(OFFERED, ACCEPTED, OFFERED, UNPLACED, CANCELLED)
            .allow(ACCEPTED, PACKED, SHIPPED, CANCELLED)
            .allow(PACKED, SHIPPED)
            .allow(SHIPPED, DELIVERED)
            .allow(UNPLACED, OFFERED, ACCEPTED, CANCELLED);

    /** Whether it may still be cancelled: nothing is packed yet. */
    public boolean cancellable() {
        return TRANSITIONS.allows(this, CANCELLED);
    }
}
