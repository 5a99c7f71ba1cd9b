package entrepot.web.pages.payouts;

import entrepot.kernel.Problem;
import entrepot.payout.PayoutPermission;
import entrepot.payout.ReturnFile;
import entrepot.payout.ReturnFiles;
import entrepot.platform.files.FileProblem;
import entrepot.platform.files.Files;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** What banks answered, and where a new file is handed in. */
@Named
@RequestScoped
public class BankReturnListPage extends Listing<ReturnFile> {

    @Inject
    private ReturnFiles returns;
    @Inject
    private CurrentActor actor;

    private Part file;
    private boolean loaded;

    public void load() {
        show(Paged.of(returns.list(actor.get(), getAfter(), ROWS + 1), ROWS, ReturnFile::code));
        loaded = true;
    }

    public String take() {
        if (file == null) {
            throw Problem.missing("file");
        }
        if (file.getSize() > Files.BYTES_MAX) {
            throw new Problem(FileProblem.FILE_TOO_LARGE).with("max", Files.BYTES_MAX / 1024 / 1024);
        }
        try (InputStream bytes = file.getInputStream()) {
            ReturnFile taken = returns.take(actor.get(), file.getSubmittedFileName(), bytes.readAllBytes());
            String there = "/finance/payouts/return?code=" + taken.code();
            return taken.again() ? Done.to(there, "payout.return.again", "code", taken.code()) : Done.to(there, "payout.return.taken", "code", taken.code());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public boolean isMayTake() {
        return actor.may(PayoutPermission.PREPARE);
    }

    /** Read again where the file was refused before anything was loaded. */
    @Override
    public List<ReturnFile> getRows() {
        if (!loaded) {
            load();
        }
        return super.getRows();
    }

    public Part getFile() {
        return file;
    }

    public void setFile(Part file) {
        this.file = file;
    }
}
