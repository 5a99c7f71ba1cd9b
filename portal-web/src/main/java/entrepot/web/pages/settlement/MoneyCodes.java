package entrepot.web.pages.settlement;

import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.settlement.Disputes;
import entrepot.settlement.SettlementPermission;
import entrepot.settlement.Settlements;
import entrepot.settlement.Statements;
import entrepot.wallet.TopUps;
import entrepot.wallet.WalletPermission;
import entrepot.web.pages.frame.CodeFinder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Finds transfers, runs and statements by their codes. */
@ApplicationScoped
class MoneyCodes implements CodeFinder {

    @Inject
    private TopUps topUps;
    @Inject
    private Settlements settlements;
    @Inject
    private Statements statements;
    @Inject
    private Disputes disputes;

    @Override
    public Optional<String> find(Actor actor, String code) {
        try {
            if (code.startsWith("TOP-") && actor.may("area:finance") && actor.may(WalletPermission.READ)) {
                return Optional.of("/finance/topups/detail?code=" + topUps.get(actor, code).code());
            }
            if (code.startsWith("RUN-") && actor.may("area:finance") && actor.may(SettlementPermission.READ)) {
                return Optional.of("/finance/settlements/detail?code=" + settlements.get(actor, code).code());
            }
            if (code.startsWith("STM-") && actor.may(SettlementPermission.STATEMENTS)) {
                return Optional.of(Areas.of(actor) + "/statements/detail?code=" + statements.get(actor, code).code());
            }
            if (code.startsWith("DSP-") && actor.may(SettlementPermission.STATEMENTS)) {
                return Optional.of(Areas.of(actor) + "/statements/dispute?code=" + disputes.get(actor, code).code());
            }
        } catch (Problem notThere) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
