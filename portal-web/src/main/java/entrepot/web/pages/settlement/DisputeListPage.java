package entrepot.web.pages.settlement;

import entrepot.settlement.Dispute;
import entrepot.settlement.Disputes;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Disputes: a member sees its own, finance all, those that wait with the nearest deadline first. */
@Named
@RequestScoped
public class DisputeListPage extends Listing<Dispute> {

    @Inject
    private Disputes disputes;
    @Inject
    private CurrentActor actor;

    public void load() {
        show(Paged.of(disputes.list(actor.get(), shown(), getAfter(), ROWS + 1), ROWS, Dispute::code));
    }

    /** Which are shown: for finance first those that wait, for a member all. */
    public String getShown() {
        return shown().name();
    }

    private Disputes.View shown() {
        for (Disputes.View each : Disputes.View.values()) {
            if (each.name().equals(getView())) {
                return each;
            }
        }
        return actor.get().headquarters() ? Disputes.View.OPEN : Disputes.View.ALL;
    }
}
