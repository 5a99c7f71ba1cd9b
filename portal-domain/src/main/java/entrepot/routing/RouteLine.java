package entrepot.routing;

import entrepot.kernel.VariantId;

/** So many pieces of a variant; each variant stands in one line. */
public record RouteLine(VariantId variant, int quantity) {
}
