package entrepot.tracking;

import entrepot.kernel.Problem;
import entrepot.platform.sql.Json;
import java.util.List;

/**
 * What a source told of one parcel.
 *
 * @param carrier our code of the carrier; null where the source names it in a way that we do not know
 * @param scans   in any order; may be empty
 */
public record Report(String carrier, String number, List<Scan> scans) {

    public Report {
        scans = List.copyOf(scans);
    }

    /** A source's message in its own shape. @throws Problem MESSAGE_UNREADABLE */
    static <T> T read(String body, Class<T> type) {
        try {
            T read = new Json(body).as(type);
            if (read == null) {
                throw new Problem(TrackingProblem.MESSAGE_UNREADABLE);
            }
            return read;
        } catch (IllegalArgumentException malformed) {
            throw new Problem(TrackingProblem.MESSAGE_UNREADABLE);
        }
    }
}
