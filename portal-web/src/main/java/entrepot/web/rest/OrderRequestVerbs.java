package entrepot.web.rest;

import entrepot.ordering.OrderPermission;
import entrepot.ordering.OrderRequests;
import entrepot.platform.access.Requires;
import entrepot.web.security.CurrentActor;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Objects;

/** What members ask about packed parcels, and what is said to it: a dealer is asked about those that it ships, headquarters about all. */
public abstract class OrderRequestVerbs {

    @Inject
    private OrderRequests requests;
    @Inject
    private CurrentActor actor;

    /** What the member is told. */
    public record Words(String answer) {

        /** What was sent; empty where nothing was. */
        public static String of(Body<Words> body) {
            Words sent = Body.read(body);
            return sent == null ? "" : Objects.requireNonNullElse(sent.answer(), "");
        }
    }

    /** What waits for an answer, oldest first; the first 200. {@code pursued=true}: instead what carriers are to catch and nobody knows yet whether they did. */
    @GET
    public Paged<RequestAnswer> list(@QueryParam("pursued") boolean pursued) {
        return new Paged<>((pursued ? requests.pursued(actor.get(), Paged.LIMIT_MAX) : requests.waiting(actor.get(), Paged.LIMIT_MAX)).stream()
                .map(RequestAnswer::of).toList(), null);
    }

    /** Refuses, with a reason. */
    @POST
    @Path("{code}/refuse")
    @Requires(OrderPermission.ANSWER)
    public RequestAnswer refuse(@PathParam("code") String code, Body<Words> body) {
        return Thing.first(() -> requests.answerable(actor.get(), code), () -> RequestAnswer.of(requests.refuse(actor.get(), code, Words.of(body))));
    }

    /** The carrier caught a parcel on its way: one to be stopped comes back from now on, one with another address goes there. A second time is refused. */
    @POST
    @Path("{code}/caught")
    @Requires(OrderPermission.ANSWER)
    public RequestAnswer caught(@PathParam("code") String code, Body<Words> body) {
        return Thing.first(() -> requests.answerable(actor.get(), code), () -> RequestAnswer.of(requests.caught(actor.get(), code, Words.of(body))));
    }

    /** The carrier could not catch it: it goes to its buyer, and the member gets the fee back. A second time is refused. */
    @POST
    @Path("{code}/too-late")
    @Requires(OrderPermission.ANSWER)
    public RequestAnswer tooLate(@PathParam("code") String code, Body<Words> body) {
        return Thing.first(() -> requests.answerable(actor.get(), code), () -> RequestAnswer.of(requests.tooLate(actor.get(), code, Words.of(body))));
    }
}
