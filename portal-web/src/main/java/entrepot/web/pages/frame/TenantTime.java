package entrepot.web.pages.frame;

import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Transactions;
import entrepot.platform.tenant.Tenant;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Instant;

/** The tenant's business time for this page, read once: in a demonstration the clock may have been moved. */
@RequestScoped
public class TenantTime {

    @Inject
    private BusinessClock clock;
    @Inject
    private Transactions transactions;
    @Inject
    private CurrentActor actor;

    private Instant now;

    public Instant now() {
        if (now == null) {
            now = read();
        }
        return now;
    }

    private Instant read() {
        Tenant tenant = actor.tenant();
        if (tenant == null || !clock.isDemonstration()) {
            return clock.real();
        }
        return transactions.in(tenant.id(), clock::now);
    }
}
