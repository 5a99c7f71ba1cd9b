package entrepot.web.pages.finance.invoices;

import entrepot.invoicing.Charge;
import entrepot.invoicing.Receivable;
import entrepot.invoicing.ReceivableKind;
import entrepot.invoicing.Receivables;
import entrepot.kernel.Money;
import entrepot.platform.approval.Proposal;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Listing;
import entrepot.web.pages.frame.Show;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** What members were charged, what is open by age; and a new charge. */
@Named
@RequestScoped
public class ReceivableListPage extends Listing<Receivable> {

    @Inject
    private Receivables receivables;
    @Inject
    private CurrentActor actor;
    @Inject
    private Show show;

    private List<Money> aged;
    private List<Proposal> losses;
    private String key;
    private String member;
    private String kind;
    private String what;
    private BigDecimal net;
    private LocalDate dueOn;

    public void load() {
        if (getView() == null) {
            setView("open");
        }
        show(Paged.of(receivables.list(actor.get(), !"all".equals(getView()), getAfter(), ROWS + 1), ROWS, Receivable::code));
        aged = receivables.aged(actor.get());
        losses = receivables.waitingLost(actor.get());
        if (key == null) {
            key = UUID.randomUUID().toString();
        }
    }

    public String charge() {
        Receivable charged = receivables.charge(actor.get(), new Charge(member, ReceivableKind.valueOf(kind), what, net, dueOn), key);
        return Done.to("/finance/invoices/receivable?code=" + charged.code(), "receivable.charged", "code", charged.code());
    }

    public boolean late(Receivable row) {
        return row.open().isPositive() && row.dueOn().isBefore(LocalDate.ofInstant(show.getNow(), actor.tenant().zone()));
    }

    public List<String> getKinds() {
        return List.of(ReceivableKind.FRANCHISE_FEE.name(), ReceivableKind.OTHER.name());
    }

    /** Write-offs that wait for a second person. */
    public List<Proposal> getLosses() {
        return losses;
    }

    public List<Money> getAged() {
        return aged;
    }

    public String getKey() {
        return key;
    }

    public void setKey(String key) {
        this.key = key;
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

    public LocalDate getDueOn() {
        return dueOn;
    }

    public void setDueOn(LocalDate dueOn) {
        this.dueOn = dueOn;
    }
}
