package entrepot.web.rest.finance;

import entrepot.kernel.Money;
import entrepot.ledger.VoucherExport;
import entrepot.ledger.Vouchers;
import entrepot.web.pages.finance.ledger.Asked;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;

/** Files of vouchers for accounting programs, by {@link Vouchers}. */
@Path("finance/v1/vouchers")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class VouchersResource {

    @Inject
    private Vouchers vouchers;
    @Inject
    private CurrentActor actor;

    /** A file that was exported; {@code sha256} is of its bytes. */
    public record Export(String code, String month, String program, String form, String grouping, int firstNo, int lastNo, long postings, long lines,
                         Money debit, String fileName, String sha256, String by, Instant at) {

        static Export of(VoucherExport made) {
            return new Export(made.code(), made.month().toString(), made.program().name(), made.form().name(), made.grouping().name(), made.firstNo(),
                    made.lastNo(), made.postings(), made.lines(), made.debit(), made.fileName(), made.sha256(), made.by(), made.at());
        }
    }

    /** Newest first; of one {@code month} such as {@code 2026-10}, or all. */
    @GET
    public Paged<Export> list(@QueryParam("month") String month, @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Paged.limit(limit);
        return Paged.of(vouchers.list(actor.get(), Asked.month(month), after, rows + 1), rows, VoucherExport::code).map(Export::of);
    }

    /** One file's figures. */
    @GET
    @Path("{code}")
    public Export get(@PathParam("code") String code) {
        return Export.of(vouchers.get(actor.get(), code));
    }

    /** The file, the same bytes as when it was exported. */
    @GET
    @Path("{code}/file")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response file(@PathParam("code") String code) {
        VoucherExport made = vouchers.get(actor.get(), code);
        return Response.ok(vouchers.file(actor.get(), code)).header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + made.fileName() + "\"")
                .build();
    }
}
