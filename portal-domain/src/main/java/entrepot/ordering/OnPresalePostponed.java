package entrepot.ordering;

import entrepot.fulfilment.ConsignmentChanges;
import entrepot.inventory.PresalePostponed;
import entrepot.inventory.Presales;
import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;

/** What waits for goods that come later has to leave later. */
@ApplicationScoped
class OnPresalePostponed implements FactConsumer<PresalePostponed> {

    @Inject
    private Presales presales;

    @Inject
    private ConsignmentChanges changes;

    @Inject
    private LifeRows rows;

    @Override
    public Class<PresalePostponed> consumes() {
        return PresalePostponed.class;
    }

    @Override
    public void on(Actor system, PresalePostponed fact) {
        Instant shipBy = OrderRules.shipByOf(fact.from());
        List<String> waiting = presales.waitingFor(system, fact.presale());
        // orders before their consignments, as whoever changes an order locks them
        rows.postpone(system, changes.ordersToPostpone(system, waiting), shipBy);
        changes.postpone(system, waiting, shipBy);
    }
}
