package entrepot.wallet;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;

/** How far below zero members' wallets may go, until when, and what that costs. */
@ApplicationScoped
@UseCases
public class CreditLines {

    /** What of those wallets' negative balance is past its due date today; who owes nothing that is due is left out. */
    @Requires(Requires.SYSTEM)
    public Map<OrganisationId, Money> overdue(Actor system, Collection<OrganisationId> organisations) {
        return Map.of();
    }
}
