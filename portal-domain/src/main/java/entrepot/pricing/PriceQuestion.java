package entrepot.pricing;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.VariantId;
import java.time.Instant;

/** What a member pays for a variant at a moment? */
public record PriceQuestion(OrganisationId buyer, VariantId variant, Instant at) {
}
