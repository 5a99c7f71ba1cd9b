package entrepot.fulfilment;

import entrepot.kernel.Money;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * What broken promises cost a dealer, and how long they may be contested.
 *
 * @param since null for the defaults, which nobody has confirmed
 */
public record DealerTerms(Money late, Money out, int contestDays, Instant since) {

    /** DEFAULTS: late 2, out after accepting 5, seven days; in pounds 0.50 and 1.00. */
    static DealerTerms defaults(String currency) {
        boolean pounds = currency.equals("GBP");
        return new DealerTerms(Money.parse(new BigDecimal(pounds ? "0.50" : "2.00"), currency),
                Money.parse(new BigDecimal(pounds ? "1.00" : "5.00"), currency), 7, null);
    }

    Money fine(DealerMark.Kind kind) {
        return switch (kind) {
            case SHIPPED_LATE -> late;
            case RAN_OUT -> out;
            default -> Money.zero(late.currency());
        };
    }
}
