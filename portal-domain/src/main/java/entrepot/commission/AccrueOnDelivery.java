package entrepot.commission;

import entrepot.fulfilment.ConsignmentDelivered;
import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** A delivery earns commission. */
@ApplicationScoped
public class AccrueOnDelivery implements FactConsumer<ConsignmentDelivered> {

    @Inject
    private Accruals accruals;

    @Override
    public Class<ConsignmentDelivered> consumes() {
        return ConsignmentDelivered.class;
    }

    @Override
    public void on(Actor system, ConsignmentDelivered delivered) {
        accruals.accrue(system, delivered);
    }
}
