package entrepot.inventory;

import entrepot.kernel.VariantId;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What a member may know of a presale.
 *
 * @param shipsFrom the promised day
 * @param from      when it begins in the tenant's zone
 * @param free      pieces that may still be sold, those that are there included
 * @param freeNow   of them really there, in whatever warehouse; more than that ships from the promised day
 */
public record Promise(VariantId variant, LocalDate shipsFrom, Instant from, int free, int freeNow) {

    /** Whether so many pieces would have to wait. */
    public boolean waits(int pieces) {
        return pieces > freeNow;
    }

    /** What is left of it when somebody takes so many pieces. */
    public Promise less(int pieces) {
        return new Promise(variant, shipsFrom, from, Math.max(0, free - pieces), Math.max(0, freeNow - pieces));
    }
}
