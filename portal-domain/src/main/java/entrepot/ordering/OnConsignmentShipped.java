package entrepot.ordering;

import entrepot.fulfilment.ConsignmentShipped;
import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Consignments that left their warehouses move their orders on. */
@ApplicationScoped
class OnConsignmentShipped implements FactConsumer<ConsignmentShipped> {

    @Inject
    private OrderFollowing following;

    @Override
    public Class<ConsignmentShipped> consumes() {
        return ConsignmentShipped.class;
    }

    @Override
    public void on(Actor system, ConsignmentShipped fact) {
        following.follow(system, fact.orderCode());
    }
}
