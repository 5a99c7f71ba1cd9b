package entrepot.web.pages.finance.ledger;

import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.AccountStatement;
import entrepot.ledger.Books;
import entrepot.ledger.Entry;
import entrepot.ledger.PostingKey;
import entrepot.network.Organisations;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.LocalDate;

/** One account's statement: what stood there, what moved, what stands there; headquarters' own, or a member's. */
@Named
@RequestScoped
public class AccountPage extends Filtering<Entry> {

    @Inject
    private Books books;
    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;

    private AccountStatement statement;

    @Override
    protected void read() {
        AccountKind of = Asked.kind(getKind());
        if (of == null) {
            of = AccountKind.BANK;
            setKind(of.name());
        }
        if (of.isOrganisations() && Asked.blank(getMember())) {
            return;
        }
        Account account = Asked.account(actor.get(), organisations, getKind(), getMember());
        LocalDate from = Asked.day("from", getFrom());
        LocalDate to = Asked.day("to", getTo());
        Instant known = Asked.endOf("to", getKnown(), actor.tenant().zone());
        statement = books.statement(actor.get(), account, from, to, known);
        PostingKey last = Asked.blank(getAfter()) ? null : PostingKey.parse(getAfter());
        show(Paged.of(books.lines(actor.get(), account, from, to, known, last, ROWS + 1), ROWS, entry -> entry.posting().text()));
    }

    public AccountKind[] getKinds() {
        return AccountKind.values();
    }

    /** Whether a member has to be chosen before there is an account. */
    public boolean isMembersOwn() {
        return AccountKind.valueOf(getKind()).isOrganisations();
    }

    public AccountStatement getStatement() {
        return statement;
    }
}
