package entrepot.web.pages.agent.shops;

import entrepot.feed.Feeds;
import entrepot.lists.ShippingLists;
import entrepot.network.NetworkPermission;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.ordering.OrderPermission;
import entrepot.ordering.Practice;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** Practice on the page of a sub-shop: a list of things to try that ticks itself. */
@Named
@RequestScoped
public class PracticePart {

    @Inject
    private Practice practice;
    @Inject
    private SubShops subShops;
    @Inject
    private ShippingLists lists;
    @Inject
    private Feeds feeds;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private SubShop shop;
    private Practice.Progress progress;

    /** One thing to try. */
    public record Step(String name, boolean done, String href) {
    }

    private void load() {
        if (shop == null) {
            shop = subShops.byCode(actor.get(), code());
            progress = actor.may(OrderPermission.PRACTISE) ? practice.progress(actor.get(), code()) : new Practice.Progress(0, 0, 0, true);
        }
    }

    public boolean isPractising() {
        load();
        return shop.practice() && actor.may(OrderPermission.PRACTISE);
    }

    public boolean isKeeping() {
        load();
        return actor.may(NetworkPermission.SHOPS_MANAGE);
    }

    /** Whether a shop that has sold nothing yet could begin to practise. */
    public boolean isBeginnable() {
        load();
        return !shop.practice() && !progress.real() && shop.isOpen() && actor.may(NetworkPermission.SHOPS_MANAGE) && actor.may(OrderPermission.PRACTISE);
    }

    public List<Step> getSteps() {
        load();
        return List.of(new Step("placed", progress.placed() > 0, "/agent/orders/new"),
                new Step("changed", progress.changed() > 0, "/agent/orders/list"),
                new Step("cancelled", progress.cancelled() > 0, "/agent/orders/list"),
                new Step("list", !lists.list(actor.get(), null, 1).isEmpty(), "/agent/lists/list"),
                new Step("feed", feeds.all(actor.get()).stream().anyMatch(feed -> feed.subShop().equals(shop.id())), "/agent/shops/detail?code=" + shop.code()));
    }

    public String begin() {
        return Done.to(here(), "practice.begun", "name", practice.begin(actor.get(), code()).name());
    }

    public String clear() {
        return Done.to(here(), "practice.cleared", "n", practice.clear(actor.get(), code()));
    }

    public String goLive() {
        return Done.to(here(), "practice.went-live", "name", practice.goLive(actor.get(), code()).name());
    }

    private String code() {
        return request.getParameter("code");
    }

    private String here() {
        return "/agent/shops/detail?code=" + code();
    }
}
