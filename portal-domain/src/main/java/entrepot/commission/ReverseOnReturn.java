package entrepot.commission;

import entrepot.aftersales.ReturnRefunded;
import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What buyers give back earns nothing: what was accrued on it goes back, also after it was settled and paid out. */
@ApplicationScoped
class ReverseOnReturn implements FactConsumer<ReturnRefunded> {

    @Inject
    private Accruals accruals;

    @Override
    public Class<ReturnRefunded> consumes() {
        return ReturnRefunded.class;
    }

    @Override
    public void on(Actor system, ReturnRefunded fact) {
        fact.lines().forEach(line -> accruals.reverse(system, fact.code(), line.counted(), fact.cause()));
    }
}
