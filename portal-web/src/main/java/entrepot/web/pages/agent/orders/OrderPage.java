package entrepot.web.pages.agent.orders;

import entrepot.kernel.Money;
import entrepot.ordering.Order;
import entrepot.ordering.Orders;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;

/** One order of the member. */
@Named
@RequestScoped
public class OrderPage {

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
        Money total = order.total();
        return Done.to("/agent/orders/detail?code=" + order.code(), "orders.cancelled", "code", order.code(), "total", total);
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
