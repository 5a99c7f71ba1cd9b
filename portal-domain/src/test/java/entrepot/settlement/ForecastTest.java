package entrepot.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kernel.Money;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastTest {

    @Test
    void what_was_carried_over_leaves_on_the_day_on_which_a_run_pays_it() {
        // 12.00 were carried over and 100.00 fall due: a run pays both; 40.00 are on their way besides
        Forecast.Net net = new Forecast.Net(LocalDate.of(2031, 12, 15), yuan(11_200), yuan(1_200), yuan(0), yuan(0), yuan(0), yuan(11_200), List.of());
        assertThat(net.leaving(yuan(14_000))).isEqualTo(yuan(15_200));
    }

    private static Money yuan(long minor) {
        return Money.of(minor, "CNY");
    }
}
