package entrepot.shopify;

import java.time.Instant;

/**
 * A sub-shop's connection; its token is never shown.
 *
 * @param refused consignments that the shop would not take and nobody has dealt with
 */
public record ShopifyConnection(String domain, boolean active, String madeBy, Instant createdAt, long waiting, long refused) {
}
