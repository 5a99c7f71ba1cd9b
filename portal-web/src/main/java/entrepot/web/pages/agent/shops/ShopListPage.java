package entrepot.web.pages.agent.shops;

import entrepot.network.NetworkPermission;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** A member's sub-shops. */
@Named
@RequestScoped
public class ShopListPage {

    @Inject
    private SubShops subShops;
    @Inject
    private CurrentActor actor;

    private List<SubShop> rows;

    public void load() {
        rows = subShops.list(actor.get());
    }

    public boolean isManager() {
        return actor.may(NetworkPermission.SHOPS_MANAGE);
    }

    public List<SubShop> getRows() {
        return rows;
    }
}
