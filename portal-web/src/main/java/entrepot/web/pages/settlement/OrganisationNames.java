package entrepot.web.pages.settlement;

import entrepot.kernel.OrganisationId;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.HashMap;
import java.util.Map;

/** Names of members for lists of money, each asked for once a page: {@code #{organisationNames.of(row.organisation)}}. */
@Named
@RequestScoped
public class OrganisationNames {

    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;

    private final Map<OrganisationId, Organisation> known = new HashMap<>();

    /** Its name; empty for headquarters' own accounts. */
    public String of(OrganisationId id) {
        return id == null ? "" : get(id).name();
    }

    /** What people call it by. */
    public String code(OrganisationId id) {
        return id == null ? "" : get(id).code();
    }

    private Organisation get(OrganisationId id) {
        return known.computeIfAbsent(id, asked -> organisations.get(actor.get(), asked));
    }
}
