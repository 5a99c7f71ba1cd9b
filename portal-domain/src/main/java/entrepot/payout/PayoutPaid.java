package entrepot.payout;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.platform.outbox.Fact;
import java.time.Instant;

/** The bank has paid it, or it went into the wallet. {@code code} is the payout's, {@code reference} the bank's. */
public record PayoutPaid(String code, String causeType, String causeCode, OrganisationId organisation, Money amount, String reference,
                         String reason, Instant at) implements Fact {
}
