package entrepot.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SqlFailureTest {

    private static SqlFailure failure(String state, String constraint) {
        return new SqlFailure(new SQLException("ERROR: duplicate key value violates unique constraint \"" + constraint
                + "\"", state));
    }

    @Test
    void a_random_code_that_was_drawn_before_is_drawn_again() {
        assertThat(failure("23505", "consignment__code_uq").mayBeTriedAgain()).isTrue();
    }

    @Test
    void what_is_taken_for_good_is_not_tried_again() {
        assertThat(failure("23505", "sales_order__outside_number_uq").mayBeTriedAgain()).isFalse();
        assertThat(failure("23514", "sales_order__state_ck").mayBeTriedAgain()).isFalse();
    }

    @Test
    void a_deadlock_and_a_failed_serialisation_are_tried_again() {
        assertThat(failure("40P01", "").mayBeTriedAgain()).isTrue();
        assertThat(failure("40001", "").mayBeTriedAgain()).isTrue();
    }
}
