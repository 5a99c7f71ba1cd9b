package entrepot.commission;

import entrepot.kernel.Transitions;

/** Where a simulation is. */
public enum SimulationState {
    RUNNING, DONE, CANCELLED;

    /** Which state may follow which. */
    public static final Transitions<SimulationState> TRANSITIONS = Transitions.of(SimulationState.class).allow(RUNNING, DONE, CANCELLED);
}
