package entrepot.web.pages.invoices;

import entrepot.platform.files.Files;
import entrepot.platform.files.Proof;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Papers that come with a form. */
public final class Uploads {

    private Uploads() {
    }

    /** The paper that was chosen; null where none was. */
    public static Proof proof(Part file) {
        if (file == null || file.getSize() == 0) {
            return null;
        }
        try (InputStream bytes = file.getInputStream()) {
            return Proof.of(file.getSubmittedFileName(), bytes.readNBytes(Proof.BYTES_MAX + 1));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What a kept paper is called when it is saved: letters and digits, a dash, its kind. */
    public static String name(Files.StoredFile kept) {
        int dot = kept.name().lastIndexOf('.');
        return kept.code() + (dot < 0 ? "" : kept.name().substring(dot).replaceAll("[^A-Za-z0-9.]", ""));
    }
}
