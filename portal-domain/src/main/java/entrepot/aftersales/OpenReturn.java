package entrepot.aftersales;

import entrepot.fulfilment.Pieces;
import entrepot.platform.files.Proof;
import java.util.List;

/**
 * A buyer gives goods of one delivered consignment back, or complains about them.
 *
 * @param consignment its code
 * @param pieces      how many of which of its lines
 * @param text        what the buyer says; needed with {@link ReturnReason#OTHER}
 * @param photos     what shows it; at most {@value Returns#PHOTOS_MAX}
 */
public record OpenReturn(String consignment, ReturnReason reason, List<Pieces> pieces, String text, List<Proof> photos) {

    public OpenReturn {
        pieces = pieces == null ? List.of() : List.copyOf(pieces);
        photos = photos == null ? List.of() : List.copyOf(photos);
    }
}
