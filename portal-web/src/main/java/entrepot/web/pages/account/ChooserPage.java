package entrepot.web.pages.account;

import entrepot.platform.clock.BusinessClock;
import entrepot.platform.tenant.Tenant;
import entrepot.platform.tenant.Tenants;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** In a demonstration, on a host that names no tenant: which one to visit. */
@Named
@RequestScoped
public class ChooserPage {

    @Inject
    private Tenants tenants;
    @Inject
    private BusinessClock clock;

    public List<Tenant> getTenants() {
        return clock.isDemonstration() ? tenants.all() : List.of();
    }
}
