package entrepot.network;

import entrepot.kernel.OrganisationId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Whose a province is. */
@ApplicationScoped
@UseCases
public class Territories {

    /** All territories of the tenant. */
    @Requires(NetworkPermission.READ)
    public List<Territory> all(Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Requires(NetworkPermission.READ)
    public List<Territory> of(Actor actor, OrganisationId organisation) {
        throw new UnsupportedOperationException();
    }

    /** The active dealers whose territory holds that province, in the order in which they were admitted. */
    @Requires(NetworkPermission.READ)
    public List<OrganisationId> dealersOf(Actor actor, String province) {
        throw new UnsupportedOperationException();
    }
}
