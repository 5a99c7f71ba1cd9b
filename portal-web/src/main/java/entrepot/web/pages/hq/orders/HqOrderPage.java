package entrepot.web.pages.hq.orders;

import entrepot.ordering.Order;
import entrepot.ordering.Orders;
import entrepot.web.pages.agent.orders.OrderDetail;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** One order of a member, as headquarters sees it. */
@Named
@RequestScoped
public class HqOrderPage {

    @Inject
    private Orders orders;
    @Inject
    private OrderDetail detail;
    @Inject
    private CurrentActor actor;

    private String code;
    private String reason;
    private OrderDetail.View view;

    public void load() {
        view = detail.of(actor.get(), code);
    }

    public String cancel() {
        Order order = orders.cancel(actor.get(), code, reason);
        return Done.to("/hq/orders/detail?code=" + code, "orders.cancelled", "code", code, "total", order.total());
    }

    public OrderDetail.View getView() {
        return view;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
