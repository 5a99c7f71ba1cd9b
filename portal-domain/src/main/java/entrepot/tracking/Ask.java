package entrepot.tracking;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What to send to a source of tracking, and about which parcels.
 *
 * @param about   the codes of the parcels
 * @param query   whether the answer tells scans; else it only says that the source will tell them
 * @param headers names and values
 */
public record Ask(TrackingSource source, boolean query, List<String> about, URI to, Map<String, String> headers,
                  String body) {

    public Ask {
        about = List.copyOf(about);
        headers = Map.copyOf(headers);
    }
}
