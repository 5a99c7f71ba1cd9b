package entrepot.web.rest;

import entrepot.inventory.InventoryPermission;
import entrepot.inventory.Purchase;
import entrepot.inventory.Purchases;
import entrepot.platform.access.Requires;
import entrepot.web.security.CurrentActor;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;

/** Purchases of suppliers: headquarters' for itself, a dealer's for its own goods. A dealer also takes in what headquarters ordered to its house. */
public abstract class PurchaseVerbs {

    @Inject
    private Purchases purchases;
    @Inject
    private CurrentActor actor;

    /** Newest first, without lines. {@code open=true}: only those that are written or of which more is to come. */
    @GET
    public Paged<StockBodies.PurchaseAnswer> list(@QueryParam("open") boolean open, @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(purchases.list(actor.get(), open, after, rows + 1), rows, Purchase::code).map(StockBodies.PurchaseAnswer::of);
    }

    /** One purchase with its lines and deliveries. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, StockBodies.PurchaseAnswer.of(purchases.get(actor.get(), code)));
    }

    /** Writes a purchase; its pieces are incoming once it is ordered. */
    @POST
    @Requires(InventoryPermission.CHANGE)
    public Response draft(@HeaderParam(IdempotencyKey.HEADER) String key, Body<StockBodies.NewPurchase> body, @Context UriInfo uri) {
        StockBodies.NewPurchase asked = Body.required(body, "lines");
        Purchase made = purchases.draft(actor.get(), StockBodies.named("warehouse", asked.warehouse()), asked.supplier(), asked.expectedOn(),
                StockBodies.pieces(asked.lines()), asked.note(), key);
        return Response.created(URI.create(uri.getPath() + "/" + made.code())).entity(StockBodies.PurchaseAnswer.of(made)).build();
    }

    /** Writes supplier, day and lines of one that is not ordered anew; its warehouse and note stay. */
    @POST
    @Path("{code}/change")
    @Requires(InventoryPermission.CHANGE)
    public StockBodies.PurchaseAnswer change(@PathParam("code") String code, Body<StockBodies.NewPurchase> body) {
        return Thing.first(() -> purchases.get(actor.get(), code), () -> {
            StockBodies.NewPurchase asked = Body.required(body, "lines");
            return StockBodies.PurchaseAnswer.of(purchases.rewrite(actor.get(), code, asked.supplier(), asked.expectedOn(), StockBodies.pieces(asked.lines())));
        });
    }

    /** It is sent to the supplier: its pieces are incoming. A second time is refused, so it needs no key. */
    @POST
    @Path("{code}/order")
    public StockBodies.PurchaseAnswer order(@PathParam("code") String code) {
        return StockBodies.PurchaseAnswer.of(purchases.order(actor.get(), code));
    }

    /** A delivery arrives and is put away; its note makes it safe to repeat. */
    @POST
    @Path("{code}/receive")
    @Requires(InventoryPermission.CHANGE)
    public StockBodies.PurchaseAnswer receive(@PathParam("code") String code, Body<StockBodies.Delivery> body) {
        return Thing.first(() -> purchases.get(actor.get(), code), () -> {
            StockBodies.Delivery came = Body.required(body, "lines");
            List<Purchase.Arrived> arrived = came.lines() == null ? List.of() : came.lines().stream().map(line -> new Purchase.Arrived(
                    StockBodies.named("sku", line == null ? null : line.sku()), StockBodies.number(line.quantity()), line.faulty() == null ? 0 : line.faulty())).toList();
            return StockBodies.PurchaseAnswer.of(purchases.receive(actor.get(), code, came.deliveryNote(), arrived, came.explanation(), true));
        });
    }

    /** The rest will not come. */
    @POST
    @Path("{code}/close")
    @Requires(InventoryPermission.CHANGE)
    public StockBodies.PurchaseAnswer close(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> purchases.get(actor.get(), code),
                () -> StockBodies.PurchaseAnswer.of(purchases.close(actor.get(), code, Reason.required(body))));
    }

    /** Ends one of which nothing has come. */
    @POST
    @Path("{code}/cancel")
    @Requires(InventoryPermission.CHANGE)
    public StockBodies.PurchaseAnswer cancel(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> purchases.get(actor.get(), code),
                () -> StockBodies.PurchaseAnswer.of(purchases.cancel(actor.get(), code, Reason.required(body))));
    }
}
