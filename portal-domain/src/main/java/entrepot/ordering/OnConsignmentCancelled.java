package entrepot.ordering;

import entrepot.fulfilment.ConsignmentCancelled;
import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Where one consignment of several is cancelled, the others alone say where the order stands. */
@ApplicationScoped
class OnConsignmentCancelled implements FactConsumer<ConsignmentCancelled> {

    @Inject
    private OrderFollowing following;

    @Inject
    private StockOuts stockOuts;

    @Override
    public Class<ConsignmentCancelled> consumes() {
        return ConsignmentCancelled.class;
    }

    @Override
    public void on(Actor system, ConsignmentCancelled fact) {
        stockOuts.settled(system, fact.code());
        following.follow(system, fact.orderCode());
    }
}
