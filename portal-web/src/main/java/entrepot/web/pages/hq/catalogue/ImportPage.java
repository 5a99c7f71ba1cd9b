package entrepot.web.pages.hq.catalogue;

import entrepot.feed.ImportRow;
import entrepot.feed.ProductImport;
import entrepot.feed.ProductImports;
import entrepot.feed.RowOutcome;
import entrepot.kernel.Problem;
import entrepot.platform.files.CsvOutput;
import entrepot.platform.files.FileProblem;
import entrepot.platform.files.Files;
import entrepot.platform.files.Table;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Paths;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A product file on its way in: chosen, checked row by row, applied. */
@Named
@RequestScoped
public class ImportPage {

    private static final int ROWS = 50;

    @Inject
    private ProductImports imports;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;
    @Inject
    private PageTexts msg;

    private Part file;
    private ProductImport checked;
    private List<ImportRow> rows;
    private List<ProductImport> recent;
    private String next;

    /** Reads once, as soon as anybody asks: which buttons there are is asked before a form is read. */
    public void load() {
        String code = getCode();
        String after = getAfter();
        if (checked != null || recent != null) {
            return;
        }
        if (code == null) {
            recent = imports.list(actor.get());
            return;
        }
        checked = imports.get(actor.get(), code);
        RowOutcome outcome = Arrays.stream(RowOutcome.values()).filter(o -> o.name().equals(getView())).findFirst().orElse(null);
        long line = after != null && after.matches("\\d{1,9}") ? Long.parseLong(after) : 0;
        Paged<ImportRow> page = Paged.of(imports.rows(actor.get(), code, outcome, line, ROWS + 1), ROWS,
                row -> Long.toString(row.line()));
        rows = page.items();
        next = page.next();
    }

    public String check() {
        if (file == null) {
            throw Problem.missing("file");
        }
        String name = file.getSubmittedFileName() == null ? "" : file.getSubmittedFileName();
        ProductImport result = imports.check(actor.get(), name.substring(Math.max(0, name.length() - 200)), bytes(name));
        return Done.to("/hq/catalogue/import?code=" + result.code());
    }

    public String checkAgain() {
        String code = getCode();
        imports.checkAgain(actor.get(), code);
        return Done.to("/hq/catalogue/import?code=" + code, "import.checked-again");
    }

    public String apply() {
        String code = getCode();
        ProductImport result = imports.apply(actor.get(), code);
        return Done.to("/hq/catalogue/import?code=" + code, "import.applied", "taken", result.taken(), "left", result.leftOut());
    }

    /** The rows that were left out, with the reason, as a file to repair. */
    public void download() {
        String code = getCode();
        List<ImportRow> refused = imports.rows(actor.get(), code, RowOutcome.REFUSED, 0, Table.ROWS_MAX);
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        external.setResponseContentType("text/csv; charset=UTF-8");
        external.setResponseHeader("Content-Disposition", "attachment; filename=\"" + code + "-left-out.csv\"");
        try (CsvOutput csv = new CsvOutput(new OutputStreamWriter(external.getResponseOutputStream(), StandardCharsets.UTF_8))) {
            csv.row(msg.get("import.line"), msg.get("import.handle"), msg.get("import.sku"), msg.get("import.name"), msg.get("import.why"));
            refused.forEach(row -> csv.row(row.line(), row.handle(), row.sku(), row.name(), why(row)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        FacesContext.getCurrentInstance().responseComplete();
    }

    /** The remark of a row in words; empty where there is none. */
    public String why(ImportRow row) {
        return row.remark() == null ? "" : msg.text("import.remark." + row.remark(), "detail", row.detail());
    }

    public RowOutcome[] getOutcomes() {
        return RowOutcome.values();
    }

    private byte[] bytes(String name) {
        if (file.getSize() > Files.BYTES_MAX) {
            throw new Problem(FileProblem.FILE_TOO_LARGE).with("name", name).with("max", Files.BYTES_MAX / 1024 / 1024);
        }
        try (InputStream stream = file.getInputStream()) {
            return stream.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String getCode() {
        return Paths.asked(request, "code");
    }

    public String getView() {
        return Paths.asked(request, "view");
    }

    public String getAfter() {
        return Paths.asked(request, "after");
    }

    public Part getFile() {
        return file;
    }

    public void setFile(Part file) {
        this.file = file;
    }

    public ProductImport getChecked() {
        load();
        return checked;
    }

    public List<ImportRow> getRows() {
        load();
        return rows;
    }

    public List<ProductImport> getRecent() {
        load();
        return recent;
    }

    public String getNext() {
        load();
        return next;
    }
}
