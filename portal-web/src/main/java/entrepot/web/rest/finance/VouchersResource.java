package entrepot.web.rest.finance;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.ledger.LedgerPermission;
import entrepot.ledger.Voucher;
import entrepot.ledger.VoucherExport;
import entrepot.ledger.VoucherProgram;
import entrepot.ledger.Vouchers;
import entrepot.platform.access.Requires;
import entrepot.web.pages.finance.ledger.Asked;
import entrepot.web.pages.finance.ledger.VoucherWords;
import entrepot.web.rest.Body;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;

/** Files of vouchers for accounting programs, by {@link Vouchers}. */
@Path("finance/v1/vouchers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class VouchersResource {

    @Inject
    private Vouchers vouchers;
    @Inject
    private VoucherWords words;
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

    /** What is to be exported: a month such as {@code 2026-10}; {@code form} is XLSX unless said, {@code grouping} DAY. */
    public record NewExport(String month, VoucherProgram program, VoucherExport.Form form, Voucher.Grouping grouping) {
    }

    /** What the other program calls kinds of accounts. */
    public record Subjects(List<Vouchers.Subject> subjects) {
    }

    /** Exports what of the month was not exported before: 201 with the file's address. What is exported is not exported again, so it needs no key. */
    @POST
    @Requires(LedgerPermission.PROPOSE)
    public Response export(Body<NewExport> body) {
        NewExport wanted = Body.required(body, "month");
        YearMonth month = Asked.month(wanted.month());
        if (month == null || wanted.program() == null) {
            throw Problem.missing(month == null ? "month" : "program");
        }
        VoucherExport made = vouchers.export(actor.get(), month, wanted.program(), Objects.requireNonNullElse(wanted.form(), VoucherExport.Form.XLSX),
                Objects.requireNonNullElse(wanted.grouping(), Voucher.Grouping.DAY), words.events(), words.members());
        return Response.created(URI.create("finance/v1/vouchers/" + made.code())).entity(Export.of(made)).build();
    }

    /** What the other program calls our kinds of accounts. */
    @GET
    @Path("subjects")
    public Subjects subjects() {
        return new Subjects(List.copyOf(vouchers.subjects(actor.get()).values()));
    }

    /** Names kinds of accounts; those without a code are forgotten, those that are not told stay. */
    @PUT
    @Path("subjects")
    @Requires(LedgerPermission.PROPOSE)
    public Subjects name(Body<Subjects> body) {
        List<Vouchers.Subject> named = Body.each("subjects", Body.required(body, "subjects").subjects());
        if (named.stream().anyMatch(subject -> subject.kind() == null)) {
            throw Problem.missing("kind");
        }
        vouchers.name(actor.get(), named);
        return subjects();
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
