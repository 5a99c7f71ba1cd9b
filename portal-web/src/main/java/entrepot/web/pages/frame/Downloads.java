package entrepot.web.pages.frame;

import entrepot.platform.files.CsvOutput;
import entrepot.platform.files.XlsxOutput;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Answers a button with a file instead of a page. */
public final class Downloads {

    private Downloads() {
    }

    private interface Writing {
        void to(OutputStream target) throws IOException;
    }

    /** A CSV in UTF-8 with a byte order mark, which spreadsheets need to read Chinese; cells cannot be formulas. */
    public static void csv(String name, Consumer<CsvOutput> rows) {
        file(name, "text/csv; charset=utf-8", target -> {
            Writer writer = new OutputStreamWriter(target, StandardCharsets.UTF_8);
            writer.write('\uFEFF');
            try (CsvOutput csv = new CsvOutput(writer)) {
                rows.accept(csv);
            }
        });
    }

    /** A workbook of one sheet; every text stays text. */
    public static void xlsx(String name, Consumer<XlsxOutput> rows) {
        file(name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", target -> {
            try (XlsxOutput xlsx = new XlsxOutput(target, "Orders")) {
                rows.accept(xlsx);
            }
        });
    }

    public static void bytes(String name, String type, byte[] bytes) {
        file(name, type, target -> target.write(bytes));
    }

    private static void file(String name, String type, Writing writing) {
        FacesContext faces = FacesContext.getCurrentInstance();
        ExternalContext external = faces.getExternalContext();
        external.responseReset();
        external.setResponseContentType(type);
        external.setResponseHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        external.setResponseHeader("X-Content-Type-Options", "nosniff");
        try {
            writing.to(external.getResponseOutputStream());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        faces.responseComplete();
    }
}
