package entrepot.web.rest.dealer;

import entrepot.kernel.Problem;
import entrepot.tracking.Parcel;
import entrepot.tracking.ParcelFilter;
import entrepot.tracking.ParcelTrack;
import entrepot.tracking.Tracking;
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
import java.util.Locale;

/** The parcels that a dealer sent: how they go. */
@Path("dealer/v1/parcels")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class ParcelResource {

    @Inject
    private Tracking tracking;
    @Inject
    private CurrentActor actor;

    /**
     * @param stalled whether nothing was heard of it for too long
     * @param events  the latest first; absent in lists
     */
    public record Answer(String code, String carrier, String number, String state, int grams, Instant shippedAt,
                         Instant lastScanAt, boolean stalled, List<String> consignments, List<Event> events) {

        static Answer of(Parcel parcel, List<ParcelTrack.Event> events) {
            return new Answer(parcel.code(), parcel.carrier(), parcel.number(), parcel.state().name(), parcel.grams(),
                    parcel.shippedAt(), parcel.lastScanAt(), parcel.stalledAt() != null, parcel.consignments(),
                    events == null ? null : events.stream().map(e -> new Event(e.at(), e.state().name(), e.text(), e.place())).toList());
        }
    }

    public record Event(Instant at, String state, String text, String place) {
    }

    /** {@code view}: exceptions, stalled, under_way (where it is absent), claims, done; the longest silent first. */
    @GET
    public Paged<Answer> list(@QueryParam("view") String view, @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(tracking.list(actor.get(), new ParcelFilter(view(view)), after, rows + 1), rows, Parcel::code)
                .map(parcel -> Answer.of(parcel, null));
    }

    /** One parcel with all that its carrier told of it. */
    @GET
    @Path("{code}")
    public Answer get(@PathParam("code") String code) {
        return Answer.of(tracking.get(actor.get(), code), tracking.events(actor.get(), code));
    }

    private static ParcelFilter.View view(String asked) {
        if (asked == null || asked.isBlank()) {
            return ParcelFilter.View.UNDER_WAY;
        }
        try {
            return ParcelFilter.View.valueOf(asked.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw Problem.invalid("view", asked);
        }
    }
}
