package entrepot.tracking;

import java.time.Instant;
import java.util.List;

/**
 * How a parcel goes, for whoever waits for it: no money, no names of dealers.
 *
 * @param carrier its code; {@link entrepot.fulfilment.Carriers#name} has how a reader is told of it
 * @param link    where the carrier itself tells of it; null where it does not
 * @param events  the latest first
 */
public record ParcelTrack(String carrier, String number, ParcelState state, String link,
                          Instant shippedAt, boolean stalled, List<Event> events) {

    /** @param place empty where it is not told */
    public record Event(Instant at, ParcelState state, String text, String place) {
    }

    public ParcelTrack {
        events = List.copyOf(events);
    }
}
