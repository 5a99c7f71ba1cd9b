package entrepot.web.pages.agent.shops;

import entrepot.network.Channel;
import entrepot.network.NetworkPermission;
import entrepot.network.SubShops;
import entrepot.shopify.HandBack;
import entrepot.shopify.Shopify;
import entrepot.shopify.ShopifyConnection;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.List;

/** A sub-shop's own shop at Shopify, on the sub-shop's page: the connection, and what was handed back. */
@Named
@ViewScoped
public class ShopifyPart implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Shopify shopify;
    @Inject
    private SubShops subShops;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private Boolean shown;
    private ShopifyConnection connection;
    private List<HandBack> rows;
    private String domain;
    private String token;

    private void load() {
        if (shown == null) {
            shown = subShops.byCode(actor.get(), code()).channel().equals(Channel.SHOPIFY.name());
            connection = shown ? shopify.connection(actor.get(), code()).orElse(null) : null;
            rows = connection == null ? List.of() : shopify.handedBack(actor.get(), code());
        }
    }

    public boolean isShown() {
        load();
        return shown;
    }

    public boolean isConnected() {
        load();
        return connection != null;
    }

    public boolean isKeeping() {
        return actor.may(NetworkPermission.SHOPS_MANAGE);
    }

    public ShopifyConnection getConnection() {
        load();
        return connection;
    }

    public List<HandBack> getRows() {
        load();
        return rows;
    }

    public String connect() {
        String given = token;
        // a token is not kept while the page is looked at
        token = null;
        shopify.connect(actor.get(), code(), domain, given);
        return Done.to(here(), "shopify.connected", "domain", domain);
    }

    public String disconnect() {
        shopify.disconnect(actor.get(), code());
        return Done.to(here(), "shopify.disconnected");
    }

    public String again(HandBack refused) {
        shopify.again(actor.get(), code(), refused.consignment());
        return Done.to(here(), "shopify.told-again", "number", refused.orderNumber());
    }

    public String byHand(HandBack refused) {
        shopify.doneByHand(actor.get(), code(), refused.consignment());
        return Done.to(here(), "shopify.done-by-hand", "number", refused.orderNumber());
    }

    private String code() {
        return request.getParameter("code");
    }

    private String here() {
        return "/agent/shops/detail?code=" + code();
    }

    public String getDomain() {
        return domain;
    }

    public void setDomain(String domain) {
        this.domain = domain;
    }

    public String getToken() {
        return token;
    }

    public void setToken(String token) {
        this.token = token;
    }
}
