package entrepot.kernel;

/** The inner id of a user: A sign-in of a person within a tenant. Never leaves the program; outside there is a code. */
public record UserId(long value) implements Id {
}
