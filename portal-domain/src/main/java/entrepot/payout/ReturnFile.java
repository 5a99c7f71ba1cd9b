package entrepot.payout;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A file that the bank answered with.
 *
 * @param format   PAIN_002, ALIPAY_RESULT or BANK_CSV
 * @param outcomes how many answers had which outcome
 * @param rows     each answer, in the file's order; empty in lists
 * @param again    whether the very same file had been taken before, so that nothing changed now
 */
public record ReturnFile(String code, String name, String format, String takenBy, Instant takenAt, Map<Payouts.Outcome, Integer> outcomes, List<Row> rows,
                         boolean again) {

    /**
     * One answer.
     *
     * @param endToEnd as the file names the payment
     * @param payout   ours; null where the file speaks of something else
     */
    public record Row(int no, String endToEnd, String status, String reasonCode, String reason, Payouts.Outcome outcome, String payout) {
    }
}
