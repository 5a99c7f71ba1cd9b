package entrepot.web.pages.finance.bank;

import entrepot.bank.Reconciliations;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Banks and ledger side by side. */
@Named
@RequestScoped
public class BankComparedPage {

    @Inject
    private Reconciliations reconciliations;
    @Inject
    private CurrentActor actor;

    private Reconciliations.Reconciliation now;

    public void load() {
        now = reconciliations.now(actor.get());
    }

    public Reconciliations.Reconciliation getNow() {
        return now;
    }
}
