package entrepot.bank;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.platform.outbox.Fact;
import java.time.Instant;

/** Unknown money has an owner: who keeps account of receivables hears of what was paid. {@code organisation} is null where it is nobody's here. */
public record SuspenseCleared(String code, String to, OrganisationId organisation, Money amount, Instant at) implements Fact {
}
