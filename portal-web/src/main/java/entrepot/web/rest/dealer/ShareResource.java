package entrepot.web.rest.dealer;

import entrepot.routing.Share;
import entrepot.routing.Shares;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What a dealer's warehouses were given in the last days and what not, and why; neighbours without their names. */
@Path("dealer/v1/shares")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class ShareResource {

    @Inject
    private Shares shares;
    @Inject
    private CurrentActor actor;

    /** @param percent of what it and its neighbours got; null without neighbours */
    public record ShareAnswer(String warehouse, int days, int decisions, int got, int parcels, Integer percent, List<Lost> lost,
                              List<Share.Neighbour> neighbours) {

        static ShareAnswer of(Share share) {
            return new ShareAnswer(share.warehouse(), share.days(), share.decisions(), share.got(), share.parcels(), share.percent(),
                    share.lost().stream().map(r -> new Lost(r.loss().name(), r.times())).toList(), share.neighbours());
        }
    }

    /** How often something went elsewhere for that reason. */
    public record Lost(String why, int times) {
    }

    /** What the dealer was given in the last days, beside its neighbours. */
    @GET
    public Paged<ShareAnswer> list() {
        return new Paged<>(shares.list(actor.get()).stream().map(ShareAnswer::of).toList(), null);
    }
}
