package entrepot.kernel;

/** The inner id of a consignment: The part of an order that one warehouse ships. Never leaves the program; outside there is a code. */
public record ConsignmentId(long value) implements Id {
}
