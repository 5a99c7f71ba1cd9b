package entrepot.web.rest.finance;

import entrepot.kernel.Problem;
import entrepot.payout.PayoutPermission;
import entrepot.payout.Payouts;
import entrepot.payout.ReturnFile;
import entrepot.payout.ReturnFiles;
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
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The bank's answers to payout files, by {@link ReturnFiles}. */
@Path("finance/v1/payout-returns")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class PayoutReturnsResource {

    @Inject
    private ReturnFiles returns;
    @Inject
    private CurrentActor actor;

    /** A pain.002, Alipay's results or the bank's own table: {@code content} in base64. */
    public record NewReturn(String fileName, String content) {
    }

    /** A file that was taken: how many of its answers had which outcome; {@code again} if the very same had been taken before, so that nothing changed. */
    public record Taken(String code, String name, String format, String takenBy, Instant takenAt, Map<Payouts.Outcome, Integer> outcomes, boolean again) {

        static Taken of(ReturnFile file) {
            return new Taken(file.code(), file.name(), file.format(), file.takenBy(), file.takenAt(), file.outcomes(), file.again());
        }
    }

    /** A file with each of its answers. */
    public record Whole(Taken file, List<ReturnFile.Row> rows) {
    }

    /** Takes a file: 201 with its address. The very same file again changes nothing, so it needs no key. */
    @POST
    @Requires(PayoutPermission.PREPARE)
    public Response take(Body<NewReturn> body) {
        NewReturn file = Body.required(body, "content");
        if (file.content() == null) {
            throw Problem.missing("content");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(file.content());
        } catch (IllegalArgumentException wrong) {
            throw Problem.invalid("content", "");
        }
        ReturnFile taken = returns.take(actor.get(), file.fileName(), bytes);
        return Response.created(URI.create("finance/v1/payout-returns/" + taken.code())).entity(Taken.of(taken)).build();
    }

    /** Newest first. */
    @GET
    public Paged<Taken> list(@QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(returns.list(actor.get(), after, rows + 1), rows, ReturnFile::code).map(Taken::of);
    }

    /** One file with each of its answers. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        ReturnFile file = returns.get(actor.get(), code);
        return Versions.answer(request, new Whole(Taken.of(file), file.rows()));
    }
}
