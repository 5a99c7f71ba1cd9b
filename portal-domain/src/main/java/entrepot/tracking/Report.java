package entrepot.tracking;

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
}
