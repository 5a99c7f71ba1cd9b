package entrepot.kernel;

/** The inner id of a tenant: A headquarters with its whole network. Never leaves the program; outside there is a code. */
public record TenantId(long value) implements Id {
}
