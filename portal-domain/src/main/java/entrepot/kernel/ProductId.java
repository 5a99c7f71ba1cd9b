package entrepot.kernel;

/** The inner id of a product: A product of the catalogue. Never leaves the program; outside there is a code. */
public record ProductId(long value) implements Id {
}
