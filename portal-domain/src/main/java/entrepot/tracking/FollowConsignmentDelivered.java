package entrepot.tracking;

import entrepot.fulfilment.ConsignmentDelivered;
import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What somebody says was delivered is followed no longer. */
@ApplicationScoped
class FollowConsignmentDelivered implements FactConsumer<ConsignmentDelivered> {

    @Inject
    private Tracking tracking;

    @Override
    public Class<ConsignmentDelivered> consumes() {
        return ConsignmentDelivered.class;
    }

    @Override
    public void on(Actor system, ConsignmentDelivered fact) {
        tracking.arrived(system, fact.code());
    }
}
