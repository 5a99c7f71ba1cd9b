package entrepot.commission;

import entrepot.fulfilment.ConsignmentDelivered;
import entrepot.fulfilment.Refunds;
import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** A delivery earns commission. */
@ApplicationScoped
public class AccrueOnDelivery implements FactConsumer<ConsignmentDelivered> {

    @Inject
    private Accruals accruals;

    @Inject
    private Refunds refunds;

    @Override
    public Class<ConsignmentDelivered> consumes() {
        return ConsignmentDelivered.class;
    }

    @Override
    public void on(Actor system, ConsignmentDelivered delivered) {
        accruals.accrue(system, delivered);
        // what was paid back before this was heard earns nothing
        refunds.of(system, delivered.code()).forEach(line ->
                accruals.reverse(system, delivered.code(), line, "before " + delivered.code()));
    }
}
