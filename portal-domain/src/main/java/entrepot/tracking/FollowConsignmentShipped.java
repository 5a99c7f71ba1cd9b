package entrepot.tracking;

import entrepot.fulfilment.ConsignmentShipped;
import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What left is followed. */
@ApplicationScoped
class FollowConsignmentShipped implements FactConsumer<ConsignmentShipped> {

    @Inject
    private Tracking tracking;

    @Override
    public Class<ConsignmentShipped> consumes() {
        return ConsignmentShipped.class;
    }

    @Override
    public void on(Actor system, ConsignmentShipped fact) {
        tracking.follow(system, fact.consignment());
    }
}
