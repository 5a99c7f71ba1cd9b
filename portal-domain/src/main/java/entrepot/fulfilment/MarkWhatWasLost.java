package entrepot.fulfilment;

import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** A dealer's parcel never arrived: its score says so, without a fine. */
@ApplicationScoped
class MarkWhatWasLost implements FactConsumer<ConsignmentEnded> {

    @Inject
    private Consignments consignments;

    @Inject
    private DealerMarks marks;

    @Override
    public Class<ConsignmentEnded> consumes() {
        return ConsignmentEnded.class;
    }

    @Override
    public void on(Actor system, ConsignmentEnded fact) {
        if (fact.state() == ConsignmentState.LOST) {
            marks.happened(system, consignments.get(system, fact.consignment()), DealerMark.Kind.LOST);
        }
    }
}
