package entrepot.web.pages.payouts;

import entrepot.kernel.Problem;
import entrepot.payout.Batches;
import entrepot.payout.PayeeAccounts;
import entrepot.payout.PayoutPermission;
import entrepot.payout.Payouts;
import entrepot.payout.ReturnFiles;
import entrepot.platform.access.Actor;
import entrepot.web.pages.frame.CodeFinder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Finds payouts, batches, accounts and return files by their codes. */
@ApplicationScoped
class PayoutCodes implements CodeFinder {

    private static final String FOLDER = "/finance/payouts/";

    @Inject
    private Payouts payouts;
    @Inject
    private Batches batches;
    @Inject
    private PayeeAccounts accounts;
    @Inject
    private ReturnFiles returns;

    @Override
    public Optional<String> find(Actor actor, String code) {
        if (!actor.headquarters() && actor.may(PayoutPermission.READ)) {
            return own(actor, code);
        }
        if (!actor.may("area:finance") || !actor.may(PayoutPermission.BATCHES)) {
            return Optional.empty();
        }
        try {
            if (code.startsWith("PAY-")) {
                return Optional.of(FOLDER + "detail?code=" + payouts.get(actor, code).code());
            }
            if (code.startsWith("BAT-")) {
                return Optional.of(FOLDER + "batch?code=" + batches.get(actor, code).code());
            }
            if (code.startsWith("ACC-")) {
                return Optional.of(FOLDER + "account?code=" + accounts.get(actor, code).code());
            }
            if (code.startsWith("RET-")) {
                return Optional.of(FOLDER + "return?code=" + returns.get(actor, code).code());
            }
        } catch (Problem notThere) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** A payout, or the withdrawal that one is about, on the member's own pages. */
    private Optional<String> own(Actor actor, String code) {
        String page = (actor.may("area:agent") ? "/agent" : "/dealer") + "/wallet/payout?code=";
        if (code.startsWith("WDR-")) {
            return payouts.because(actor, "withdrawal", code).map(payout -> page + payout.code());
        }
        try {
            return code.startsWith("PAY-") ? Optional.of(page + payouts.get(actor, code).code()) : Optional.empty();
        } catch (Problem notThere) {
            return Optional.empty();
        }
    }
}
