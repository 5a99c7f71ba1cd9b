package entrepot.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What processes took of the processor so far. Others on the same machine change it less than the time on the clock. Read
 * from Linux's {@code /proc}; elsewhere nothing is told.
 */
final class Processor {

    /** Of 1/100 s, as Linux tells times to programs. */
    private static final double TICK_MS = 10;
    private static final int USER = 11;
    /** Its own in user and system, and those of children that are gone. */
    private static final int TIMES = 4;

    private Processor() {
    }

    /** Milliseconds of the process alone; not a number where none can be told. */
    static double of(long process) {
        try {
            return ofOne(process, 2);
        } catch (IOException untold) {
            return Double.NaN;
        }
    }

    /** Milliseconds of the process and its children, of those too that are gone; not a number where none can be told. */
    static double withChildren(long process) {
        try {
            double all = ofOne(process, TIMES);
            for (ProcessHandle child : ProcessHandle.of(process).map(ProcessHandle::descendants).orElse(Stream.empty()).toList()) {
                all += child.isAlive() ? ofOne(child.pid(), TIMES) : 0;
            }
            return all;
        } catch (IOException untold) {
            return Double.NaN;
        }
    }

    private static double ofOne(long process, int times) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process + "/stat"), StandardCharsets.ISO_8859_1);
        // the name stands in brackets and may hold anything
        List<String> rest = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        return rest.subList(USER, USER + times).stream().mapToLong(Long::parseLong).sum() * TICK_MS;
    }
}
