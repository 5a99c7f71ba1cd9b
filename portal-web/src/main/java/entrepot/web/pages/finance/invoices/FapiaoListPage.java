package entrepot.web.pages.finance.invoices;

import entrepot.invoicing.Fapiao;
import entrepot.invoicing.FapiaoRequests;
import entrepot.invoicing.InvoicingPermission;
import entrepot.invoicing.RedLetter;
import entrepot.kernel.Problem;
import entrepot.platform.files.Files;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** Requests for tax invoices, red letters that wait; the list for the invoicing software and its numbers back. */
@Named
@RequestScoped
public class FapiaoListPage extends Listing<Fapiao> {

    @Inject
    private FapiaoRequests requests;
    @Inject
    private CurrentActor actor;

    private Long waiting;
    private List<RedLetter> reds;
    private Part file;
    private List<FapiaoRequests.LeftOut> leftOut;

    public void load() {
        if (getView() == null) {
            setView(Fapiao.State.REQUESTED.name());
        }
        Fapiao.State state = Arrays.stream(Fapiao.State.values()).filter(each -> each.name().equals(getView())).findFirst().orElse(null);
        show(Paged.of(requests.list(actor.get(), state, getAfter(), ROWS + 1), ROWS, Fapiao::code));
        reds = requests.reds(actor.get(), null);
        waiting = actor.may(InvoicingPermission.ISSUE) ? requests.waiting(actor.get()).count() : null;
    }

    public void export() {
        ByteArrayOutputStream workbook = new ByteArrayOutputStream();
        requests.export(actor.get(), workbook);
        Downloads.bytes("invoices.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook.toByteArray());
    }

    public String take() {
        if (file == null || file.getSize() == 0) {
            throw Problem.missing("file");
        }
        try (InputStream bytes = file.getInputStream()) {
            FapiaoRequests.Imported imported = requests.take(actor.get(), bytes.readNBytes(Files.BYTES_MAX));
            leftOut = imported.leftOut();
            if (leftOut.isEmpty()) {
                return Done.to("/finance/invoices/requests", "fapiao.imported", "n", imported.taken());
            }
            Done.say("fapiao.imported", "n", imported.taken());
            load();
            return null;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Long getWaiting() {
        return waiting;
    }

    public List<RedLetter> getReds() {
        return reds;
    }

    public Part getFile() {
        return file;
    }

    public void setFile(Part file) {
        this.file = file;
    }

    public List<FapiaoRequests.LeftOut> getLeftOut() {
        return leftOut;
    }
}
