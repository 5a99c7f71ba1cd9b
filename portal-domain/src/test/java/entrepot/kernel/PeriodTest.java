package entrepot.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class PeriodTest {

    @Test
    void a_month_begins_and_ends_at_midnight_of_the_tenants_zone() {
        Period march = Period.of(YearMonth.of(2026, 3), ZoneId.of("Asia/Shanghai"));

        assertThat(march.from()).isEqualTo(Instant.parse("2026-02-28T16:00:00Z"));
        assertThat(march.to()).isEqualTo(Instant.parse("2026-03-31T16:00:00Z"));
    }

    @Test
    void a_month_with_a_change_to_summer_time_is_an_hour_short() {
        Period march = Period.of(YearMonth.of(2026, 3), ZoneId.of("Europe/London"));

        assertThat(Duration.between(march.from(), march.to())).isEqualTo(Duration.ofDays(31).minusHours(1));
    }

    @Test
    void what_ends_one_month_begins_the_next() {
        Period february = Period.of(YearMonth.of(2024, 2), ZoneId.of("America/New_York"));
        Period march = Period.of(YearMonth.of(2024, 3), ZoneId.of("America/New_York"));

        assertThat(february.to()).isEqualTo(march.from());
        assertThat(february.contains(february.to())).isFalse();
        assertThat(march.contains(february.to())).isTrue();
    }
}
