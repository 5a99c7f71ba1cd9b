package entrepot.network;

import entrepot.kernel.OrganisationId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;

/** Whose a province is. */
@ApplicationScoped
@UseCases
public class Territories {

    private static final int LIST_MAX = 10_000;

    @Inject
    private EntityManager entities;

    /** All territories of the tenant, by province; 10,000 at most. */
    @Requires(NetworkPermission.READ)
    public List<Territory> all(Actor actor) {
        return entities.createQuery("""
                select t from TerritoryEntity t where t.tenantId = :tenant order by t.province, t.id""",
                TerritoryEntity.class)
                .setParameter("tenant", actor.tenant().value()).setMaxResults(LIST_MAX)
                .getResultStream().map(TerritoryEntity::view).toList();
    }

    @Requires(NetworkPermission.READ)
    public List<Territory> of(Actor actor, OrganisationId organisation) {
        return entities.createQuery("""
                select t from TerritoryEntity t where t.tenantId = :tenant and t.organisationId = :organisation
                 order by t.province""", TerritoryEntity.class)
                .setParameter("tenant", actor.tenant().value()).setParameter("organisation", organisation.value())
                .getResultStream().map(TerritoryEntity::view).toList();
    }

    /** The active dealers whose territory holds that province, in the order in which they were admitted. */
    @Requires(NetworkPermission.READ)
    public List<OrganisationId> dealersOf(Actor actor, String province) {
        return entities.createQuery("""
                select o.id from TerritoryEntity t, OrganisationEntity o
                 where t.tenantId = :tenant and t.province = :province
                   and o.tenantId = t.tenantId and o.id = t.organisationId
                   and o.holdsStock = true and o.state = :active
                 order by o.since, o.id""", Long.class)
                .setParameter("tenant", actor.tenant().value()).setParameter("province", province)
                .setParameter("active", OrganisationState.ACTIVE)
                .getResultStream().map(OrganisationId::new).toList();
    }
}
