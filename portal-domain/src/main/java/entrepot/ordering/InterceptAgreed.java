package entrepot.ordering;

import entrepot.kernel.OrganisationId;
import entrepot.platform.outbox.Fact;
import java.time.Instant;

/** A parcel that is on its way is to be stopped or sent elsewhere; the carrier has to be told. */
public record InterceptAgreed(String request, String orderCode, String consignment, OrganisationId seller, String kind,
                              Instant at) implements Fact {
}
