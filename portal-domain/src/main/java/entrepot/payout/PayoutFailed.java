package entrepot.payout;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.platform.outbox.Fact;
import java.time.Instant;

/** It was refused, or came back after it was paid ({@code reference} is not empty then): it waits again, for the {@code reason}. */
public record PayoutFailed(String code, String causeType, String causeCode, OrganisationId organisation, Money amount, String reference,
                           String reason, Instant at) implements Fact {
}
