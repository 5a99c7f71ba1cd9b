package entrepot.web.rest.hq;

import entrepot.kernel.Problem;
import entrepot.network.SubShops;
import entrepot.ordering.OrderPermission;
import entrepot.ordering.Quotation;
import entrepot.ordering.Quotations;
import entrepot.platform.access.Requires;
import entrepot.web.rest.Body;
import entrepot.web.rest.Paged;
import entrepot.web.rest.Thing;
import entrepot.web.rest.agent.QuotationAnswer;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What members ask prices for, and headquarters' answers. */
@Path("hq/v1/quotations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class QuotationsResource {

    @Inject
    private Quotations quotations;
    @Inject
    private SubShops subShops;
    @Inject
    private CurrentActor actor;

    /** @param validUntil until when the prices hold; at most half a year */
    public record Offer(List<OfferedLine> lines, Instant validUntil, String text) {
    }

    /** @param unit what the member pays for one piece, in the tenant's currency */
    public record OfferedLine(String sku, int quantity, BigDecimal unit) {
    }

    /** Why it is not made. */
    public record Reason(String reason) {
    }

    /** All members' requests, the latest first. {@code state}: one state or several with commas. */
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
            if (offer.lines() != null && offer.lines().stream().anyMatch(Objects::isNull)) {
                throw Problem.missing("lines");
            }
            return of(quotations.answer(actor.get(), code, offer.lines() == null ? null : offer.lines().stream()
                    .map(line -> new Quotations.OfferedLine(line.sku(), line.quantity(), line.unit())).toList(), offer.validUntil(), offer.text()));
        });
    }

    /** Says that it will not be made, and why. */
    @POST
    @Path("{code}/refuse")
    @Requires(OrderPermission.QUOTE)
    public QuotationAnswer refuse(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> quotations.get(actor.get(), code), () -> {
            Reason reason = Body.read(body);
            return of(quotations.refuse(actor.get(), code, reason == null ? "" : reason.reason()));
        });
    }

    private QuotationAnswer of(Quotation quotation) {
        return QuotationAnswer.of(quotation, subShops.get(actor.get(), quotation.subShop()));
    }
}
