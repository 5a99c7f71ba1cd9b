package entrepot.network;

import entrepot.kernel.OrganisationId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The members of a tenant. */
@ApplicationScoped
@UseCases
public class Organisations {

    /** Any member by its inner id, which never comes from outside and so needs no scope. */
    @Requires(NetworkPermission.READ)
    public Organisation get(Actor actor, OrganisationId id) {
        throw new UnsupportedOperationException();
    }

    /** The actor's own organisation, or any for headquarters; NOT_FOUND for all others. */
    @Requires(NetworkPermission.READ)
    public Organisation byCode(Actor actor, String code) {
        throw new UnsupportedOperationException();
    }

    @Requires(NetworkPermission.READ)
    public Organisation headquarters(Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** By code; the actor's own alone unless it is headquarters. */
    @Requires(NetworkPermission.READ)
    public List<Organisation> list(Actor actor, String afterCode, int limit) {
        throw new UnsupportedOperationException();
    }

    /** The sponsors above an organisation, nearest first, at most {@code max}. */
    @Requires(NetworkPermission.READ)
    public List<OrganisationId> uplines(Actor actor, OrganisationId id, int max) {
        throw new UnsupportedOperationException();
    }

    @Requires(NetworkPermission.MANAGE)
    public Organisation admit(Actor actor, AdmitOrganisation command) {
        throw new UnsupportedOperationException();
    }
}
