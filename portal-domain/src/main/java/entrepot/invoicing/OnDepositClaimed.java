package entrepot.invoicing;

import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import entrepot.wallet.DepositClaimed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What a deposit paid is not open any more. */
@ApplicationScoped
class OnDepositClaimed implements FactConsumer<DepositClaimed> {

    @Inject
    private Receivables receivables;

    @Override
    public Class<DepositClaimed> consumes() {
        return DepositClaimed.class;
    }

    @Override
    public void on(Actor system, DepositClaimed fact) {
        receivables.claimed(system, fact.organisation(), "deposit", fact.code(), fact.amount());
    }
}
