package entrepot.web.pages.frame;

import entrepot.platform.files.CsvOutput;
import entrepot.platform.files.XlsxOutput;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Answers a button with a file instead of a page. */
public final class Downloads {

    private Downloads() {
    }

    /** Fills a file. */
    public interface Writing {
        void to(OutputStream target) throws IOException;
    }

    /** A CSV in UTF-8 with a byte order mark, which spreadsheets need to read Chinese; cells cannot be formulas. */
    public static void csv(String name, Consumer<CsvOutput> rows) {
        spooled(name, "text/csv; charset=utf-8", target -> {
            Writer writer = new OutputStreamWriter(target, StandardCharsets.UTF_8);
            writer.write('\uFEFF');
            try (CsvOutput csv = new CsvOutput(writer)) {
                rows.accept(csv);
            }
        });
    }

    /** A sheet is called as its file; the name has 31 characters at most, and not all of them. */
    private static String sheet(String file) {
        String name = file.replaceFirst("\\.[a-z]+$", "").replaceAll("[\\\\/?*\\[\\]:']", " ").strip();
        return name.isEmpty() ? "1" : name.substring(0, Math.min(name.length(), 31));
    }

    /** A workbook of one sheet; every text stays text. */
    public static void xlsx(String name, Consumer<XlsxOutput> rows) {
        spooled(name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", target -> {
            try (XlsxOutput xlsx = new XlsxOutput(target, sheet(name))) {
                rows.accept(xlsx);
            }
        });
    }

    /**
     * A file of any length: written to the disk first, so that neither a refusal comes after its first byte nor a slow browser keeps a transaction open,
     * and never held in memory.
     */
    public static void spooled(String name, String type, Writing writing) {
        try {
            Path spool = Files.createTempFile("download-", ".tmp");
            try {
                try (OutputStream target = new BufferedOutputStream(Files.newOutputStream(spool))) {
                    writing.to(target);
                }
                file(name, type, target -> Files.copy(spool, target));
            } finally {
                Files.deleteIfExists(spool);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
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
