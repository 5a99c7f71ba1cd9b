package entrepot.ordering;

import entrepot.kernel.OrganisationId;
import entrepot.platform.outbox.Fact;
import java.time.Instant;

/** What becomes of goods that nobody could ship. @param by who chose: a name, {@code buyer}, or {@code system} for silence */
public record StockOutChosen(String order, String consignment, OrganisationId seller, StockOutState choice, String by,
                             Instant at) implements Fact {
}
