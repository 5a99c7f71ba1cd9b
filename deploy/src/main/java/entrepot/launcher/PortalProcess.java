package entrepot.launcher;

import java.io.IOException;

/**
 * The program of the portal's own process: Payara Micro, which ends when its launcher does.
 *
 * <p>The launcher holds the other end of the standard input. When the launcher is killed, the input ends, and this
 * process with it: what was acknowledged is in the database, and a portal without its launcher would hold the port.
 */
public final class PortalProcess {
    private PortalProcess() {
    }

    /** Takes Payara Micro's own arguments. */
    public static void main(String[] arguments) throws Exception {
        Thread leash = new Thread(PortalProcess::endWithTheLauncher, "leash");
        leash.setDaemon(true);
        leash.start();
        // it is on the class path of this process only, not on the launcher's
        Class.forName("fish.payara.micro.impl.RootDirLauncher").getMethod("main", String[].class)
                .invoke(null, (Object) arguments);
    }

    private static void endWithTheLauncher() {
        try {
            while (System.in.read() >= 0) {
                // nothing is ever sent
            }
        } catch (IOException e) {
            // as good as the end
        }
        Runtime.getRuntime().halt(1);
    }
}
