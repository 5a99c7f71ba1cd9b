package entrepot.web.rest.agent;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.platform.access.Requires;
import entrepot.platform.files.Proof;
import entrepot.wallet.ReportTopUp;
import entrepot.wallet.TopUp;
import entrepot.wallet.TopUps;
import entrepot.wallet.WalletPermission;
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
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;

/** Transfers into the member's wallet, by {@link TopUps}. */
@Path("agent/v1/top-ups")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class TopUpsResource {

    @Inject
    private TopUps topUps;
    @Inject
    private CurrentActor actor;

    /** A transfer that was made: {@code reference} is what the member's bank shows; {@code proof} a JPEG, PNG or PDF in base64, may be left out. */
    public record NewTopUp(BigDecimal amount, LocalDate transferredOn, String reference, String remark, String proofName, String proof) {
    }

    /** A top-up; {@code credited} is what counts. */
    public record Shown(String code, String state, String source, Money amount, Money credited, LocalDate transferredOn, String reference, String reason, Instant reportedAt) {

        static Shown of(TopUp topUp) {
            return new Shown(topUp.code(), topUp.state().name(), topUp.source().name(), topUp.amount(), topUp.credited(), topUp.transferredOn(), topUp.reference(),
                    topUp.reason(), topUp.reportedAt());
        }
    }

    /** Reports a transfer: 201; the same reference twice is refused. */
    @POST
    @Requires(WalletPermission.REPORT)
    public Response report(Body<NewTopUp> body) {
        NewTopUp made = Body.required(body, "amount");
        TopUp reported = topUps.report(actor.get(), new ReportTopUp(made.amount(), made.transferredOn(), made.reference(), made.remark()), proof(made));
        return Response.created(URI.create("agent/v1/top-ups/" + reported.code())).entity(Shown.of(reported)).build();
    }

    /** Newest first. */
    @GET
    public Paged<Shown> list(@QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(topUps.list(actor.get(), null, after, rows + 1), rows, TopUp::code).map(Shown::of);
    }

    /** One top-up. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, Shown.of(topUps.get(actor.get(), code)));
    }

    private static Proof proof(NewTopUp made) {
        if (made.proof() == null || made.proof().isEmpty()) {
            return null;
        }
        try {
            return Proof.of(made.proofName(), Base64.getDecoder().decode(made.proof()));
        } catch (IllegalArgumentException wrong) {
            throw Problem.invalid("proof", "");
        }
    }
}
