package entrepot.web.pages.parcels;

import entrepot.fulfilment.Carriers;
import entrepot.inventory.InventoryPermission;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.Money;
import entrepot.ordering.OrderPermission;
import entrepot.ordering.OrderRequest;
import entrepot.ordering.OrderRequests;
import entrepot.platform.access.Actor;
import entrepot.tracking.CameBack;
import entrepot.tracking.Mishaps;
import entrepot.tracking.Parcel;
import entrepot.tracking.ParcelTrack;
import entrepot.tracking.Tracking;
import entrepot.tracking.TrackingPermission;
import entrepot.tracking.Verdict;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Paths;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One parcel: what was heard of it, and what to do where it went wrong. */
@Named
@ViewScoped
public class ParcelPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Tracking tracking;
    @Inject
    private Mishaps mishaps;
    @Inject
    private OrderRequests requests;
    @Inject
    private Warehouses warehouses;
    @Inject
    private CurrentActor actor;
    @Inject
    private Steps steps;
    @Inject
    private Language language;
    @Inject
    private HttpServletRequest request;

    private String code;
    private String warehouse;
    private boolean held;
    private String why;
    private String bearer = Verdict.Bearer.MEMBER.name();
    private BigDecimal returnFreight;
    private BigDecimal compensation;
    private BigDecimal claimed;
    private BigDecimal won;
    private Map<String, Integer> pieces = new LinkedHashMap<>();
    private transient Parcel parcel;
    private transient List<ParcelTrack.Event> events;
    private transient List<TimelineStep> history;
    private transient List<Mishaps.Content> contents;
    private transient int others;
    private transient List<OrderRequest> intercepts;
    private transient Mishaps.Judged judged;
    private transient Mishaps.Told told;
    private transient Mishaps.Effect effect;

    public void load() {
        Actor who = actor.get();
        parcel = tracking.get(who, code);
        events = tracking.events(who, code);
        List<TimelineStep> all = new ArrayList<>(steps.of(tracking.history(who, code), "parcels.state"));
        if (who.may(TrackingPermission.JUDGE)) {
            all.addAll(steps.of(mishaps.claimHistory(who, code), "parcels.claim"));
        }
        history = all.stream().sorted(Comparator.comparing(TimelineStep::when).reversed()).toList();
        contents = isHandled() && parcel.state().reported() ? mishaps.contents(who, code) : List.of();
        others = contents.isEmpty() ? 0 : mishaps.others(who, code);
        if (pieces.isEmpty()) {
            contents.forEach(c -> pieces.put(key(c), others == 0 ? c.left() : 0));
        }
        intercepts = who.may(OrderPermission.ANSWER) ? requests.intercepts(who, parcel.consignments()) : List.of();
        judged = mishaps.verdict(who, code).orElse(null);
        told = mishaps.told(who, code);
        if (claimed == null) {
            Money asked = parcel.claimed() != null || judged == null ? parcel.claimed() : judged.effect().goods().plus(judged.effect().freight());
            claimed = asked == null ? null : asked.major();
        }
    }

    private static String key(Mishaps.Content content) {
        return content.consignment() + "/" + content.line();
    }

    public String problem() {
        mishaps.problem(actor.get(), code, why);
        return here("parcels.noted");
    }

    public String cameBack() {
        mishaps.cameBack(actor.get(), code, new CameBack(warehouse, held, chosen(), why));
        return here(ended() ? "parcels.came-back-done" : "parcels.in-parts-done");
    }

    public String lost() {
        mishaps.lost(actor.get(), code, chosen(), why);
        return here(ended() ? "parcels.lost-done" : "parcels.in-parts-done");
    }

    private boolean ended() {
        return !tracking.get(actor.get(), code).state().reported();
    }

    private List<CameBack.Piece> chosen() {
        return mishaps.contents(actor.get(), code).stream().filter(c -> pieces.get(key(c)) != null)
                .map(c -> new CameBack.Piece(c.consignment(), c.line(), ((Number) pieces.get(key(c))).intValue()))
                .filter(p -> p.quantity() != 0).toList();
    }

    /** What the verdict would move, before it is passed. */
    public void preview() {
        effect = mishaps.effect(actor.get(), code, verdict());
    }

    public String judge() {
        mishaps.judge(actor.get(), code, verdict());
        return here("parcels.judged");
    }

    private Verdict verdict() {
        return new Verdict(Verdict.Bearer.valueOf(bearer), money(returnFreight), money(compensation), why == null ? "" : why);
    }

    public String claim() {
        mishaps.claim(actor.get(), code, money(claimed), why);
        return here("parcels.claimed");
    }

    public String claimWon() {
        mishaps.claimWon(actor.get(), code, money(won), why);
        return here("parcels.claim-won");
    }

    public String claimRefused() {
        mishaps.claimRefused(actor.get(), code, why);
        return here("parcels.claim-refused");
    }

    private Money money(BigDecimal amount) {
        return amount == null ? null : Money.parse(amount, getParcel().charged().currency());
    }

    private String here(String key) {
        return Done.to(getArea() + "/parcels/detail?code=" + code, key, "code", code);
    }

    /** Whether the actor may say what became of it. */
    public boolean isHandled() {
        Actor who = actor.get();
        return who.may(TrackingPermission.HANDLE) && (who.headquarters() || who.organisation() != null
                && who.organisation().equals(getParcel().dealer()));
    }

    public boolean isOpen() {
        return isHandled() && getParcel().state().reported();
    }

    public boolean isJudgeable() {
        return actor.get().may(TrackingPermission.JUDGE) && !getParcel().state().reported() && getParcel().judgedAt() == null;
    }

    /** Whether something may be claimed, or another amount. */
    public boolean isClaimable() {
        return actor.get().may(TrackingPermission.JUDGE) && (getParcel().claim() == null || isClaimOpen());
    }

    public boolean isClaimOpen() {
        return actor.get().may(TrackingPermission.JUDGE) && getParcel().claim() == Parcel.Claim.OPEN;
    }

    public List<Warehouse> getWarehouses() {
        return actor.get().may(InventoryPermission.VIEW) ? warehouses.list(actor.get()) : List.of();
    }

    public List<Verdict.Bearer> getBearers() {
        return List.of(Verdict.Bearer.values());
    }

    public String carrierName() {
        return Carriers.name(getParcel().carrier(), language.locale());
    }

    /** As it was shown; read again where the session was moved to another node meanwhile. */
    public Parcel getParcel() {
        if (parcel == null) {
            load();
        }
        return parcel;
    }

    public List<ParcelTrack.Event> getEvents() {
        return events;
    }

    public List<TimelineStep> getHistory() {
        return history;
    }

    public List<Mishaps.Content> getContents() {
        return contents;
    }

    public int getOthers() {
        return others;
    }

    public List<OrderRequest> getIntercepts() {
        return intercepts;
    }

    /** Where its outcome is said. */
    public String getRequests() {
        return getArea().equals("/hq") ? "/hq/orders/requests" : "/dealer/shipments/requests";
    }

    public Mishaps.Judged getJudged() {
        return judged;
    }

    /** How much of it came back or is lost. */
    public Mishaps.Told getTold() {
        return told;
    }

    public Mishaps.Effect getEffect() {
        return effect;
    }

    public Map<String, Integer> getPieces() {
        return pieces;
    }

    public String getArea() {
        return Paths.area(request);
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getWarehouse() {
        return warehouse;
    }

    public void setWarehouse(String warehouse) {
        this.warehouse = warehouse;
    }

    public boolean isHeld() {
        return held;
    }

    public void setHeld(boolean held) {
        this.held = held;
    }

    public String getWhy() {
        return why;
    }

    public void setWhy(String why) {
        this.why = why;
    }

    public String getBearer() {
        return bearer;
    }

    public void setBearer(String bearer) {
        this.bearer = bearer;
    }

    public BigDecimal getReturnFreight() {
        return returnFreight;
    }

    public void setReturnFreight(BigDecimal returnFreight) {
        this.returnFreight = returnFreight;
    }

    public BigDecimal getCompensation() {
        return compensation;
    }

    public void setCompensation(BigDecimal compensation) {
        this.compensation = compensation;
    }

    public BigDecimal getClaimed() {
        return claimed;
    }

    public void setClaimed(BigDecimal claimed) {
        this.claimed = claimed;
    }

    public BigDecimal getWon() {
        return won;
    }

    public void setWon(BigDecimal won) {
        this.won = won;
    }
}
