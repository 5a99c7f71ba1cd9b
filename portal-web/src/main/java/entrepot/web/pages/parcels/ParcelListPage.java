package entrepot.web.pages.parcels;

import entrepot.fulfilment.Carriers;
import entrepot.kernel.OrganisationId;
import entrepot.network.NetworkPermission;
import entrepot.network.Organisations;
import entrepot.ordering.OrderPermission;
import entrepot.ordering.OrderRequest;
import entrepot.ordering.OrderRequests;
import entrepot.tracking.Parcel;
import entrepot.tracking.ParcelFilter;
import entrepot.tracking.Tracking;
import entrepot.web.pages.frame.Paths;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The parcels that somebody has to look after, and those that go well. */
@Named
@RequestScoped
public class ParcelListPage {

    private static final int ROWS = 50;
    private static final Map<String, ParcelFilter.View> VIEWS = Map.of("exceptions", ParcelFilter.View.EXCEPTIONS,
            "stalled", ParcelFilter.View.STALLED, "under-way", ParcelFilter.View.UNDER_WAY, "claims", ParcelFilter.View.CLAIMS,
            "done", ParcelFilter.View.DONE, "billed", ParcelFilter.View.BILLED);

    @Inject
    private Tracking tracking;
    @Inject
    private OrderRequests requests;
    @Inject
    private Organisations organisations;
    @Inject
    private PageTexts msg;
    @Inject
    private CurrentActor actor;
    @Inject
    private Language language;
    @Inject
    private HttpServletRequest request;

    private String view = "exceptions";
    private String after;
    private String next;
    private List<Parcel> rows;
    private Map<ParcelFilter.View, Long> counts;
    private Set<String> pursued = Set.of();
    private final Map<OrganisationId, String> names = new HashMap<>();

    public void load() {
        List<Parcel> page = tracking.list(actor.get(), new ParcelFilter(VIEWS.getOrDefault(view, ParcelFilter.View.EXCEPTIONS)),
                after, ROWS + 1);
        next = page.size() > ROWS ? page.get(ROWS - 1).code() : null;
        rows = page.stream().limit(ROWS).toList();
        counts = tracking.counts(actor.get());
        pursued = !actor.get().may(OrderPermission.ANSWER) ? Set.of() : requests.pursued(actor.get(), OrderRequests.LIST_MAX).stream()
                .map(OrderRequest::consignment).collect(Collectors.toSet());
    }

    /** What left most and least of what members paid. */
    public void loadBilled() {
        view = "billed";
        load();
    }

    public String carrierName(String code) {
        return Carriers.name(code, language.locale());
    }

    /** Who sent it. An organisation is asked for once a page. */
    public String dealer(Parcel parcel) {
        return parcel.dealer() == null ? msg.get("routing.key.central") : name(parcel.dealer());
    }

    /** Whose orders are in it. */
    public String members(Parcel parcel) {
        return parcel.sellers().stream().map(this::name).collect(Collectors.joining(", "));
    }

    private String name(OrganisationId organisation) {
        return !actor.may(NetworkPermission.READ) ? ""
                : names.computeIfAbsent(organisation, id -> organisations.get(actor.get(), id).name());
    }

    /** Whether its carrier is to catch it. */
    public boolean isPursued(Parcel parcel) {
        return parcel.consignments().stream().anyMatch(pursued::contains);
    }

    public Long getExceptionCount() {
        return counts.get(ParcelFilter.View.EXCEPTIONS);
    }

    public Long getStalledCount() {
        return counts.get(ParcelFilter.View.STALLED);
    }

    public Long getClaimCount() {
        return counts.get(ParcelFilter.View.CLAIMS);
    }

    public String getArea() {
        return Paths.area(request);
    }

    public boolean isHeadquarters() {
        return actor.get().headquarters();
    }

    public List<Parcel> getRows() {
        return rows;
    }

    public String getNext() {
        return next;
    }

    public String getView() {
        return view;
    }

    public void setView(String view) {
        this.view = view == null || view.isBlank() ? "exceptions" : view;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }
}
