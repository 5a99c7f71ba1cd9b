package entrepot.launcher;

import entrepot.db.DatabaseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Says in one line why a command failed. */
final class Failure {
    private static final String FULL = "No space left on device";

    private Failure() {
    }

    /** The line for the operator. */
    static String explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && cause.getMessage().contains(FULL)) {
                return "The disk is full; make room and start again. Nothing was lost.";
            }
        }
        if (failure instanceof LauncherException || failure instanceof DatabaseException) {
            return failure.getMessage();
        }
        return failure.toString();
    }

    /** The last line of a file, for want of a better reason. */
    static String lastLine(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return lines.stream().filter(line -> line.contains(FULL)).findFirst()
                .orElse(lines.isEmpty() ? "no reason given" : lines.get(lines.size() - 1));
    }
}
