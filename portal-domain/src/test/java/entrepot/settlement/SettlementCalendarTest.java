package entrepot.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kernel.Money;
import entrepot.network.WorkingTime;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettlementCalendarTest {

    private static final WorkingTime WEEK = new WorkingTime(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(9, 0),
            LocalTime.of(18, 0), Set.of(LocalDate.of(2031, 11, 25)), Set.of(), ZoneId.of("Asia/Shanghai"));

    private static SettlementCalendar calendar(Terms... more) {
        List<Terms> terms = new java.util.ArrayList<>(List.of(Terms.example("CNY")));
        terms.addAll(List.of(more));
        return new SettlementCalendar(terms, WEEK);
    }

    private static Terms from(String day, RunKind kind) {
        return new Terms(LocalDate.parse(day), kind, 2, 1, 5, List.of(31), Money.of(10_000, "CNY"));
    }

    @Test
    void by_the_example_a_month_is_previewed_on_the_3rd_and_paid_on_the_15th_or_the_next_working_day() {
        SettlementCalendar.Turn october = calendar().of(LocalDate.of(2031, 10, 20));
        assertThat(october.from()).isEqualTo("2031-10-01");
        assertThat(october.to()).isEqualTo("2031-11-01");
        assertThat(october.preview()).isEqualTo("2031-11-03");
        assertThat(october.objectionsUntil()).as("three working days, silence consents").isEqualTo(Instant.parse("2031-11-06T10:00:00Z"));
        assertThat(october.approveBy()).isEqualTo("2031-11-10");
        assertThat(october.payOn()).as("the 15th is a Saturday").isEqualTo("2031-11-17");
    }

    @Test
    void the_second_day_of_payment_follows_the_first_and_holidays_are_worked_around() {
        assertThat(calendar().payDay(Terms.example("CNY"), LocalDate.of(2031, 11, 17))).as("the 25th is a holiday").isEqualTo("2031-11-26");
        assertThat(calendar().payDay(Terms.example("CNY"), LocalDate.of(2031, 11, 26))).isEqualTo("2031-12-15");
    }

    @Test
    void no_day_of_payment_is_promised_before_the_objections_end() {
        assertThat(calendar().payDayOf(Terms.example("CNY"), Instant.parse("2031-12-10T02:00:00Z"))).as("objections end on the 15th").isEqualTo("2031-12-25");
        assertThat(calendar().payDayOf(Terms.example("CNY"), Instant.parse("2031-12-09T02:00:00Z"))).isEqualTo("2031-12-15");
    }

    @Test
    void half_months_and_weeks_have_their_own_bounds() {
        assertThat(calendar(from("2031-01-01", RunKind.HALF_MONTH)).of(LocalDate.of(2031, 2, 20))).satisfies(turn -> {
            assertThat(turn.from()).isEqualTo("2031-02-16");
            assertThat(turn.to()).isEqualTo("2031-03-01");
            assertThat(turn.payOn()).as("a month without a 31st is paid on its last day").isEqualTo("2031-03-31");
        });
        assertThat(calendar(from("2031-01-01", RunKind.WEEK)).of(LocalDate.of(2031, 10, 2))).satisfies(turn -> {
            assertThat(turn.from()).isEqualTo("2031-09-29");
            assertThat(turn.to()).isEqualTo("2031-10-06");
        });
    }

    @Test
    void a_change_of_terms_ends_the_period_before_it_and_no_day_is_in_two_or_none() {
        SettlementCalendar calendar = calendar(from("2031-10-08", RunKind.WEEK), from("2031-11-20", RunKind.HALF_MONTH));
        LocalDate day = LocalDate.of(2031, 9, 1);
        for (int i = 0; i < 30; i++) {
            SettlementCalendar.Turn turn = calendar.of(day);
            assertThat(turn.from()).isEqualTo(day);
            for (LocalDate in = turn.from(); in.isBefore(turn.to()); in = in.plusDays(1)) {
                assertThat(calendar.of(in)).isEqualTo(turn);
            }
            day = turn.to();
        }
    }
}
