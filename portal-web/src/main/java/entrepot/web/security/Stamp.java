package entrepot.web.security;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Changes whenever the look changes, so that browsers may keep it for a year. Set once, when the program starts. */
public final class Stamp {

    private static volatile String value = "0";

    private Stamp() {
    }

    /** For links to style files: {@code portal.css?v=…}. */
    public static String value() {
        return value;
    }

    /** Takes the fingerprint of the given files. */
    public static void of(InputStream... files) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (InputStream file : files) {
                try (file) {
                    digest.update(file.readAllBytes());
                }
            }
            value = HexFormat.of().formatHex(digest.digest(), 0, 5);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
