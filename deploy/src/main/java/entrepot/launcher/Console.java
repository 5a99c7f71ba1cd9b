package entrepot.launcher;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What the operator reads. Lines go out whole and at once; nobody reading any more is no error. */
final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean underMaven;

    /** {@code underMaven} words the hints for {@code mvn -Prun}. */
    Console(PrintStream out, PrintStream err, boolean underMaven) {
        this.out = out;
        this.err = err;
        this.underMaven = underMaven;
    }

    synchronized void say(String line) {
        out.println(line);
        // Ctrl-C ends Maven, which carried our lines, before we are done: the terminal itself is still there
        if (out.checkError() && underMaven) {
            try (PrintStream terminal = new PrintStream(new FileOutputStream("/dev/tty"), true,
                    StandardCharsets.UTF_8)) {
                terminal.println(line);
            } catch (IOException e) {
                // no terminal: nobody is there to read
            }
        }
    }

    synchronized void complain(String line) {
        err.println("entrepot: " + line);
        err.flush();
    }

    /** How an option is written where this program was started. */
    String option(String name) {
        return (underMaven ? "-D" : "--") + name + "=";
    }

    String stopHint() {
        return underMaven ? "Ctrl-C stops it." : "Ctrl-C or 'entrepot stop' stops it.";
    }
}
