package entrepot.tracking;

import entrepot.kernel.Money;

/**
 * Who bears what went wrong with a parcel.
 *
 * @param returnFreight what the member pays for the way back; null for nothing, and only where it bears it
 * @param compensation  what the member gets beyond its money; null for nothing
 * @param why           for everybody concerned
 */
public record Verdict(Bearer bearer, Money returnFreight, Money compensation, String why) {

    /** Whose fault it was. */
    public enum Bearer {
        /** The buyer refused it without a reason: the goods are paid back, their way is not. */
        MEMBER,
        /** Wrongly packed or sent: goods and way are paid back, the dealer loses its fee and gives back what it got for its goods. */
        DEALER,
        /** Goods and way are paid back, and the carrier is asked for it. */
        CARRIER,
        /** Goods and way are paid back. */
        HEADQUARTERS
    }
}
