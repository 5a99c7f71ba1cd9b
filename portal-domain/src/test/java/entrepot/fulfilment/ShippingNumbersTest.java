package entrepot.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ShippingNumbersTest {

    @Test
    void weights_are_read_in_grams_or_kilograms() {
        assertThat(ShippingNumbers.grams("800", "")).isEqualTo(800);
        assertThat(ShippingNumbers.grams("799.5", "1")).isEqualTo(800);
        assertThat(ShippingNumbers.grams("", "0.8")).isEqualTo(800);
        assertThat(ShippingNumbers.grams("", ".5")).isEqualTo(500);
        assertThat(ShippingNumbers.grams("", "")).isNull();
        for (String wrong : new String[] {"x", ".", "-1", "1,5", "99999999999", "1E3"}) {
            assertThatThrownBy(() -> ShippingNumbers.grams(wrong, "")).isInstanceOf(NumberFormatException.class);
        }
        assertThatThrownBy(() -> ShippingNumbers.grams("", "9999999")).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void a_unit_that_is_written_counts_before_that_of_the_column() {
        assertThat(ShippingNumbers.grams("", "1200g")).isEqualTo(1_200);
        assertThat(ShippingNumbers.grams("", "1200 克")).isEqualTo(1_200);
        assertThat(ShippingNumbers.grams("1.2 kg", "")).isEqualTo(1_200);
        assertThat(ShippingNumbers.grams("", "1.2KG")).isEqualTo(1_200);
        assertThat(ShippingNumbers.grams("", "1.2公斤")).isEqualTo(1_200);
        for (String wrong : new String[] {"kg", ".g", "1.2.3 kg", "1 lb", "9999999 kg"}) {
            assertThatThrownBy(() -> ShippingNumbers.grams("", wrong)).isInstanceOf(NumberFormatException.class);
        }
    }

    @Test
    void a_number_of_a_billion_digits_is_refused_and_not_written_out() {
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> assertThatThrownBy(() -> ShippingNumbers.grams("1e30000000", ""))
                .isInstanceOf(NumberFormatException.class));
    }
}
