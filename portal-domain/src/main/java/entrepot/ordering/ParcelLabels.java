package entrepot.ordering;

import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.FulfilmentPermission;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.files.Files;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The labels that members supplied for buyers whose address a platform keeps, for whoever ships to them. */
@ApplicationScoped
@UseCases
public class ParcelLabels {

    /** Of labels that are printed at once: a batch of ordinary ones is far below, and it is all in memory while it is printed. */
    static final long BYTES_MAX = 32L * 1024 * 1024;

    @Inject
    private OrderRows rows;

    @Inject
    private Consignments consignments;

    @Inject
    private Files files;

    /**
     * The labels (PDF) of those of these consignments whose orders have one, by the consignment's code. An order has one
     * label, and one number cannot travel with two parcels: the first of its living parts bears it for good, and the others' are
     * empty.
     *
     * @throws Problem LABEL_FOR_ONE_PARCEL where one is asked for alone that does not bear its label, LABELS_TOO_LARGE, NOT_FOUND
     */
    @Requires(FulfilmentPermission.FULFIL)
    public Map<String, byte[]> of(Actor actor, Collection<String> consignmentCodes) {
        Actor system = Actor.system(actor.tenant());
        Map<String, String> found = new LinkedHashMap<>();
        Map<String, byte[]> labels = new HashMap<>();
        for (String code : consignmentCodes) {
            // seen by the actor, or not found
            String order = consignments.get(actor, code).orderCode();
            rows.hidden(system, order).filter(hidden -> !hidden.labelFile().isEmpty()).ifPresent(hidden -> {
                List<Consignment> parts = consignments.byOrder(system, order).stream().filter(part -> part.state().living()).toList();
                if (parts.isEmpty() || parts.get(0).code().equals(code)) {
                    found.put(code, hidden.labelFile());
                } else if (consignmentCodes.size() == 1) {
                    throw new Problem(OrderProblem.LABEL_FOR_ONE_PARCEL).with("order", order).with("parts", parts.size());
                } else {
                    labels.put(code, new byte[0]);
                }
            });
        }
        if (files.bytes(system, found.values()) > BYTES_MAX) {
            throw new Problem(OrderProblem.LABELS_TOO_LARGE).with("max", BYTES_MAX / 1024 / 1024);
        }
        found.forEach((code, file) -> labels.put(code, files.get(system, file).bytes()));
        return labels;
    }
}
