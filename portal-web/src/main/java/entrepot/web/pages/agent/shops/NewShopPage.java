package entrepot.web.pages.agent.shops;

import entrepot.network.Channel;
import entrepot.network.OpenSubShop;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Opens a sub-shop. */
@Named
@RequestScoped
public class NewShopPage {

    @Inject
    private SubShops subShops;
    @Inject
    private CurrentActor actor;

    private String name;
    private String channel;
    private boolean practice;

    public String open() {
        SubShop shop = subShops.open(actor.get(), new OpenSubShop(null, name, channel, null, practice));
        return Done.to("/agent/shops/detail?code=" + shop.code(), "network.shop.opened", "name", shop.name());
    }

    public Channel[] getChannels() {
        return Channel.values();
    }

    public String getCurrency() {
        return actor.tenant().currency();
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getChannel() {
        return channel;
    }

    public void setChannel(String channel) {
        this.channel = channel;
    }

    public boolean isPractice() {
        return practice;
    }

    public void setPractice(boolean practice) {
        this.practice = practice;
    }
}
