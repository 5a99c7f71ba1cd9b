package entrepot.web.pages.finance.topups;

import entrepot.wallet.TopUp;
import entrepot.wallet.TopUps;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;

/** Reported transfers, those that wait first. */
@Named
@RequestScoped
public class TopUpListPage extends Listing<TopUp> {

    @Inject
    private TopUps topUps;
    @Inject
    private CurrentActor actor;

    private long waiting;

    public void load() {
        if (getView() == null) {
            setView(TopUp.State.REPORTED.name());
        }
        TopUp.State state = Arrays.stream(TopUp.State.values()).filter(each -> each.name().equals(getView())).findFirst().orElse(null);
        show(Paged.of(topUps.list(actor.get(), state, getAfter(), ROWS + 1), ROWS, TopUp::code));
        waiting = topUps.waiting(actor.get()).count();
    }

    public long getWaiting() {
        return waiting;
    }
}
