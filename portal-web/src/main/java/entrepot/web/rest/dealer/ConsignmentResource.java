package entrepot.web.rest.dealer;

import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentFilter;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.FulfilmentPermission;
import entrepot.fulfilment.Offers;
import entrepot.fulfilment.Shipping;
import entrepot.kernel.Problem;
import entrepot.platform.access.Requires;
import entrepot.web.rest.Body;
import entrepot.web.rest.IdempotencyKey;
import entrepot.web.rest.Paged;
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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What a dealer is offered and ships. */
@Path("dealer/v1/consignments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class ConsignmentResource {

    @Inject
    private Consignments consignments;
    @Inject
    private Offers offers;
    @Inject
    private Shipping shipping;
    @Inject
    private CurrentActor actor;

    public record Reason(String reason) {
    }

    /** One parcel or several. */
    public record Parcels(List<NewParcel> parcels) {
    }

    /** @param grams may be absent */
    public record NewParcel(String carrier, String number, Integer grams) {

        Consignment.Parcel parcel() {
            return new Consignment.Parcel(carrier, number, grams == null ? 0 : grams);
        }
    }

    /** What is due soonest first. {@code state}: one or several with commas; all that are open where it is absent. */
    @GET
    public Paged<ConsignmentAnswer> list(@QueryParam("after") String after, @QueryParam("limit") Integer limit,
                                         @QueryParam("state") String state) {
        int rows = Paged.limit(limit);
        return Paged.of(consignments.list(actor.get(), new ConsignmentFilter(states(state), null, false), after, rows + 1),
                rows, Consignment::code).map(ConsignmentAnswer::of);
    }

    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, ConsignmentAnswer.of(consignments.get(actor.get(), code)));
    }

    @POST
    @Path("{code}/accept")
    public ConsignmentAnswer accept(@PathParam("code") String code, @HeaderParam(IdempotencyKey.HEADER) String key) {
        return of(code, () -> offers.accept(actor.get(), code, key));
    }

    /** 204: it has gone to the next, and is not the dealer's to see any more. */
    @POST
    @Path("{code}/decline")
    @Requires(FulfilmentPermission.FULFIL)
    public void decline(@PathParam("code") String code, @HeaderParam(IdempotencyKey.HEADER) String key, Body<Reason> body) {
        of(code, () -> {
            Reason reason = Body.read(body);
            offers.decline(actor.get(), code, reason == null ? null : reason.reason(), key);
            return null;
        });
    }

    @POST
    @Path("{code}/ship")
    @Requires(FulfilmentPermission.FULFIL)
    public ConsignmentAnswer ship(@PathParam("code") String code, @HeaderParam(IdempotencyKey.HEADER) String key,
                                  Body<Parcels> body) {
        return of(code, () -> {
            Parcels asked = Body.read(body);
            List<Consignment.Parcel> parcels = asked == null || asked.parcels() == null ? List.of()
                    : asked.parcels().stream().filter(Objects::nonNull).map(NewParcel::parcel).toList();
            return shipping.ship(actor.get(), code, parcels, key);
        });
    }

    @POST
    @Path("{code}/deliver")
    public ConsignmentAnswer deliver(@PathParam("code") String code, @HeaderParam(IdempotencyKey.HEADER) String key) {
        return of(code, () -> shipping.deliver(actor.get(), code, key));
    }

    private ConsignmentAnswer of(String code, Supplier<Consignment> deed) {
        Consignment consignment = Thing.first(() -> consignments.get(actor.get(), code), deed);
        return consignment == null ? null : ConsignmentAnswer.of(consignment);
    }

    private static Set<ConsignmentState> states(String asked) {
        if (asked == null || asked.isBlank()) {
            return EnumSet.of(ConsignmentState.OFFERED, ConsignmentState.ACCEPTED, ConsignmentState.PACKED);
        }
        return Arrays.stream(asked.split(",")).map(name -> {
            try {
                return ConsignmentState.valueOf(name.strip());
            } catch (IllegalArgumentException unknown) {
                throw Problem.invalid("state", name);
            }
        }).collect(Collectors.toSet());
    }
}
