package entrepot.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kernel.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CreditUseTest {

    private static final LocalDate FIRST = LocalDate.of(2031, 1, 1);
    private static final CreditTerms MONTHLY = new CreditTerms(CreditTerms.Period.MONTH, null, 10, new BigDecimal("0.18"), FIRST, null);

    private static Money yuan(long minor) {
        return Money.of(minor, "CNY");
    }

    private static CreditUse.Spending spent(int day, long minor) {
        return new CreditUse.Spending(FIRST.plusDays(day), yuan(minor), false);
    }

    /** One movement a day: more than zero is spent, less is paid in. Paying pays the oldest first, and what is too much waits for what is spent next. */
    @Property(tries = 2000)
    void what_is_unpaid_is_what_a_queue_of_spendings_would_still_hold(
            @ForAll @Size(min = 1, max = 60) List<@LongRange(min = -5_000, max = 5_000) Long> days, @ForAll @IntRange(min = 0, max = 400) int later) {
        Deque<CreditUse.Spending> queue = new ArrayDeque<>();
        List<CreditUse.Spending> all = new ArrayList<>();
        long credit = 0;
        long balance = 0;
        for (int day = 0; day < days.size(); day++) {
            long moved = days.get(day);
            balance -= moved;
            if (moved > 0) {
                all.add(spent(day, moved));
                queue.addLast(spent(day, moved));
            } else {
                credit -= moved;
            }
            while (credit > 0 && !queue.isEmpty()) {
                CreditUse.Spending oldest = queue.removeFirst();
                long paid = Math.min(credit, oldest.amount().minor());
                credit -= paid;
                if (paid < oldest.amount().minor()) {
                    queue.addFirst(new CreditUse.Spending(oldest.on(), oldest.amount().minus(yuan(paid)), false));
                }
            }
        }
        Collections.reverse(all);
        LocalDate today = FIRST.plusDays(days.size() + later);

        CreditUse use = CreditUse.of(MONTHLY, today, all, yuan(Math.max(0, -balance)));

        assertThat(use.debts()).extracting(debt -> new CreditUse.Spending(debt.on(), debt.amount(), false)).containsExactlyElementsOf(queue);
        assertThat(use.dues().values().stream().mapToLong(Money::minor).sum()).isEqualTo(use.used().minor());
        assertThat(use.ages().stream().mapToLong(Money::minor).sum()).isEqualTo(use.used().minor());
        assertThat(use.overdue().minor()).isEqualTo(use.debts().stream().filter(debt -> debt.dueOn().isBefore(today))
                .mapToLong(debt -> debt.amount().minor()).sum());
    }

    @Test
    void what_is_spent_in_a_month_is_due_so_many_days_after_its_end() {
        assertThat(MONTHLY.dueOn(LocalDate.of(2031, 2, 1))).isEqualTo(LocalDate.of(2031, 3, 10));
        assertThat(MONTHLY.dueOn(LocalDate.of(2031, 2, 28))).isEqualTo(LocalDate.of(2031, 3, 10));
        CreditTerms weekly = new CreditTerms(CreditTerms.Period.DAYS, 7, 0, BigDecimal.ZERO, FIRST, null);
        assertThat(weekly.dueOn(FIRST)).isEqualTo(FIRST.plusDays(6));
        assertThat(weekly.dueOn(FIRST.plusDays(6))).isEqualTo(FIRST.plusDays(6));
        assertThat(weekly.dueOn(FIRST.plusDays(7))).isEqualTo(FIRST.plusDays(13));
        // what was spent before the line began belongs to the periods that would have been
        assertThat(weekly.dueOn(FIRST.minusDays(1))).isEqualTo(FIRST.minusDays(1));
    }

    @Test
    void on_the_due_day_nothing_is_overdue_and_the_day_after_it_is() {
        LocalDate due = LocalDate.of(2031, 2, 10);
        assertThat(CreditUse.of(MONTHLY, due, List.of(spent(5, 100)), yuan(100)).overdue()).isEqualTo(yuan(0));
        CreditUse late = CreditUse.of(MONTHLY, due.plusDays(1), List.of(spent(5, 100)), yuan(100));
        assertThat(late.overdue()).isEqualTo(yuan(100));
        assertThat(late.since()).isEqualTo(due);
        assertThat(CreditUse.of(MONTHLY, due.plusDays(91), List.of(spent(5, 100)), yuan(100)).ages()).last().isEqualTo(yuan(100));
    }

    @Test
    void interest_is_rounded_once_in_currencies_of_no_two_and_three_decimals_and_bears_none_itself() {
        LocalDate late = LocalDate.of(2031, 3, 1);
        assertThat(interest("JPY", 1_000_000, late)).isEqualTo(Money.of(493, "JPY"));      // 1,000,000 × 0.18 ÷ 365 = 493.15
        assertThat(interest("CNY", 1_000_000, late)).isEqualTo(Money.of(493, "CNY"));      // 10,000.00 → 4.93
        assertThat(interest("KWD", 12_345_678, late)).isEqualTo(Money.of(6_088, "KWD"));   // 12,345.678 → 6.088
        assertThat(interest("CNY", 10, late)).isEqualTo(Money.of(0, "CNY"));
        CreditUse use = CreditUse.of(MONTHLY, late, List.of(new CreditUse.Spending(FIRST.plusDays(2), yuan(500_000), true), spent(1, 500_000)),
                yuan(1_000_000));
        InterestDay day = InterestDay.of(late, use, MONTHLY.interestRate());
        assertThat(day.overdue()).isEqualTo(yuan(1_000_000));
        assertThat(day.bearing()).isEqualTo(yuan(500_000));
        assertThat(day.interest()).isEqualTo(yuan(247));
    }

    private static Money interest(String currency, long minor, LocalDate on) {
        CreditUse use = CreditUse.of(MONTHLY, on, List.of(new CreditUse.Spending(FIRST, Money.of(minor, currency), false)), Money.of(minor, currency));
        return InterestDay.of(on, use, MONTHLY.interestRate()).interest();
    }
}
