package entrepot.kernel;

/** The inner id of a person: A human being, however many sign-ins the person has; makes maker and checker comparable. Never leaves the program; outside there is a code. */
public record PersonId(long value) implements Id {
}
