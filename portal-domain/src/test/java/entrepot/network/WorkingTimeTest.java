package entrepot.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WorkingTimeTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final LocalDate HOLIDAY = LocalDate.of(2026, 10, 1);
    private static final LocalDate MAKE_UP = LocalDate.of(2026, 10, 11);

    private final WorkingTime time = new WorkingTime(
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.SATURDAY), LocalTime.of(9, 0), LocalTime.of(18, 0),
            Set.of(HOLIDAY), Set.of(MAKE_UP), SHANGHAI);

    @Test
    void hours_pass_on_the_same_day_while_it_lasts() {
        assertThat(plus("2026-11-20T10:30", 2)).isEqualTo(at("2026-11-20T12:30"));
        assertThat(plus("2026-11-20T16:00", 2)).isEqualTo(at("2026-11-20T18:00"));
    }

    @Test
    void what_is_left_in_the_evening_goes_on_the_next_working_day() {
        // Saturday evening, and Sunday is not worked
        assertThat(plus("2026-11-21T17:00", 2)).isEqualTo(at("2026-11-23T10:00"));
    }

    @Test
    void the_night_and_the_early_morning_do_not_count() {
        assertThat(plus("2026-11-20T22:00", 2)).isEqualTo(at("2026-11-21T11:00"));
        assertThat(plus("2026-11-20T06:00", 2)).isEqualTo(at("2026-11-20T11:00"));
    }

    @Test
    void holidays_are_skipped_and_make_up_days_are_worked() {
        assertThat(plus("2026-09-30T17:00", 2)).isEqualTo(at("2026-10-02T10:00"));
        assertThat(plus("2026-10-10T17:00", 2)).isEqualTo(at("2026-10-11T10:00"));
        assertThat(time.workingDayFrom(HOLIDAY)).isEqualTo(HOLIDAY.plusDays(1));
        assertThat(time.workingDayFrom(MAKE_UP)).isEqualTo(MAKE_UP);
    }

    @Test
    void a_long_stretch_goes_over_many_days() {
        assertThat(plus("2026-11-16T09:00", 54)).isEqualTo(at("2026-11-21T18:00"));
    }

    @Test
    void no_hours_are_no_time() {
        assertThat(plus("2026-11-22T03:00", 0)).isEqualTo(at("2026-11-22T03:00"));
    }

    @Test
    void open_at_nine_and_no_longer_at_six() {
        assertThat(time.isWorking(at("2026-11-20T09:00"))).isTrue();
        assertThat(time.isWorking(at("2026-11-20T18:00"))).isFalse();
        assertThat(time.isWorking(at("2026-11-22T12:00"))).isFalse();
    }

    @Test
    void the_sign_on_the_door_counts_where_clocks_change() {
        WorkingTime london = new WorkingTime(EnumSet.allOf(DayOfWeek.class), LocalTime.of(0, 30), LocalTime.of(4, 30),
                Set.of(), Set.of(), ZoneId.of("Europe/London"));
        // 29 March 2026 has no hour between one and two: that day is open for three hours
        assertThat(london.plus(Instant.parse("2026-03-29T00:30:00Z"), Duration.ofHours(4)))
                .isEqualTo(Instant.parse("2026-03-30T00:30:00Z"));
    }

    @Test
    void a_calendar_without_working_hours_is_none() {
        assertThatThrownBy(() -> new WorkingTime(Set.of(), LocalTime.of(9, 0), LocalTime.of(18, 0), Set.of(),
                Set.of(), SHANGHAI)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WorkingTime(EnumSet.allOf(DayOfWeek.class), LocalTime.of(18, 0),
                LocalTime.of(9, 0), Set.of(), Set.of(), SHANGHAI)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void working_hours_add_up(@ForAll @IntRange(max = 40) int first, @ForAll @IntRange(max = 40) int second,
                              @ForAll @IntRange(max = 100_000) int minutes) {
        Instant from = at("2026-09-20T00:00").plus(Duration.ofMinutes(minutes));
        assertThat(time.plus(time.plus(from, Duration.ofHours(first)), Duration.ofHours(second)))
                .isEqualTo(time.plus(from, Duration.ofHours((long) first + second)));
    }

    private Instant plus(String from, int hours) {
        return time.plus(at(from), Duration.ofHours(hours));
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    }
}
