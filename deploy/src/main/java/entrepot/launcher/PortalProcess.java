package entrepot.launcher;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The program of the portal's own process: Payara Micro, which boots at once, deploys the portal when it is told to,
 * and ends when its launcher does.
 *
 * <p>The launcher speaks on the standard input: lines {@code set NAME=value}, which no one else on the machine can
 * read, then {@code deploy FILE}, and {@code link FILE} before its classes are archived. When the launcher is killed, the input ends, and this process with it: what was
 * acknowledged is in the database, and a portal without its launcher would hold the port.
 */
public final class PortalProcess {
    /** What this process prints once the portal is deployed. */
    static final String DEPLOYED = "portal: deployed";
    /** What this process prints once it has linked what it was told to. */
    static final String LINKED = "portal: linked";

    private PortalProcess() {
    }

    /** Takes Payara Micro's own arguments. */
    public static void main(String[] arguments) throws Exception {
        CompletableFuture<File> war = new CompletableFuture<>();
        Thread listener = new Thread(() -> listen(war), "launcher");
        listener.setDaemon(true);
        listener.start();
        // Payara is on the class path of this process only, not on the launcher's
        Class.forName("fish.payara.micro.impl.RootDirLauncher").getMethod("main", String[].class)
                .invoke(null, (Object) arguments);
        Object payara = Class.forName("fish.payara.micro.impl.PayaraMicroImpl").getMethod("getInstance").invoke(null);
        Class<?> boot = Class.forName("fish.payara.micro.boot.PayaraMicroBoot");
        Object runtime = boot.getMethod("getRuntime").invoke(payara);
        Class<?> api = Class.forName("fish.payara.micro.PayaraMicroRuntime");
        api.getMethod("deploy", String.class, String.class, File.class).invoke(runtime, "portal", "/", war.get());
        // its own answer is true for a deployment that failed, and Payara would go on and answer 404
        if (!((Collection<?>) api.getMethod("getDeployedApplicationNames").invoke(runtime)).contains("portal")) {
            System.exit(1);
        }
        System.out.println(DEPLOYED);
    }

    private static void listen(CompletableFuture<File> war) {
        try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                if (order.startsWith("set ")) {
                    int equals = order.indexOf('=');
                    System.setProperty(order.substring("set ".length(), equals), order.substring(equals + 1));
                } else if (order.startsWith("deploy ")) {
                    war.complete(new File(order.substring("deploy ".length())));
                } else if (order.startsWith("link ")) {
                    link(Path.of(order.substring("link ".length())));
                    System.out.println(LINKED);
                }
            }
        } catch (IOException e) {
            // as good as the end
        }
        Runtime.getRuntime().halt(1);
    }

    /** Links the classes that the JVM listed as loaded; its archive leaves out those that are not. */
    private static void link(Path loaded) throws IOException {
        try (Stream<String> lines = Files.lines(loaded)) {
            lines.filter(line -> line.contains(" source: ")).forEach(line -> {
                try {
                    // asking for members links a class without running anything of it
                    Class.forName(line.substring(0, line.indexOf(' ')), false, PortalProcess.class.getClassLoader())
                            .getDeclaredConstructors();
                } catch (ClassNotFoundException | LinkageError e) {
                    // of another loader, or a part of a library for something that is not here
                }
            });
        }
    }
}
