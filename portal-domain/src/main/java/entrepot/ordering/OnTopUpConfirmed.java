package entrepot.ordering;

import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import entrepot.wallet.TopUpConfirmed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** After a top-up, what waited for it goes on; what is too much for one turn is left to the job. */
@ApplicationScoped
class OnTopUpConfirmed implements FactConsumer<TopUpConfirmed> {

    @Inject
    private WaitingOrders waiting;

    @Override
    public Class<TopUpConfirmed> consumes() {
        return TopUpConfirmed.class;
    }

    @Override
    public void on(Actor system, TopUpConfirmed fact) {
        waiting.goOn(system, fact.organisation());
    }
}
