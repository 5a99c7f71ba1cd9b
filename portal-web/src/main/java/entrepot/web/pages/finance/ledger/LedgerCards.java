package entrepot.web.pages.finance.ledger;

import entrepot.ledger.Adjustments;
import entrepot.ledger.Books;
import entrepot.ledger.Drift;
import entrepot.ledger.LedgerPermission;
import entrepot.ledger.Openings;
import entrepot.ledger.Periods;
import entrepot.ledger.VatRates;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.Proposals;
import entrepot.web.pages.desk.DeskCard;
import entrepot.web.pages.desk.DeskCards;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** What of the books waits for finance: proposals, and books that do not add up. */
@ApplicationScoped
public class LedgerCards implements DeskCards {

    private static final String ICON = "pi-book";

    @Inject
    private Books books;
    @Inject
    private Drift drift;

    @Override
    public List<DeskCard> cards(Actor actor) {
        List<DeskCard> cards = new ArrayList<>();
        if (actor.may(LedgerPermission.READ)) {
            drift.parking(actor).filter(parking -> parking.released() == null).ifPresent(parking -> cards.add(
                    DeskCard.of("ledger.desk.parked", "pi-exclamation-triangle", parking.why().size(), parking.since(), "/finance/ledger/drift")));
            drift.failing(actor).ifPresent(failing -> cards.add(
                    DeskCard.of("ledger.desk.unchecked", "pi-exclamation-triangle", failing.tries(), failing.since(), "/finance/ledger/drift")));
        }
        if (actor.may(LedgerPermission.APPROVE)) {
            add(cards, "ledger.desk.by-hand", "/finance/ledger/adjustments", books.toDecide(actor, Adjustments.KIND, Openings.KIND));
            add(cards, "ledger.desk.periods", "/finance/ledger/periods", books.toDecide(actor, Periods.KIND));
            add(cards, "ledger.desk.vat", "/finance/ledger/vat", books.toDecide(actor, VatRates.KIND));
            add(cards, "ledger.desk.release", "/finance/ledger/drift", books.toDecide(actor, Drift.KIND));
        }
        return cards;
    }

    /** Only where something waits: these are rare. */
    private static void add(List<DeskCard> cards, String title, String page, Proposals.Queue queue) {
        if (queue.count() > 0) {
            cards.add(DeskCard.of(title, ICON, queue.count(), queue.oldest(), page));
        }
    }
}
