package entrepot.wallet;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;

/**
 * What a member leaves with headquarters.
 *
 * @param required by its contract
 * @param paid     what stands on its deposit
 * @param why      the contract's words
 */
public record Deposit(OrganisationId organisation, String member, String memberCode, Money required, Money paid, String why) {

    /** What is still to be paid in. */
    public Money missing() {
        return required.minus(paid).max(Money.zero(required.currency()));
    }
}
