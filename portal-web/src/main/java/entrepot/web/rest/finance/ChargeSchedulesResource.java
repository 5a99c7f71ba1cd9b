package entrepot.web.rest.finance;

import entrepot.invoicing.InvoicingPermission;
import entrepot.invoicing.Schedule;
import entrepot.invoicing.Schedules;
import entrepot.kernel.Money;
import entrepot.platform.access.Requires;
import entrepot.web.rest.Body;
import entrepot.web.rest.IdempotencyKey;
import entrepot.web.rest.Paged;
import entrepot.web.rest.Reason;
import entrepot.web.rest.Thing;
import entrepot.web.rest.Versions;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
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

/** Charges that come again, by {@link Schedules}. */
@Path("finance/v1/charge-schedules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class ChargeSchedulesResource {

    @Inject
    private Schedules schedules;
    @Inject
    private CurrentActor actor;

    /** A charge that comes each MONTH or YEAR; {@code nextOn} is when it comes next. */
    public record Again(String code, String member, String kind, String title, Money net, String every, int dueDays, LocalDate startsOn, LocalDate endsOn,
                        LocalDate nextOn, String state) {

        static Again of(Schedule each) {
            return new Again(each.code(), each.memberCode(), each.kind().name(), each.title(), each.net(), each.every().name(), each.dueDays(),
                    each.startsOn(), each.endsOn(), each.nextOn(), each.state().name());
        }
    }

    /** Sets one up: 201 with its address; nothing is charged before its first day. The same key and body answer the same. */
    @POST
    @Requires(InvoicingPermission.ISSUE)
    public Response begin(@HeaderParam(IdempotencyKey.HEADER) String key, Body<Schedules.Begin> body) {
        Schedule begun = schedules.begin(actor.get(), Body.required(body, "member"), key);
        return Response.created(URI.create("finance/v1/charge-schedules/" + begun.code())).entity(Again.of(begun)).build();
    }

    /** Newest first. */
    @GET
    public Paged<Again> list(@QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(schedules.list(actor.get(), after, rows + 1), rows, Schedule::code).map(Again::of);
    }

    /** One. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, Again.of(schedules.get(actor.get(), code)));
    }

    /** Stops it at once; what was charged stays. */
    @POST
    @Path("{code}/stop")
    @Requires(InvoicingPermission.ISSUE)
    public Again stop(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> schedules.get(actor.get(), code), () -> Again.of(schedules.stop(actor.get(), code, Reason.required(body))));
    }
}
