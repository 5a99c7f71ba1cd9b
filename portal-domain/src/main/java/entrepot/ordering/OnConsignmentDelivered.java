package entrepot.ordering;

import entrepot.fulfilment.ConsignmentDelivered;
import entrepot.fulfilment.ConsignmentState;
import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Consignments that reached their buyers move their orders on. */
@ApplicationScoped
class OnConsignmentDelivered implements FactConsumer<ConsignmentDelivered> {

    @Inject
    private OrderFollowing following;

    @Inject
    private OrderRequests requests;

    @Override
    public Class<ConsignmentDelivered> consumes() {
        return ConsignmentDelivered.class;
    }

    @Override
    public void on(Actor system, ConsignmentDelivered fact) {
        following.follow(system, fact.orderCode());
        requests.ended(system, fact.code(), ConsignmentState.DELIVERED);
    }
}
