package entrepot.web.pages.track;

import entrepot.buyer.BuyerOrder;
import entrepot.buyer.BuyerOrders;
import entrepot.web.security.Clients;
import entrepot.web.security.CurrentActor;
import entrepot.web.security.Limits;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** Where an order is, by its number and the last digits of its phone, or by a link from the shop. */
@Named
@RequestScoped
public class TrackPage {

    @Inject
    private BuyerOrders orders;
    @Inject
    private CurrentActor actor;
    @Inject
    private Limits limits;
    @Inject
    private HttpServletRequest request;

    private String number;
    private String lastFour;
    private BuyerOrder order;

    public void load() {
        String token = request.getParameter("token");
        if (token != null) {
            limits.tracking(Clients.address(request), token);
            order = orders.byToken(actor.get(), token);
        } else {
            number = request.getParameter("number");
        }
    }

    public void find() {
        limits.tracking(Clients.address(request), number);
        order = orders.find(actor.get(), number, lastFour);
    }

    /** How far it is, 1 ordered, 2 being prepared, 3 on its way, 4 delivered; 0 where it will not come. */
    public int getStep() {
        return switch (order.state()) {
            case DELIVERED, COMPLETED -> 4;
            case SHIPPED, PARTLY_SHIPPED -> 3;
            case PLACED -> 2;
            case CANCELLED, RETURNED -> 0;
            default -> 1;
        };
    }

    public List<Integer> getSteps() {
        return List.of(1, 2, 3, 4);
    }

    public BuyerOrder getOrder() {
        return order;
    }

    public String getNumber() {
        return number;
    }

    public void setNumber(String number) {
        this.number = number;
    }

    public String getLastFour() {
        return lastFour;
    }

    public void setLastFour(String lastFour) {
        this.lastFour = lastFour;
    }
}
