package entrepot.web.pages.agent.orders;

import entrepot.platform.geo.Address;
import entrepot.platform.geo.AddressDoubt;
import entrepot.platform.geo.PastedAddress;
import entrepot.platform.geo.Places;
import entrepot.platform.geo.Region;
import java.io.Serializable;
import java.util.List;

/** An address as it is typed or pasted, with the regions to choose from and what to look at once more. */
public class AddressForm implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String home;
    private String country;
    private String abroad;
    private String pasted;
    private String name;
    private String phone;
    private String province;
    private String city;
    private String district;
    private String street;
    private String postcode;

    /** @param country ISO 3166 alpha-2: where the tenant's parcels go unless an address that is pasted names another */
    public AddressForm(String country) {
        this.home = country;
        this.country = country;
    }

    /** The tenant's country, and the one that an address named where that was another. */
    public List<String> getCountries() {
        return abroad == null ? List.of(home) : List.of(home, abroad);
    }

    public String getCountry() {
        return country;
    }

    public void setCountry(String country) {
        this.country = abroad != null && abroad.equals(country) ? abroad : home;
    }

    public Address address() {
        return new Address(name, phone, country, province, city, district, street, postcode);
    }

    public void fill(Address from) {
        name = from.name();
        phone = from.phone();
        province = from.province();
        city = from.city();
        district = from.district();
        street = from.street();
        postcode = from.postcode();
    }

    /** What was pasted is one whole address: what it does not tell is empty, so that no two buyers are mixed. */
    public void takeApart() {
        if (pasted == null || pasted.isBlank()) {
            return;
        }
        Address read = PastedAddress.read(home, pasted);
        country = read.country();
        abroad = country.equals(home) ? abroad : country;
        fill(read);
    }

    /** What to look at, once there is a street or something was pasted. */
    public List<AddressDoubt> getDoubts() {
        return (street == null || street.isBlank()) && (pasted == null || pasted.isBlank()) ? List.of() : AddressDoubt.of(address());
    }

    public List<String> getProvinces() {
        return regions().stream().map(Region::name).toList();
    }

    public List<String> getCities() {
        return parts(regions(), province).stream().map(Region::name).toList();
    }

    public List<String> getDistricts() {
        return parts(parts(regions(), province), city).stream().map(Region::name).toList();
    }

    private List<Region> regions() {
        return Places.regionsOf(country);
    }

    private static List<Region> parts(List<Region> of, String name) {
        return of.stream().filter(region -> region.name().equals(name)).findFirst().map(Region::parts).orElse(List.of());
    }

    public String getPasted() {
        return pasted;
    }

    public void setPasted(String pasted) {
        this.pasted = pasted;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getPhone() {
        return phone;
    }

    public void setPhone(String phone) {
        this.phone = phone;
    }

    public String getProvince() {
        return province;
    }

    public void setProvince(String province) {
        this.province = province;
    }

    public String getCity() {
        return city;
    }

    public void setCity(String city) {
        this.city = city;
    }

    public String getDistrict() {
        return district;
    }

    public void setDistrict(String district) {
        this.district = district;
    }

    public String getStreet() {
        return street;
    }

    public void setStreet(String street) {
        this.street = street;
    }

    public String getPostcode() {
        return postcode;
    }

    public void setPostcode(String postcode) {
        this.postcode = postcode;
    }
}
