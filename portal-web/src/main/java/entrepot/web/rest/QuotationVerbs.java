package entrepot.web.rest;

import entrepot.network.SubShops;
import entrepot.ordering.Quotation;
import entrepot.ordering.Quotations;
import entrepot.web.security.CurrentActor;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

/** Requests for prices that no list has, to be seen: a member sees its own, headquarters all. */
public abstract class QuotationVerbs {

    @Inject
    protected Quotations quotations;
    @Inject
    protected CurrentActor actor;
    @Inject
    private SubShops subShops;

    /** The requests that the caller may see, the latest first. {@code state}: one state or several with commas. */
    @GET
    public Paged<QuotationAnswer> list(@QueryParam("after") String after, @QueryParam("limit") Integer limit, @QueryParam("state") String state) {
        int rows = Paged.limit(limit);
        return QuotationAnswer.page(quotations.list(actor.get(), QuotationAnswer.states(state), after, rows + 1), rows, subShops.list(actor.get()));
    }

    /** One request with its answer. */
    @GET
    @Path("{code}")
    public QuotationAnswer get(@PathParam("code") String code) {
        return of(quotations.get(actor.get(), code));
    }

    protected QuotationAnswer of(Quotation quotation) {
        return QuotationAnswer.of(quotation, subShops.get(actor.get(), quotation.subShop()));
    }
}
