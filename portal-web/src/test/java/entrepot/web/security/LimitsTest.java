package entrepot.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Problem;
import org.junit.jupiter.api.Test;

class LimitsTest {

    @Test
    void who_calls_with_tracking_too_often_comes_later_and_others_do_not() {
        Limits limits = new Limits();
        assertThatThrownBy(() -> {
            for (int i = 0; i < 10_000; i++) {
                limits.push("192.0.2.1");
            }
        }).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(LimitProblem.CALLED_TOO_OFTEN);
            assertThat(problem.details()).containsKey("seconds");
        });
        limits.push("192.0.2.2");
    }
}
