package entrepot.web.pages.agent.orders;

import entrepot.buyer.BuyerOrders;
import entrepot.web.security.Clients;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;

/** Makes a link by which the buyer sees where the order is; shown in the answer to the button, and not again. */
@Named
@RequestScoped
public class BuyerLinkPart {

    @Inject
    private BuyerOrders buyerOrders;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String address;

    public void make() {
        address = Clients.root(request) + "/track?token=" + buyerOrders.link(actor.get(), request.getParameter("code"));
    }

    public String getAddress() {
        return address;
    }
}
