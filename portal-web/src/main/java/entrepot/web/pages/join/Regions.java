package entrepot.web.pages.join;

import entrepot.platform.geo.Places;
import entrepot.platform.geo.Region;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** The provinces of the tenant's country for forms; none where the country's are not known, and a form then takes any text. */
@Named
@RequestScoped
public class Regions {

    @Inject
    private CurrentActor actor;

    public List<String> getProvinces() {
        return Places.regionsOf(actor.tenant().country()).stream().map(Region::name).toList();
    }
}
