package entrepot.aftersales;

import entrepot.kernel.Money;

/**
 * What a verdict moves, or moved, for each side.
 *
 * @param goods         back to the member
 * @param freight       of the way to the buyer, back to the member
 * @param returnFreight of the way back: to the member; negative where the member pays it
 * @param compensation  to the member beyond its money
 * @param dealer        what the dealer gives back in all
 */
public record Effect(Money goods, Money freight, Money returnFreight, Money compensation, Money dealer) {

    /** What the member gets in all. */
    public Money member() {
        return goods.plus(freight).plus(returnFreight).plus(compensation);
    }

    /** What it costs headquarters, before commission that goes back. */
    public Money headquarters() {
        return member().minus(dealer);
    }

    /** As the dealer sees it. */
    Effect dealersOnly() {
        return new Effect(null, null, null, null, dealer);
    }
}
