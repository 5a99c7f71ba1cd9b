package entrepot.inventory;

import java.time.Instant;
import java.util.List;

/**
 * What a warehouse has free of each of the variants that were asked for, in their order.
 *
 * @param consigned headquarters' pieces
 * @param own       pieces of the dealer who runs it
 * @param confirmedAt when who runs it last confirmed its stock; null where nobody ever did
 */
public record Shelf(Warehouse warehouse, List<Integer> consigned, List<Integer> own, Instant confirmedAt) {

    public Shelf {
        consigned = List.copyOf(consigned);
        own = List.copyOf(own);
    }
}
