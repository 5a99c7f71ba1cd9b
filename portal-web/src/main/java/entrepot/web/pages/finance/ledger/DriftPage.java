package entrepot.web.pages.finance.ledger;

import entrepot.ledger.Drift;
import entrepot.platform.approval.Proposal;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Whether the books add up, and letting payouts leave again when they do. */
@Named
@RequestScoped
public class DriftPage extends Deciding {

    private static final String HERE = "/finance/ledger/drift";
    private static final int ROWS = 48;

    @Inject
    private Drift drift;
    @Inject
    private CurrentActor actor;

    private List<Drift.Check> rows;
    private Drift.Parking parking;
    private Proposal waiting;
    private Drift.Failing failing;

    public void load() {
        if (rows != null) {
            return;
        }
        rows = drift.checks(actor.get(), ROWS);
        parking = drift.parking(actor.get()).orElse(null);
        waiting = drift.waiting(actor.get()).orElse(null);
        failing = drift.failing(actor.get()).orElse(null);
    }

    public String propose() {
        drift.propose(actor.get(), getReason());
        return Done.to(HERE, "ledger.proposed");
    }

    @Override
    protected void approved(String code) {
        drift.approve(actor.get(), code);
    }

    @Override
    protected void rejected(String code, String why) {
        drift.reject(actor.get(), code, why);
    }

    @Override
    protected String here() {
        return HERE;
    }

    public List<Drift.Check> getRows() {
        load();
        return rows;
    }

    /** Since when the check comes to nothing; null while it works. */
    public Drift.Failing getFailing() {
        load();
        return failing;
    }

    public boolean isParked() {
        load();
        return parking != null && parking.released() == null;
    }

    public Drift.Parking getParking() {
        load();
        return parking;
    }

    public Proposal getWaiting() {
        load();
        return waiting;
    }
}
