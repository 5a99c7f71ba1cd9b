package entrepot.web.pages.agent.orders;

import entrepot.ordering.Order;
import entrepot.ordering.Orders;
import entrepot.platform.access.Actor;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Paths;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;

/** One order, for the member that placed it and for headquarters. */
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
    private String part;
    private OrderDetail.View view;

    /** Reads once, as soon as anybody asks: which buttons there are is asked before a form is read. */
    public void load() {
        if (view == null) {
            view = detail.of(actor.get(), getCode());
        }
    }

    /** The whole order, or the part that was chosen. */
    public String cancel() {
        Actor who = actor.get();
        if (part == null || part.isEmpty()) {
            Order order = orders.cancel(who, getCode(), reason);
            if (!order.state().isReal()) {
                return Done.to(Paths.area(request) + "/orders/detail?code=" + order.code(), "practice.order-cancelled", "code", order.code());
            }
            return Done.to(Paths.area(request) + "/orders/detail?code=" + order.code(), "orders.cancelled", "code", order.code(), "total",
                    detail.of(who, order.code()).givenBack());
        }
        orders.cancelPart(who, getCode(), part, reason);
        return Done.to(Paths.area(request) + "/orders/detail?code=" + getCode(), "orders.part-cancelled", "code", part);
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

    public String getPart() {
        return part;
    }

    public void setPart(String part) {
        this.part = part;
    }
}
