package entrepot.web.pages.finance.bank;

import entrepot.bank.BankLines;
import entrepot.bank.BankPermission;
import entrepot.bank.BankStatements;
import entrepot.bank.Suspenses;
import entrepot.gateway.GatewayPermission;
import entrepot.gateway.Payments;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.web.pages.frame.CodeFinder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Finds statements of banks, their lines, unknown money and payments by their codes. */
@ApplicationScoped
class BankCodes implements CodeFinder {

    @Inject
    private BankStatements statements;
    @Inject
    private BankLines lines;
    @Inject
    private Suspenses suspenses;
    @Inject
    private Payments payments;

    @Override
    public Optional<String> find(Actor actor, String code) {
        try {
            if (code.matches("BST-\\d{6}-\\w{6}-\\d+") && actor.may(BankPermission.READ)) {
                return Optional.of("/finance/bank/movement?code=" + lines.get(actor, code).code());
            }
            if (code.startsWith("BST-") && actor.may(BankPermission.READ)) {
                return Optional.of("/finance/bank/movements?code=" + statements.get(actor, code).code());
            }
            if (code.startsWith("SUS-") && actor.may(BankPermission.READ)) {
                return Optional.of("/finance/bank/unknown?code=" + suspenses.get(actor, code).code());
            }
            if (code.startsWith("PMT-") && actor.may(GatewayPermission.READ)) {
                return Optional.of((actor.may("area:finance") ? "/finance/bank/payment?code=" : "/agent/wallet/payment?code=") + payments.get(actor, code).code());
            }
        } catch (Problem notThere) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
