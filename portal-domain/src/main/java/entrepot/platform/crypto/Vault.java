package entrepot.platform.crypto;

import entrepot.kernel.TenantId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps secrets that have to be read again (what signs a webhook, a shop's access token): AES-256-GCM with a key a tenant, derived from the
 * installation's own, which stands in a file beside the data and never in the database. What is sealed for one place cannot be opened at another.
 */
public final class Vault {

    /** The installation's key, as environment or system property: any text of 32 characters or more. */
    public static final String KEY = "ENTREPOT_SECRETS_KEY";

    private static final String VERSION = "v1.";
    private static final int KEY_LENGTH_MIN = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Vault() {
    }

    /** @param place where it is kept, such as {@code webhook_endpoint.secret}: only there it can be opened */
    public static String seal(TenantId tenant, String place, String secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] closed = work(Cipher.ENCRYPT_MODE, tenant, place, nonce, secret.getBytes(StandardCharsets.UTF_8));
        return VERSION + Base64.getEncoder().encodeToString(ByteBuffer.allocate(nonce.length + closed.length).put(nonce).put(closed).array());
    }

    /** @throws IllegalStateException when it was changed, moved, or sealed by another installation */
    public static String open(TenantId tenant, String place, String sealed) {
        if (!sealed.startsWith(VERSION)) {
            throw new IllegalStateException("sealed in an unknown way");
        }
        byte[] all = Base64.getDecoder().decode(sealed.substring(VERSION.length()));
        return new String(work(Cipher.DECRYPT_MODE, tenant, place, Arrays.copyOf(all, NONCE_BYTES), Arrays.copyOfRange(all, NONCE_BYTES, all.length)),
                StandardCharsets.UTF_8);
    }

    /**
     * The same text at the same place gives the same 64 hexadecimal digits, which nobody without the installation's key can find by trying: to see
     * whether two sealed numbers are one.
     */
    public static String fingerprint(TenantId tenant, String place, String text) {
        try {
            return HexFormat.of().formatHex(mac(key().getBytes(StandardCharsets.UTF_8), "fingerprint:" + tenant.value() + "|" + place + "|" + text));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] mac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] work(int mode, TenantId tenant, String place, byte[] nonce, byte[] content) {
        String where = "tenant:" + tenant.value() + "|" + place;
        try {
            byte[] key = mac(key().getBytes(StandardCharsets.UTF_8), "tenant:" + tenant.value());
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(where.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(content);
        } catch (GeneralSecurityException wrong) {
            // without the cause's words: they may tell what stood there
            throw new IllegalStateException("cannot be " + (mode == Cipher.ENCRYPT_MODE ? "sealed" : "opened") + " at " + place);
        }
    }

    private static String key() {
        String key = System.getProperty(KEY, System.getenv(KEY));
        if (key == null || key.length() < KEY_LENGTH_MIN) {
            throw new IllegalStateException("the portal was started without " + KEY);
        }
        return key;
    }
}
