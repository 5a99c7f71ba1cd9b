package entrepot.inventory;

import entrepot.kernel.OrganisationId;
import java.time.Instant;

/**
 * One change of what was on hand.
 *
 * @param document what it was done for: a consignment's code, a delivery note, a reason
 * @param quantity negative for pieces that went out
 */
public record Movement(Reason reason, String document, OrganisationId owner, int quantity, String by, Instant at) {

    /** Why pieces came or went. */
    public enum Reason { RECEIVED, COUNTED, MOVED_IN, MOVED_OUT, SHIPPED, RETURNED, SET_APART, FREED }
}
