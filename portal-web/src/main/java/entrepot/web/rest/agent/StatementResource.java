package entrepot.web.rest.agent;

import entrepot.kernel.Money;
import entrepot.settlement.Statement;
import entrepot.settlement.Statements;
import entrepot.web.rest.Paged;
import entrepot.web.rest.Versions;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Instant;

/** The member's statements, by {@link Statements}. */
@Path("agent/v1/statements")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class StatementResource {

    private static final String CODE = "{code: [A-Za-z0-9-]+}";

    @Inject
    private Statements statements;
    @Inject
    private CurrentActor actor;
    @Inject
    private Language language;

    /** A statement in figures; {@code month} is such as {@code 2026-10}, {@code hash} is there once it is issued. */
    public record Brief(String code, String month, String state, Money opening, Money lines, Money payouts,
                        Money closing, Money payable, Money carried, String reason, String hash, Instant issuedAt,
                        Instant paidAt) {

        static Brief of(Statement statement) {
            return new Brief(statement.code(), statement.month().toString(), statement.state().name(),
                    statement.opening(), statement.lines(), statement.payouts(), statement.closing(),
                    statement.payable(), statement.carried(), statement.reason().name(), statement.hash(),
                    statement.issuedAt(), statement.paidAt());
        }
    }

    /** The whole statement with its proof against the books. */
    public record Whole(Brief statement, Statement.Content content, Statement.Proof proof, boolean proved) {
    }

    /** Newest first. */
    @GET
    public Paged<Brief> list(@QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(statements.list(actor.get(), null, after, rows + 1), rows,
                Statement::code).map(Brief::of);
    }

    /** One statement with its sections and lines, which prove themselves. */
    @GET
    @Path(CODE)
    public Response get(@PathParam("code") String code, @Context Request request) {
        Statement.Proof proof = statements.proof(actor.get(), code);
        return Versions.answer(request, new Whole(Brief.of(statements.get(actor.get(), code)),
                statements.content(actor.get(), code), proof, proof.holds()));
    }

    /** The statement as CSV, a line each entry. */
    @GET
    @Path(CODE + ".csv")
    @Produces("text/csv; charset=UTF-8")
    public Response csv(@PathParam("code") String code) {
        return file(statements.csv(actor.get(), code), code + ".csv");
    }

    /** In the caller's language: {@code Accept-Language}. */
    @GET
    @Path(CODE + ".pdf")
    @Produces("application/pdf")
    public Response pdf(@PathParam("code") String code) {
        return file(statements.pdf(actor.get(), code, language.locale()), code + ".pdf");
    }

    private static Response file(byte[] bytes, String name) {
        return Response.ok(bytes).header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .build();
    }
}
