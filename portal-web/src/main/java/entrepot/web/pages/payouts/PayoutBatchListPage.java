package entrepot.web.pages.payouts;

import entrepot.payout.Batch;
import entrepot.payout.Batches;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;

/** Batches of payouts, newest first. */
@Named
@RequestScoped
public class PayoutBatchListPage extends Listing<Batch> {

    @Inject
    private Batches batches;
    @Inject
    private CurrentActor actor;

    public void load() {
        if (getView() == null) {
            setView("all");
        }
        Batch.State state = Arrays.stream(Batch.State.values()).filter(each -> each.name().equals(getView())).findFirst().orElse(null);
        show(Paged.of(batches.list(actor.get(), state, getAfter(), ROWS + 1), ROWS, Batch::code));
    }
}
