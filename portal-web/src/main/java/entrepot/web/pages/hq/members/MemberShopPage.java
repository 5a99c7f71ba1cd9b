package entrepot.web.pages.hq.members;

import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;

/** One sub-shop of a member, for headquarters: what it is, and what it may order a day. */
@Named
@RequestScoped
public class MemberShopPage {

    @Inject
    private SubShops subShops;
    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private SubShop shop;
    private Organisation member;

    public void load() {
        if (shop == null) {
            shop = subShops.byCode(actor.get(), request.getParameter("code"));
            member = organisations.get(actor.get(), shop.organisation());
        }
    }

    public SubShop getShop() {
        load();
        return shop;
    }

    public Organisation getMember() {
        load();
        return member;
    }
}
