package entrepot.web.pages.finance.bank;

import entrepot.bank.Suspense;
import entrepot.bank.Suspenses;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Money that nobody knew. */
@Named
@RequestScoped
public class SuspenseListPage extends Listing<Suspense> {

    @Inject
    private Suspenses suspenses;
    @Inject
    private CurrentActor actor;

    public void load() {
        if (getView() == null) {
            setView("open");
        }
        show(Paged.of(suspenses.list(actor.get(), getView().equals("open"), getAfter(), ROWS + 1), ROWS, Suspense::code));
    }
}
