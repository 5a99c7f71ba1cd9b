package entrepot.inventory;

import entrepot.kernel.Transitions;

/** Where pieces stand that were set apart for their quality. */
public enum HoldState {
    SET_APART, WRITE_OFF_PROPOSED, RELEASED, WRITTEN_OFF;

    public static final Transitions<HoldState> TRANSITIONS = Transitions.of(HoldState.class)
            .allow(SET_APART, RELEASED, WRITE_OFF_PROPOSED, WRITTEN_OFF)
            .allow(WRITE_OFF_PROPOSED, WRITTEN_OFF, SET_APART);
}
