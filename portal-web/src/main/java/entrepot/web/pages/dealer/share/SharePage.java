package entrepot.web.pages.dealer.share;

import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.routing.Share;
import entrepot.routing.Shares;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.routing.RoutingView;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.LocalDate;
import java.util.List;

/** A dealer's share of the last days and why, and the days on which it does not ship. */
@Named
@RequestScoped
public class SharePage {

    @Inject
    private Shares shares;
    @Inject
    private Warehouses warehouses;
    @Inject
    private RoutingView routing;
    @Inject
    private CurrentActor actor;

    private List<Share> rows;
    private List<Warehouse> own;
    private String warehouse;
    private LocalDate from;
    private LocalDate until;
    private String why;

    public void load() {
        getRows();
    }

    public List<Share> getRows() {
        if (rows == null) {
            rows = shares.list(actor.get());
        }
        return rows;
    }

    public List<Warehouse> getOwn() {
        if (own == null) {
            own = warehouses.list(actor.get());
        }
        return own;
    }

    /** Why it went elsewhere, in words. */
    public String why(Share.Missed missed) {
        return routing.lossOf(missed.decision(), missed.own());
    }

    public List<String> takes(Share.Missed missed) {
        return routing.words(missed.takes());
    }

    public String close() {
        warehouses.close(actor.get(), warehouse, from, until == null ? null : until.plusDays(1), why);
        return Done.to("/dealer/share/list", "routing.closed");
    }

    public String reopen(String code, LocalDate day) {
        warehouses.reopen(actor.get(), code, day);
        return Done.to("/dealer/share/list", "routing.reopened");
    }

    public String getWarehouse() {
        return warehouse;
    }

    public void setWarehouse(String warehouse) {
        this.warehouse = warehouse;
    }

    public LocalDate getFrom() {
        return from;
    }

    public void setFrom(LocalDate from) {
        this.from = from;
    }

    public LocalDate getUntil() {
        return until;
    }

    public void setUntil(LocalDate until) {
        this.until = until;
    }

    public String getWhy() {
        return why;
    }

    public void setWhy(String why) {
        this.why = why;
    }
}
