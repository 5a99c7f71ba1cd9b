package entrepot.web.pages.parcels;

import entrepot.bank.BankLine;
import entrepot.bank.BankPermission;
import entrepot.fulfilment.Carriers;
import entrepot.kernel.Money;
import entrepot.tracking.CourierBill;
import entrepot.tracking.CourierBills;
import entrepot.tracking.TrackingPermission;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;

/** One bill beside what we know: what fits, what does not, and what is done about it. */
@Named
@ViewScoped
public class CourierBillPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int ROWS = 100;

    @Inject
    private CourierBills bills;
    @Inject
    private CurrentActor actor;
    @Inject
    private Steps steps;
    @Inject
    private Language language;

    private String code;
    private String view = "different";
    private String after;
    private String next;
    private String bankReference;
    private BigDecimal amount;
    private String bankLine;
    private transient List<BankLine> lines;
    private transient CourierBill bill;
    private transient List<CourierBill.Row> rows;
    private transient List<CourierBills.Sum> sums;
    private transient List<TimelineStep> history;

    public void load() {
        bill = bills.get(actor.get(), code);
        int from = after != null && after.matches("\\d{1,9}") ? Integer.parseInt(after) : 0;
        List<CourierBill.Row> page = bills.rows(actor.get(), code, view.equals("different"), from, ROWS + 1);
        next = page.size() > ROWS ? Integer.toString(page.get(ROWS - 1).no()) : null;
        rows = page.stream().limit(ROWS).toList();
        sums = bills.sums(actor.get(), code);
        history = steps.of(bills.history(actor.get(), code), "courier-bills.state");
        if (amount == null) {
            amount = bill.total().major();
        }
    }

    public String post() {
        bills.post(actor.get(), code);
        return here("courier-bills.posted", "code", code);
    }

    public String claim() {
        return here("courier-bills.claimed", "count", bills.claimDifferences(actor.get(), code));
    }

    public String discard() {
        bills.discard(actor.get(), code);
        return here("courier-bills.discarded", "code", code);
    }

    public String paid() {
        bills.paid(actor.get(), code, Money.parse(amount, getBill().total().currency()), bankReference);
        return here("courier-bills.paid", "code", code);
    }

    public String paidByLine() {
        bills.paidByLine(actor.get(), code, bankLine);
        return here("courier-bills.paid", "code", code);
    }

    private String here(String key, String name, Object value) {
        return Done.to("/finance/couriers/detail?code=" + code, key, name, value);
    }

    public boolean isPostable() {
        return actor.get().may(TrackingPermission.TAKE_BILLS) && getBill().state() == CourierBill.State.CHECKED;
    }

    public boolean isClaimable() {
        return actor.get().may(TrackingPermission.TAKE_BILLS) && getBill().state() != CourierBill.State.DISCARDED
                && sums.stream().anyMatch(sum -> sum.excess().isPositive());
    }

    public boolean isPayable() {
        return actor.get().may(TrackingPermission.PAY_BILLS) && getBill().state() == CourierBill.State.POSTED;
    }

    public String getCarrierName() {
        return Carriers.name(getBill().carrier(), language.locale());
    }

    /** As it was shown; read again where the session was moved to another node meanwhile. */
    public CourierBill getBill() {
        if (bill == null) {
            load();
        }
        return bill;
    }

    public List<CourierBill.Row> getRows() {
        return rows;
    }

    public List<CourierBills.Sum> getSums() {
        return sums;
    }

    public List<TimelineStep> getHistory() {
        return history;
    }

    public String getNext() {
        return next;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getView() {
        return view;
    }

    public void setView(String view) {
        this.view = view == null || view.isBlank() ? "different" : view;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }

    /** What left the bank and may have paid it; none where the actor does not see the bank. */
    public List<BankLine> getLines() {
        if (lines == null) {
            lines = isPayable() && actor.get().may(BankPermission.MATCH) ? bills.linesFor(actor.get(), code) : List.of();
        }
        return lines;
    }

    public String getBankLine() {
        return bankLine;
    }

    public void setBankLine(String bankLine) {
        this.bankLine = bankLine;
    }

    public String getBankReference() {
        return bankReference;
    }

    public void setBankReference(String bankReference) {
        this.bankReference = bankReference;
    }

    public BigDecimal getAmount() {
        return amount;
    }

    public void setAmount(BigDecimal amount) {
        this.amount = amount;
    }
}
