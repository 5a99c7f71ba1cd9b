package entrepot.tracking;

import entrepot.fulfilment.ConsignmentIntercepted;
import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What its carrier stopped comes back, and never counts as delivered by itself. */
@ApplicationScoped
class FollowConsignmentIntercepted implements FactConsumer<ConsignmentIntercepted> {

    @Inject
    private Tracking tracking;

    @Override
    public Class<ConsignmentIntercepted> consumes() {
        return ConsignmentIntercepted.class;
    }

    @Override
    public void on(Actor system, ConsignmentIntercepted fact) {
        tracking.intercepted(system, fact.code(), fact.why(), fact.at());
    }
}
