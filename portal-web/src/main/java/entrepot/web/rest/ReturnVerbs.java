package entrepot.web.rest;

import entrepot.aftersales.Return;
import entrepot.aftersales.ReturnFilter;
import entrepot.aftersales.ReturnState;
import entrepot.aftersales.Returns;
import entrepot.web.security.CurrentActor;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/** Returns as every audience reads them, and the verbs that several share. */
public abstract class ReturnVerbs {

    @Inject
    protected Returns returns;
    @Inject
    protected CurrentActor actor;

    /** Newest first. */
    @GET
    public Paged<ReturnBodies.Answer> list(@QueryParam("state") ReturnState state, @QueryParam("order") String order, @QueryParam("after") String after,
                                           @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(returns.list(actor.get(), new ReturnFilter(state, order), after, rows + 1), rows, Return::code).map(ReturnBodies.Answer::of);
    }

    /** One of them. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, ReturnBodies.Answer.of(returns.get(actor.get(), code)));
    }

    /** Goods of a delivered consignment come back, for headquarters to decide. */
    protected Response opened(String key, Body<ReturnBodies.NewReturn> body, UriInfo uri) {
        Return opened = returns.open(actor.get(), Body.required(body, "consignment").command(), key);
        return Response.created(URI.create(uri.getPath() + "/" + opened.code())).entity(ReturnBodies.Answer.of(opened)).build();
    }

    /** More photos of the goods, for whoever decides. */
    protected ReturnBodies.Answer attached(String code, Body<ReturnBodies.NewPhotos> body) {
        return Thing.first(() -> returns.get(actor.get(), code), () -> ReturnBodies.Answer.of(returns.attach(actor.get(), code,
                Body.required(body, "photos").proofs())));
    }

    protected ReturnBodies.Answer received(String code, String key, Body<ReturnBodies.NewReceipt> body) {
        return Thing.first(() -> returns.get(actor.get(), code),
                () -> ReturnBodies.Answer.of(returns.receive(actor.get(), code, Body.required(body, "warehouse").receipt(), key)));
    }
}
