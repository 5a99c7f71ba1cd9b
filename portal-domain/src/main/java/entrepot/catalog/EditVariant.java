package entrepot.catalog;

/**
 * What a person changes about a variant; it counts as looked at afterwards. The retail price is not here: it changes
 * by proposal.
 *
 * @param sku    the one it has
 * @param newSku the one it shall have; may be the same
 */
public record EditVariant(String sku, String newSku, int weightGrams, String barcode) {
}
