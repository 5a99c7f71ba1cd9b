package entrepot.platform.access;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.PersonId;
import entrepot.kernel.Problem;
import entrepot.kernel.TenantId;
import entrepot.kernel.UserId;
import java.util.Objects;
import java.util.Set;

/**
 * Who does something now. The first argument of every use case.
 *
 * @param tenant       the tenant in which everything happens
 * @param organisation the organisation acted for; null for visitors and the system
 * @param headquarters whether that organisation is the tenant's headquarters, which sees all members
 * @param user         the account, of an API key its maker's; null for visitors and the system
 * @param person       the human behind it, so that maker and checker can be told apart; null where there is none
 * @param name         how histories name the actor
 * @param permissions  what the actor may do, such as {@code orders:place}
 * @param kind         how the actor came in
 */
public record Actor(TenantId tenant, OrganisationId organisation, boolean headquarters, UserId user, PersonId person,
                    String name, Set<String> permissions, Kind kind) {

    /** How an actor came in. */
    public enum Kind { USER, API_KEY, SYSTEM, VISITOR }

    public Actor {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(name, "name");
        permissions = Set.copyOf(permissions);
    }

    /** The program itself, working through jobs and facts of one tenant: it may do everything there. */
    public static Actor system(TenantId tenant) {
        return new Actor(tenant, null, true, null, null, "system", Set.of(), Kind.SYSTEM);
    }

    /** Somebody who has not signed in, on the host of a tenant. */
    public static Actor visitor(TenantId tenant) {
        return new Actor(tenant, null, false, null, null, "visitor", Set.of(), Kind.VISITOR);
    }

    public boolean may(String permission) {
        return kind == Kind.SYSTEM || permission.equals(Requires.ANYBODY) || permissions.contains(permission);
    }

    /** @throws Problem SIGN_IN_FIRST for a visitor, NOT_PERMITTED (with the permission's name) for others */
    public void require(String permission) {
        if (!may(permission)) {
            throw new Problem(kind == Kind.VISITOR ? AccessProblem.SIGN_IN_FIRST : AccessProblem.NOT_PERMITTED)
                    .with("permission", permission);
        }
    }

    /** Whether rows of that organisation are this actor's to see: its own, or any for headquarters. */
    public boolean sees(OrganisationId owner) {
        return headquarters || organisation != null && organisation.equals(owner);
    }

    /**
     * For the SQL predicate {@code (?::bigint is null or organisation_id = ?)}: null when the actor sees
     * every organisation, else its own id.
     */
    public Long scope() {
        if (headquarters) {
            return null;
        }
        return organisation == null ? Long.valueOf(-1) : Long.valueOf(organisation.value());
    }
}
