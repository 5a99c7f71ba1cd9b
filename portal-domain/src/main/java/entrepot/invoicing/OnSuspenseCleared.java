package entrepot.invoicing;

import entrepot.bank.SuspenseCleared;
import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Money that nobody knew turned out to pay what a member owed, or to have been paid for it; the posting was made. */
@ApplicationScoped
class OnSuspenseCleared implements FactConsumer<SuspenseCleared> {

    @Inject
    private Receivables receivables;

    @Override
    public Class<SuspenseCleared> consumes() {
        return SuspenseCleared.class;
    }

    @Override
    public void on(Actor system, SuspenseCleared fact) {
        if (!fact.to().equals("RECEIVABLE")) {
            return;
        }
        if (fact.amount().isPositive()) {
            receivables.claimed(system, fact.organisation(), "suspense", fact.code(), fact.amount());
        } else {
            receivables.laidOut(system, fact.organisation(), fact.code(), fact.amount().negated());
        }
    }
}
