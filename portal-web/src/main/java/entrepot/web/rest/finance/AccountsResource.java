package entrepot.web.rest.finance;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.AccountStatement;
import entrepot.ledger.Books;
import entrepot.ledger.Entry;
import entrepot.ledger.PostingKey;
import entrepot.network.Organisations;
import entrepot.web.pages.finance.ledger.Asked;
import entrepot.web.pages.settlement.OrganisationNames;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;

/** The chart of accounts, accounts and their statements, by {@link Books}. Days are business days of the tenant's zone. */
@Path("finance/v1/accounts")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class AccountsResource {

    @Inject
    private Books books;
    @Inject
    private Organisations organisations;
    @Inject
    private OrganisationNames names;
    @Inject
    private CurrentActor actor;

    /** A kind of account: {@code side} is where its balance normally stands, {@code members} whether each member has one. */
    public record Kind(String kind, String side, boolean members, long accounts, Money balance) {
    }

    /** An account with its balance; {@code organisation} is empty for headquarters' own, {@code limit} is how far below zero it may go. */
    public record AccountAnswer(String kind, String organisation, Money balance, Money limit, long entries) {
    }

    /** What an account did in some days. */
    public record StatementAnswer(String kind, String organisation, Money opening, Money added, Money taken, Money closing, long entries) {
    }

    /** What one posting did to the account: {@code amount} adds to its balance or takes from it. */
    public record Line(String posting, String event, String causeType, String cause, Money amount, Money balance, String note, Instant at) {

        static Line of(Entry entry) {
            return new Line(entry.posting().text(), entry.posting().event(), entry.posting().causeType(), entry.posting().causeCode(),
                    entry.amount(), entry.balance(), entry.note(), entry.at());
        }
    }

    /** Every kind of account with what it comes to, at the end of the day {@code on} or now. */
    @GET
    public List<Kind> chart(@QueryParam("on") String on, @QueryParam("known") String known) {
        return books.chart(actor.get(), Asked.day("on", on), known(known)).stream().map(line -> new Kind(line.kind().name(),
                line.kind().side().name(), line.kind().isOrganisations(), line.accounts(), line.balance())).toList();
    }

    /** The accounts of one {@code kind} (BANK unless said), at the end of the day {@code on} or now. */
    @GET
    @Path("of-kind")
    public Paged<AccountAnswer> ofKind(@QueryParam("kind") String kind, @QueryParam("on") String on, @QueryParam("known") String known,
                                       @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(books.accounts(actor.get(), AccountKind.valueOf(orBank(kind)), Asked.day("on", on), known(known),
                after == null ? null : organisations.byCode(actor.get(), after).id(), rows + 1), rows,
                line -> names.code(line.account().organisation())).map(line -> new AccountAnswer(line.account().kind().name(),
                names.code(line.account().organisation()), line.balance(), line.limit(), line.entries()));
    }

    /** What the account of a {@code kind} (BANK unless said; with {@code organisation} for members' accounts) did from one day to another, both included. */
    @GET
    @Path("statement")
    public StatementAnswer statement(@QueryParam("kind") String kind, @QueryParam("organisation") String organisation,
                                     @QueryParam("from") String from, @QueryParam("to") String to, @QueryParam("known") String known) {
        Account account = Asked.account(actor.get(), organisations, orBank(kind), organisation);
        AccountStatement statement = books.statement(actor.get(), account, Asked.day("from", from), Asked.day("to", to), known(known));
        return new StatementAnswer(account.kind().name(), names.code(account.organisation()), statement.opening(), statement.added(), statement.taken(),
                statement.closing(), statement.entries());
    }

    /** The lines of that statement, oldest first. */
    @GET
    @Path("statement/lines")
    public Paged<Line> lines(@QueryParam("kind") String kind, @QueryParam("organisation") String organisation, @QueryParam("from") String from,
                             @QueryParam("to") String to, @QueryParam("known") String known, @QueryParam("after") String after,
                             @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(books.lines(actor.get(), Asked.account(actor.get(), organisations, orBank(kind), organisation), Asked.day("from", from),
                Asked.day("to", to), known(known), after == null ? null : PostingKey.parse(after), rows + 1), rows,
                entry -> entry.posting().text()).map(Line::of);
    }

    /** @throws Problem FIELD_INVALID */
    private static String orBank(String kind) {
        AccountKind asked = Asked.kind(kind);
        return (asked == null ? AccountKind.BANK : asked).name();
    }

    private Instant known(String known) {
        return Asked.endOf("to", known, actor.tenant().zone());
    }
}
