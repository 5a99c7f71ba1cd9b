package entrepot.web.start;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Whether the portal can be used, and what it is doing until then. Who prepares something long (demonstration data) says so with
 * {@link #working} and ends with {@link #ready}; {@code /health/ready} tells it line by line.
 */
@ApplicationScoped
public class Readiness {

    private volatile String doing;
    private volatile boolean failed;

    /** Not ready: this is being done, for instance "demonstration data: orders 340 of 900". */
    public void working(String what) {
        doing = what;
        failed = false;
    }

    /** Never going to be ready by itself. */
    public void failed(String why) {
        doing = why;
        failed = true;
    }

    public void ready() {
        doing = null;
        failed = false;
    }

    boolean isReady() {
        return doing == null;
    }

    String line() {
        return doing == null ? "ready" : (failed ? "failed: " : "working: ") + doing;
    }
}
