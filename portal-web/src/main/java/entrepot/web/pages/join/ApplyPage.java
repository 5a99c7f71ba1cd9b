package entrepot.web.pages.join;

import entrepot.network.Ability;
import entrepot.network.Channel;
import entrepot.onboarding.Applications;
import entrepot.onboarding.Apply;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.Clients;
import entrepot.web.security.CurrentActor;
import entrepot.web.security.Limits;
import entrepot.web.text.Language;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** The public form: a company applies to become a member. */
@Named
@RequestScoped
public class ApplyPage {

    @Inject
    private Applications applications;
    @Inject
    private CurrentActor actor;
    @Inject
    private Language language;
    @Inject
    private Limits limits;
    @Inject
    private HttpServletRequest request;

    private Ability[] abilities = {Ability.SELLS};
    private String company;
    private String contactName;
    private String email;
    private String phone;
    private String province;
    private String city;
    private String territory;
    private String channel;
    private String upline;
    private String message;

    public String apply() {
        limits.application(Clients.address(request));
        String link = applications.apply(actor.get(), new Apply(Set.of(abilities), company, contactName, email, phone, province, city, territory, upline, channel, message,
                language.locale().toLanguageTag())).link();
        return Done.to(link, "join.status.sent");
    }

    public Ability[] getAllAbilities() {
        return Ability.values();
    }

    public Channel[] getChannels() {
        return Channel.values();
    }

    public Ability[] getAbilities() {
        return abilities;
    }

    public void setAbilities(Ability[] abilities) {
        this.abilities = abilities;
    }

    public String getCompany() {
        return company;
    }

    public void setCompany(String company) {
        this.company = company;
    }

    public String getContactName() {
        return contactName;
    }

    public void setContactName(String contactName) {
        this.contactName = contactName;
    }

    public String getEmail() {
        return email;
    }

    public void setEmail(String email) {
        this.email = email;
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

    public String getTerritory() {
        return territory;
    }

    public void setTerritory(String territory) {
        this.territory = territory;
    }

    public String getChannel() {
        return channel;
    }

    public void setChannel(String channel) {
        this.channel = channel;
    }

    public String getUpline() {
        return upline;
    }

    public void setUpline(String upline) {
        this.upline = upline;
    }

    public String getMessage() {
        return message;
    }

    public void setMessage(String message) {
        this.message = message;
    }
}
