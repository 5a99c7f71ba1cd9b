package entrepot.ordering;

/** @param line the consignment's line  @param sku what is to be shipped in its stead */
public record Substitute(int line, String sku) {
}
