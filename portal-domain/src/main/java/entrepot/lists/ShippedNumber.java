package entrepot.lists;

import java.time.Instant;

/** A parcel's number with the order that it belongs to. */
public record ShippedNumber(String orderCode, String outsideNumber, String carrier, String number, Instant shippedAt) {
}
