package entrepot.web.rest;

import entrepot.kernel.Problem;
import entrepot.kernel.ProblemKind;
import jakarta.ws.rs.ProcessingException;
import java.util.function.Supplier;

/** The thing that a path names, before what is said about the rest of the request. */
public final class Thing {

    private Thing() {
    }

    /**
     * Does what was asked of it. Where the request is refused as malformed (its body, its key), the thing is looked for before that is said: what is not
     * there answers 404 to any request. Costs nothing where nothing is wrong.
     *
     * @param look reads the thing
     */
    public static <T> T first(Runnable look, Supplier<T> deed) {
        try {
            return deed.get();
        } catch (ProcessingException malformed) {
            find(look);
            throw malformed;
        } catch (Problem refused) {
            if (refused.kind() == ProblemKind.INVALID) {
                find(look);
            }
            throw refused;
        }
    }

    private static void find(Runnable look) {
        try {
            look.run();
        } catch (Problem missing) {
            // a key that may act on it but not see it is told what was wrong
            if (missing.kind() == ProblemKind.NOT_FOUND) {
                throw missing;
            }
        }
    }
}
