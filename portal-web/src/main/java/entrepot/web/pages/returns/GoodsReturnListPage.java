package entrepot.web.pages.returns;

import entrepot.aftersales.Return;
import entrepot.aftersales.ReturnFilter;
import entrepot.aftersales.ReturnState;
import entrepot.aftersales.Returns;
import entrepot.kernel.OrganisationId;
import entrepot.network.Organisations;
import entrepot.web.pages.frame.Paths;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Returns, the newest first; what waits for somebody has its tab. */
@Named
@RequestScoped
public class GoodsReturnListPage {

    private static final int ROWS = 50;
    private static final List<String> VIEWS = List.of("all", "OPENED", "APPROVED", "GOODS_BACK", "REFUNDED", "REJECTED", "WITHDRAWN");

    @Inject
    private Returns returns;
    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String view = "all";
    private String after;
    private String next;
    private List<Return> rows;
    private Map<String, Long> counts;
    private final Map<OrganisationId, String> names = new HashMap<>();

    public void load() {
        List<Return> page = returns.list(actor.get(), new ReturnFilter(view.equals("all") ? null : ReturnState.valueOf(view), null), after, ROWS + 1);
        next = page.size() > ROWS ? page.get(ROWS - 1).code() : null;
        rows = page.stream().limit(ROWS).toList();
        counts = returns.counts(actor.get()).entrySet().stream().collect(Collectors.toMap(e -> e.getKey().name(), Map.Entry::getValue));
    }

    /** Whose order it was. An organisation is asked for once a page. */
    public String seller(Return row) {
        return names.computeIfAbsent(row.seller(), id -> organisations.get(actor.get(), id).name());
    }

    public boolean isHeadquarters() {
        return actor.get().headquarters();
    }

    public String getArea() {
        return Paths.area(request);
    }

    public String getAbout() {
        return "returns.about." + getArea().substring(1);
    }

    public String getBack() {
        return getArea().equals("/agent") ? "/agent/orders/list" : getArea() + "/shipments/list";
    }

    public String getBackTitle() {
        return getArea().equals("/agent") ? "orders.title" : "fulfilment.shipments";
    }

    public List<String> getViews() {
        return VIEWS;
    }

    public Map<String, Long> getCounts() {
        return counts;
    }

    public List<Return> getRows() {
        return rows;
    }

    public String getNext() {
        return next;
    }

    public String getView() {
        return view;
    }

    public void setView(String view) {
        this.view = VIEWS.contains(view) ? view : "all";
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }
}
