package entrepot.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which processes work in a folder: every process of a PostgreSQL server has its data folder as its working folder,
 * which tells it from an unrelated process that got the same number. Only Linux lets us look.
 */
final class WorkingIn {
    static final boolean CAN_TELL = Files.isDirectory(Path.of("/proc/self"));

    private WorkingIn() {
    }

    /** Whether the process is alive and works in the folder; where we cannot look, whether it calls itself postgres. */
    static boolean folder(ProcessHandle process, Path folder) {
        if (!process.isAlive() || zombie(process)) {
            return false;
        }
        if (!CAN_TELL) {
            return process.info().command().orElse("").endsWith("postgres");
        }
        try {
            return Files.isSameFile(Path.of("/proc/" + process.pid() + "/cwd"), folder);
        } catch (IOException e) {
            // gone meanwhile, or another user's: then it is none of ours
            return false;
        }
    }

    /** Whether any process works in the folder; false where we cannot look. */
    static boolean anybody(Path folder) {
        return CAN_TELL && ProcessHandle.allProcesses().anyMatch(process -> folder(process, folder));
    }

    /** Whether the process has ended and only its parent has not noticed. */
    static boolean zombie(ProcessHandle process) {
        if (!CAN_TELL) {
            return false;
        }
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return !process.isAlive();
        }
    }
}
