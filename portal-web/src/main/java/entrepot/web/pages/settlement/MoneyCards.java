package entrepot.web.pages.settlement;

import entrepot.platform.access.Actor;
import entrepot.settlement.Disputes;
import entrepot.settlement.SettlementPermission;
import entrepot.settlement.Settlements;
import entrepot.settlement.Statements;
import entrepot.wallet.TopUps;
import entrepot.wallet.WalletPermission;
import entrepot.web.pages.desk.DeskCard;
import entrepot.web.pages.desk.DeskCards;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** What waits about money: transfers to confirm, runs to submit and to approve, statements that the bank is about to pay. */
@ApplicationScoped
class MoneyCards implements DeskCards {

    @Inject
    private TopUps topUps;
    @Inject
    private Settlements settlements;
    @Inject
    private Statements statements;
    @Inject
    private Disputes disputes;

    @Override
    public List<DeskCard> cards(Actor actor) {
        List<DeskCard> cards = new ArrayList<>();
        if (actor.may("area:finance") && actor.may(WalletPermission.CONFIRM)) {
            TopUps.Waiting waiting = topUps.waiting(actor);
            cards.add(DeskCard.of("wallet.desk.top-ups", "pi-wallet", waiting.count(), waiting.oldest(), "/finance/topups/list?view=REPORTED"));
        }
        if (actor.may(SettlementPermission.RUN)) {
            Settlements.Waiting waiting = settlements.waitingForSubmission(actor);
            cards.add(DeskCard.of("settlement.desk.submit", "pi-send", waiting.count(), waiting.oldest(), "/finance/settlements/list"));
        }
        if (actor.may(SettlementPermission.APPROVE)) {
            Settlements.Waiting waiting = settlements.waitingForApproval(actor);
            cards.add(DeskCard.of("settlement.desk.approve", "pi-verified", waiting.count(), waiting.oldest(), "/finance/settlements/list"));
        }
        if (!actor.headquarters() && actor.may(SettlementPermission.DISPUTE)) {
            Statements.ToConfirm waiting = statements.toConfirm(actor);
            cards.add(DeskCard.until("dispute.desk.preview", "pi-file-check", waiting.count(), waiting.until(), own(actor) + "/statements/list"));
        }
        if (!actor.headquarters() && actor.may(SettlementPermission.STATEMENTS)) {
            Settlements.Waiting waiting = statements.waitingForBank(actor);
            cards.add(DeskCard.of("settlement.desk.statements", "pi-file", waiting.count(), waiting.oldest(), own(actor) + "/statements/list"));
        }
        if (actor.may(SettlementPermission.ANSWER)) {
            Settlements.Waiting waiting = disputes.waiting(actor, Disputes.View.OPEN);
            cards.add(DeskCard.of("dispute.desk.answer", "pi-comment", waiting.count(), waiting.oldest(), "/finance/statements/disputes?view=OPEN"));
        }
        if (actor.may(SettlementPermission.APPROVE_ANSWER)) {
            Settlements.Waiting waiting = disputes.waiting(actor, Disputes.View.PROPOSED);
            cards.add(DeskCard.of("dispute.desk.approve", "pi-verified", waiting.count(), waiting.oldest(), "/finance/statements/disputes?view=PROPOSED"));
        }
        return cards;
    }

    private static String own(Actor actor) {
        return actor.may("area:agent") ? "/agent" : actor.may("area:dealer") ? "/dealer" : "/finance";
    }
}
