package entrepot.web.rest.agent;

import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.ordering.Practice;
import entrepot.web.rest.LimitVerbs;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The member's sub-shops, by {@link SubShops}. */
@Path("agent/v1/sub-shops")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class SubShopsResource extends LimitVerbs {

    @Inject
    private SubShops subShops;
    @Inject
    private Practice practice;
    @Inject
    private CurrentActor actor;

    /**
     * A sub-shop as the API shows it; state is OPEN, STOPPED or CLOSED.
     *
     * @param practice whether its orders are for practice: priced and routed, but neither paid nor shipped
     */
    public record Shop(String code, String name, String channel, String currency, String state, boolean practice) {

        static Shop of(SubShop shop) {
            return new Shop(shop.code(), shop.name(), shop.channel(), shop.currency(), shop.state(), shop.practice());
        }
    }

    /** All of the member's sub-shops; there are so few of them that one page holds them. */
    @GET
    public Paged<Shop> list() {
        return new Paged<>(subShops.list(actor.get()).stream().map(Shop::of).toList(), null);
    }

    /** One sub-shop. */
    @GET
    @Path("{code}")
    public Shop get(@PathParam("code") String code) {
        return Shop.of(subShops.byCode(actor.get(), code));
    }

    /** Takes all practice orders of a sub-shop away, so that their outside numbers are free again. */
    @POST
    @Path("{code}/clear-practice")
    public Cleared clearPractice(@PathParam("code") String code) {
        return new Cleared(practice.clear(actor.get(), code));
    }

    /** @param orders how many are gone */
    public record Cleared(int orders) {
    }
}
