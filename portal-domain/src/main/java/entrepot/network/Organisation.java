package entrepot.network;

import entrepot.kernel.OrganisationId;
import java.time.Instant;
import java.util.Set;

/**
 * A member of a tenant as others see it, headquarters included.
 *
 * @param code     what people call it by, such as {@code ORG-7K3F9Q}
 * @param upline   its sponsor; null where it has none
 * @param tier     the code of its tier; null for headquarters
 * @param state    an {@link OrganisationState} by name
 * @param province where it sits, named as in {@code entrepot.platform.geo}
 * @param since    when it was admitted, by the business clock
 */
public record Organisation(OrganisationId id, String code, String name, boolean headquarters, Set<Ability> abilities,
                           OrganisationId upline, String tier, String state, String province, String city,
                           Instant since) {

    public Organisation {
        abilities = Set.copyOf(abilities);
    }

    public boolean can(Ability ability) {
        return abilities.contains(ability);
    }

    /** Whether it may begin anything new: orders, sub-shops, warehouses. */
    public boolean isActive() {
        return OrganisationState.ACTIVE.name().equals(state);
    }
}
