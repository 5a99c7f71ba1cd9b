package entrepot.feed;

import java.time.Instant;
import java.util.Map;

/**
 * A product file that was checked, and perhaps applied.
 *
 * @param dialect      which generation of Shopify's columns it was recognised as: {@code import.dialect.<name>}
 * @param counts       rows by outcome
 * @param appliedAt    null while it is only checked
 * @param proposalCode the proposal for changed retail prices; null where there is none
 */
public record ProductImport(String code, String fileName, String dialect, String encoding, boolean applied,
                            Map<RowOutcome, Integer> counts, String by, Instant checkedAt, Instant appliedAt,
                            String proposalCode) {

    public int count(RowOutcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    /** Rows that are taken: all but those left out. */
    public int taken() {
        return counts.entrySet().stream().filter(count -> count.getKey() != RowOutcome.REFUSED)
                .mapToInt(Map.Entry::getValue).sum();
    }

    public int leftOut() {
        return count(RowOutcome.REFUSED);
    }
}
