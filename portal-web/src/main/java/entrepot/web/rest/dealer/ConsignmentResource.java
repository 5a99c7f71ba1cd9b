package entrepot.web.rest.dealer;

import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentFilter;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Decline;
import entrepot.fulfilment.DeclineReason;
import entrepot.fulfilment.FulfilmentPermission;
import entrepot.fulfilment.Offers;
import entrepot.fulfilment.Pieces;
import entrepot.fulfilment.Shipping;
import entrepot.kernel.Problem;
import entrepot.platform.access.Requires;
import entrepot.platform.idempotency.IdempotencyProblem;
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
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What a dealer is offered and ships. */
@Path("dealer/v1/consignments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class ConsignmentResource {

    private static final int MANY_MAX = 100;

    @Inject
    private Consignments consignments;
    @Inject
    private Offers offers;
    @Inject
    private Shipping shipping;
    @Inject
    private CurrentActor actor;

    /**
     * @param reason one of {@link DeclineReason}, or any words
     * @param note   more words; may be absent
     */
    public record Reason(String reason, String note) {

        static Decline of(String reason, String note) {
            String said = reason == null ? "" : reason.strip();
            return Arrays.stream(DeclineReason.values()).filter(known -> known.name().equals(said)).findFirst()
                    .map(known -> new Decline(known, note))
                    .orElseGet(() -> Decline.because(note == null || note.isBlank() ? said : said + " " + note.strip()));
        }
    }

    /** @param line the line's number in the consignment */
    public record SomePieces(int line, int quantity) {

        static List<Pieces> of(String name, List<SomePieces> asked) {
            return Body.each(name, asked).stream().map(some -> new Pieces(some.line(), some.quantity())).toList();
        }
    }

    /** What is taken of each line; why the rest is not. */
    public record PartAccepted(List<SomePieces> accepted, String reason, String note) {
    }

    /** What is not there of each line, and why. */
    public record RanOut(List<SomePieces> missing, String note) {
    }

    /**
     * The same answer to many offers.
     *
     * @param answer {@code ACCEPT} or {@code DECLINE}; a decline needs a reason
     */
    public record ManyAnswers(String answer, List<String> codes, String reason, String note) {
    }

    /**
     * What became of one of many.
     *
     * @param done    whether it was answered
     * @param problem the code of the refusal; absent where there was none
     */
    public record Answered(String code, boolean done, String problem) {
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

    /** One consignment with its lines and parcels. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, ConsignmentAnswer.of(consignments.get(actor.get(), code)));
    }

    /** Accepts an offer: the consignment is the warehouse's to pack and ship. */
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
            offers.decline(actor.get(), code, reason == null ? Decline.because(null)
                    : Reason.of(reason.reason(), reason.note()), key);
            return null;
        });
    }

    /** Takes some pieces; the others go to the next dealer as a consignment of their own. */
    @POST
    @Path("{code}/accept-part")
    @Requires(FulfilmentPermission.FULFIL)
    public ConsignmentAnswer acceptPart(@PathParam("code") String code, @HeaderParam(IdempotencyKey.HEADER) String key,
                                        Body<PartAccepted> body) {
        return of(code, () -> {
            PartAccepted part = Body.read(body);
            return offers.acceptPart(actor.get(), code, SomePieces.of("accepted", part == null ? null : part.accepted()),
                    part == null ? Decline.because(null) : Reason.of(part.reason(), part.note()), key);
        });
    }

    /** 204: what is missing has gone to the next; the rest, if any, is still the dealer's to ship. */
    @POST
    @Path("{code}/ran-out")
    @Requires(FulfilmentPermission.FULFIL)
    public void ranOut(@PathParam("code") String code, @HeaderParam(IdempotencyKey.HEADER) String key, Body<RanOut> body) {
        of(code, () -> {
            RanOut out = Body.read(body);
            offers.ranOut(actor.get(), code, SomePieces.of("missing", out == null ? null : out.missing()),
                    out == null ? null : out.note(), key);
            return null;
        });
    }

    /** Answers many offers alike, each for itself: what is refused hinders no other. A hundred at most. */
    @POST
    @Path("answers")
    @Requires(FulfilmentPermission.FULFIL)
    public List<Answered> answer(@HeaderParam(IdempotencyKey.HEADER) String key, Body<ManyAnswers> body) {
        actor.get().require(FulfilmentPermission.FULFIL);
        ManyAnswers many = Body.read(body);
        List<String> codes = many == null ? List.of() : Body.each("code", many.codes()).stream().distinct().toList();
        if (codes.isEmpty() || codes.size() > MANY_MAX) {
            throw Problem.invalid("codes", codes.size());
        }
        if (!"ACCEPT".equals(many.answer()) && !"DECLINE".equals(many.answer())) {
            throw Problem.invalid("answer", many.answer());
        }
        if (key == null || key.isBlank()) {
            throw new Problem(IdempotencyProblem.KEY_MISSING);
        }
        return codes.stream().map(code -> {
            try {
                if ("ACCEPT".equals(many.answer())) {
                    offers.accept(actor.get(), code, key + "/" + code);
                } else {
                    offers.decline(actor.get(), code, Reason.of(many.reason(), many.note()), key + "/" + code);
                }
                return new Answered(code, true, null);
            } catch (Problem refused) {
                return new Answered(code, false, refused.code().name());
            }
        }).toList();
    }

    /** Packed: from now on the member cannot change it by itself. What is packed already answers 409. */
    @POST
    @Path("{code}/pack")
    public ConsignmentAnswer pack(@PathParam("code") String code) {
        return of(code, () -> shipping.pack(actor.get(), code));
    }

    /** Says that a consignment has left, with its parcels and their numbers. */
    @POST
    @Path("{code}/ship")
    @Requires(FulfilmentPermission.FULFIL)
    public ConsignmentAnswer ship(@PathParam("code") String code, @HeaderParam(IdempotencyKey.HEADER) String key,
                                  Body<Parcels> body) {
        return of(code, () -> {
            Parcels asked = Body.read(body);
            List<Consignment.Parcel> parcels = asked == null ? List.of()
                    : Body.each("parcels", asked.parcels()).stream().map(NewParcel::parcel).toList();
            return shipping.ship(actor.get(), code, parcels, key);
        });
    }

    /** Says that a consignment reached its buyer. */
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
