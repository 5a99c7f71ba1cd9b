package entrepot.inventory;

import java.time.Instant;
import java.util.List;

/**
 * Stock that a dealer said by a file or by the API, and what became of each row.
 *
 * @param state    whether anything was taken
 * @param fileName empty for the API
 * @param rows     empty in lists
 */
public record StockUpload(String code, Warehouse warehouse, Source source, Mode mode, String fileName, State state, int taken,
                          int leftOut, List<Row> rows, String by, Instant at) {

    public StockUpload {
        rows = List.copyOf(rows);
    }

    /** Where it came from. */
    public enum Source { FILE, API }

    /** Whether good rows are taken although others are not. */
    public enum Mode { EACH_ROW, ALL_OR_NOTHING }

    /** What became of the whole. */
    public enum State { APPLIED, LEFT_OUT }

    /** What became of a row. */
    public enum Outcome {
        /** The pile says so now. */
        TAKEN,
        /** It said so already. */
        SAME,
        /** Headquarters' goods: headquarters decides. */
        PROPOSED,
        /** Left out: see why. */
        LEFT_OUT,
        /** Good, and left out because another row of the same list is not. */
        WITH_THE_OTHERS
    }

    /** Why a row is left out. */
    public enum Why { SKU_MISSING, SKU_UNKNOWN, SKU_TWICE, QUANTITY_INVALID, OWNER_UNKNOWN, BELOW_RESERVED }

    /**
     * One row.
     *
     * @param number   its line in the file, or its place in the call, from 1
     * @param quantity as it was written
     * @param own      whether the dealer's own goods are meant
     * @param before   what the books said; null where the row was not understood
     * @param proposal what headquarters decides; null otherwise
     */
    public record Row(long number, String sku, String quantity, boolean own, Outcome outcome, Why why, Integer before,
                      Integer reserved, String proposal) {
    }
}
