package entrepot.kernel;

/** The inner id of a warehouse: A place that holds stock and ships. Never leaves the program; outside there is a code. */
public record WarehouseId(long value) implements Id {
}
