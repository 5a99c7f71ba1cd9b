package entrepot.web.pages.hq.orders;

import entrepot.ordering.OrderRequest;
import entrepot.ordering.OrderRequests;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Paths;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;

/** What members ask about packed parcels: headquarters sees all, a dealer what is asked of its warehouse. */
@Named
@ViewScoped
public class OrderRequestsPage implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int ROWS = 100;

    @Inject
    private OrderRequests requests;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private List<OrderRequest> rows;
    private List<OrderRequest> pursued;
    private String answer;
    private BigDecimal fee;

    public void load() {
        if (rows == null) {
            rows = requests.waiting(actor.get(), ROWS);
            pursued = requests.pursued(actor.get(), ROWS);
        }
    }

    public String agree(String code) {
        requests.agree(actor.get(), code, answer, fee);
        return Done.to(here(), "orders.request.answered");
    }

    public String refuse(String code) {
        requests.refuse(actor.get(), code, answer);
        return Done.to(here(), "orders.request.answered");
    }

    public String caught(String code) {
        requests.caught(actor.get(), code, answer);
        return Done.to(here(), "orders.request.answered");
    }

    public String tooLate(String code) {
        requests.tooLate(actor.get(), code, answer);
        return Done.to(here(), "orders.request.answered");
    }

    public String getArea() {
        return Paths.area(request);
    }

    public List<OrderRequest> getPursued() {
        load();
        return pursued;
    }

    private String here() {
        return Paths.area(request).equals("/hq") ? "/hq/orders/requests" : "/dealer/shipments/requests";
    }

    public List<OrderRequest> getRows() {
        load();
        return rows;
    }

    public String getAnswer() {
        return answer;
    }

    public void setAnswer(String answer) {
        this.answer = answer;
    }

    public BigDecimal getFee() {
        return fee;
    }

    public void setFee(BigDecimal fee) {
        this.fee = fee;
    }
}
