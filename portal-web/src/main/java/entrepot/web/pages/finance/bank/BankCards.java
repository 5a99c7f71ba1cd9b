package entrepot.web.pages.finance.bank;

import entrepot.bank.BankAccounts;
import entrepot.bank.BankLines;
import entrepot.bank.BankPermission;
import entrepot.bank.Suspenses;
import entrepot.gateway.GatewayPermission;
import entrepot.gateway.Payments;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.Proposals;
import entrepot.web.pages.desk.DeskCard;
import entrepot.web.pages.desk.DeskCards;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** What waits for finance at the bank: lines to be matched, and for the second person what another proposed. */
@ApplicationScoped
class BankCards implements DeskCards {

    @Inject
    private BankLines lines;
    @Inject
    private Suspenses suspenses;
    @Inject
    private BankAccounts accounts;
    @Inject
    private Payments payments;

    @Override
    public List<DeskCard> cards(Actor actor) {
        List<DeskCard> cards = new ArrayList<>();
        if (actor.may(BankPermission.MATCH)) {
            BankLines.Waiting waiting = lines.waiting(actor);
            cards.add(DeskCard.of("bank.desk.lines", "pi-building-columns", waiting.count(), waiting.oldest(), "/finance/bank/matching"));
        }
        if (actor.may(BankPermission.APPROVE)) {
            Proposals.Queue waiting = suspenses.toDecide(actor);
            cards.add(DeskCard.of("bank.desk.suspense", "pi-question-circle", waiting.count(), waiting.oldest(), "/finance/bank/suspense"));
            Proposals.Queue reopen = lines.toDecide(actor);
            cards.add(DeskCard.of("bank.desk.reopen", "pi-undo", reopen.count(), reopen.oldest(), "/finance/bank/matching"));
            Proposals.Queue proposed = accounts.toDecide(actor);
            cards.add(DeskCard.of("bank.desk.accounts", "pi-building-columns", proposed.count(), proposed.oldest(), "/finance/bank/accounts"));
        }
        if (actor.may(GatewayPermission.APPROVE)) {
            Proposals.Queue waiting = payments.toDecide(actor);
            cards.add(DeskCard.of("gateway.desk.proposals", "pi-credit-card", waiting.count(), waiting.oldest(), "/finance/bank/gateways"));
            Proposals.Queue refused = payments.refusedRefunds(actor);
            cards.add(DeskCard.of("gateway.desk.refused", "pi-replay", refused.count(), refused.oldest(), "/finance/bank/gateways"));
        }
        return cards;
    }
}
