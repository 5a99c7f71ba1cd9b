package entrepot.payout;

import entrepot.platform.access.Actor;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.outbox.FactConsumer;
import entrepot.wallet.DepositReturned;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** A deposit that goes back leaves as any other money does. */
@ApplicationScoped
class PayDepositsOut implements FactConsumer<DepositReturned> {

    @Inject
    private Payouts payouts;

    @Inject
    private BusinessClock clock;

    @Override
    public Class<DepositReturned> consumes() {
        return DepositReturned.class;
    }

    @Override
    public void on(Actor system, DepositReturned fact) {
        payouts.request(system, List.of(new PayoutRequest(fact.organisation(), "deposit", fact.code(), fact.amount(), clock.today())));
    }
}
