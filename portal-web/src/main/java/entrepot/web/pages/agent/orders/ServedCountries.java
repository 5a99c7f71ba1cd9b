package entrepot.web.pages.agent.orders;

import entrepot.freight.Freight;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Locale;

/** Where parcels go, for an address that names a country. */
@Named
@RequestScoped
public class ServedCountries {

    @Inject
    private Freight freight;
    @Inject
    private CurrentActor actor;
    @Inject
    private Language language;

    /** Whether any place of it is in a zone to which parcels go. */
    public boolean served(String country) {
        return freight.zones(actor.get()).stream().filter(zone -> zone.served()).flatMap(zone -> zone.regions().stream())
                .anyMatch(region -> region.startsWith(country));
    }

    /** In the person's language. */
    public String name(String country) {
        return new Locale.Builder().setRegion(country).build().getDisplayCountry(language.locale());
    }
}
