package entrepot.kernel;

/** The inner id of a variant: What is priced, stocked and ordered; carries the SKU. Never leaves the program; outside there is a code. */
public record VariantId(long value) implements Id {
}
