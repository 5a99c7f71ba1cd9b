package entrepot.network;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.SubShopId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The sub-shops of members. */
@ApplicationScoped
@UseCases
public class SubShops {

    @Requires(NetworkPermission.SHOPS_MANAGE)
    public SubShop open(Actor actor, OpenSubShop command) {
        throw new UnsupportedOperationException();
    }

    /** Any sub-shop by its inner id, which never comes from outside and so needs no scope. */
    @Requires(NetworkPermission.SHOPS_READ)
    public SubShop get(Actor actor, SubShopId id) {
        throw new UnsupportedOperationException();
    }

    /** A sub-shop of the actor's own organisation, or any for headquarters; NOT_FOUND for all others. */
    @Requires(NetworkPermission.SHOPS_READ)
    public SubShop byCode(Actor actor, String code) {
        throw new UnsupportedOperationException();
    }

    /** The actor's own, by code; all of the tenant for headquarters, 1,000 at most. */
    @Requires(NetworkPermission.SHOPS_READ)
    public List<SubShop> list(Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Requires(NetworkPermission.SHOPS_READ)
    public List<SubShop> listOf(Actor actor, OrganisationId organisation) {
        throw new UnsupportedOperationException();
    }
}
