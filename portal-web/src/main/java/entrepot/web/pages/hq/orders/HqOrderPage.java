package entrepot.web.pages.hq.orders;

import entrepot.ordering.Order;
import entrepot.ordering.Orders;
import entrepot.web.pages.agent.orders.OrderDetail;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;

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
    @Inject
    private HttpServletRequest request;

    private String code;
    private String reason;
    private OrderDetail.View view;

    /** Reads once, as soon as anybody asks: which buttons there are is asked before a form is read. */
    public void load() {
        if (view == null) {
            view = detail.of(actor.get(), getCode());
        }
    }

    public String cancel() {
        Order order = orders.cancel(actor.get(), getCode(), reason);
        return Done.to("/hq/orders/detail?code=" + order.code(), "orders.cancelled", "code", order.code(), "total", order.total());
    }

    public OrderDetail.View getView() {
        load();
        return view;
    }

    public String getCode() {
        return code == null ? request.getParameter("code") : code;
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
