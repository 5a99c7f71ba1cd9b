package entrepot.web.pages.finance.settlements;

import entrepot.kernel.Problem;
import entrepot.settlement.RunKind;
import entrepot.settlement.SettlementCalendar;
import entrepot.settlement.SettlementRun;
import entrepot.settlement.SettlementTerms;
import entrepot.settlement.Settlements;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Listing;
import entrepot.web.pages.frame.Show;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;

/** Settlement runs, newest first, and the month that comes next. */
@Named
@RequestScoped
public class RunListPage extends Listing<SettlementRun> {

    private static final int MONTH_LENGTH = 7;

    @Inject
    private Settlements settlements;
    @Inject
    private CurrentActor actor;
    @Inject
    private Show show;

    @Inject
    private SettlementTerms terms;

    private String month;
    private boolean monthly = true;
    private String member;
    private boolean last;
    private String reason;

    public void load() {
        show(Paged.of(settlements.list(actor.get(), getAfter(), ROWS + 1), ROWS, SettlementRun::code));
        if (month == null) {
            LocalDate today = LocalDate.ofInstant(show.getNow(), actor.tenant().zone());
            SettlementCalendar calendar = terms.calendar(actor.get());
            SettlementCalendar.Turn last = calendar.of(calendar.of(today).from().minusDays(1));
            monthly = last.kind() == RunKind.MONTH;
            month = monthly ? YearMonth.from(last.from()).toString() : last.from().toString();
        }
    }

    public String start() {
        LocalDate chosen;
        try {
            chosen = month.length() == MONTH_LENGTH ? YearMonth.parse(month).atDay(1) : LocalDate.parse(month);
        } catch (DateTimeParseException wrong) {
            throw Problem.invalid("month", month);
        }
        SettlementRun run = settlements.start(actor.get(), chosen);
        return Done.to("/finance/settlements/detail?code=" + run.code(), "settlement.started", "month", month);
    }

    /** Starts a run of one member alone. */
    public String startOffCycle() {
        SettlementRun run = settlements.startOffCycle(actor.get(), member == null ? "" : member.strip(), last, reason);
        return Done.to("/finance/settlements/detail?code=" + run.code(), "settlement.off-cycle.started", "code", run.code());
    }

    /** Whether whole months are settled. */
    public boolean isMonthly() {
        return monthly;
    }

    public String getMember() {
        return member;
    }

    public void setMember(String member) {
        this.member = member;
    }

    public boolean isLast() {
        return last;
    }

    public void setLast(boolean last) {
        this.last = last;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public String getMonth() {
        return month;
    }

    public void setMonth(String month) {
        this.month = month;
    }
}
