package entrepot.payout;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.platform.outbox.Fact;
import java.time.Instant;

/** It was given back while it waited, and will not be paid. {@code code} is the payout's. */
public record PayoutCancelled(String code, String causeType, String causeCode, OrganisationId organisation, Money amount, String reason, Instant at)
        implements Fact {
}
