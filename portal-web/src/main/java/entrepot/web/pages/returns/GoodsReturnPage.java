package entrepot.web.pages.returns;

import entrepot.aftersales.AfterSalesPermission;
import entrepot.aftersales.Effect;
import entrepot.aftersales.Judgement;
import entrepot.aftersales.Receipt;
import entrepot.aftersales.Return;
import entrepot.aftersales.ReturnJudge;
import entrepot.aftersales.ReturnState;
import entrepot.aftersales.Returns;
import entrepot.commission.Accruals;
import entrepot.fulfilment.Carriers;
import entrepot.fulfilment.Pieces;
import entrepot.inventory.InventoryPermission;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.Money;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.Proposal;
import entrepot.platform.crypto.Tokens;
import entrepot.tracking.Verdict;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Paths;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import entrepot.web.text.PageTexts;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One return: what is proposed, decided, received and paid back. */
@Named
@ViewScoped
public class GoodsReturnPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Returns returns;
    @Inject
    private Accruals accruals;
    @Inject
    private Warehouses houses;
    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;
    @Inject
    private Steps steps;
    @Inject
    private Language language;
    @Inject
    private PageTexts msg;
    @Inject
    private HttpServletRequest request;

    private String code;
    private String key;
    private String bearer;
    private String warehouse;
    private BigDecimal freight;
    private BigDecimal returnFreight;
    private BigDecimal compensation;
    private String why;
    private String house;
    private boolean held;
    private String note;
    private String carrier;
    private String number;
    private String rejection;
    private Map<Integer, BigDecimal> less = new HashMap<>();
    private Map<Integer, Integer> came = new HashMap<>();
    private transient List<Part> photos;
    private transient Return view;
    private transient ReturnJudge.Proposed proposed;
    private transient Proposal waiting;
    private transient List<TimelineStep> history;
    private transient Effect effect;
    private transient Effect coming;
    private transient Money commission;
    private transient Money freightLeft;

    public void load() {
        Actor who = actor.get();
        view = returns.get(who, code);
        history = steps.of(returns.history(who, code), "returns.state");
        key = Objects.requireNonNullElseGet(key, Tokens::random);
        if (isJudge()) {
            proposed = returns.proposed(who, code);
            waiting = returns.waiting(who, code).orElse(null);
            freightLeft = returns.freightLeft(who, code);
            if (bearer == null) {
                begin();
            }
        }
        if (isReceivable() && house == null) {
            house = view.verdict().warehouse();
            view.lines().forEach(line -> came.put(line.no(), line.quantity()));
        }
        if (isRefundable()) {
            coming = returns.coming(who, code);
            commission = accruals.goesBack(who, view.consignment(), returns.countedThen(who, code));
        }
    }

    /** The form begins as the rules propose, or as it was decided. */
    private void begin() {
        if (view.verdict() == null) {
            bearer = proposed.bearer().name();
            warehouse = getWarehouses().stream().filter(Warehouse::central).map(Warehouse::code).findFirst().orElse("");
            freight = proposed.freight() && freightLeft.isPositive() ? freightLeft.major() : null;
        } else {
            Return.Passed passed = view.verdict();
            bearer = passed.bearer().name();
            warehouse = passed.warehouse();
            freight = major(passed.freight());
            returnFreight = major(passed.returnFreight());
            compensation = major(passed.compensation());
            why = passed.why();
            view.lines().stream().filter(l -> l.reduction() != null).forEach(l -> less.put(l.no(), l.reduction().major()));
        }
    }

    private static BigDecimal major(Money money) {
        return money == null ? null : money.major();
    }

    /** What the verdict would move, before it is passed. */
    public void preview() {
        Judgement judgement = judgement();
        effect = returns.effect(actor.get(), code, judgement);
        commission = accruals.goesBack(actor.get(), getView().consignment(), returns.counted(actor.get(), code, judgement));
    }

    public String approve() {
        Return after = returns.approve(actor.get(), code, judgement(), key);
        return here(after.waits() != null ? "returns.done.waits" : after.state() == ReturnState.REFUNDED ? "returns.done.refunded" : "returns.done.approved");
    }

    /** Shows more of the goods. */
    public String attach() {
        returns.attach(actor.get(), code, Photos.of(photos));
        return here("returns.done.photos");
    }

    public String reject() {
        returns.reject(actor.get(), code, why);
        return here("returns.done.rejected");
    }

    public String agree() {
        returns.approveCompensation(actor.get(), code);
        return here("returns.done.approved");
    }

    public String disagree() {
        returns.rejectCompensation(actor.get(), code, rejection);
        return here("returns.done.rejected");
    }

    public String receive() {
        returns.receive(actor.get(), code, new Receipt(house, held, came.entrySet().stream().filter(e -> e.getValue() != null)
                .map(e -> new Pieces(e.getKey(), e.getValue())).toList(), note), key);
        return here("returns.done.received");
    }

    public String refund() {
        returns.refund(actor.get(), code, key);
        return here("returns.done.refunded");
    }

    public String sent() {
        returns.sent(actor.get(), code, carrier, number);
        return here("returns.done.sent");
    }

    public String withdraw() {
        returns.withdraw(actor.get(), code, note);
        return here("returns.done.withdrawn");
    }

    private Judgement judgement() {
        String currency = currency();
        return new Judgement(Verdict.Bearer.valueOf(bearer), warehouse == null || warehouse.isEmpty() ? null : warehouse, money(freight, currency),
                money(returnFreight, currency), money(compensation, currency), less.entrySet().stream().filter(e -> e.getValue() != null)
                .map(e -> new Judgement.Reduction(e.getKey(), money(e.getValue(), currency))).toList(), why == null ? "" : why);
    }

    private String currency() {
        return getView().lines().get(0).paid().currency();
    }

    private static Money money(BigDecimal amount, String currency) {
        return amount == null ? null : Money.parse(amount, currency);
    }

    private String here(String done) {
        return Done.to(getArea() + "/returns/detail?code=" + code, done, "code", code);
    }

    /** A rule in words, with its numbers. */
    public String rule(ReturnJudge.Rule rule) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("hours", proposed.hours());
        details.put("days", proposed.noReasonDays());
        return msg.text("returns.rule." + rule, details);
    }

    /** Whether this person may decide now, or correct what was decided. */
    public boolean isJudge() {
        return actor.may(AfterSalesPermission.JUDGE) && getArea().equals("/hq") && getView().state().open();
    }

    public boolean isReceivable() {
        return actor.may(AfterSalesPermission.RECEIVE) && getView().state() == ReturnState.APPROVED && getView().verdict().goodsBack()
                && (actor.get().headquarters() || getWarehouses().stream().anyMatch(w -> w.code().equals(getView().verdict().warehouse())));
    }

    public boolean isRefundable() {
        return isJudge() && getView().state() == ReturnState.GOODS_BACK && getView().waits() == null;
    }

    /** Whether the member has to say that it sent the goods. */
    public boolean isToSend() {
        return isWithdrawable() && getView().state() == ReturnState.APPROVED && getView().sent() == null;
    }

    public boolean isWithdrawable() {
        return actor.may(AfterSalesPermission.OPEN) && getArea().equals("/agent")
                && (getView().state() == ReturnState.OPENED || getView().state() == ReturnState.APPROVED);
    }

    public Instant getSendBy() {
        return getView().verdict().at().plus(ReturnJudge.SEND);
    }

    /** Whether the member's money is this person's to see. */
    public boolean isMoney() {
        return getView().lines().get(0).paid() != null;
    }

    public boolean isOwnProposal() {
        return waiting != null && waiting.madeBy(actor.get());
    }

    /** Whether this person may show more of the goods now. */
    public boolean isPhotosMissing() {
        return actor.may(AfterSalesPermission.OPEN) && !getArea().equals("/dealer") && getView().photos().size() < Returns.PHOTOS_MAX
                && (getView().state() == ReturnState.OPENED || getView().state() == ReturnState.APPROVED);
    }

    public int getPhotosLeft() {
        return Returns.PHOTOS_MAX - getView().photos().size();
    }

    public List<Part> getPhotos() {
        return photos;
    }

    public void setPhotos(List<Part> photos) {
        this.photos = photos;
    }

    /** What comes next, for whoever looks. */
    public String getNextKey() {
        return "returns.next." + getView().state() + (getArea().equals("/hq") && getView().state().open() ? ".hq" : "");
    }

    public String getSellerName() {
        return getArea().equals("/hq") ? organisations.get(actor.get(), getView().seller()).name() : null;
    }

    public List<Warehouse> getWarehouses() {
        return actor.may(InventoryPermission.VIEW) ? houses.list(actor.get()) : List.of();
    }

    public List<Verdict.Bearer> getBearers() {
        return List.of(Verdict.Bearer.values()).stream().filter(b -> b != Verdict.Bearer.DEALER || getView().dealer() != null).toList();
    }

    public Map<String, String> getCarriers() {
        Map<String, String> carriers = new LinkedHashMap<>();
        Carriers.of(actor.tenant().country()).forEach(c -> carriers.put(carrierName(c.code()), c.code()));
        return carriers;
    }

    public String carrierName(String of) {
        return Carriers.name(of, language.locale());
    }

    /** As it was shown; read again where the session was moved to another node meanwhile. */
    public Return getView() {
        if (view == null) {
            load();
        }
        return view;
    }

    public ReturnJudge.Proposed getProposed() {
        return proposed;
    }

    public Proposal getWaiting() {
        return waiting;
    }

    public List<TimelineStep> getHistory() {
        return history;
    }

    public Effect getEffect() {
        return effect;
    }

    /** What paying back moves now. */
    public Effect getComing() {
        return coming;
    }

    public Money getCommission() {
        return commission;
    }

    public Money getFreightLeft() {
        return freightLeft;
    }

    public Map<Integer, BigDecimal> getLess() {
        return less;
    }

    public Map<Integer, Integer> getCame() {
        return came;
    }

    public String getArea() {
        return Paths.area(request);
    }

    public String getWarehouse() {
        return warehouse;
    }

    public void setWarehouse(String warehouse) {
        this.warehouse = warehouse;
    }

    public BigDecimal getFreight() {
        return freight;
    }

    public void setFreight(BigDecimal freight) {
        this.freight = freight;
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

    public String getHouse() {
        return house;
    }

    public void setHouse(String house) {
        this.house = house;
    }

    public boolean isHeld() {
        return held;
    }

    public void setHeld(boolean held) {
        this.held = held;
    }

    public String getNote() {
        return note;
    }

    public void setNote(String note) {
        this.note = note;
    }

    public String getCarrier() {
        return carrier;
    }

    public void setCarrier(String carrier) {
        this.carrier = carrier;
    }

    public String getNumber() {
        return number;
    }

    public void setNumber(String number) {
        this.number = number;
    }

    public String getRejection() {
        return rejection;
    }

    public void setRejection(String rejection) {
        this.rejection = rejection;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }
}
