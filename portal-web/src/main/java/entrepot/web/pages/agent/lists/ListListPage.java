package entrepot.web.pages.agent.lists;

import entrepot.lists.ShippingList;
import entrepot.lists.ShippingLists;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** A member's shipping lists, newest first. */
@Named
@RequestScoped
public class ListListPage extends Listing<ShippingList> {

    @Inject
    private ShippingLists lists;
    @Inject
    private CurrentActor actor;

    public void load() {
        show(Paged.of(lists.list(actor.get(), getAfter(), ROWS + 1), ROWS, ShippingList::code));
    }
}
