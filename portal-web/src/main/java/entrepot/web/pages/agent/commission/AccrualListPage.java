package entrepot.web.pages.agent.commission;

import entrepot.commission.Accrual;
import entrepot.commission.Accruals;
import entrepot.commission.Earnings;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;

/** Commission line by line, each with its explanation; what is still open and what is due. */
@Named
@RequestScoped
public class AccrualListPage {

    private static final int ROWS = 25;

    @Inject
    private Accruals accruals;
    @Inject
    private CurrentActor actor;

    private String view;
    private String after;
    private List<Accrual> rows;
    private String next;
    private Earnings earnings;

    public void load() {
        Accrual.State state = Arrays.stream(Accrual.State.values()).filter(each -> each.name().equals(view)).findFirst().orElse(null);
        view = state == null ? "all" : view;
        Paged<Accrual> page = Paged.of(accruals.list(actor.get(), state, after, ROWS + 1), ROWS, Accrual::code);
        rows = page.items();
        next = page.next();
        earnings = accruals.earnings(actor.get(), actor.get().organisation());
    }

    public String getView() {
        return view;
    }

    public void setView(String view) {
        this.view = view;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }

    public List<Accrual> getRows() {
        return rows;
    }

    public String getNext() {
        return next;
    }

    public Earnings getEarnings() {
        return earnings;
    }
}
