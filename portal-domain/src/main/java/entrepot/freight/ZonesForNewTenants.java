package entrepot.freight;

import entrepot.network.HeadquartersFounded;
import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** A tenant can quote freight from its first day. */
@ApplicationScoped
public class ZonesForNewTenants implements FactConsumer<HeadquartersFounded> {

    @Inject
    private Freight freight;

    @Override
    public Class<HeadquartersFounded> consumes() {
        return HeadquartersFounded.class;
    }

    @Override
    public void on(Actor system, HeadquartersFounded fact) {
        freight.begin(system);
    }
}
