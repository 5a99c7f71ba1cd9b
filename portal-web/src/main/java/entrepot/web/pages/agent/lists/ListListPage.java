package entrepot.web.pages.agent.lists;

import entrepot.ordering.ShippingList;
import entrepot.ordering.ShippingLists;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** A member's shipping lists, newest first. */
@Named
@RequestScoped
public class ListListPage {

    private static final int ROWS = 50;

    @Inject
    private ShippingLists lists;
    @Inject
    private CurrentActor actor;

    private String after;
    private Paged<ShippingList> page;

    public void load() {
        page = Paged.of(lists.list(actor.get(), after, ROWS + 1), ROWS, ShippingList::code);
    }

    public List<ShippingList> getRows() {
        return page.items();
    }

    public String getNext() {
        return page.next();
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }
}
