package entrepot.feed;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedStockTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "4, 0", "5, 3", "20, 18", "21, 18", "30, 27", "222, 199", "223, 200", "10000, 200"})
    void a_tenth_but_at_least_two_are_kept_back_and_few_are_none(long available, int shown) {
        assertThat(FeedStock.shown(available)).isEqualTo(shown);
    }

    @Property
    void never_more_is_shown_than_there_is(@ForAll @LongRange(max = 1_000_000) long available) {
        assertThat((long) FeedStock.shown(available)).isBetween(0L, Math.min(available, 200));
    }
}
