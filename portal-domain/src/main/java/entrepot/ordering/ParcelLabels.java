package entrepot.ordering;

import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.FulfilmentPermission;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.files.Files;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The labels that members supplied for buyers whose address a platform keeps, for whoever ships to them. */
@ApplicationScoped
@UseCases
public class ParcelLabels {

    @Inject
    private OrderRows rows;

    @Inject
    private Consignments consignments;

    @Inject
    private Files files;

    /** The labels (PDF) of those of these consignments that have one, by the consignment's code. */
    @Requires(FulfilmentPermission.FULFIL)
    public Map<String, byte[]> of(Actor actor, Collection<String> consignmentCodes) {
        Actor system = Actor.system(actor.tenant());
        Map<String, byte[]> labels = new HashMap<>();
        for (String code : consignmentCodes) {
            // seen by the actor, or not found
            String order = consignments.get(actor, code).orderCode();
            rows.hidden(system, order).filter(hidden -> !hidden.labelFile().isEmpty())
                    .ifPresent(hidden -> labels.put(code, files.get(system, hidden.labelFile()).bytes()));
        }
        return labels;
    }
}
