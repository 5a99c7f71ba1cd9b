package entrepot.web.pages.finance.topups;

import entrepot.platform.approval.Proposal;
import entrepot.wallet.CreditLines;
import entrepot.wallet.Deposits;
import entrepot.wallet.ProposeCreditLine;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** All credit lines, what is overdue by age, and what waits for a second person. */
@Named
@RequestScoped
public class CreditListPage extends Listing<CreditLines.Listed> {

    @Inject
    private CreditLines lines;
    @Inject
    private Deposits deposits;
    @Inject
    private CurrentActor actor;

    private CreditLines.Totals totals;
    private List<Proposal> waiting;
    private String member;
    private BigDecimal limit;
    private Integer days;
    private Integer freeDays;
    private BigDecimal interest;
    private LocalDate from;
    private LocalDate to;
    private String reason;

    public void load() {
        if (getView() == null) {
            setView("all");
        }
        totals = lines.totals(actor.get());
        show(Paged.of(lines.list(actor.get(), "overdue".equals(getView()), getAfter(), ROWS + 1), ROWS, listed -> listed.line().code()));
        waiting = Stream.concat(lines.proposed(actor.get(), true, null, ROWS).stream(), deposits.proposed(actor.get(), true, null, ROWS).stream()).toList();
    }

    public String propose() {
        String code = lines.propose(actor.get(), new ProposeCreditLine(member, limit, days, freeDays == null ? 0 : freeDays, interest, from, to, reason));
        return Done.to("/finance/topups/proposed?code=" + code, "credit.proposed", "code", code);
    }

    public CreditLines.Totals getTotals() {
        return totals;
    }

    public List<Proposal> getWaiting() {
        return waiting;
    }

    public String getMember() {
        return member;
    }

    public void setMember(String member) {
        this.member = member;
    }

    public BigDecimal getLimit() {
        return limit;
    }

    public void setLimit(BigDecimal limit) {
        this.limit = limit;
    }

    public Integer getDays() {
        return days;
    }

    public void setDays(Integer days) {
        this.days = days;
    }

    public Integer getFreeDays() {
        return freeDays;
    }

    public void setFreeDays(Integer freeDays) {
        this.freeDays = freeDays;
    }

    public BigDecimal getInterest() {
        return interest;
    }

    public void setInterest(BigDecimal interest) {
        this.interest = interest;
    }

    public LocalDate getFrom() {
        return from;
    }

    public void setFrom(LocalDate from) {
        this.from = from;
    }

    public LocalDate getTo() {
        return to;
    }

    public void setTo(LocalDate to) {
        this.to = to;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
