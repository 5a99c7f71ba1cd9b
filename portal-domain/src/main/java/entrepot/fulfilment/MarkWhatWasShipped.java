package entrepot.fulfilment;

import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;

/** A dealer's parcel left: in time or late, for its score and its account. */
@ApplicationScoped
class MarkWhatWasShipped implements FactConsumer<ConsignmentShipped> {

    /** So long a dealer has at least after it accepted, however near ship-by was when it was asked. */
    private static final Duration TO_SHIP = Duration.ofHours(24);

    @Inject
    private Consignments consignments;

    @Inject
    private ConsignmentRows rows;

    @Inject
    private DealerMarks marks;

    @Override
    public Class<ConsignmentShipped> consumes() {
        return ConsignmentShipped.class;
    }

    @Override
    public void on(Actor system, ConsignmentShipped fact) {
        if (fact.dealer() == null) {
            return;
        }
        Consignment shipped = consignments.get(system, fact.consignment());
        marks.happened(system, shipped, late(shipped.shipBy(), rows.acceptedAt(system, shipped.id()), fact.at())
                ? DealerMark.Kind.SHIPPED_LATE : DealerMark.Kind.SHIPPED_IN_TIME);
    }

    /** Past ship-by, and a day after it was accepted. Pure. */
    static boolean late(Instant shipBy, Instant acceptedAt, Instant shippedAt) {
        return shipBy != null && shippedAt.isAfter(shipBy)
                && (acceptedAt == null || shippedAt.isAfter(acceptedAt.plus(TO_SHIP)));
    }
}
