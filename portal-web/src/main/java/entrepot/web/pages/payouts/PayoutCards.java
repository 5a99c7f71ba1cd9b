package entrepot.web.pages.payouts;

import entrepot.payout.Batches;
import entrepot.payout.PayeeAccounts;
import entrepot.payout.PayoutPermission;
import entrepot.payout.Payouts;
import entrepot.platform.access.Actor;
import entrepot.web.pages.desk.DeskCard;
import entrepot.web.pages.desk.DeskCards;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** What waits about payouts: to be gathered, approved or released; what came back; accounts to be verified. */
@ApplicationScoped
class PayoutCards implements DeskCards {

    @Inject
    private Payouts payouts;
    @Inject
    private Batches batches;
    @Inject
    private PayeeAccounts accounts;

    @Override
    public List<DeskCard> cards(Actor actor) {
        List<DeskCard> cards = new ArrayList<>();
        if (!actor.may("area:finance") || !actor.may(PayoutPermission.BATCHES)) {
            return cards;
        }
        if (actor.may(PayoutPermission.PREPARE)) {
            add(cards, "payout.desk.waiting", "pi-send", payouts.waiting(actor), "/finance/payouts/list");
            add(cards, "payout.desk.failed", "pi-replay", payouts.failed(actor), "/finance/payouts/list");
        }
        if (actor.may(PayoutPermission.APPROVE)) {
            add(cards, "payout.desk.reported", "pi-question-circle", payouts.toDecide(actor), "/finance/payouts/list?view=REPORTED");
            add(cards, "payout.desk.batches", "pi-verified", batches.waiting(actor), "/finance/payouts/batches");
        }
        if (actor.may(PayoutPermission.VERIFY)) {
            add(cards, "payout.desk.accounts", "pi-id-card", accounts.waiting(actor), "/finance/payouts/accounts");
        }
        return cards;
    }

    private static void add(List<DeskCard> cards, String words, String icon, Payouts.Waiting waiting, String to) {
        cards.add(DeskCard.of(words, icon, waiting.count(), waiting.oldest(), to));
    }
}
