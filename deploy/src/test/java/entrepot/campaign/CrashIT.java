package entrepot.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.journey.RunningPortal;
import entrepot.launcher.LauncherProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * One round of the crash campaign, on a copy of the demonstration that the launcher's own backup and restore make. It has a portal
 * to itself, so it runs beside the others.
 */
@Execution(ExecutionMode.CONCURRENT)
class CrashIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void after_kill_9_of_everything_each_acknowledged_order_is_there_once_and_the_books_balance() throws Exception {
        Path folder = Path.of("target", "crash").toAbsolutePath();
        Campaign.delete(folder);
        Files.createDirectories(folder);
        Path data = copy(RunningPortal.shared().data(), folder);
        List<String> said = new ArrayList<>();
        try (Crash crash = new Crash(data, System.nanoTime(), said::add)) {
            List<String> faults = crash.round(1);
            said.forEach(System.out::println);
            assertThat(faults).as(String.join("\n", said)).isEmpty();
        }
    }

    private static Path copy(Path running, Path folder) throws SQLException {
        Path archive = folder.resolve("demonstration.tar.gz");
        Path data = folder.resolve("data");
        run("backup", archive.toString(), "--data=" + running);
        run("restore", archive.toString(), "--data=" + data);
        return data;
    }

    private static void run(String... command) {
        try (LauncherProcess process = LauncherProcess.run(LauncherProcess.installation(), command)) {
            assertThat(process.awaitEnd(PATIENCE)).as(process.output()).isZero();
        }
    }
}
