package entrepot.web.pages.agent.lists;

import entrepot.lists.ShippingList;
import entrepot.lists.ShippingLists;
import entrepot.network.SubShops;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.HashMap;
import java.util.Map;

/** A member's shipping lists, newest first. */
@Named
@RequestScoped
public class ListListPage extends Listing<ShippingList> {

    @Inject
    private ShippingLists lists;
    @Inject
    private SubShops subShops;
    @Inject
    private CurrentActor actor;

    private final Map<String, String> shops = new HashMap<>();

    /** Names of the sub-shops by code. */
    public Map<String, String> getShops() {
        return shops;
    }

    public void load() {
        subShops.list(actor.get()).forEach(shop -> shops.put(shop.code(), shop.name()));
        show(Paged.of(lists.list(actor.get(), getAfter(), ROWS + 1), ROWS, ShippingList::code));
    }
}
