package entrepot.pricing;

/** The rules that can give a supply price, the strongest first. */
public enum PriceRule {
    AGREEMENT, CAMPAIGN, TIER_STEP, TIER_LIST, TIER_DISCOUNT
}
