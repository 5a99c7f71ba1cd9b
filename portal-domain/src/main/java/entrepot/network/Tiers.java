package entrepot.network;

import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;

/** The tiers of a tenant. Their terms are dated: what is asked for is what is in force today. */
@ApplicationScoped
@UseCases
public class Tiers {

    @Inject
    private EntityManager entities;

    @Inject
    private BusinessClock clock;

    /** All tiers with the terms in force now, best first. */
    @Requires(NetworkPermission.READ)
    public List<Tier> all(Actor actor) {
        return entities.createQuery("""
                select t from TierEntity t where t.tenantId = :tenant and t.validFrom <= :today
                   and not exists (select n from TierEntity n where n.tenantId = t.tenantId and n.code = t.code
                                      and n.validFrom <= :today and n.validFrom > t.validFrom)
                 order by t.rank, t.code""", TierEntity.class)
                .setParameter("tenant", actor.tenant().value()).setParameter("today", clock.today())
                .getResultStream().map(TierEntity::view).toList();
    }

    /** @throws Problem TIER_UNKNOWN */
    @Requires(NetworkPermission.READ)
    public Tier get(Actor actor, String code) {
        return all(actor).stream().filter(tier -> tier.code().equals(code)).findFirst()
                .orElseThrow(() -> new Problem(NetworkProblem.TIER_UNKNOWN).with("tier", code));
    }
}
