package entrepot.ordering;

import entrepot.fulfilment.ConsignmentUnplaced;
import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Goods that nobody can ship: somebody has to choose. */
@ApplicationScoped
class OnConsignmentUnplaced implements FactConsumer<ConsignmentUnplaced> {

    @Inject
    private StockOuts stockOuts;

    @Override
    public Class<ConsignmentUnplaced> consumes() {
        return ConsignmentUnplaced.class;
    }

    @Override
    public void on(Actor system, ConsignmentUnplaced fact) {
        stockOuts.ask(system, fact.orderCode(), fact.code());
    }
}
