package entrepot.web.pages.returns;

import entrepot.aftersales.AfterSalesPermission;
import entrepot.aftersales.Return;
import entrepot.aftersales.ReturnFilter;
import entrepot.aftersales.Returns;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentState;
import entrepot.web.pages.frame.Paths;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** What of an order was given back, on the order's page. */
@Named
@RequestScoped
public class OrderReturns {

    private static final int ROWS = 50;

    @Inject
    private Returns returns;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private List<Return> rows;
    private Returns.PaidBack paidBack;

    /** Its returns, the newest first. */
    public List<Return> of(String order) {
        if (rows == null) {
            boolean may = actor.may(AfterSalesPermission.VIEW);
            rows = may ? returns.list(actor.get(), new ReturnFilter(null, order), null, ROWS) : List.of();
            paidBack = may ? returns.paidBack(actor.get(), order).orElse(null) : null;
        }
        return rows;
    }

    /** What was paid back, by returns and for parcels that failed; null where nothing was. */
    public Returns.PaidBack paidBack(String order) {
        of(order);
        return paidBack;
    }

    /** Whether anything of it may still be given back. */
    public boolean left(List<Consignment> consignments) {
        return consignments.stream().filter(c -> c.state() == ConsignmentState.DELIVERED)
                .anyMatch(c -> returns.left(actor.get(), c.code()).stream().anyMatch(line -> line.left() > 0));
    }

    public String getArea() {
        return Paths.area(request);
    }
}
