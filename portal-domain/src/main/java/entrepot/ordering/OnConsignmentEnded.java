package entrepot.ordering;

import entrepot.fulfilment.ConsignmentEnded;
import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Consignments that came back or were lost move their orders on. */
@ApplicationScoped
class OnConsignmentEnded implements FactConsumer<ConsignmentEnded> {

    @Inject
    private OrderFollowing following;

    @Inject
    private OrderRequests requests;

    @Override
    public Class<ConsignmentEnded> consumes() {
        return ConsignmentEnded.class;
    }

    @Override
    public void on(Actor system, ConsignmentEnded fact) {
        following.follow(system, fact.orderCode());
        requests.ended(system, fact.code(), fact.state());
    }
}
