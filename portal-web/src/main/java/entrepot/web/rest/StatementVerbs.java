package entrepot.web.rest;

import entrepot.kernel.Money;
import entrepot.ledger.PostingKey;
import entrepot.settlement.Statement;
import entrepot.settlement.Statements;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
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
import java.time.LocalDate;

/** Statements, for a member its own, for finance all, by {@link Statements}. */
public abstract class StatementVerbs {

    private static final String CODE = "{code: [A-Za-z0-9-]+}";

    @Inject
    private Statements statements;
    @Inject
    private CurrentActor actor;
    @Inject
    private Language language;

    /**
     * A statement in figures; {@code month} is such as {@code 2026-10}, {@code hash} is there once it is issued. Of the closing are payable, carried
     * ({@code disputed} of it), netted with what is owed to headquarters, taken for overdue credit, and withheld as tax.
     */
    public record Brief(String code, String month, String state, Money opening, Money lines, Money payouts,
                        Money closing, Money payable, Money carried, Money netted, Money credit, Money tax, Money disputed,
                        String reason, String hash, Instant issuedAt, Instant paidAt) {

        static Brief of(Statement statement) {
            return new Brief(statement.code(), statement.month().toString(), statement.state().name(),
                    statement.opening(), statement.lines(), statement.payouts(), statement.closing(),
                    statement.payable(), statement.carried(), statement.netted(), statement.credit(), statement.tax(),
                    statement.disputed(), statement.reason().name(), statement.hash(),
                    statement.issuedAt(), statement.paidAt());
        }
    }

    /**
     * The whole statement with its proof against the books; lines are counted and summed by kind, and read by {@code lines}.
     *
     * @param previewHash   of what a previewed statement says: what a confirmation is given to; absent once it is issued
     * @param until         until when the member may object; absent once that does not count
     * @param confirmation  absent where the member has not confirmed it
     */
    public record Whole(Brief statement, Statement.Content content, Statement.Proof proof, boolean proved, String previewHash, Instant until,
                        Statement.Confirmation confirmation) {
    }

    /** A line; {@code line} names it where it is disputed. */
    public record Line(String line, LocalDate on, String kind, String causeType, String cause, String order, String detail, String rule,
                       Money amount) {

        static Line of(Statement.Line line) {
            return new Line(line.key().text(), line.on(), line.event(), line.causeType(), line.causeCode(), line.order(), line.detail(), line.rule(),
                    line.amount());
        }
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
        return Versions.answer(request, whole(statements.get(actor.get(), code)));
    }

    private Whole whole(Statement statement) {
        String code = statement.code();
        Statement.Proof proof = statements.proof(actor.get(), code);
        boolean previewed = statement.state() == Statement.State.PREVIEWED;
        Statement.Content content = statements.content(actor.get(), code);
        return new Whole(Brief.of(statement), content, proof, proof.holds(), previewed ? Statements.previewHash(content) : null,
                previewed ? statements.objectionsUntil(actor.get(), code).orElse(null) : null, statements.confirmation(actor.get(), code));
    }

    /** The lines of a kind (the key of a group), oldest first; {@code after} is the last line of the page before. */
    @GET
    @Path(CODE + "/lines")
    public Paged<Line> lines(@PathParam("code") String code, @QueryParam("group") String group, @QueryParam("after") String after,
                             @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        PostingKey from = after == null || after.isEmpty() ? null : PostingKey.parse(after);
        return Paged.of(statements.lines(actor.get(), code, group == null ? "" : group, from, rows + 1), rows, line -> line.key().text()).map(Line::of);
    }

    /** The statement as CSV, a line each entry. */
    @GET
    @Path(CODE + ".csv")
    @Produces("text/csv; charset=UTF-8")
    public Response csv(@PathParam("code") String code) {
        return file(statements.csv(actor.get(), code), code + ".csv");
    }

    /** As a workbook, in the caller's language: {@code Accept-Language}. */
    @GET
    @Path(CODE + ".xlsx")
    @Produces("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    public Response xlsx(@PathParam("code") String code) {
        return file(statements.xlsx(actor.get(), code, language.locale()), code + ".xlsx");
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
