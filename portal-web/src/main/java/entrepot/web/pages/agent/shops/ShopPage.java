package entrepot.web.pages.agent.shops;

import entrepot.network.NetworkPermission;
import entrepot.network.SubShop;
import entrepot.network.SubShopState;
import entrepot.network.SubShops;
import entrepot.platform.audit.History;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** One sub-shop. */
@Named
@RequestScoped
public class ShopPage {

    @Inject
    private SubShops subShops;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;
    @Inject
    private Steps steps;

    private String reason;
    private SubShop shop;
    private List<TimelineStep> history;

    /** Reads once, as soon as anybody asks: which buttons there are is asked before a form is read. */
    public void load() {
        if (shop != null) {
            return;
        }
        shop = subShops.byCode(actor.get(), getCode());
        List<History.Change> changes = subShops.history(actor.get(), getCode());
        history = steps.of(changes, "network.shop-state");
    }

    public String stop() {
        return Done.to(here(), "network.shop.stopped", "name", subShops.stop(actor.get(), getCode(), reason).name());
    }

    public String reopen() {
        return Done.to(here(), "network.shop.reopened", "name", subShops.reopen(actor.get(), getCode()).name());
    }

    public String close() {
        return Done.to(here(), "network.shop.closed", "name", subShops.close(actor.get(), getCode(), reason).name());
    }

    public boolean isStoppable() {
        return may(SubShopState.STOPPED);
    }

    public boolean isReopenable() {
        return may(SubShopState.OPEN);
    }

    public boolean isClosable() {
        return may(SubShopState.CLOSED);
    }

    private boolean may(SubShopState next) {
        load();
        return actor.may(NetworkPermission.SHOPS_MANAGE) && SubShopState.TRANSITIONS.allows(SubShopState.valueOf(shop.state()), next);
    }

    private String here() {
        return "/agent/shops/detail?code=" + getCode();
    }

    /** From the address, which forms post to as well: so it is known before a form is read. */
    public String getCode() {
        return request.getParameter("code");
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public SubShop getShop() {
        load();
        return shop;
    }

    public List<TimelineStep> getHistory() {
        load();
        return history;
    }
}
