package entrepot.onboarding;

import static entrepot.onboarding.ApplicationState.APPROVED;
import static entrepot.onboarding.ApplicationState.ASKED;
import static entrepot.onboarding.ApplicationState.REJECTED;
import static entrepot.onboarding.ApplicationState.TRANSITIONS;
import static entrepot.onboarding.ApplicationState.WAITING;
import static entrepot.onboarding.ApplicationState.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApplicationStateTest {

    @Test
    void headquarters_decides_only_what_waits_for_it() {
        assertThat(TRANSITIONS.next(WAITING)).containsExactlyInAnyOrder(ASKED, APPROVED, REJECTED, WITHDRAWN);
        assertThat(TRANSITIONS.next(ASKED)).containsExactlyInAnyOrder(WAITING, REJECTED, WITHDRAWN);
    }

    @Test
    void what_is_decided_stays_decided() {
        assertThat(TRANSITIONS.next(APPROVED)).isEmpty();
        assertThat(TRANSITIONS.next(REJECTED)).isEmpty();
        assertThat(TRANSITIONS.next(WITHDRAWN)).isEmpty();
    }
}
