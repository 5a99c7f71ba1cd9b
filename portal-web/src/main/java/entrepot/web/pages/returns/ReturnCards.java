package entrepot.web.pages.returns;

import entrepot.aftersales.AfterSalesPermission;
import entrepot.aftersales.ReturnState;
import entrepot.aftersales.Returns;
import entrepot.platform.access.Actor;
import entrepot.web.pages.desk.DeskCard;
import entrepot.web.pages.desk.DeskCards;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Returns that wait: for a verdict and for the money at headquarters, for the goods at who takes them back, to be sent by the member. */
@ApplicationScoped
class ReturnCards implements DeskCards {

    @Inject
    private Returns returns;

    @Override
    public List<DeskCard> cards(Actor actor) {
        List<DeskCard> cards = new ArrayList<>();
        if (!actor.may(AfterSalesPermission.VIEW)) {
            return cards;
        }
        Map<ReturnState, Long> counts = returns.counts(actor);
        if (actor.may(AfterSalesPermission.JUDGE)) {
            add(cards, counts, ReturnState.OPENED, "returns.desk.judge", "pi-undo", "/hq");
            add(cards, counts, ReturnState.GOODS_BACK, "returns.desk.pay", "pi-wallet", "/hq");
        } else if (actor.may(AfterSalesPermission.RECEIVE)) {
            add(cards, counts, ReturnState.APPROVED, "returns.desk.receive", "pi-inbox", "/dealer");
        } else if (actor.may(AfterSalesPermission.OPEN)) {
            add(cards, counts, ReturnState.APPROVED, "returns.desk.send", "pi-undo", "/agent");
        }
        return cards;
    }

    /** A card where there is something; an empty one would only take room on the desk. */
    private static void add(List<DeskCard> cards, Map<ReturnState, Long> counts, ReturnState state, String title, String icon, String area) {
        long count = counts.getOrDefault(state, 0L);
        if (count > 0) {
            cards.add(DeskCard.of(title, icon, count, null, area + "/returns/list?view=" + state));
        }
    }
}
