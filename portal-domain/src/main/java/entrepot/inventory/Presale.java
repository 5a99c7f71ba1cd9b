package entrepot.inventory;

import entrepot.kernel.VariantId;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A variant that is sold before it is there.
 *
 * @param quota     how many pieces may be sold before they come
 * @param promised  of them not come yet
 * @param sold      ordered and not yet there for
 * @param shipsFrom the promised day
 * @param state     OPEN or ENDED
 */
public record Presale(String code, VariantId variant, String sku, String title, Warehouse warehouse, int quota, int promised,
                      int sold, LocalDate shipsFrom, String state, String by, Instant openedAt, Instant endedAt) {

    /** Whether the promised day is over while pieces that were sold have not come. */
    public boolean late(LocalDate today) {
        return state.equals("OPEN") && sold > 0 && shipsFrom.isBefore(today);
    }
}
