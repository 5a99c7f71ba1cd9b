package entrepot.web.pages.agent.feeds;

import entrepot.feed.Feed;
import entrepot.feed.FeedFormat;
import entrepot.feed.FeedPermission;
import entrepot.feed.Feeds;
import entrepot.feed.OpenedFeed;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.Clients;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.List;

/** The feeds of the sub-shop whose page it stands on: opened (the address is shown this once), rotated, revoked. */
@Named
@ViewScoped
public class FeedsPart implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Feeds feeds;
    @Inject
    private SubShops subShops;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String shop;
    private FeedFormat format = FeedFormat.SHOPIFY_CSV;
    private OpenedFeed opened;
    private List<Feed> rows;
    private SubShop found;

    public void open() {
        opened = null;
        opened = feeds.open(actor.get(), found().id(), format);
        rows = null;
    }

    public void rotate(Feed feed) {
        opened = null;
        opened = feeds.rotate(actor.get(), feed.code());
        rows = null;
    }

    public String revoke(Feed feed) {
        feeds.revoke(actor.get(), feed.code());
        return Done.to("/agent/shops/detail?code=" + found().code(), "feed.revoked");
    }

    /** The address just given out, whole; null otherwise. */
    public String getAddress() {
        if (opened == null) {
            return null;
        }
        return Clients.root(request) + opened.path();
    }

    public boolean isManager() {
        return actor.may(FeedPermission.MANAGE);
    }

    public FeedFormat[] getFormats() {
        return FeedFormat.values();
    }

    /** Read when first asked for, because a button in a row is found only when its row is there. */
    public List<Feed> getRows() {
        if (rows == null) {
            rows = feeds.list(actor.get(), found().id());
        }
        return rows;
    }

    private SubShop found() {
        if (found == null) {
            found = subShops.byCode(actor.get(), shop == null ? request.getParameter("code") : shop);
        }
        return found;
    }

    public String getShop() {
        return shop;
    }

    public void setShop(String shop) {
        this.shop = shop;
    }

    public FeedFormat getFormat() {
        return format;
    }

    public void setFormat(FeedFormat format) {
        this.format = format;
    }
}
