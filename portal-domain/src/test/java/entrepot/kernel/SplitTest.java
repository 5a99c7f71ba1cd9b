package entrepot.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SplitTest {

    @Property
    void parts_add_up_to_the_whole(@ForAll @LongRange(min = -1_000_000_000_000_000L, max = 1_000_000_000_000_000L) long minor,
                                   @ForAll @Size(min = 1, max = 50) List<@LongRange(max = 10_000_000_000L) Long> weights) {
        List<Money> parts = Split.byWeight(Money.of(minor, "CNY"), weights);

        assertThat(parts).hasSameSizeAs(weights);
        assertThat(parts.stream().mapToLong(Money::minor).sum()).isEqualTo(minor);
    }

    @Property
    void no_part_is_more_than_one_unit_from_its_share(
            @ForAll @LongRange(min = 0, max = 1_000_000_000L) long minor,
            @ForAll @Size(min = 1, max = 20) List<@LongRange(min = 1, max = 1_000_000L) Long> weights) {
        long sum = weights.stream().mapToLong(Long::longValue).sum();
        List<Money> parts = Split.byWeight(Money.of(minor, "KWD"), weights);

        for (int i = 0; i < parts.size(); i++) {
            assertThat(parts.get(i).minor()).isBetween(minor * weights.get(i) / sum, minor * weights.get(i) / sum + 1);
        }
    }

    @Property
    void the_split_of_a_debt_mirrors_the_split_of_a_credit(
            @ForAll @LongRange(min = 0, max = 1_000_000_000L) long minor,
            @ForAll @Size(min = 1, max = 20) List<@LongRange(max = 1_000_000L) Long> weights) {
        assertThat(Split.byWeight(Money.of(-minor, "EUR"), weights))
                .isEqualTo(Split.byWeight(Money.of(minor, "EUR"), weights).stream().map(Money::negated).toList());
    }

    @Test
    void what_rounding_leaves_goes_to_the_largest_remainders_and_then_to_the_earlier() {
        assertThat(Split.byWeight(Money.of(100, "CNY"), List.of(1L, 1L, 1L)))
                .extracting(Money::minor).containsExactly(34L, 33L, 33L);
        assertThat(Split.byWeight(Money.of(10, "CNY"), List.of(15L, 25L, 60L)))
                .extracting(Money::minor).containsExactly(2L, 2L, 6L);
    }

    @Test
    void all_weights_zero_means_equal_parts() {
        assertThat(Split.byWeight(Money.of(4, "JPY"), List.of(0L, 0L)))
                .extracting(Money::minor).containsExactly(2L, 2L);
    }

    @Test
    void negative_weights_are_refused() {
        assertThatThrownBy(() -> Split.byWeight(Money.of(1, "CNY"), List.of(2L, -1L)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
