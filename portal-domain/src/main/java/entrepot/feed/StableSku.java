package entrepot.feed;

import entrepot.platform.crypto.Tokens;
import java.util.List;
import java.util.Locale;

/**
 * A SKU for a row that has none: made from handle and options alone, so that the same file gives the same SKU again.
 * Readable in front, unmistakable behind: {@code GEN-FANTASTIC-BRONZE-LAMP-3F9A1C20}.
 */
final class StableSku {

    private static final int READABLE_MAX = 40;
    private static final int HASH_LENGTH = 8;

    private StableSku() {
    }

    static String of(String handle, List<String> options) {
        String readable = handle.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "-").replaceAll("^-|-$", "");
        if (readable.length() > READABLE_MAX) {
            readable = readable.substring(0, READABLE_MAX);
        }
        // the separator cannot stand in a cell, so "a|b" and "a","b" differ
        String hash = Tokens.sha256(handle + '\0' + String.join("\0", options)).substring(0, HASH_LENGTH)
                .toUpperCase(Locale.ROOT);
        return readable.isEmpty() ? "GEN-" + hash : "GEN-" + readable + "-" + hash;
    }
}
