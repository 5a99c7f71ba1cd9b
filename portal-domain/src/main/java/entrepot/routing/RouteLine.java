package entrepot.routing;

import entrepot.kernel.VariantId;

/**
 * So many pieces of a variant; each variant stands in one line.
 *
 * @param category  what product lines are cut by; empty where it is not known
 * @param unitMinor what one piece is worth, for the smallest part of a split; 0 where it is not known
 * @param grams     of one piece, for what a parcel costs; 0 where it is not known
 */
public record RouteLine(VariantId variant, int quantity, String category, long unitMinor, int grams) {

    public RouteLine {
        category = category == null ? "" : category;
    }

    public RouteLine(VariantId variant, int quantity) {
        this(variant, quantity, "", 0, 0);
    }

    /** Both together; what else is said of the variant is the first one's. */
    public RouteLine plus(RouteLine more) {
        return new RouteLine(variant, Math.addExact(quantity, more.quantity), category, unitMinor, grams);
    }
}
