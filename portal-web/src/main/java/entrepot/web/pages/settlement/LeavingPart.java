package entrepot.web.pages.settlement;

import entrepot.settlement.Leavers;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** How the reader's membership ends, and how far it is where it does. */
@Named
@RequestScoped
public class LeavingPart {

    @Inject
    private Leavers leavers;
    @Inject
    private CurrentActor actor;

    private Leavers.Way way;

    public Leavers.Way getWay() {
        if (way == null) {
            way = leavers.way(actor.get());
        }
        return way;
    }
}
