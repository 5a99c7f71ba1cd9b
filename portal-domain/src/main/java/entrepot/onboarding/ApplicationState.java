package entrepot.onboarding;

import entrepot.kernel.Transitions;

/** Where an application stands. */
public enum ApplicationState {
    /** Headquarters has to decide. */
    WAITING,
    /** Headquarters has asked something; the applicant has to answer. */
    ASKED,
    APPROVED,
    REJECTED,
    /** Taken back by the applicant. */
    WITHDRAWN;

    /** Which state may follow which. */
    public static final Transitions<ApplicationState> TRANSITIONS = Transitions.of(ApplicationState.class)
            .allow(WAITING, ASKED, APPROVED, REJECTED, WITHDRAWN)
            .allow(ASKED, WAITING, REJECTED, WITHDRAWN);
}
