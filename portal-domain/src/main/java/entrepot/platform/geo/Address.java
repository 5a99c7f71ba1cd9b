package entrepot.platform.geo;

/**
 * Where a parcel goes and to whom. Names of places are as people write them ("浙江省" or "浙江"); a
 * country without provinces leaves the field empty.
 *
 * @param country  ISO 3166 alpha-2
 * @param province province, nation or state; may be empty
 * @param city     prefecture city, town; a Chinese municipality may stand in both
 * @param district district or county; may be empty
 * @param postcode may be empty
 */
public record Address(String name, String phone, String country, String province, String city, String district,
                      String street, String postcode) {

    public Address {
        name = text(name);
        phone = text(phone);
        country = text(country);
        province = text(province);
        city = text(city);
        district = text(district);
        street = text(street);
        postcode = text(postcode);
    }

    private static String text(String value) {
        return value == null ? "" : value.strip();
    }
}
