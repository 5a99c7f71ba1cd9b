package entrepot.network;

import entrepot.kernel.Transitions;

/** Where a membership stands. */
public enum OrganisationState {
    ACTIVE,
    /** Starts nothing new; orders in flight go on. Coming back takes two persons. */
    SUSPENDED,
    /** Takes no new orders, lets its windows run out, settles finally. */
    ENDING,
    /** Over; its archive is kept. */
    CLOSED;

    /** Which state may follow which. */
    public static final Transitions<OrganisationState> TRANSITIONS = Transitions.of(OrganisationState.class)
            .allow(ACTIVE, SUSPENDED, ENDING)
            .allow(SUSPENDED, ACTIVE, ENDING)
            .allow(ENDING, CLOSED);
}
