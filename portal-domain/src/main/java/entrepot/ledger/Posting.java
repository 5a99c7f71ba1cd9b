package entrepot.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A posting as it stands in the books.
 *
 * @param at         business time
 * @param recordedAt real time of the database
 */
public record Posting(PostingKey key, String note, Instant at, Instant recordedAt, List<Leg> legs) {

    Posting with(Leg leg) {
        List<Leg> all = new ArrayList<>(legs);
        all.add(leg);
        return new Posting(key, note, at, recordedAt, List.copyOf(all));
    }
}
