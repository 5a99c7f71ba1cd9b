package entrepot.kernel;

/** The inner id of a price list: One dated version of a tier's prices. Never leaves the program; outside there is a code. */
public record PriceListId(long value) implements Id {
}
