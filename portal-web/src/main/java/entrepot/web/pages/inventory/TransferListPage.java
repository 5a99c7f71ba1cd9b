package entrepot.web.pages.inventory;

import entrepot.inventory.Transfer;
import entrepot.inventory.Transfers;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Listing;
import entrepot.web.pages.frame.Paths;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;

/** Transfers from and to one's warehouses, and a form that writes another. */
@Named
@RequestScoped
public class TransferListPage extends Listing<Transfer> {

    @Inject
    private Transfers transfers;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String from;
    private String to;
    private String lines;
    private String note;

    public void load() {
        show(Paged.of(transfers.list(actor.get(), !"all".equals(getView()), getAfter(), ROWS + 1), ROWS, Transfer::code));
    }

    /** Headquarters sends its own goods, a dealer its own between its own warehouses. */
    public String write() {
        Transfer transfer = transfers.draft(actor.get(), from, to, !actor.get().headquarters(), StockLines.read(lines), note);
        return Done.to(Paths.area(request) + "/stock/transfer?code=" + transfer.code(), "inventory.transfer.written", "code", transfer.code());
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public String getTo() {
        return to;
    }

    public void setTo(String to) {
        this.to = to;
    }

    public String getLines() {
        return lines;
    }

    public void setLines(String lines) {
        this.lines = lines;
    }

    public String getNote() {
        return note;
    }

    public void setNote(String note) {
        this.note = note;
    }
}
