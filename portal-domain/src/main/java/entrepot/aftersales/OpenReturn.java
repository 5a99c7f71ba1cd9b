package entrepot.aftersales;

import entrepot.fulfilment.Pieces;
import java.util.List;

/**
 * A buyer gives goods of one delivered consignment back, or complains about them.
 *
 * @param consignment its code
 * @param pieces      how many of which of its lines
 * @param text        what the buyer says; needed with {@link ReturnReason#OTHER}
 */
public record OpenReturn(String consignment, ReturnReason reason, List<Pieces> pieces, String text) {

    public OpenReturn {
        pieces = pieces == null ? List.of() : List.copyOf(pieces);
    }
}
