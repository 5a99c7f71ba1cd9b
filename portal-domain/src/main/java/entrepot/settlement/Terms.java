package entrepot.settlement;

import entrepot.kernel.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * How a tenant settles, from a day on.
 *
 * @param validFrom     the first day of periods that are settled so; null for the example that holds until two persons have set others
 * @param kind          how long a period is
 * @param previewDay    on which day after a period's end members are shown their figures; 1 is the first
 * @param objectionDays working days for objections; silence consents
 * @param approveByDay  by which day after a period's end the run should be approved
 * @param payDays       days of the month on which is paid; the next working day where they are none, the last day where a month is shorter
 * @param minimum       what is less is carried over
 */
public record Terms(LocalDate validFrom, RunKind kind, int previewDay, int objectionDays, int approveByDay, List<Integer> payDays,
                    Money minimum) {

    private static final BigDecimal MINIMUM = new BigDecimal("100");

    public Terms {
        payDays = payDays.stream().sorted().distinct().toList();
    }

    /** The example of DEFAULTS, to be confirmed by each tenant. */
    static Terms example(String currency) {
        return new Terms(null, RunKind.MONTH, 3, 3, 10, List.of(15, 25), Money.parse(MINIMUM, currency));
    }

    /** Whether it is only the example. */
    public boolean isExample() {
        return validFrom == null;
    }
}
