package entrepot.fulfilment;

import entrepot.kernel.Money;

/**
 * What a tenant has agreed with a carrier.
 *
 * @param active       whether parcels may go with it
 * @param paidByDealer whether dealers pay it themselves, and get the member's freight for it; else headquarters pays
 * @param firstGrams   how much the base price covers
 * @param base         what it takes for a parcel; null where no price is agreed, so that bills cannot be checked by price
 * @param perKg        for each started kilogram more; null as well
 */
public record CarrierSetting(String carrier, boolean active, boolean paidByDealer, int firstGrams, Money base,
                             Money perKg) {

    private static final int KILOGRAM = 1_000;

    /** The same terms, used or not. */
    CarrierSetting used(boolean now) {
        return new CarrierSetting(carrier, now, paidByDealer, firstGrams, base, perKg);
    }

    /** What a parcel of that weight costs as agreed; null where no price is. */
    public Money price(int grams) {
        if (base == null) {
            return null;
        }
        int more = Math.max(0, grams - firstGrams);
        return base.plus(perKg.times((more + KILOGRAM - 1) / KILOGRAM));
    }
}
