package entrepot.network;

import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The tiers of a tenant. */
@ApplicationScoped
@UseCases
public class Tiers {

    /** All tiers with the terms in force now, best first. */
    @Requires(NetworkPermission.READ)
    public List<Tier> all(Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** @throws entrepot.kernel.Problem TIER_UNKNOWN */
    @Requires(NetworkPermission.READ)
    public Tier get(Actor actor, String code) {
        throw new UnsupportedOperationException();
    }
}
