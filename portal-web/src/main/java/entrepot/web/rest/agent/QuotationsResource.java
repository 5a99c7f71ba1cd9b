package entrepot.web.rest.agent;

import entrepot.kernel.Problem;
import entrepot.ordering.OrderPermission;
import entrepot.ordering.OrderReceipt;
import entrepot.ordering.Quotation;
import entrepot.ordering.Quotations;
import entrepot.platform.access.Requires;
import entrepot.platform.geo.Address;
import entrepot.web.rest.Body;
import entrepot.web.rest.QuotationAnswer;
import entrepot.web.rest.QuotationVerbs;
import entrepot.web.rest.Reason;
import entrepot.web.rest.Thing;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;

/** Prices that no list has: asked of headquarters, and ordered at its answer. */
@Path("agent/v1/quotations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
@RequestScoped
public class QuotationsResource extends QuotationVerbs {

    /** What is asked for, in words and line by line. */
    public record NewQuotation(String subShop, String text, List<QuotationAnswer.Wish> wishes) {
    }

    /** @param waitForFunds whether the order waits for a top-up where the wallet cannot pay it */
    public record Acceptance(Address shipTo, Boolean waitForFunds) {
    }

    /** Asks headquarters for prices. */
    @POST
    @Requires(OrderPermission.PLACE)
    public Response ask(Body<NewQuotation> body) {
        NewQuotation asked = Body.required(body, "quotation");
        if (asked.subShop() == null) {
            throw Problem.missing("subShop");
        }
        Quotation quotation = quotations.ask(actor.get(), asked.subShop(), asked.text(), asked.wishes() == null ? null
                : Body.each("wishes", asked.wishes()).stream().map(wish -> new Quotation.Wish(wish.sku(), wish.text(), wish.quantity())).toList());
        return Response.created(URI.create("agent/v1/quotations/" + quotation.code())).entity(of(quotation)).build();
    }

    /** Takes the prices: it becomes a wholesale order to that address at exactly them. Twice gives the same order. */
    @POST
    @Path("{code}/accept")
    @Requires(OrderPermission.PLACE)
    public OrderReceipt accept(@PathParam("code") String code, Body<Acceptance> body) {
        return Thing.first(() -> quotations.get(actor.get(), code), () -> {
            Acceptance acceptance = Body.required(body, "shipTo");
            return quotations.accept(actor.get(), code, acceptance.shipTo(), Boolean.TRUE.equals(acceptance.waitForFunds()));
        });
    }

    /** Does not take the prices. */
    @POST
    @Path("{code}/decline")
    @Requires(OrderPermission.PLACE)
    public QuotationAnswer decline(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> quotations.get(actor.get(), code),
                () -> of(quotations.decline(actor.get(), code, Reason.of(body))));
    }

    /** Does not need it any more. */
    @POST
    @Path("{code}/withdraw")
    public QuotationAnswer withdraw(@PathParam("code") String code) {
        return of(quotations.withdraw(actor.get(), code));
    }
}
