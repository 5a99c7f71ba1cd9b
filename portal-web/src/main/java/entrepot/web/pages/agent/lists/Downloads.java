package entrepot.web.pages.agent.lists;

import entrepot.platform.files.CsvOutput;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Answers a button with a file instead of a page. */
final class Downloads {

    private Downloads() {
    }

    /** A CSV in UTF-8 with a byte order mark, which spreadsheets need to read Chinese; cells cannot be formulas. */
    static void csv(String name, Consumer<CsvOutput> rows) {
        FacesContext faces = FacesContext.getCurrentInstance();
        ExternalContext external = faces.getExternalContext();
        external.responseReset();
        external.setResponseContentType("text/csv; charset=utf-8");
        external.setResponseHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        external.setResponseHeader("X-Content-Type-Options", "nosniff");
        try {
            Writer writer = new OutputStreamWriter(external.getResponseOutputStream(), StandardCharsets.UTF_8);
            writer.write('\uFEFF');
            try (CsvOutput csv = new CsvOutput(writer)) {
                rows.accept(csv);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        faces.responseComplete();
    }
}
