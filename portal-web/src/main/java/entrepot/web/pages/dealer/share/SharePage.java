package entrepot.web.pages.dealer.share;

import entrepot.routing.Share;
import entrepot.routing.Shares;
import entrepot.web.pages.routing.RoutingView;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** A dealer's share of the last days and why. */
@Named
@RequestScoped
public class SharePage {

    @Inject
    private Shares shares;
    @Inject
    private RoutingView routing;
    @Inject
    private CurrentActor actor;

    private List<Share> rows;

    public void load() {
        getRows();
    }

    public List<Share> getRows() {
        if (rows == null) {
            rows = shares.list(actor.get());
        }
        return rows;
    }

    /** Why it went elsewhere, in words. */
    public String why(Share.Missed missed) {
        return routing.lossOf(missed.decision(), missed.own());
    }

    public List<String> takes(Share.Missed missed) {
        return routing.words(missed.takes());
    }
}
