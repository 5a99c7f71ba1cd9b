package entrepot.pricing;

import entrepot.kernel.Money;
import entrepot.platform.sql.Row;
import java.math.BigDecimal;

/**
 * Everything that could give a member's supply price of one variant; null where there is none.
 *
 * @param discountPercent the tier's supply price in percent of retail; null for who has no tier
 */
public record PriceCandidates(Money retail, String agreementName, Money agreement, String campaignName, Money campaign,
                              String listCode, Money list, String tier, BigDecimal discountPercent) {

    /** From a row of the database function {@code price_candidates} joined with {@code retail_minor, currency}. */
    public static PriceCandidates from(Row row) {
        String currency = row.text("currency");
        return new PriceCandidates(row.money("retail"), row.text("agreement"),
                money(row.numberOrNull("agreement_minor"), currency), row.text("campaign"),
                money(row.numberOrNull("campaign_minor"), currency), row.text("list"),
                money(row.numberOrNull("list_minor"), currency), row.text("tier"), row.decimal("discount_percent"));
    }

    /** Retail × the tier's percent. */
    Money discounted() {
        return retail.percent(discountPercent);
    }

    private static Money money(Long minor, String currency) {
        return minor == null ? null : Money.of(minor, currency);
    }
}
