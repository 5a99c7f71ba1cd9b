package entrepot.platform.geo;

/**
 * Where a parcel goes, as people write it, in any script.
 *
 * @param country  ISO 3166 alpha-2
 * @param province may be empty where a country's posts do without
 * @param district may be empty
 */
public record Address(String name, String phone, String country, String province, String city, String district,
                      String street, String postcode) {
}
