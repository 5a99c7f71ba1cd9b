package entrepot.web.pages.agent.wallet;

import entrepot.wallet.CreditLine;
import entrepot.wallet.CreditLines;
import entrepot.wallet.WalletPermission;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.LocalDate;

/** Why a member's orders wait for money where its credit line is blocked: for the pages that show such orders. */
@Named
@RequestScoped
public class CreditNote {

    @Inject
    private CreditLines lines;
    @Inject
    private CurrentActor actor;

    private boolean looked;
    private CreditLine blocked;

    /** The line that is blocked; null where none is, or where the person does not see the wallet. */
    public CreditLine getBlocked() {
        if (!looked) {
            looked = true;
            blocked = actor.may(WalletPermission.READ) && !actor.get().headquarters()
                    ? lines.of(actor.get(), actor.get().organisation()).filter(CreditLine::isBlocked).orElse(null) : null;
        }
        return blocked;
    }

    /** Since when it is blocked, for staff that places orders and does not see the wallet; null for all others, and where nothing is blocked. */
    public LocalDate getSince() {
        return actor.may(WalletPermission.BLOCKED) && !actor.may(WalletPermission.READ) ? lines.blockedSince(actor.get()).orElse(null) : null;
    }
}
