package entrepot.web.pages.frame;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Ids under which a failure is logged and shown, so that a person can name it to whoever looks into the log. */
public final class Traces {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Traces() {
    }

    public static String next() {
        byte[] bytes = new byte[6];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
