package entrepot.web.pages.finance.invoices;

import entrepot.invoicing.ReceivableKind;
import entrepot.invoicing.Schedule;
import entrepot.invoicing.Schedules;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** Charges that come again. */
@Named
@ViewScoped
public class ScheduleListPage extends Listing<Schedule> implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Schedules schedules;
    @Inject
    private CurrentActor actor;

    private String member;
    private String kind;
    private String what;
    private BigDecimal net;
    private String every;
    private Integer dueDays;
    private LocalDate from;
    private LocalDate to;

    public void load() {
        show(Paged.of(schedules.list(actor.get(), getAfter(), ROWS + 1), ROWS, Schedule::code));
    }

    public String begin() {
        Schedule begun = schedules.begin(actor.get(), new Schedules.Begin(member, ReceivableKind.valueOf(kind), what, net, Schedule.Every.valueOf(every),
                dueDays == null ? 0 : dueDays, from, to));
        return Done.to("/finance/invoices/schedules", "schedule.begun", "code", begun.code());
    }

    public String stop(String code) {
        schedules.stop(actor.get(), code, "");
        return Done.to("/finance/invoices/schedules", "schedule.stopped", "code", code);
    }

    public List<String> getKinds() {
        return List.of(ReceivableKind.FRANCHISE_FEE.name(), ReceivableKind.OTHER.name());
    }

    public List<Schedule.Every> getEveries() {
        return List.of(Schedule.Every.values());
    }

    public String getMember() {
        return member;
    }

    public void setMember(String member) {
        this.member = member;
    }

    public String getKind() {
        return kind;
    }

    public void setKind(String kind) {
        this.kind = kind;
    }

    public String getWhat() {
        return what;
    }

    public void setWhat(String what) {
        this.what = what;
    }

    public BigDecimal getNet() {
        return net;
    }

    public void setNet(BigDecimal net) {
        this.net = net;
    }

    public String getEvery() {
        return every;
    }

    public void setEvery(String every) {
        this.every = every;
    }

    public Integer getDueDays() {
        return dueDays;
    }

    public void setDueDays(Integer dueDays) {
        this.dueDays = dueDays;
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
}
