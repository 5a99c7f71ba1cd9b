package entrepot.identity;

import java.time.ZoneId;

/** What the first start asks: the brand, and its first person. */
public record SetUp(String tenantCode, String tenantName, ZoneId zone, String currency, String country, String personName, String email, String language) {
}
