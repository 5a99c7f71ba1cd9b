package entrepot.web.pages.agent.lists;

import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The sub-shop that a page is about: the one in the address or the form, else the first with something waiting, else the
 * first. Aliases, labels and numbers belong to one.
 */
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

    /**
     * Those with something waiting first.
     *
     * @param waiting how much, by the sub-shop's code; null where nothing waits on the page
     */
    public List<SubShop> shops(Map<String, Long> waiting) {
        return waiting == null ? getShops()
                : getShops().stream().sorted(Comparator.comparing(shop -> !waiting.containsKey(shop.code()))).toList();
    }

    /** Its code; null for a member without any. */
    public String getCode() {
        return code(null);
    }

    /** The same where something may wait. */
    public String code(Map<String, Long> waiting) {
        String asked = request.getParameter("shop");
        List<SubShop> all = shops(waiting);
        return all.stream().map(SubShop::code).filter(code -> code.equals(asked)).findFirst()
                .orElse(all.isEmpty() ? null : all.get(0).code());
    }
}
