package entrepot.web.pages.agent.wallet;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.wallet.CreditLine;
import entrepot.wallet.CreditLines;
import entrepot.wallet.CreditUse;
import entrepot.wallet.Deposit;
import entrepot.wallet.DepositMove;
import entrepot.wallet.Deposits;
import entrepot.wallet.ReportTopUp;
import entrepot.wallet.TopUp;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Show;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The own credit line: used, free, due when, interest; and the own deposit. */
@Named
@RequestScoped
public class AgentCreditPage {

    private static final int ROWS = 60;

    @Inject
    private CreditLines lines;
    @Inject
    private Deposits deposits;
    @Inject
    private CurrentActor actor;
    @Inject
    private Show show;

    private CreditLine line;
    private CreditUse use;
    private Deposit deposit;
    private List<DepositMove> moves;
    private Money accrued;
    private List<CreditLines.Charged> interest;
    private List<CreditLines.Letter> letters;
    private String key;
    private BigDecimal fromWallet;
    private BigDecimal amount;
    private LocalDate on;
    private String reference;

    public void load() {
        if (deposit != null) {
            return;
        }
        OrganisationId own = actor.get().organisation();
        line = lines.of(actor.get(), own).orElse(null);
        use = lines.use(actor.get(), own).orElse(null);
        accrued = lines.accrued(actor.get(), own);
        interest = lines.interest(actor.get(), own, null, ROWS);
        letters = lines.letters(actor.get(), own);
        deposit = deposits.of(actor.get(), own);
        moves = deposits.moves(actor.get(), own);
        if (key == null) {
            key = UUID.randomUUID().toString();
        }
        if (on == null) {
            on = LocalDate.ofInstant(show.getNow(), actor.tenant().zone());
        }
    }

    public String pay() {
        deposits.payFromWallet(actor.get(), new Deposits.PayIn(fromWallet), key);
        return Done.to("/agent/wallet/credit", "deposit.own.paid");
    }

    public String report() {
        TopUp reported = deposits.report(actor.get(), new ReportTopUp(amount, on, reference, ""), null);
        return Done.to("/agent/wallet/credit", "wallet.reported-done", "code", reported.code());
    }

    public boolean isBlocked() {
        return use != null && use.overdue().isPositive();
    }

    public Money getGranted() {
        return getLine() == null || line.state() != CreditLine.State.ACTIVE ? none() : line.granted();
    }

    public Money getUsed() {
        return use == null ? none() : use.used();
    }

    public Money getFree() {
        return isBlocked() ? none() : getGranted().minus(getUsed()).max(none());
    }

    private Money none() {
        return Money.zero(actor.tenant().currency());
    }

    public List<Map.Entry<LocalDate, Money>> getDues() {
        return use == null ? List.of() : List.copyOf(use.dues().entrySet());
    }

    /** Whether that day has passed. */
    public boolean past(LocalDate day) {
        return use != null && use.since() != null && day.isBefore(LocalDate.ofInstant(show.getNow(), actor.tenant().zone()));
    }

    /** A rate as people write it, such as 18 %. */
    public String percent(BigDecimal rate) {
        return show.percent(rate.movePointRight(2).stripTrailingZeros());
    }

    public CreditLine getLine() {
        load();
        return line;
    }

    public CreditUse getUse() {
        return use;
    }

    public Deposit getDeposit() {
        load();
        return deposit;
    }

    public List<DepositMove> getMoves() {
        return moves;
    }

    public Money getAccrued() {
        load();
        return accrued;
    }

    public List<CreditLines.Charged> getInterest() {
        return interest;
    }

    public List<CreditLines.Letter> getLetters() {
        return letters;
    }

    public String getKey() {
        return key;
    }

    public void setKey(String key) {
        this.key = key;
    }

    public BigDecimal getFromWallet() {
        return fromWallet;
    }

    public void setFromWallet(BigDecimal fromWallet) {
        this.fromWallet = fromWallet;
    }

    public BigDecimal getAmount() {
        return amount;
    }

    public void setAmount(BigDecimal amount) {
        this.amount = amount;
    }

    public LocalDate getOn() {
        return on;
    }

    public void setOn(LocalDate on) {
        this.on = on;
    }

    public String getReference() {
        return reference;
    }

    public void setReference(String reference) {
        this.reference = reference;
    }
}
