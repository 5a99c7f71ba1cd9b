package entrepot.tracking;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What a parcel's scans say together. Pure, and the same in whatever order they were told: the last scan counts, read
 * in the light of those before it.
 */
final class Track {

    static final Comparator<Scan> ORDER = Comparator.comparing(Scan::at).thenComparing(Scan::state)
            .thenComparing(Scan::text);

    private Track() {
    }

    static ParcelState state(Collection<Scan> scans) {
        List<Scan> inOrder = scans.stream().sorted(ORDER).toList();
        ParcelState state = ParcelState.ANNOUNCED;
        for (Scan scan : inOrder) {
            state = after(state, scan.state());
        }
        return state;
    }

    private static ParcelState after(ParcelState before, ParcelState scan) {
        if (scan == ParcelState.ANNOUNCED) {
            return before;
        }
        return switch (before) {
            // a refused parcel that moves on goes home; one that is carried out again has a second chance
            case REFUSED -> scan == ParcelState.COLLECTED || scan == ParcelState.IN_TRANSIT ? ParcelState.RETURNING : scan;
            // whoever signs for it now is its sender
            case RETURNING -> scan == ParcelState.PROBLEM || scan == ParcelState.REFUSED ? scan : ParcelState.RETURNING;
            // what a pick-up point scans after it was signed for changes nothing
            case DELIVERED -> scan.failed() ? scan : ParcelState.DELIVERED;
            default -> scan;
        };
    }
}
