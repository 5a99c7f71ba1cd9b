package entrepot.web.rest.hq;

import entrepot.platform.access.Requires;
import entrepot.pricing.PriceList;
import entrepot.pricing.PriceLists;
import entrepot.pricing.PricingPermission;
import entrepot.web.rest.Body;
import entrepot.web.rest.Paged;
import entrepot.web.rest.Reason;
import entrepot.web.rest.Thing;
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
import java.util.List;

/** The price lists of tiers, by {@link PriceLists}. */
@Path("hq/v1/price-lists")
@Produces(MediaType.APPLICATION_JSON)
@Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
@RequestScoped
public class PriceListsResource {

    @Inject
    private PriceLists lists;
    @Inject
    private CurrentActor actor;

    /** The newest lists of all tiers. */
    @GET
    public Paged<PriceList> list() {
        List<PriceList> newest = lists.list(actor.get());
        return new Paged<>(newest, null);
    }

    /** One price list with its prices. */
    @GET
    @Path("{code}")
    public PriceList get(@PathParam("code") String code) {
        return lists.get(actor.get(), code);
    }

    /** Approves what another person proposed; what is decided already is 409 with what was decided. */
    @POST
    @Path("{code}/approve")
    public PriceList approve(@PathParam("code") String code) {
        return lists.approve(actor.get(), code);
    }

    /** Rejects a proposed price list with a reason. */
    @POST
    @Path("{code}/reject")
    @Requires(PricingPermission.APPROVE)
    public PriceList reject(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> lists.get(actor.get(), code), () -> lists.reject(actor.get(), code, Reason.of(body)));
    }
}
