package entrepot.commission;

import entrepot.fulfilment.ConsignmentDelivered;
import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** A delivery earns commission; many that wait are worked on together. */
@ApplicationScoped
public class AccrueOnDelivery implements FactConsumer<ConsignmentDelivered> {

    private static final int TOGETHER = 500;

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

    @Override
    public int together() {
        return TOGETHER;
    }

    @Override
    public void onAll(Actor system, List<ConsignmentDelivered> delivered) {
        accruals.accrueAll(system, delivered);
    }
}
