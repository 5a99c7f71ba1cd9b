package entrepot.aftersales;

import entrepot.fulfilment.Pieces;
import java.util.List;

/**
 * Goods of a return are there.
 *
 * @param warehouse the code of the one that took them in, maybe another than was said
 * @param held      whether they are set apart, for somebody has to look at them
 * @param pieces    what came, line by line; empty for all of it. What did not come stays with the buyer and is not paid back
 */
public record Receipt(String warehouse, boolean held, List<Pieces> pieces, String text) {

    public Receipt {
        pieces = pieces == null ? List.of() : List.copyOf(pieces);
    }
}
