package entrepot.web.pages.agent.lists;

import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** The sub-shop that a page is about: the one in the address, else the first. Aliases, labels and numbers belong to one. */
@Named
@RequestScoped
public class ChosenShop {

    @Inject
    private SubShops subShops;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private List<SubShop> shops;

    public List<SubShop> getShops() {
        if (shops == null) {
            shops = subShops.list(actor.get()).stream().filter(SubShop::isOpen).toList();
        }
        return shops;
    }

    /** Its code; null for a member without any. */
    public String getCode() {
        String asked = request.getParameter("shop");
        return getShops().stream().map(SubShop::code).filter(code -> code.equals(asked)).findFirst()
                .orElse(getShops().isEmpty() ? null : getShops().get(0).code());
    }
}
