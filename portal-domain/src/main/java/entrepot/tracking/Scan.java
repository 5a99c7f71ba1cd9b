package entrepot.tracking;

import java.time.Instant;

/**
 * One thing that happened to a parcel, as a source told it.
 *
 * @param place empty where it is not told
 */
public record Scan(Instant at, ParcelState state, String text, String place) {

    public Scan {
        if (!state.reported()) {
            throw new IllegalArgumentException("no carrier reports " + state);
        }
        text = text == null ? "" : text.strip();
        place = place == null ? "" : place.strip();
    }
}
