package entrepot.platform.outbox;

/** Something that has happened: a past-tense record such as {@code ConsignmentDelivered}, readable as JSON. */
public interface Fact {
}
