package entrepot.web.pages.fulfilment;

import entrepot.fulfilment.Carriers;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.FulfilmentPermission;
import entrepot.fulfilment.Offers;
import entrepot.fulfilment.Papers;
import entrepot.fulfilment.Promises;
import entrepot.fulfilment.Shipping;
import entrepot.inventory.InventoryPermission;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.audit.History;
import entrepot.routing.Routing;
import entrepot.routing.RoutingDecision;
import entrepot.routing.RoutingPermission;
import entrepot.routing.Shares;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Paths;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import entrepot.web.text.PageTexts;
import entrepot.web.text.Texts;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** One consignment: what is in it, where it goes, and the next step. */
@Named
@ViewScoped
public class ConsignmentPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Language language;
    @Inject
    private Consignments consignments;
    @Inject
    private Offers offers;
    @Inject
    private Promises promises;
    @Inject
    private Papers papers;
    @Inject
    private Shipping shipping;
    @Inject
    private Warehouses warehouses;
    @Inject
    private Routing routing;
    @Inject
    private Shares shares;
    @Inject
    private CurrentActor actor;
    @Inject
    private Reasons reasons;
    @Inject
    private PageTexts msg;
    @Inject
    private Texts texts;
    @Inject
    private HttpServletRequest request;

    private String code;
    private String area;
    private transient Consignment consignment;
    private transient Warehouse warehouse;
    private transient List<TimelineStep> history;
    private transient List<RoutingDecision> decisions;
    private transient Shipping.WouldEarn earns;
    private boolean split;
    private String carrier;
    private String numbers;
    private Integer grams;

    /** Where it is no longer the dealer's because the goods ran out, what it may contest of it is shown instead. */
    public String load() {
        Actor who = actor.get();
        area = Paths.area(request);
        try {
            consignment = consignments.get(who, code);
        } catch (Problem gone) {
            if (gone.code() != KernelProblem.NOT_FOUND || !area.equals("/dealer") || !who.may(FulfilmentPermission.FULFIL)) {
                throw gone;
            }
            return Done.to("/dealer/offers/score?mark=" + promises.ranOutOf(who, code).orElseThrow(() -> gone).code());
        }
        if (consignment.warehouse() != null && who.may(InventoryPermission.VIEW)) {
            warehouse = warehouses.get(who, consignment.warehouse());
        }
        // who the other candidates were is headquarters' business
        decisions = who.headquarters() ? routing.all(who, consignment.orderCode())
                : who.may(RoutingPermission.SHARE) && consignment.state().living()
                ? shares.of(who, consignment.orderCode(), consignment.warehouse()).stream().toList() : List.of();
        split = !who.headquarters() && consignments.isSplit(who, code);
        List<TimelineStep> steps = new ArrayList<>(consignments.history(who, code).stream().map(this::step).toList());
        if (consignment.readdressed() != null) {
            steps.add(new TimelineStep(consignment.readdressed().at(), msg.get("fulfilment.readdressed"), null, ""));
            steps.sort(Comparator.comparing(TimelineStep::when));
        }
        Collections.reverse(steps);
        history = List.copyOf(steps);
        return null;
    }

    /** For the slip alone: what has no slip any more shows nothing. */
    public void loadSlip() {
        area = Paths.area(request);
        consignment = papers.slip(actor.get(), code);
    }

    private TimelineStep step(History.Change change) {
        boolean again = change.from() != null && change.from().equals(ConsignmentState.OFFERED.name())
                && !change.to().equals(ConsignmentState.CANCELLED.name());
        boolean passedOn = again && (change.to().equals(ConsignmentState.OFFERED.name()) || change.by().equals("system"));
        String what = passedOn ? msg.text("fulfilment.passed-on", "state", msg.get("fulfilment.state." + change.to()))
                : msg.get("fulfilment.state." + change.to());
        // who ordered is not the dealer's business, nor who passed it on before and why
        boolean anothers = passedOn && !actor.get().headquarters();
        boolean nobody = change.from() == null || change.by().equals("system") || anothers;
        return new TimelineStep(change.at(), what, nobody ? null : change.by(), anothers ? "" : reasons.text(change.why()));
    }

    /** What its dealer would earn with it; null where it is none of a dealer's or has left. */
    public Shipping.WouldEarn getEarns() {
        if (earns == null && consignment.dealer() != null && actor.may(FulfilmentPermission.FULFIL)
                && (consignment.state() == ConsignmentState.OFFERED || consignment.state() == ConsignmentState.ACCEPTED
                || consignment.state() == ConsignmentState.PACKED)) {
            earns = shipping.wouldEarn(actor.get(), consignment.code());
        }
        return earns;
    }

    public String accept() {
        offers.accept(actor.get(), code);
        return here("fulfilment.accepted");
    }

    public String pack() {
        shipping.pack(actor.get(), code);
        return here("fulfilment.packed");
    }

    public String ship() {
        List<String> parcels = numbers == null ? List.of() : numbers.lines().map(String::strip).filter(n -> !n.isEmpty()).toList();
        int each = grams == null || parcels.isEmpty() ? 0 : grams / parcels.size();
        shipping.ship(actor.get(), code, parcels.stream().map(n -> new Consignment.Parcel(carrier, n, each)).toList());
        return here("fulfilment.shipped");
    }

    public String deliver() {
        shipping.deliver(actor.get(), code);
        return here("fulfilment.delivered");
    }

    /** Routes again what nobody could ship. */
    public String place() {
        offers.place(actor.get(), code);
        return here("fulfilment.placed");
    }

    private String here(String key) {
        return Done.to(Paths.area(request) + "/shipments/detail?code=" + code, key, "code", code);
    }

    private boolean fulfils(ConsignmentState... states) {
        Actor who = actor.get();
        Consignment consignment = getConsignment();
        boolean mine = who.headquarters() || consignment.dealer() != null && consignment.dealer().equals(who.organisation());
        return mine && who.may(FulfilmentPermission.FULFIL) && List.of(states).contains(consignment.state());
    }

    public boolean isAnswerable() {
        return fulfils(ConsignmentState.OFFERED);
    }

    public boolean isPackable() {
        return fulfils(ConsignmentState.ACCEPTED);
    }

    public boolean isShippable() {
        return fulfils(ConsignmentState.ACCEPTED, ConsignmentState.PACKED);
    }

    public boolean isDeliverable() {
        return fulfils(ConsignmentState.SHIPPED);
    }

    public boolean isPlaceable() {
        return fulfils(ConsignmentState.UNPLACED);
    }

    public List<Carriers.Carrier> getCarriers() {
        return Carriers.of(getConsignment().shipTo().country());
    }

    /** A carrier's name, or its code where the list no longer has it. */
    public String carrierName(String carrierCode) {
        return Carriers.name(carrierCode, language.locale());
    }

    /** A word of its slip, in the language of the buyer. */
    public String word(String key) {
        return texts.text(Papers.language(getConsignment()), key);
    }

    public String getListPage() {
        return getConsignment().state() == ConsignmentState.OFFERED && area.equals("/dealer")
                ? "/dealer/offers/list" : area + "/shipments/list";
    }

    /** Whether it was decided for another address than it goes to now. */
    public boolean isOutdated(RoutingDecision decision) {
        Consignment.Readdressed readdressed = getConsignment().readdressed();
        return readdressed != null && decision.at().isBefore(readdressed.at());
    }

    /** Whether a part of it went on to others, of whom the actor sees nothing. */
    public boolean isSplit() {
        return split;
    }

    public String getArea() {
        return area;
    }

    /** As it was shown; read again where the session was moved to another node meanwhile. */
    public Consignment getConsignment() {
        if (consignment == null) {
            load();
        }
        return consignment;
    }

    public Warehouse getWarehouse() {
        return warehouse;
    }

    public List<TimelineStep> getHistory() {
        return history;
    }

    public List<RoutingDecision> getDecisions() {
        return decisions;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getCarrier() {
        return carrier;
    }

    public void setCarrier(String carrier) {
        this.carrier = carrier;
    }

    public String getNumbers() {
        return numbers;
    }

    public void setNumbers(String numbers) {
        this.numbers = numbers;
    }

    public Integer getGrams() {
        return grams;
    }

    public void setGrams(Integer grams) {
        this.grams = grams;
    }
}
