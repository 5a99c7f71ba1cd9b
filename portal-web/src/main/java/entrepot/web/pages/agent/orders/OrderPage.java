package entrepot.web.pages.agent.orders;

import entrepot.ordering.Order;
import entrepot.ordering.OrderDoubt;
import entrepot.ordering.OrderHolds;
import entrepot.ordering.OrderRequest;
import entrepot.ordering.OrderRequests;
import entrepot.ordering.Orders;
import entrepot.ordering.WaitingOrders;
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
    private OrderHolds holds;
    @Inject
    private WaitingOrders waiting;
    @Inject
    private OrderRequests requests;
    @Inject
    private OrderWords words;
    @Inject
    private OrderDetail detail;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String code;
    private String reason;
    private String why;
    private String asked;
    private OrderRequest.Kind kind = OrderRequest.Kind.STOP;
    private AddressForm to;
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

    /** Headquarters lets it go on, or the member says that it is meant. */
    public String release() {
        Actor who = actor.get();
        if (who.headquarters()) {
            holds.release(who, getCode(), why);
        } else {
            holds.shipIt(who, getCode(), why);
        }
        return Done.to(here(), "orders.hold.released", "code", getCode());
    }

    public String hold() {
        holds.hold(actor.get(), getCode(), why);
        return Done.to(here(), "orders.hold.held", "code", getCode());
    }

    /** What came back from waiting goes on at what it costs now. */
    public String again() {
        waiting.again(actor.get(), getCode());
        return Done.to(here(), "orders.again.done", "code", getCode());
    }

    public String ask() {
        requests.ask(actor.get(), getCode(), asked, kind, why, kind == OrderRequest.Kind.ADDRESS ? getTo().address() : null);
        return Done.to(here(), "orders.request.asked");
    }

    public String agree(String code) {
        requests.agree(actor.get(), code, why, null);
        return Done.to(here(), "orders.request.answered");
    }

    public String refuse(String code) {
        requests.refuse(actor.get(), code, why);
        return Done.to(here(), "orders.request.answered");
    }

    public String withdraw(String code) {
        requests.withdraw(actor.get(), code);
        return Done.to(here(), "orders.request.answered");
    }

    private String here() {
        return Paths.area(request) + "/orders/detail?code=" + getCode();
    }

    /** A doubt in the person's language, with its numbers. */
    public String words(OrderDoubt doubt) {
        return words.of(doubt);
    }

    public OrderRequest.Kind[] getKinds() {
        return OrderRequest.Kind.values();
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

    /** Where a request wants it to go. */
    public AddressForm getTo() {
        if (to == null) {
            to = new AddressForm(actor.tenant().country());
        }
        return to;
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

    public String getWhy() {
        return why;
    }

    public void setWhy(String why) {
        this.why = why;
    }

    public String getAsked() {
        return asked;
    }

    public void setAsked(String asked) {
        this.asked = asked;
    }

    public OrderRequest.Kind getKind() {
        return kind;
    }

    public void setKind(OrderRequest.Kind kind) {
        this.kind = kind;
    }
}
