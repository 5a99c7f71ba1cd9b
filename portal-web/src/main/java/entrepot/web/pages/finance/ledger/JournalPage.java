package entrepot.web.pages.finance.ledger;

import entrepot.ledger.Ledger;
import entrepot.ledger.Posting;
import entrepot.ledger.PostingKey;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Every posting, newest first, with its legs. */
@Named
@RequestScoped
public class JournalPage {

    private static final int ROWS = 30;

    @Inject
    private Ledger ledger;
    @Inject
    private CurrentActor actor;

    private String after;
    private List<Posting> rows;
    private String next;

    public void load() {
        PostingKey from = after == null || after.isBlank() ? null : PostingKey.parse(after);
        Paged<Posting> page = Paged.of(ledger.journal(actor.get(), from, ROWS + 1), ROWS, posting -> posting.key().text());
        rows = page.items();
        next = page.next();
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }

    public List<Posting> getRows() {
        return rows;
    }

    public String getNext() {
        return next;
    }
}
