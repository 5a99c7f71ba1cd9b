package entrepot.web.pages.hq.orders;

import entrepot.ordering.HoldRuleBook;
import entrepot.ordering.HoldRules;
import entrepot.platform.approval.Proposal;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;

/** The rules by which orders are held, and what is proposed about them. */
@Named
@ViewScoped
public class HoldRulesPage implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String HERE = "/hq/orders/rules";

    @Inject
    private HoldRuleBook book;
    @Inject
    private CurrentActor actor;

    private HoldRules now;
    private List<HoldRuleBook.Dated> dated;
    private List<Proposal> waiting;
    private BigDecimal valueOver;
    private int firstOrders;
    private boolean addressUnclear;
    private boolean priceBreach;
    private boolean payment;
    private boolean duplicates;
    private int silenceHours;
    private String reason;
    private String verdict;

    public void load() {
        if (now != null) {
            return;
        }
        now = book.now(actor.get());
        dated = book.list(actor.get());
        waiting = book.waiting(actor.get());
        valueOver = now.valueOver();
        firstOrders = now.firstOrders();
        addressUnclear = now.addressUnclear();
        priceBreach = now.priceBreach();
        payment = now.payment();
        duplicates = now.duplicates();
        silenceHours = now.silenceHours();
    }

    public String propose() {
        book.propose(actor.get(), new HoldRules(valueOver, firstOrders, addressUnclear, priceBreach, payment, duplicates,
                silenceHours), null, reason);
        return Done.to(HERE, "orders.rules.proposed");
    }

    public String approve(String code) {
        book.approve(actor.get(), code);
        return Done.to(HERE, "orders.rules.approved");
    }

    public String reject(String code) {
        book.reject(actor.get(), code, verdict);
        return Done.to(HERE, "orders.rules.rejected");
    }

    public boolean mine(Proposal proposal) {
        return proposal.madeBy(actor.get());
    }

    public List<HoldRuleBook.Dated> getDated() {
        load();
        return dated;
    }

    public List<Proposal> getWaiting() {
        load();
        return waiting;
    }

    public BigDecimal getValueOver() {
        return valueOver;
    }

    public void setValueOver(BigDecimal valueOver) {
        this.valueOver = valueOver;
    }

    public int getFirstOrders() {
        return firstOrders;
    }

    public void setFirstOrders(int firstOrders) {
        this.firstOrders = firstOrders;
    }

    public boolean isAddressUnclear() {
        return addressUnclear;
    }

    public void setAddressUnclear(boolean addressUnclear) {
        this.addressUnclear = addressUnclear;
    }

    public boolean isPriceBreach() {
        return priceBreach;
    }

    public void setPriceBreach(boolean priceBreach) {
        this.priceBreach = priceBreach;
    }

    public boolean isPayment() {
        return payment;
    }

    public void setPayment(boolean payment) {
        this.payment = payment;
    }

    public boolean isDuplicates() {
        return duplicates;
    }

    public void setDuplicates(boolean duplicates) {
        this.duplicates = duplicates;
    }

    public int getSilenceHours() {
        return silenceHours;
    }

    public void setSilenceHours(int silenceHours) {
        this.silenceHours = silenceHours;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public String getVerdict() {
        return verdict;
    }

    public void setVerdict(String verdict) {
        this.verdict = verdict;
    }
}
