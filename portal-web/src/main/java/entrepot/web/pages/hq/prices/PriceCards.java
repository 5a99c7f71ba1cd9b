package entrepot.web.pages.hq.prices;

import entrepot.platform.access.Actor;
import entrepot.platform.approval.Proposal;
import entrepot.pricing.PriceLists;
import entrepot.pricing.PricingPermission;
import entrepot.web.pages.desk.DeskCard;
import entrepot.web.pages.desk.DeskCards;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Changes of prices that wait for this person's yes or no: not those it proposed itself. */
@ApplicationScoped
class PriceCards implements DeskCards {

    @Inject
    private PriceLists lists;

    @Override
    public List<DeskCard> cards(Actor actor) {
        if (!actor.may(PricingPermission.APPROVE)) {
            return List.of();
        }
        List<Proposal> waiting = lists.waiting(actor).stream().filter(proposal -> !proposal.madeBy(actor)).toList();
        Instant oldest = waiting.stream().map(Proposal::proposedAt).min(Comparator.naturalOrder()).orElse(null);
        return List.of(DeskCard.of("prices.desk.waiting", "pi-percentage", waiting.size(), oldest, "/hq/prices/list?view=PROPOSED"));
    }
}
