package entrepot.tracking;

import entrepot.platform.outbox.Fact;
import java.time.Instant;
import java.util.List;

/** The buyer did not take a parcel. */
public record ConsignmentRefused(String parcel, String carrier, String number, List<String> consignments,
                 List<String> orders, String text, Instant at) implements Fact {
}
