package entrepot.inventory;

import java.util.List;

/**
 * What a warehouse has free of each of the variants that were asked for, in their order.
 *
 * @param consigned headquarters' pieces
 * @param own       pieces of the dealer who runs it
 */
public record Shelf(Warehouse warehouse, List<Integer> consigned, List<Integer> own) {

    public Shelf {
        consigned = List.copyOf(consigned);
        own = List.copyOf(own);
    }
}
