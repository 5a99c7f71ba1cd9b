package entrepot.tax;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;

/**
 * How much is withheld by one method from a day on. All amounts in major units of the tenant's currency. Pure.
 *
 * @param from    the first day of payment on which it counts
 * @param free    so much of a month's payments is free (PER_PAYMENT); so much for each month (CUMULATIVE)
 * @param upTo    PER_PAYMENT: for payments of more than that a share is free instead
 * @param percent the share that is free: PER_PAYMENT above {@code upTo}, CUMULATIVE of all payments
 * @param steps   lower bounds only, rising from nothing
 * @param example whether it is the program's own example and nobody has confirmed it
 */
public record TaxTable(TaxMethod method, LocalDate from, BigDecimal free, BigDecimal upTo, BigDecimal percent, List<Step> steps, boolean example) {

    private static final int STEPS_MAX = 20;
    private static final int SCALE_MAX = 6;
    private static final int DIGITS_MAX = 12;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** @param above the base from which the rate counts @param quick what the steps below make it cheaper */
    public record Step(BigDecimal above, BigDecimal rate, BigDecimal quick) {
    }

    public TaxTable {
        steps = List.copyOf(steps);
    }

    /** What the program knows of a country by itself, as an example to be confirmed; no steps where nothing is withheld. */
    static TaxTable example(String country, TaxMethod method) {
        LocalDate always = LocalDate.of(2019, 1, 1);
        if (!country.equals("CN") || method == TaxMethod.NONE) {
            return new TaxTable(method, always, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, List.of(), true);
        }
        return method == TaxMethod.PER_PAYMENT
                ? new TaxTable(method, always, whole(800), whole(4_000), whole(20), List.of(step(0, 20, 0), step(20_000, 30, 2_000),
                        step(50_000, 40, 7_000)), true)
                : new TaxTable(method, always, whole(5_000), BigDecimal.ZERO, BigDecimal.ZERO, List.of(step(0, 3, 0), step(36_000, 10, 2_520),
                        step(144_000, 20, 16_920), step(300_000, 25, 31_920), step(420_000, 30, 52_920), step(660_000, 35, 85_920),
                        step(960_000, 45, 181_920)), true);
    }

    private static BigDecimal whole(long amount) {
        return BigDecimal.valueOf(amount);
    }

    private static Step step(long above, long rate, long quick) {
        return new Step(whole(above), whole(rate), whole(quick));
    }

    /** @throws Problem STEPS_INVALID, FIELD_INVALID (free, percent) */
    TaxTable checked() {
        if (!isAmount(free) || !isAmount(upTo)) {
            throw Problem.invalid("free", free);
        }
        if (!isPercent(percent)) {
            throw Problem.invalid("percent", percent);
        }
        BigDecimal before = null;
        for (Step step : steps) {
            boolean rising = isAmount(step.above()) && (before == null ? step.above().signum() == 0 : step.above().compareTo(before) > 0);
            if (!rising || !isPercent(step.rate()) || !isAmount(step.quick()) || steps.size() > STEPS_MAX) {
                throw new Problem(TaxProblem.STEPS_INVALID);
            }
            before = step.above();
        }
        return this;
    }

    /** Nothing or more, below 10^12: any more could not be reckoned with in minor units. */
    private static boolean isAmount(BigDecimal amount) {
        return amount != null && amount.signum() >= 0 && amount.scale() <= SCALE_MAX && (long) amount.precision() - amount.scale() <= DIGITS_MAX;
    }

    private static boolean isPercent(BigDecimal percent) {
        return percent != null && percent.signum() >= 0 && percent.compareTo(HUNDRED) < 0 && percent.scale() <= SCALE_MAX;
    }

    /** What is free of a period's payments. @param months for how many months */
    Money deduction(Money total, int months) {
        Money fixed = money(free.multiply(BigDecimal.valueOf(method == TaxMethod.CUMULATIVE ? months : 1)), total);
        Money share = total.percent(percent);
        Money off = method == TaxMethod.CUMULATIVE ? fixed.plus(share) : total.compareTo(money(upTo, total)) > 0 ? share : fixed;
        return off.min(total.max(Money.zero(total.currency())));
    }

    /** The highest step that the base reaches. */
    Step step(Money base) {
        return steps.stream().filter(s -> base.compareTo(money(s.above(), base)) > 0).reduce((low, high) -> high)
                .orElse(new Step(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO));
    }

    /** Tax on a base: base × rate − quick, never negative; rounded once. */
    Money tax(Money base) {
        Step step = step(base);
        return base.percent(step.rate()).minus(money(step.quick(), base)).max(Money.zero(base.currency()));
    }

    static Money money(BigDecimal major, Money like) {
        return Money.parse(major.setScale(Money.digits(like.currency()), RoundingMode.HALF_UP), like.currency());
    }
}
