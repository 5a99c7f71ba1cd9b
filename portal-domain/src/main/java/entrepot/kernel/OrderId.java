package entrepot.kernel;

/** The inner id of an order: What a member asks to have shipped to one buyer. Never leaves the program; outside there is a code. */
public record OrderId(long value) implements Id {
}
