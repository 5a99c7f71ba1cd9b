package entrepot.web.pages.hq.routing;

import entrepot.platform.access.Actor;
import entrepot.platform.approval.Proposals;
import entrepot.routing.RoutingPermission;
import entrepot.routing.RulesDrafts;
import entrepot.web.pages.desk.DeskCard;
import entrepot.web.pages.desk.DeskCards;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Rules and peak periods that wait for this person's yes or no. */
@ApplicationScoped
class RoutingCards implements DeskCards {

    @Inject
    private RulesDrafts drafts;

    @Override
    public List<DeskCard> cards(Actor actor) {
        if (!actor.may(RoutingPermission.APPROVE)) {
            return List.of();
        }
        Proposals.Queue waiting = drafts.toDecide(actor);
        return waiting.count() == 0 ? List.of() : List.of(DeskCard.of("routing.desk.waiting", "pi-directions", waiting.count(),
                waiting.oldest(), "/hq/routing/list"));
    }
}
