package entrepot.payout;

import entrepot.network.WorkingTime;
import java.time.LocalDate;
import java.util.List;

/** On which days payouts leave. Pure. */
final class PaymentDays {

    private PaymentDays() {
    }

    /**
     * The next payment day after a day: of each month the days that the terms name, each on its next working day.
     *
     * @param days of the month, 1 to 28
     */
    static LocalDate after(LocalDate day, List<Integer> days, WorkingTime time) {
        LocalDate month = day.withDayOfMonth(1).minusMonths(1);
        LocalDate best = null;
        for (int i = 0; i < 3; i++) {
            for (int each : days) {
                LocalDate pay = time.workingDayFrom(month.plusMonths(i).withDayOfMonth(each));
                if (pay.isAfter(day) && (best == null || pay.isBefore(best))) {
                    best = pay;
                }
            }
        }
        return best == null ? day.plusDays(1) : best;
    }
}
