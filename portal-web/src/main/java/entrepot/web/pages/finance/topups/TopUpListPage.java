package entrepot.web.pages.finance.topups;

import entrepot.wallet.TopUp;
import entrepot.wallet.TopUps;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;

/** Reported transfers, those that wait first. */
@Named
@RequestScoped
public class TopUpListPage {

    private static final int ROWS = 50;

    @Inject
    private TopUps topUps;
    @Inject
    private CurrentActor actor;

    private String view;
    private String after;
    private List<TopUp> rows;
    private String next;
    private long waiting;

    public void load() {
        if (view == null) {
            view = TopUp.State.REPORTED.name();
        }
        TopUp.State state = Arrays.stream(TopUp.State.values()).filter(each -> each.name().equals(view)).findFirst().orElse(null);
        Paged<TopUp> page = Paged.of(topUps.list(actor.get(), state, after, ROWS + 1), ROWS, TopUp::code);
        rows = page.items();
        next = page.next();
        waiting = topUps.waiting(actor.get()).count();
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

    public List<TopUp> getRows() {
        return rows;
    }

    public String getNext() {
        return next;
    }

    public long getWaiting() {
        return waiting;
    }
}
