package entrepot.web.pages.fulfilment;

import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentFilter;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Waiting;
import entrepot.platform.access.Actor;
import entrepot.web.pages.frame.Paths;
import entrepot.web.pages.frame.TenantTime;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What waits to be answered, packed and shipped, and what went out. */
@Named
@ViewScoped
public class ConsignmentListPage implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int ROWS = 50;
    /** Below this share of its time an offer is short of it. */
    private static final int SHORT_PERCENT = 25;

    @Inject
    private Consignments consignments;
    @Inject
    private CurrentActor actor;
    @Inject
    private TenantTime time;
    @Inject
    private HttpServletRequest request;

    private String view = "work";
    private String after;
    private String next;
    private String area;
    private transient List<Consignment> rows;
    private transient Map<ConsignmentState, Long> counts;

    /** The saved views; dealers have no unplaced ones and no offers of others. */
    private static final Map<String, Set<ConsignmentState>> VIEWS = Map.of(
            "work", Set.of(ConsignmentState.ACCEPTED, ConsignmentState.PACKED),
            "pick", Set.of(ConsignmentState.ACCEPTED),
            "hand-over", Set.of(ConsignmentState.PACKED),
            "unplaced", Set.of(ConsignmentState.UNPLACED),
            "offered", Set.of(ConsignmentState.OFFERED),
            "under-way", Set.of(ConsignmentState.SHIPPED),
            "done", Set.of(ConsignmentState.DELIVERED, ConsignmentState.RETURNED, ConsignmentState.LOST));

    /** The shipments of this area. Headquarters packs and ships for central; of dealers' it sees how they go. */
    public void load() {
        area = Paths.area(request);
        boolean headquarters = area.equals("/hq");
        Set<ConsignmentState> states = VIEWS.getOrDefault(view, VIEWS.get("work"));
        boolean over = view.equals("under-way") || view.equals("done");
        read(new ConsignmentFilter(states, headquarters && isWork() ? Boolean.TRUE : null, over));
        counts = new EnumMap<>(ConsignmentState.class);
        for (Waiting waiting : consignments.waiting(actor.get())) {
            boolean centralWork = waiting.central() || waiting.state() == ConsignmentState.OFFERED
                    || waiting.state() == ConsignmentState.UNPLACED;
            if (!headquarters || centralWork) {
                counts.merge(waiting.state(), waiting.count(), Long::sum);
            }
        }
    }

    private void read(ConsignmentFilter filter) {
        Actor who = actor.get();
        List<Consignment> page = consignments.list(who, filter, after, ROWS + 1);
        next = page.size() > ROWS ? page.get(ROWS - 1).code() : null;
        rows = page.stream().limit(ROWS).toList();
    }

    /** How much of the time to answer is left, in percent. */
    public int left(Consignment offer) {
        if (offer.offerDeadline() == null || offer.offeredAt() == null) {
            return 0;
        }
        long whole = Duration.between(offer.offeredAt(), offer.offerDeadline()).toSeconds();
        long left = Duration.between(time.now(), offer.offerDeadline()).toSeconds();
        return whole <= 0 || left <= 0 ? 0 : (int) Math.min(100, left * 100 / whole);
    }

    /** The style of the shrinking bar. */
    public String urgency(Consignment offer) {
        int left = left(offer);
        return left == 0 ? "over" : left < SHORT_PERCENT ? "short" : "";
    }

    /** Whether it should have been on its way already. */
    public boolean late(Consignment consignment) {
        Instant due = consignment.shipBy();
        return due != null && consignment.shippedAt() == null && due.isBefore(time.now());
    }

    public Long getWorkCount() {
        return count(ConsignmentState.ACCEPTED, ConsignmentState.PACKED);
    }

    public Long getPickCount() {
        return count(ConsignmentState.ACCEPTED);
    }

    public Long getHandOverCount() {
        return count(ConsignmentState.PACKED);
    }

    /** Whether the list is work of this warehouse, that can be printed and packed. */
    public boolean isWork() {
        return List.of("work", "pick", "hand-over").contains(view);
    }

    public Long getOfferedCount() {
        return count(ConsignmentState.OFFERED);
    }

    public Long getUnplacedCount() {
        return count(ConsignmentState.UNPLACED);
    }

    private Long count(ConsignmentState... states) {
        return List.of(states).stream().mapToLong(s -> counts.getOrDefault(s, 0L)).sum();
    }

    public boolean isHeadquarters() {
        return "/hq".equals(area);
    }

    public String getArea() {
        return area;
    }

    public List<Consignment> getRows() {
        return rows;
    }

    public String getNext() {
        return next;
    }

    public String getView() {
        return view;
    }

    public void setView(String view) {
        this.view = view == null || view.isBlank() ? "work" : view;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }
}
