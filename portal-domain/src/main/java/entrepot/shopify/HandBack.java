package entrepot.shopify;

import java.time.Instant;

/**
 * One consignment on its way back to the shop.
 *
 * @param orderNumber as the shop calls it
 * @param number      of its parcels, those of several with commas
 * @param state       WAITING, SENT, REFUSED or BY_HAND (somebody did it there)
 * @param why         of a refusal: TOKEN_REFUSED, ORDER_UNKNOWN, LINES_UNKNOWN, SHOP_REFUSED, GAVE_UP; else empty
 * @param outcome     of the last call: a status, or why there was none
 */
public record HandBack(String consignment, String order, String orderNumber, String company, String number, String state, String why, String outcome,
                       int tries, Instant triedAt) {
}
