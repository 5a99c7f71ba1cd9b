package entrepot.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of the trade beside the project, which tests read and the product does not need. */
public final class Shared {

    private Shared() {
    }

    /** The bytes of {@code ../shared/data/<path>}; a test that needs a file fails, and says so, where it is absent. */
    public static byte[] bytes(String path) {
        try {
            return Files.readAllBytes(folder().resolve(path));
        } catch (IOException failure) {
            throw new UncheckedIOException("this test needs shared/data/" + path, failure);
        }
    }

    /** The folder {@code shared/data} beside the project. */
    public static Path folder() {
        Path from = Path.of("").toAbsolutePath();
        for (Path at = from; at != null; at = at.getParent()) {
            Path data = at.resolve("shared/data");
            if (Files.isDirectory(data)) {
                return data;
            }
        }
        throw new IllegalStateException("this test needs the folder shared/data beside the project; looked upwards from "
                + from);
    }
}
