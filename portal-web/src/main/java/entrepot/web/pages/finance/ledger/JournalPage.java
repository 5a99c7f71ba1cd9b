package entrepot.web.pages.finance.ledger;

import entrepot.ledger.AccountKind;
import entrepot.ledger.Books;
import entrepot.ledger.Posting;
import entrepot.ledger.PostingKey;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Every posting that is asked for, newest first, with its legs. */
@Named
@RequestScoped
public class JournalPage extends Filtering<Posting> {

    private static final int POSTINGS = 30;

    @Inject
    private Books books;
    @Inject
    private CurrentActor actor;

    @Override
    protected void read() {
        PostingKey last = Asked.blank(getAfter()) ? null : PostingKey.parse(getAfter());
        show(Paged.of(books.journal(actor.get(), filter(), last, POSTINGS + 1), POSTINGS, posting -> posting.key().text()));
    }

    /** Whether not everything is shown. */
    public boolean isFiltered() {
        return !getQuery().isEmpty();
    }

    public AccountKind[] getKinds() {
        return AccountKind.values();
    }
}
