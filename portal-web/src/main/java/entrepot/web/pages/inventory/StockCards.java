package entrepot.web.pages.inventory;

import entrepot.inventory.InventoryPermission;
import entrepot.inventory.StockDifferences;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.Proposal;
import entrepot.web.pages.desk.DeskCard;
import entrepot.web.pages.desk.DeskCards;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Differences that wait for headquarters' yes or no. */
@ApplicationScoped
class StockCards implements DeskCards {

    @Inject
    private StockDifferences differences;

    @Override
    public List<DeskCard> cards(Actor actor) {
        if (!actor.may(InventoryPermission.CONFIRM)) {
            return List.of();
        }
        List<Proposal> waiting = differences.waiting(actor);
        return waiting.isEmpty() ? List.of() : List.of(DeskCard.of("inventory.desk.differences", "pi-clipboard",
                waiting.size(), waiting.get(0).proposedAt(), "/hq/stock/differences"));
    }
}
