package entrepot.web.pages.frame;

import entrepot.kernel.Problem;
import entrepot.platform.files.FileProblem;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads a file that a form brought, up to a size. */
public final class Uploads {

    private Uploads() {
    }

    /** @throws Problem FIELD_MISSING where none was chosen, FILE_TOO_LARGE */
    public static byte[] bytes(Part file, int max) {
        if (file == null || file.getSize() == 0 && (file.getSubmittedFileName() == null || file.getSubmittedFileName().isEmpty())) {
            throw Problem.missing("file");
        }
        if (file.getSize() > max) {
            throw new Problem(FileProblem.FILE_TOO_LARGE).with("max", max / 1024 / 1024);
        }
        try (InputStream bytes = file.getInputStream()) {
            return bytes.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Whether a file was chosen at all. */
    public static boolean isChosen(Part file) {
        return file != null && file.getSubmittedFileName() != null && !file.getSubmittedFileName().isEmpty();
    }
}
