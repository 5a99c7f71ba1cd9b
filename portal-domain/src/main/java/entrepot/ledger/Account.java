package entrepot.ledger;

import entrepot.kernel.OrganisationId;

/**
 * Names an account of the actor's tenant.
 *
 * @param organisation whose it is; null for headquarters' own
 */
public record Account(AccountKind kind, OrganisationId organisation) {

    public Account {
        if (kind.isOrganisations() == (organisation == null)) {
            throw new IllegalArgumentException(kind + " of " + organisation);
        }
    }

    /** An account of an organisation. */
    public static Account of(AccountKind kind, OrganisationId organisation) {
        return new Account(kind, organisation);
    }

    /** An account of headquarters. */
    public static Account of(AccountKind kind) {
        return new Account(kind, null);
    }
}
