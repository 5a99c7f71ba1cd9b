package entrepot.kernel;

/** The inner id of an organisation: A member of a tenant, headquarters included. Never leaves the program; outside there is a code. */
public record OrganisationId(long value) implements Id {
}
