package entrepot.tracking;

import java.util.List;

/**
 * A parcel is back in a warehouse, or will never be anywhere again.
 *
 * @param warehouse the code of the warehouse that took it in; null for a lost one
 * @param held      whether the pieces are set apart, for somebody has to look at them
 * @param pieces    what was in it; empty for all that is not accounted for yet, where no other parcel may hold it
 */
public record CameBack(String warehouse, boolean held, List<Piece> pieces, String why) {

    /** @param line the number of the consignment's line */
    public record Piece(String consignment, int line, int quantity) {
    }

    public CameBack {
        pieces = List.copyOf(pieces);
    }
}
