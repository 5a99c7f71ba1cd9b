package entrepot.web.pages.finance.topups;

import entrepot.kernel.Money;
import entrepot.wallet.CreditLine;
import entrepot.wallet.CreditLines;
import entrepot.wallet.CreditUse;
import entrepot.wallet.WalletPermission;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Show;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** One credit line: what is due when, its interest and letters; lowered or stopped at once. */
@Named
@RequestScoped
public class CreditLinePage {

    private static final int ROWS = 60;

    @Inject
    private CreditLines lines;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;
    @Inject
    private Show show;
    @Inject
    private Steps steps;

    private String code;
    private BigDecimal limit;
    private String reason;
    private String because;
    private CreditLine line;
    private CreditUse use;
    private Money accrued;
    private List<CreditLines.Charged> interest;
    private List<CreditLines.Letter> letters;
    private List<TimelineStep> history;

    public void load() {
        if (line != null) {
            return;
        }
        // before the form is read, because the buttons that are shown depend on it
        code = request.getParameter("code");
        line = lines.get(actor.get(), code);
        use = lines.use(actor.get(), line.organisation()).orElse(null);
        accrued = lines.accrued(actor.get(), line.organisation());
        interest = lines.interest(actor.get(), line.organisation(), null, ROWS);
        letters = lines.letters(actor.get(), line.organisation());
        history = steps.of(lines.timeLine(actor.get(), code), "credit.state");
    }

    public String lower() {
        lines.lower(actor.get(), code, limit, reason);
        return Done.to("/finance/topups/credit-line?code=" + code, "credit.lowered", "code", code);
    }

    public String stop() {
        lines.stop(actor.get(), code, because);
        return Done.to("/finance/topups/credit-line?code=" + code, "credit.stopped", "code", code);
    }

    public boolean isStoppable() {
        CreditLine.State state = getLine().state();
        return actor.may(WalletPermission.CREDIT_STOP) && (state == CreditLine.State.ACTIVE || state == CreditLine.State.WAITING);
    }

    public Money getUsed() {
        return use == null ? Money.zero(getLine().granted().currency()) : use.used();
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

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public BigDecimal getLimit() {
        return limit;
    }

    public void setLimit(BigDecimal limit) {
        this.limit = limit;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public String getBecause() {
        return because;
    }

    public void setBecause(String because) {
        this.because = because;
    }

    public CreditLine getLine() {
        load();
        return line;
    }

    public Money getAccrued() {
        load();
        return accrued;
    }

    public List<CreditLines.Charged> getInterest() {
        load();
        return interest;
    }

    public List<CreditLines.Letter> getLetters() {
        load();
        return letters;
    }

    public List<TimelineStep> getHistory() {
        load();
        return history;
    }
}
