package entrepot.campaign;

import entrepot.launcher.LauncherProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@code mvn -Pcampaign -Dcampaign=crash [-Dtimes=20] [-Dseed=…]}: repeats a proof; exit code 1 when something is not as it should be. */
public final class Campaign {

    private Campaign() {
    }

    /** Takes the name, how often, and the seed, where 0 stands for one of the moment's. */
    public static void main(String[] arguments) throws SQLException, IOException {
        if (arguments.length != 3 || !arguments[0].equals("crash")) {
            System.err.println("There is one campaign so far: -Dcampaign=crash");
            System.exit(2);
        }
        LauncherProcess.installation();
        long seed = Long.parseLong(arguments[2]);
        Path data = Path.of("target", "campaign", "crash-data").toAbsolutePath();
        delete(data);
        int faulty = 0;
        try (Crash crash = new Crash(data, seed == 0 ? System.nanoTime() : seed, System.out::println)) {
            int times = Integer.parseInt(arguments[1]);
            for (int round = 1; round <= times; round++) {
                List<String> faults = crash.round(round);
                faults.forEach(fault -> System.out.println("FAULT: " + fault));
                faulty += faults.isEmpty() ? 0 : 1;
            }
            System.out.println("crash.rounds=" + times);
            System.out.println("crash.faulty_rounds=" + faulty);
        }
        System.exit(faulty == 0 ? 0 : 1);
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
