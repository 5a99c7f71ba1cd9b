package entrepot.web.rest.finance;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.ledger.Books;
import entrepot.ledger.JournalFilter;
import entrepot.ledger.Ledger;
import entrepot.ledger.Posting;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;

/** The journal, by {@link Books}. */
@Path("finance/v1/postings")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class PostingsResource {

    @Inject
    private Books books;
    @Inject
    private Ledger ledger;
    @Inject
    private Organisations organisations;
    @Inject
    private OrganisationNames names;
    @Inject
    private CurrentActor actor;

    /** One leg; {@code amount} is positive for a debit. {@code organisation} is empty for headquarters' own accounts. */
    public record LegAnswer(String kind, String organisation, Money amount) {
    }

    /** A posting; {@code code} names it here. */
    public record PostingAnswer(String code, String event, String causeType, String cause, String note, Instant at, Instant recordedAt,
                                List<LegAnswer> legs) {
    }

    /**
     * The journal, newest first. Days are business days of the tenant's zone, {@code to} included; {@code known} leaves out what was recorded
     * after that day; {@code least} and {@code most} are amounts of a leg.
     */
    @GET
    public Paged<PostingAnswer> list(@QueryParam("from") String from, @QueryParam("to") String to, @QueryParam("event") String event,
                                     @QueryParam("causeType") String causeType, @QueryParam("cause") String cause,
                                     @QueryParam("organisation") String organisation, @QueryParam("kind") String kind,
                                     @QueryParam("least") String least, @QueryParam("most") String most, @QueryParam("known") String known,
                                     @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        String currency = actor.tenant().currency();
        OrganisationId member = Asked.text(organisation) == null ? null : organisations.byCode(actor.get(), organisation).id();
        JournalFilter filter = new JournalFilter(Asked.day("from", from), Asked.day("to", to), Asked.text(event), Asked.text(causeType),
                Asked.text(cause), member, Asked.kind(kind), Asked.minor("amount", least, currency), Asked.minor("amount", most, currency),
                Asked.endOf("to", known, actor.tenant().zone()));
        return Paged.of(books.journal(actor.get(), filter, after == null ? null : PostingKey.parse(after), rows + 1), rows,
                posting -> posting.key().text()).map(this::answer);
    }

    /** One posting with its legs. */
    @GET
    @Path("{code}")
    public PostingAnswer get(@PathParam("code") String code) {
        return answer(ledger.get(actor.get(), PostingKey.parse(code)));
    }

    private PostingAnswer answer(Posting posting) {
        return new PostingAnswer(posting.key().text(), posting.key().event(), posting.key().causeType(), posting.key().causeCode(), posting.note(),
                posting.at(), posting.recordedAt(), posting.legs().stream().map(leg -> new LegAnswer(leg.account().kind().name(),
                names.code(leg.account().organisation()), leg.amount())).toList());
    }
}
