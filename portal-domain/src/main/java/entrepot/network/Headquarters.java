package entrepot.network;

import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import jakarta.enterprise.context.ApplicationScoped;

/** Founds the first organisation of a tenant, and all that a tenant has from its first day. */
@ApplicationScoped
@UseCases
public class Headquarters {

    /** @param system the program, in the new tenant */
    @Requires(Requires.SYSTEM)
    public Organisation found(Actor system, FoundHeadquarters command) {
        throw new UnsupportedOperationException();
    }
}
