package entrepot.lists;

import entrepot.kernel.Problem;
import entrepot.platform.files.FileProblem;
import entrepot.platform.files.Files;
import entrepot.platform.files.Table;

/** Reads a table of a size that may be a shipping list. Pure. */
final class ListFile {

    private ListFile() {
    }

    /** @throws Problem FILE_EMPTY, FILE_TOO_LARGE, what {@link Table} refuses */
    static Table read(byte[] bytes) {
        return read(bytes, "");
    }

    static Table read(byte[] bytes, String encoding) {
        if (bytes.length == 0) {
            throw new Problem(FileProblem.FILE_EMPTY);
        }
        if (bytes.length > Files.BYTES_MAX) {
            throw new Problem(FileProblem.FILE_TOO_LARGE).with("max", Files.BYTES_MAX / 1024 / 1024);
        }
        return Table.read(bytes, encoding);
    }
}
