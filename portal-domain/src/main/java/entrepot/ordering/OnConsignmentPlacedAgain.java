package entrepot.ordering;

import entrepot.fulfilment.ConsignmentPlacedAgain;
import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Goods that have a place again: nobody has to choose any more. */
@ApplicationScoped
class OnConsignmentPlacedAgain implements FactConsumer<ConsignmentPlacedAgain> {

    @Inject
    private StockOuts stockOuts;

    @Override
    public Class<ConsignmentPlacedAgain> consumes() {
        return ConsignmentPlacedAgain.class;
    }

    @Override
    public void on(Actor system, ConsignmentPlacedAgain fact) {
        stockOuts.settled(system, fact.code());
    }
}
