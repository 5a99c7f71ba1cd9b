package entrepot.web.rest.agent;

import entrepot.feed.Feed;
import entrepot.feed.FeedFormat;
import entrepot.feed.FeedPermission;
import entrepot.feed.Feeds;
import entrepot.feed.OpenedFeed;
import entrepot.kernel.Problem;
import entrepot.kernel.SubShopId;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.platform.access.Requires;
import entrepot.web.rest.Body;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** The feeds of a member's sub-shops, by {@link Feeds}. */
@Path("agent/v1/feeds")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class FeedsResource {

    @Inject
    private Feeds feeds;
    @Inject
    private SubShops subShops;
    @Inject
    private CurrentActor actor;

    /** A feed as the API shows it; {@code address} is there only in the answer that gives it out. */
    public record Shown(String code, String subShop, String format, boolean active, Instant openedAt, Instant readAt, String address) {

        static Shown of(Feed feed, String subShop, String address) {
            return new Shown(feed.code(), subShop, feed.format().name(), feed.active(), feed.openedAt(), feed.readAt(), address);
        }
    }

    /** Which sub-shop, by its code, and SHOPIFY_CSV or JSON. */
    public record NewFeed(String subShop, String format) {
    }

    /** All of the member's feeds, newest first; one page holds them. */
    @GET
    public Paged<Shown> list() {
        Map<SubShopId, String> shops = subShops.list(actor.get()).stream().collect(Collectors.toMap(SubShop::id, SubShop::code));
        return new Paged<>(feeds.all(actor.get()).stream().map(feed -> Shown.of(feed, shops.get(feed.subShop()), null)).toList(), null);
    }

    /** Opens a feed; the answer holds its secret address, this once. */
    @POST
    @Requires(FeedPermission.MANAGE)
    public Response open(Body<NewFeed> body) {
        NewFeed given = Body.required(body, "subShop");
        if (given.subShop() == null) {
            throw Problem.missing("subShop");
        }
        SubShop shop = subShops.byCode(actor.get(), given.subShop());
        OpenedFeed opened = feeds.open(actor.get(), shop.id(), format(given.format()));
        return Response.created(URI.create("agent/v1/feeds/" + opened.feed().code())).entity(Shown.of(opened.feed(), shop.code(), opened.path())).build();
    }

    /** Gives the feed a new address, at each call another; the old one is dead at once. */
    @POST
    @Path("{code}/rotate")
    public Shown rotate(@PathParam("code") String code) {
        OpenedFeed opened = feeds.rotate(actor.get(), code);
        return Shown.of(opened.feed(), subShops.get(actor.get(), opened.feed().subShop()).code(), opened.path());
    }

    /** Takes the address away for good; a feed without one answers the same. */
    @POST
    @Path("{code}/revoke")
    public Shown revoke(@PathParam("code") String code) {
        feeds.revoke(actor.get(), code);
        Feed feed = feeds.get(actor.get(), code);
        return Shown.of(feed, subShops.get(actor.get(), feed.subShop()).code(), null);
    }

    private static FeedFormat format(String name) {
        for (FeedFormat format : FeedFormat.values()) {
            if (format.name().equals(name)) {
                return format;
            }
        }
        throw name == null ? Problem.missing("format") : Problem.invalid("format", name);
    }
}
