package entrepot.web.pages.account;

import entrepot.identity.IdentityProblem;
import entrepot.identity.NewPassword;
import entrepot.identity.SetUp;
import entrepot.identity.Setup;
import entrepot.kernel.Problem;
import entrepot.web.text.Language;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.model.SelectItem;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/** The one-time link that opens the first brand and its first person. */
@Named
@RequestScoped
public class SetupPage {

    @Inject
    private Setup setup;
    @Inject
    private Language language;

    private String token;
    private String brand;
    private String code;
    private String country = "CN";
    private String currency = "CNY";
    private String zone = "Asia/Shanghai";
    private String person;
    private String email;
    private String password;
    private String founded;

    public void load() {
        if (!setup.isOpen(token)) {
            throw new Problem(IdentityProblem.LINK_INVALID);
        }
    }

    public void found() {
        founded = setup.open(token, new SetUp(code, brand, checkedZone(), currency, country, person, email, language.locale().toLanguageTag()), NewPassword.of(password));
    }

    private ZoneId checkedZone() {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw Problem.invalid("zone", zone);
        }
    }

    public List<SelectItem> getCountries() {
        Locale shown = language.locale();
        return Arrays.stream(Locale.getISOCountries()).map(c -> new SelectItem(c, new Locale.Builder().setRegion(c).build().getDisplayCountry(shown)))
                .sorted(Comparator.comparing(SelectItem::getLabel)).toList();
    }

    public List<SelectItem> getCurrencies() {
        Locale shown = language.locale();
        return Currency.getAvailableCurrencies().stream().filter(c -> c.getDefaultFractionDigits() >= 0)
                .map(c -> new SelectItem(c.getCurrencyCode(), c.getCurrencyCode() + " · " + c.getDisplayName(shown))).sorted(Comparator.comparing(SelectItem::getLabel)).toList();
    }

    public List<String> getZones() {
        return ZoneId.getAvailableZoneIds().stream().filter(z -> z.contains("/") && !z.startsWith("Etc/") && !z.startsWith("SystemV/")).sorted().toList();
    }

    /** The code of the brand once it is founded, else null. */
    public String getFounded() {
        return founded;
    }

    public String getToken() {
        return token;
    }

    public void setToken(String token) {
        this.token = token;
    }

    public String getBrand() {
        return brand;
    }

    public void setBrand(String brand) {
        this.brand = brand;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getCountry() {
        return country;
    }

    public void setCountry(String country) {
        this.country = country;
    }

    public String getCurrency() {
        return currency;
    }

    public void setCurrency(String currency) {
        this.currency = currency;
    }

    public String getZone() {
        return zone;
    }

    public void setZone(String zone) {
        this.zone = zone;
    }

    public String getPerson() {
        return person;
    }

    public void setPerson(String person) {
        this.person = person;
    }

    public String getEmail() {
        return email;
    }

    public void setEmail(String email) {
        this.email = email;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }
}
