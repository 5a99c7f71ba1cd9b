package entrepot.web.pages.hq.routing;

import entrepot.platform.access.Actor;
import entrepot.platform.approval.Proposal;
import entrepot.routing.Peaks;
import entrepot.routing.RoutingPermission;
import entrepot.routing.RulesDrafts;
import entrepot.web.pages.desk.DeskCard;
import entrepot.web.pages.desk.DeskCards;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Rules and peak periods that wait for this person's yes or no. */
@ApplicationScoped
class RoutingCards implements DeskCards {

    @Inject
    private RulesDrafts drafts;
    @Inject
    private Peaks peaks;

    @Override
    public List<DeskCard> cards(Actor actor) {
        if (!actor.may(RoutingPermission.APPROVE)) {
            return List.of();
        }
        List<Proposal> waiting = Stream.concat(drafts.waiting(actor).stream(), peaks.waiting(actor).stream())
                .filter(p -> !p.madeBy(actor)).toList();
        return waiting.isEmpty() ? List.of() : List.of(DeskCard.of("routing.desk.waiting", "pi-directions", waiting.size(),
                waiting.stream().map(Proposal::proposedAt).min(Comparator.naturalOrder()).orElseThrow(), "/hq/routing/list"));
    }
}
