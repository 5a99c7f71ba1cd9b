package entrepot.web.rest;

import entrepot.kernel.Money;
import entrepot.ordering.SubShopLimits;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * What a sub-shop may order a day, and its day so far. All is absent where it has no limits.
 *
 * @param orders         orders a day; absent for any number
 * @param money          what they may cost together; absent for any amount
 * @param byHeadquarters whether headquarters said it, so that the member cannot change it
 * @param ordersToday    how many it has ordered today
 * @param moneyMinorToday what those cost, in minor units
 */
public record LimitAnswer(Integer orders, Money money, Boolean byHeadquarters, String setBy, Instant setAt, Long ordersToday,
                          Long moneyMinorToday) {

    /**
     * What it is to be.
     *
     * @param orders orders a day; absent for any number
     * @param money  in the tenant's currency; absent for any amount
     */
    public record NewLimit(Integer orders, BigDecimal money) {
    }

    /** @param day empty where there are no limits */
    public static LimitAnswer of(Optional<SubShopLimits.Day> day) {
        return day.map(d -> new LimitAnswer(d.limit().orders(), d.limit().money(), d.limit().byHeadquarters(), d.limit().by(), d.limit().at(),
                d.orders(), d.minor())).orElseGet(() -> new LimitAnswer(null, null, null, null, null, null, null));
    }
}
