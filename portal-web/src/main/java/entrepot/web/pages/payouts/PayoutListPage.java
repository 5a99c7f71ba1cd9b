package entrepot.web.pages.payouts;

import entrepot.payout.Batches;
import entrepot.payout.Payout;
import entrepot.payout.PayoutPermission;
import entrepot.payout.Payouts;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** Payouts of all members, those that wait first, and where they are gathered. */
@Named
@RequestScoped
public class PayoutListPage extends Listing<Payout> {

    private static final String WITHDRAWALS = "withdrawals";

    @Inject
    private Payouts payouts;
    @Inject
    private Batches batches;
    @Inject
    private CurrentActor actor;

    private LocalDate dueUntil;
    private LocalDate payOn;
    private long waiting;
    private boolean loaded;

    public void load() {
        if (getView() == null) {
            setView(Payout.State.WAITING.name());
        }
        Payout.State state = Arrays.stream(Payout.State.values()).filter(each -> each.name().equals(getView())).findFirst().orElse(null);
        show(Paged.of(payouts.list(actor.get(), new Payouts.Filter(state, WITHDRAWALS.equals(getView()) ? "withdrawal" : null, null), getAfter(), ROWS + 1),
                ROWS, Payout::code));
        waiting = payouts.waiting(actor.get()).count();
        loaded = true;
        if (dueUntil == null || payOn == null) {
            LocalDate next = payouts.dueNext(actor.get());
            dueUntil = dueUntil == null ? next : dueUntil;
            payOn = payOn == null ? next : payOn;
        }
    }

    public String prepare() {
        Batches.Prepared prepared = batches.prepare(actor.get(), dueUntil, payOn);
        return Done.to(prepared.batches().isEmpty() ? "/finance/payouts/list" : "/finance/payouts/batches", "payout.prepared", "n", prepared.batches().size(),
                "held", prepared.held().size());
    }

    public boolean isMayPrepare() {
        return actor.may(PayoutPermission.PREPARE);
    }

    /** Read again where a form was refused before anything was loaded. */
    @Override
    public List<Payout> getRows() {
        if (!loaded) {
            load();
        }
        return super.getRows();
    }

    public long getWaiting() {
        return waiting;
    }

    public LocalDate getDueUntil() {
        return dueUntil;
    }

    public void setDueUntil(LocalDate dueUntil) {
        this.dueUntil = dueUntil;
    }

    public LocalDate getPayOn() {
        return payOn;
    }

    public void setPayOn(LocalDate payOn) {
        this.payOn = payOn;
    }
}
