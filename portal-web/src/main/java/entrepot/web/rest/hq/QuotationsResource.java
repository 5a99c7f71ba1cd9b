package entrepot.web.rest.hq;

import entrepot.ordering.OrderPermission;
import entrepot.ordering.Quotation;
import entrepot.ordering.Quotations;
import entrepot.platform.access.Requires;
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
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** What members ask prices for, and headquarters' answers. */
@Path("hq/v1/quotations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class QuotationsResource extends QuotationVerbs {

    /** @param validUntil until when the prices hold; at most half a year */
    public record Offer(List<OfferedLine> lines, Instant validUntil, String text) {
    }

    /** @param unit what the member pays for one piece, in the tenant's currency */
    public record OfferedLine(String sku, int quantity, BigDecimal unit) {
    }

    /**
     * Answers with prices; answering again replaces the answer before. A price that one person may not give waits for a second
     * one on the request's page: the request stays as it is until then.
     */
    @POST
    @Path("{code}/answer")
    @Requires(OrderPermission.QUOTE)
    public QuotationAnswer answer(@PathParam("code") String code, Body<Offer> body) {
        return Thing.first(() -> quotations.get(actor.get(), code), () -> {
            Offer offer = Body.required(body, "lines");
            return of(quotations.answer(actor.get(), code, offer.lines() == null ? null : Body.each("lines", offer.lines()).stream()
                    .map(line -> new Quotations.OfferedLine(line.sku(), line.quantity(), line.unit())).toList(), offer.validUntil(), offer.text()));
        });
    }

    /** Says that it will not be made, and why. */
    @POST
    @Path("{code}/refuse")
    @Requires(OrderPermission.QUOTE)
    public QuotationAnswer refuse(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> quotations.get(actor.get(), code),
                () -> of(quotations.refuse(actor.get(), code, Reason.of(body))));
    }
}
