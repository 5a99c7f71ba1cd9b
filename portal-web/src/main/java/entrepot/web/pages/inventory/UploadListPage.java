package entrepot.web.pages.inventory;

import entrepot.inventory.StockUpload;
import entrepot.inventory.StockUploads;
import entrepot.kernel.Problem;
import entrepot.platform.files.FileProblem;
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
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A dealer says its stock by file. */
@Named
@RequestScoped
public class UploadListPage extends Listing<StockUpload> {

    @Inject
    private StockUploads uploads;
    @Inject
    private CurrentActor actor;

    private String warehouse;
    private StockUpload.Mode mode = StockUpload.Mode.EACH_ROW;
    private Part file;

    public void load() {
        show(Paged.of(uploads.list(actor.get(), getAfter(), ROWS + 1), ROWS, StockUpload::code));
    }

    public String upload() {
        if (file == null) {
            throw Problem.missing("file");
        }
        if (file.getSize() > Files.BYTES_MAX) {
            throw new Problem(FileProblem.FILE_TOO_LARGE).with("max", Files.BYTES_MAX / 1024 / 1024);
        }
        try (InputStream bytes = file.getInputStream()) {
            StockUpload upload = uploads.upload(actor.get(), warehouse, file.getSubmittedFileName(), bytes.readAllBytes(), mode);
            return Done.to("/dealer/stock/upload?code=" + upload.code(), "inventory.upload.result", "taken", upload.taken(), "left", upload.leftOut());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public void template() {
        Downloads.csv("stock-template.csv", csv -> csv.row("SKU", "Quantity", "Whose", "Shelf"));
    }

    public StockUpload.Mode[] getModes() {
        return StockUpload.Mode.values();
    }

    public String getWarehouse() {
        return warehouse;
    }

    public void setWarehouse(String warehouse) {
        this.warehouse = warehouse;
    }

    public StockUpload.Mode getMode() {
        return mode;
    }

    public void setMode(StockUpload.Mode mode) {
        this.mode = mode;
    }

    public Part getFile() {
        return file;
    }

    public void setFile(Part file) {
        this.file = file;
    }
}
