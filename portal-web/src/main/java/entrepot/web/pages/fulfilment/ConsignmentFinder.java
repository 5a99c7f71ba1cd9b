package entrepot.web.pages.fulfilment;

import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.FulfilmentPermission;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.web.pages.frame.CodeFinder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Finds consignments by their codes. */
@ApplicationScoped
class ConsignmentFinder implements CodeFinder {

    @Inject
    private Consignments consignments;

    @Override
    public Optional<String> find(Actor actor, String code) {
        boolean dealer = actor.may("area:dealer");
        if (!code.startsWith("CON-") || !actor.may(FulfilmentPermission.FULFIL) || !dealer && !actor.may("area:hq")) {
            return Optional.empty();
        }
        try {
            Consignment found = consignments.get(actor, code);
            boolean offer = dealer && found.state() == ConsignmentState.OFFERED;
            return Optional.of((dealer ? "/dealer/" : "/hq/") + (offer ? "offers" : "shipments") + "/detail?code=" + found.code());
        } catch (Problem problem) {
            if (problem.code() == KernelProblem.NOT_FOUND) {
                return Optional.empty();
            }
            throw problem;
        }
    }
}
