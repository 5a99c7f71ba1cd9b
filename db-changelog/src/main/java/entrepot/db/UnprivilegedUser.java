package entrepot.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * PostgreSQL refuses to run as root. Started by root it gets a user namespace of its own, in which it is nobody while
 * the files stay ours; where namespaces are forbidden it becomes the user nobody, who then owns the data folder.
 */
final class UnprivilegedUser {
    private static final String NOBODY = "65534";

    private final List<String> prefix;
    private final boolean nobody;
    private final boolean setsid;

    private UnprivilegedUser(List<String> prefix, boolean nobody) {
        this.prefix = prefix;
        this.nobody = nobody;
        this.setsid = works("setsid", "true");
    }

    static UnprivilegedUser find(DataFolder folder) throws IOException {
        if (!isRoot()) {
            return new UnprivilegedUser(List.of(), false);
        }
        if (works("unshare", "-U", "true")) {
            return new UnprivilegedUser(List.of("unshare", "-U"), false);
        }
        List<String> drop = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        UnprivilegedUser user = new UnprivilegedUser(drop, true);
        user.own(folder.root());
        List<String> probe = new ArrayList<>(drop);
        probe.addAll(List.of("test", "-w", folder.root().toString()));
        if (!works(probe.toArray(String[]::new))) {
            throw new DatabaseException("PostgreSQL does not run as root, and the user nobody cannot reach "
                    + folder.root() + ": start Entrepot as an ordinary user, or choose a data folder that is not"
                    + " below a private one.");
        }
        return user;
    }

    /** What stands before a command that must not run as root. */
    List<String> prefix() {
        return prefix;
    }

    /** The same for the server, which also leaves our session: Ctrl-C is for us, and we stop it in our own time. */
    List<String> sessionPrefix() {
        List<String> command = new ArrayList<>();
        if (setsid) {
            command.add("setsid");
        }
        command.addAll(prefix);
        return command;
    }

    /** Gives the folder to the user, where that is another one than ours. */
    void own(Path folder) throws IOException {
        if (!nobody) {
            return;
        }
        Integer id = Integer.valueOf(NOBODY);
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList()) {
                Files.setAttribute(path, "unix:uid", id, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private static boolean isRoot() throws IOException {
        Process process = new ProcessBuilder("id", "-u").start();
        String id = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
        return id.trim().equals("0");
    }

    private static boolean works(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
