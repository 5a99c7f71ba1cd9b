package entrepot.web.pages.finance.ledger;

import entrepot.ledger.Books;
import entrepot.ledger.Ledger;
import entrepot.ledger.Posting;
import entrepot.ledger.PostingKey;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** One posting with its legs, its cause, and what else was posted for it. */
@Named
@RequestScoped
public class PostingPage {

    @Inject
    private Ledger ledger;
    @Inject
    private Books books;
    @Inject
    private CurrentActor actor;

    private String posting;
    private Posting shown;
    private List<Posting> others;

    public void load() {
        shown = ledger.get(actor.get(), PostingKey.parse(posting == null ? "" : posting));
        others = books.ofCause(actor.get(), shown.key().causeType(), shown.key().causeCode()).stream()
                .filter(other -> !other.key().equals(shown.key())).toList();
    }

    public String getPosting() {
        return posting;
    }

    public void setPosting(String posting) {
        this.posting = posting;
    }

    public Posting getShown() {
        return shown;
    }

    public List<Posting> getOthers() {
        return others;
    }
}
