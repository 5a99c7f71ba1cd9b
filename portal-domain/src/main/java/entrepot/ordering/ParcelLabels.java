package entrepot.ordering;

import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentState;
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
     * The labels (PDF) of those of these consignments that have one, by the consignment's code. An order has one label, so
     * of its parts the first one bears it.
     *
     * @throws Problem LABEL_FOR_ONE_PARCEL for another part, LABELS_TOO_LARGE, NOT_FOUND
     */
    @Requires(FulfilmentPermission.FULFIL)
    public Map<String, byte[]> of(Actor actor, Collection<String> consignmentCodes) {
        Actor system = Actor.system(actor.tenant());
        Map<String, String> found = new LinkedHashMap<>();
        for (String code : consignmentCodes) {
            // seen by the actor, or not found
            String order = consignments.get(actor, code).orderCode();
            rows.hidden(system, order).filter(hidden -> !hidden.labelFile().isEmpty()).ifPresent(hidden -> {
                first(system, order, code);
                found.put(code, hidden.labelFile());
            });
        }
        if (files.bytes(system, found.values()) > BYTES_MAX) {
            throw new Problem(OrderProblem.LABELS_TOO_LARGE).with("max", BYTES_MAX / 1024 / 1024);
        }
        Map<String, byte[]> labels = new HashMap<>();
        found.forEach((code, file) -> labels.put(code, files.get(system, file).bytes()));
        return labels;
    }

    /** One number cannot travel with two parcels; whatever the label went with before, stays with it. */
    private void first(Actor system, String order, String code) {
        List<Consignment> parts = consignments.byOrder(system, order).stream().filter(part -> part.state().living()).toList();
        Consignment bearer = parts.stream().filter(part -> !part.state().cancellable()).findFirst().orElse(parts.isEmpty() ? null : parts.get(0));
        if (bearer != null && !bearer.code().equals(code)) {
            throw new Problem(OrderProblem.LABEL_FOR_ONE_PARCEL).with("order", order).with("parts", parts.size());
        }
    }
}
