package entrepot.invoicing;

import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import entrepot.wallet.TopUpBounced;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What a member had spent already when its transfer was taken back is a charge like any other. */
@ApplicationScoped
class OnTopUpBounced implements FactConsumer<TopUpBounced> {

    @Inject
    private Receivables receivables;

    @Override
    public Class<TopUpBounced> consumes() {
        return TopUpBounced.class;
    }

    @Override
    public void on(Actor system, TopUpBounced fact) {
        if (fact.owed().isPositive()) {
            receivables.laidOut(system, fact.organisation(), fact.code(), fact.owed());
        }
    }
}
