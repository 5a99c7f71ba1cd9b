package entrepot.invoicing;

import entrepot.ledger.PostingKey;
import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import entrepot.tracking.ConsignmentRefunded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What did not arrive and was paid back is not invoiced. */
@ApplicationScoped
class CorrectOnRefund implements FactConsumer<ConsignmentRefunded> {

    @Inject
    private FapiaoRequests requests;

    @Override
    public Class<ConsignmentRefunded> consumes() {
        return ConsignmentRefunded.class;
    }

    @Override
    public void on(Actor system, ConsignmentRefunded fact) {
        requests.refunded(system, fact.seller(), fact.code(), fact.cause(), fact.amount(),
                new PostingKey("parcel.refunded", "parcel", fact.cause() + "/" + fact.code()));
    }
}
