package entrepot.web.rest;

import entrepot.invoicing.HandIn;
import entrepot.invoicing.InvoicingPermission;
import entrepot.invoicing.MemberInvoice;
import entrepot.invoicing.MemberInvoices;
import entrepot.invoicing.Parties;
import entrepot.invoicing.Party;
import entrepot.invoicing.Receivable;
import entrepot.invoicing.Receivables;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.platform.access.Requires;
import entrepot.platform.files.Proof;
import entrepot.web.rest.finance.MemberInvoicesResource;
import entrepot.web.rest.finance.ReceivablesResource;
import entrepot.web.security.CurrentActor;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;

/** What a member was charged, to whom invoices are written, and its own invoices for what it is paid. */
public abstract class MemberInvoiceVerbs {

    @Inject
    private Receivables receivables;
    @Inject
    private MemberInvoices invoices;
    @Inject
    private Parties parties;
    @Inject
    private CurrentActor actor;

    /** So much of a charge, in major units. */
    public record Pay(BigDecimal amount) {
    }

    /**
     * The member's own invoice for a statement, in major units.
     *
     * @param statement its code
     * @param sellerTax the member's tax number as it stands on the invoice
     * @param buyerTax  headquarters' as it stands there
     * @param content   the invoice itself in base64: PDF, JPEG or PNG
     */
    public record NewInvoice(String statement, String number, LocalDate issuedOn, String sellerTax, String buyerTax, BigDecimal net, BigDecimal vat,
                             String fileName, String content) {
    }

    /** A statement for which no invoice was handed in; {@code required} says that nothing is paid before. */
    public record Wanted(String statement, Money payable, LocalDate issuedOn, boolean required) {
    }

    /** What the member was charged apart from goods, newest first. */
    @GET
    @Path("charges")
    public Paged<ReceivablesResource.Charged> charges(@QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(receivables.list(actor.get(), false, after, rows + 1), rows, Receivable::code).map(ReceivablesResource.Charged::of);
    }

    /** Pays a charge, or a part of it, from the wallet; the same key and body answer the same. */
    @POST
    @Path("charges/{code}/pay")
    @Requires(InvoicingPermission.REQUEST)
    public ReceivablesResource.Charged pay(@PathParam("code") String code, @HeaderParam(IdempotencyKey.HEADER) String key, Body<Pay> body) {
        return Thing.first(() -> receivables.get(actor.get(), code), () -> ReceivablesResource.Charged.of(receivables.payFromWallet(actor.get(),
                new Receivables.Part(code, Body.required(body, "amount").amount(), null), key)));
    }

    /** To whom invoices are written: empty until it is kept. */
    @GET
    @Path("data")
    public Response data(@Context Request request) {
        return Versions.answer(request, parties.of(actor.get(), actor.get().organisation()).orElse(new Party("", "", "", "", "", "", "")));
    }

    /** Headquarters' data, to whom the member's own invoices are written: empty until it is kept. */
    @GET
    @Path("headquarters")
    public Response headquarters(@Context Request request) {
        return Versions.answer(request, parties.headquarters(actor.get()).orElse(new Party("", "", "", "", "", "", "")));
    }

    /** Keeps to whom invoices are written. */
    @PUT
    @Path("data")
    @Requires(InvoicingPermission.REQUEST)
    public Party keep(Body<Party> body) {
        return parties.keep(actor.get(), Body.required(body, "title"));
    }

    /** The statements that pay something and have no invoice yet, newest first. */
    @GET
    @Path("wanted")
    public List<Wanted> wanted() {
        return invoices.wanted(actor.get()).stream().map(each -> new Wanted(each.statement(), each.payable(), each.issuedOn(), each.required())).toList();
    }

    /** The member's own invoices, newest first. */
    @GET
    @Path("own")
    public Paged<MemberInvoicesResource.Received> own(@QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(invoices.list(actor.get(), null, after, rows + 1), rows, MemberInvoice::code).map(MemberInvoicesResource.Received::of);
    }

    /** Hands an invoice in: 201. One for a statement and one of a number at a time, so it needs no key. */
    @POST
    @Path("own")
    @Requires(InvoicingPermission.REQUEST)
    public Response handIn(Body<NewInvoice> body) {
        NewInvoice said = Body.required(body, "statement");
        MemberInvoice invoice = invoices.handIn(actor.get(), new HandIn(said.statement(), said.number(), said.issuedOn(), said.sellerTax(), said.buyerTax(),
                said.net(), said.vat()), said.content() == null ? null : Proof.of(said.fileName() == null ? "invoice" : said.fileName(), bytes(said.content())));
        return Response.created(URI.create((actor.may("area:agent") ? "agent" : "dealer") + "/v1/invoices/own"))
                .entity(MemberInvoicesResource.Received.of(invoice)).build();
    }

    private static byte[] bytes(String content) {
        try {
            return Base64.getDecoder().decode(content);
        } catch (IllegalArgumentException wrong) {
            throw Problem.invalid("content", "");
        }
    }
}
