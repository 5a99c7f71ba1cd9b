package entrepot.web.pages.finance.settlements;

import entrepot.network.Organisation;
import entrepot.settlement.Leavers;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Members whose membership ends. */
@Named
@RequestScoped
public class LeaverListPage extends Listing<Organisation> {

    @Inject
    private Leavers leavers;
    @Inject
    private CurrentActor actor;

    public void load() {
        show(Paged.of(leavers.list(actor.get(), getAfter(), ROWS + 1), ROWS, Organisation::code));
    }
}
