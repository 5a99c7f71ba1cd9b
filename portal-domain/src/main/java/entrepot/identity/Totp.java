package entrepot.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Time-based one-time codes as RFC 6238 says: HMAC-SHA-1, steps of 30 seconds, six digits, which is what telephones' authenticators agree on. Pure.
 * Forty lines that the RFC's own figures prove; the libraries for it rest since years (docs/decisions/libraries.md).
 */
final class Totp {

    static final int STEP_S = 30;
    static final int SECRET_BYTES = 20;
    private static final int DIGITS = 6;
    private static final int MODULUS = 1_000_000;
    /** Steps before and after now that count as now: clocks differ, and typing takes a while. */
    private static final int TOLERANCE = 1;
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BASE32_BITS = 5;

    private Totp() {
    }

    static long step(long epochSecond) {
        return Math.floorDiv(epochSecond, STEP_S);
    }

    /** The code of a step, six digits. */
    static String code(byte[] secret, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xF;
            int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & Integer.MAX_VALUE;
            String digits = Integer.toString(number % MODULUS);
            return "0".repeat(DIGITS - digits.length()) + digits;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The step that the code is of, within the tolerance and after the last one that was used; empty for any other code. */
    static OptionalLong stepOf(byte[] secret, String code, long epochSecond, long lastUsed) {
        long now = step(epochSecond);
        OptionalLong found = OptionalLong.empty();
        for (long step = now - TOLERANCE; step <= now + TOLERANCE; step++) {
            boolean same = MessageDigest.isEqual(code(secret, step).getBytes(StandardCharsets.US_ASCII), code.getBytes(StandardCharsets.UTF_8));
            if (same && step > lastUsed) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /** As authenticators take it, without padding (RFC 4648). */
    static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
            buffer = buffer << Byte.SIZE | b & 0xFF;
            bits += Byte.SIZE;
            while (bits >= BASE32_BITS) {
                bits -= BASE32_BITS;
                text.append(BASE32.charAt(buffer >> bits & 0x1F));
            }
        }
        return bits == 0 ? text.toString() : text.append(BASE32.charAt(buffer << BASE32_BITS - bits & 0x1F)).toString();
    }
}
