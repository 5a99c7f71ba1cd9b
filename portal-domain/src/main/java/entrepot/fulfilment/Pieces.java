package entrepot.fulfilment;

/** So many pieces of a consignment's line. @param line the line's number within the consignment */
public record Pieces(int line, int quantity) {
}
