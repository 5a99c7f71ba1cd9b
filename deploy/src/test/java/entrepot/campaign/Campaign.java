package entrepot.campaign;

import entrepot.launcher.LauncherProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code mvn -Pcampaign -Dcampaign=crash [-Dtimes=20] [-Dseed=…]}, or {@code -Dcampaign=list [-Drows=10000]}: repeats a proof; exit
 * code 1 when something is not as it should be.
 */
public final class Campaign {

    private Campaign() {
    }

    /** A proof that can be repeated. */
    interface Rounds extends AutoCloseable {
        /** @return what is not as it should be; empty when all is well */
        List<String> round(int number) throws SQLException;

        @Override
        void close();
    }

    /** Takes the name, how often (0: as often as is usual), the seed, where 0 stands for one of the moment's, and the rows of a list. */
    public static void main(String[] arguments) throws SQLException, IOException {
        if (arguments.length == 4 && List.of("books", "settlement").contains(arguments[0])) {
            // it ran in the domain, before anything was packed
            return;
        }
        if (arguments.length != 4 || !List.of("crash", "list").contains(arguments[0])) {
            System.err.println("There are four campaigns: -Dcampaign=crash, list, books and settlement");
            System.exit(2);
        }
        LauncherProcess.installation();
        String name = arguments[0];
        int times = Integer.parseInt(arguments[1]) > 0 ? Integer.parseInt(arguments[1]) : name.equals("crash") ? 20 : 1;
        long seed = Long.parseLong(arguments[2]) == 0 ? System.nanoTime() : Long.parseLong(arguments[2]);
        Path data = Path.of("target", "campaign", name + "-data").toAbsolutePath();
        delete(data);
        int faulty = 0;
        try (Rounds rounds = name.equals("crash") ? new Crash(data, seed, System.out::println)
                : new ListCrash(data, seed, Integer.parseInt(arguments[3]), System.out::println)) {
            for (int round = 1; round <= times; round++) {
                List<String> faults = rounds.round(round);
                faults.forEach(fault -> System.out.println("FAULT: " + fault));
                faulty += faults.isEmpty() ? 0 : 1;
            }
            System.out.println(name + ".rounds=" + times);
            System.out.println(name + ".faulty_rounds=" + faulty);
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
