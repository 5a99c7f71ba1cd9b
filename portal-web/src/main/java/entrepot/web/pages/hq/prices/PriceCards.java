package entrepot.web.pages.hq.prices;

import entrepot.platform.access.Actor;
import entrepot.platform.approval.Proposals;
import entrepot.pricing.PriceLists;
import entrepot.pricing.PricingPermission;
import entrepot.web.pages.desk.DeskCard;
import entrepot.web.pages.desk.DeskCards;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
        Proposals.Queue waiting = lists.toDecide(actor);
        return List.of(DeskCard.of("prices.desk.waiting", "pi-percentage", waiting.count(), waiting.oldest(), "/hq/prices/list?view=PROPOSED"));
    }
}
