package entrepot.web.rest.finance;

import entrepot.bank.BankLine;
import entrepot.bank.BankLines;
import entrepot.bank.BankPermission;
import entrepot.bank.BankStatement;
import entrepot.bank.BankStatements;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.platform.access.Requires;
import entrepot.web.rest.Body;
import entrepot.web.rest.Paged;
import entrepot.web.rest.Versions;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Banks' statements, by {@link BankStatements}. */
@Path("finance/v1/bank-statements")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class BankStatementsResource {

    @Inject
    private BankStatements statements;
    @Inject
    private BankLines lines;
    @Inject
    private CurrentActor actor;

    /** A file of an account: {@code content} in base64. A table is read by the template that knows its columns. */
    public record NewStatement(String account, String fileName, String content) {
    }

    /** What became of the file. */
    public record Taken(String code, String account, String format, int taken, int leftOut, Map<String, Integer> reasons, List<String> statements) {

        static Taken of(BankStatements.Imported imported) {
            return new Taken(imported.code(), imported.account(), imported.format(), imported.taken(), imported.left(), imported.reasons(), imported.statements());
        }
    }

    /** A statement; {@code open} is how many lines nobody has settled. */
    public record Statement(String code, String account, String number, LocalDate from, LocalDate to, Money opening, Money closing, boolean proved, int lines, int open, String state) {

        static Statement of(BankStatement statement) {
            return new Statement(statement.code(), statement.account(), statement.number(), statement.from(), statement.to(), statement.opening(), statement.closing(),
                    statement.proved(), statement.lines(), statement.open(), statement.state().name());
        }
    }

    /** Takes a file: 201; the same file again is refused, what is known of it is left out. */
    @POST
    @Requires(BankPermission.IMPORT)
    public Response take(Body<NewStatement> body) {
        NewStatement file = Body.required(body, "content");
        BankStatements.Look look = statements.look(actor.get(), file.fileName(), content(file));
        BankStatements.Imported imported = statements.take(actor.get(), file.account(), look.file(), null);
        return Response.created(URI.create("finance/v1/bank-statements")).entity(Taken.of(imported)).build();
    }

    /** Newest first. */
    @GET
    public Paged<Statement> list(@QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(statements.list(actor.get(), null, false, after, rows + 1), rows, BankStatement::code).map(Statement::of);
    }

    /** One statement. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, Statement.of(statements.get(actor.get(), code)));
    }

    /** Its lines in their order. */
    @GET
    @Path("{code}/lines")
    public Paged<BankLinesResource.Line> lines(@PathParam("code") String code, @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        statements.get(actor.get(), code);
        return Paged.of(lines.list(actor.get(), code, null, after, rows + 1), rows, BankLine::code).map(BankLinesResource.Line::of);
    }

    private static byte[] content(NewStatement file) {
        if (file.content() == null) {
            throw Problem.missing("content");
        }
        try {
            return Base64.getDecoder().decode(file.content());
        } catch (IllegalArgumentException wrong) {
            throw Problem.invalid("content", "");
        }
    }
}
