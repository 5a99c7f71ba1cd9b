package entrepot.inventory;

import entrepot.kernel.VariantId;
import java.time.LocalDate;

/**
 * What a member may know of a presale.
 *
 * @param free    pieces that may still be sold, those that are there included
 * @param freeNow of them really there; more than that ships from the promised day
 */
public record Promise(VariantId variant, LocalDate shipsFrom, int free, int freeNow) {

    /** Whether so many pieces would have to wait. */
    public boolean waits(int pieces) {
        return pieces > freeNow;
    }
}
