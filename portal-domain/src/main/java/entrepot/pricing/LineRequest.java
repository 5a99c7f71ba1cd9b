package entrepot.pricing;

import entrepot.kernel.VariantId;

/** How many of a variant somebody wants priced. */
public record LineRequest(VariantId variant, int quantity) {

    public LineRequest {
        if (quantity < 1) {
            throw new IllegalArgumentException("quantity " + quantity);
        }
    }
}
