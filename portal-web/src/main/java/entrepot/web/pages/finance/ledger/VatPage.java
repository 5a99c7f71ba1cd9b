package entrepot.web.pages.finance.ledger;

import entrepot.ledger.VatKind;
import entrepot.ledger.VatRates;
import entrepot.platform.approval.Proposal;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.util.List;

/** Which part of prices is value added tax. */
@Named
@RequestScoped
public class VatPage extends Deciding {

    private static final String HERE = "/finance/ledger/vat";

    @Inject
    private VatRates rates;
    @Inject
    private CurrentActor actor;

    private List<VatRates.Dated> rows;
    private List<Proposal> waiting;
    private VatKind kind = VatKind.GOODS;
    private BigDecimal percent;
    private String on;

    public void load() {
        if (rows != null) {
            return;
        }
        rows = rates.list(actor.get());
        waiting = rates.waiting(actor.get());
    }

    public String propose() {
        rates.propose(actor.get(), kind, percent, Asked.day("from", on), getReason());
        return Done.to(HERE, "ledger.proposed");
    }

    @Override
    protected void approved(String code) {
        rates.approve(actor.get(), code);
    }

    @Override
    protected void rejected(String code, String why) {
        rates.reject(actor.get(), code, why);
    }

    @Override
    protected String here() {
        return HERE;
    }

    public List<VatRates.Dated> getRows() {
        load();
        return rows;
    }

    public List<Proposal> getWaiting() {
        load();
        return waiting;
    }

    public VatKind[] getKinds() {
        return VatKind.values();
    }

    public VatKind getKind() {
        return kind;
    }

    public void setKind(VatKind kind) {
        this.kind = kind;
    }

    public BigDecimal getPercent() {
        return percent;
    }

    public void setPercent(BigDecimal percent) {
        this.percent = percent;
    }

    public String getOn() {
        return on;
    }

    public void setOn(String on) {
        this.on = on;
    }
}
