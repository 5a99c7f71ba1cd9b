package entrepot.web.pages.agent.shops;

import entrepot.kernel.Money;
import entrepot.ordering.OrderPermission;
import entrepot.ordering.SubShopLimits;
import entrepot.platform.access.Actor;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;

/** What a sub-shop may order a day, on its page: its member's, or headquarters'. */
@Named
@RequestScoped
public class ShopLimitPage {

    @Inject
    private SubShopLimits limits;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private boolean read;
    private boolean todayRead;
    private SubShopLimits.Day today;
    private SubShopLimits.Limit limit;
    private Integer orders;
    private BigDecimal money;

    private void read() {
        if (!read) {
            read = true;
            limit = limits.of(actor.get(), code()).orElse(null);
            orders = limit == null ? null : limit.orders();
            money = limit == null || limit.money() == null ? null : limit.money().major();
        }
    }

    private String code() {
        return request.getParameter("code");
    }

    public String save() {
        limits.set(actor.get(), code(), orders, money);
        return Done.to((isHeadquarters() ? "/hq/members/shop" : "/agent/shops/detail") + "?code=" + code(), "orders.limit.saved");
    }

    /** Whether there is anything to see for this person. */
    public boolean isShown() {
        Actor who = actor.get();
        return who.may(OrderPermission.VIEW) && (who.may(OrderPermission.LIMIT) || getLimit() != null);
    }

    public boolean isMine() {
        return actor.may(OrderPermission.LIMIT) && (isHeadquarters() || getLimit() == null || !getLimit().byHeadquarters());
    }

    /** The limits' day so far; null where there are none. */
    public SubShopLimits.Day getToday() {
        if (!todayRead) {
            todayRead = true;
            today = limits.today(actor.get(), code()).orElse(null);
        }
        return today;
    }

    public Money money(long minor) {
        return Money.of(minor, actor.tenant().currency());
    }

    public boolean isHeadquarters() {
        return actor.get().headquarters();
    }

    public SubShopLimits.Limit getLimit() {
        read();
        return limit;
    }

    public Integer getOrders() {
        read();
        return orders;
    }

    public void setOrders(Integer orders) {
        read();
        this.orders = orders;
    }

    public BigDecimal getMoney() {
        read();
        return money;
    }

    public void setMoney(BigDecimal money) {
        read();
        this.money = money;
    }
}
