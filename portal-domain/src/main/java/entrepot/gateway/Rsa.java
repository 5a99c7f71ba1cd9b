package entrepot.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** SHA256 with RSA, as both Alipay (RSA2) and WeChat Pay sign. Keys are PEM or the base64 inside of it. */
final class Rsa {

    private Rsa() {
    }

    /** @throws IllegalArgumentException for what is no key */
    static PrivateKey privateKey(String text) {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bare(text)));
        } catch (GeneralSecurityException wrong) {
            throw new IllegalArgumentException("no PKCS#8 key");
        }
    }

    /** @throws IllegalArgumentException for what is no key */
    static PublicKey publicKey(String text) {
        try {
            return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(bare(text)));
        } catch (GeneralSecurityException wrong) {
            throw new IllegalArgumentException("no public key");
        }
    }

    static String sign(PrivateKey key, String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException wrong) {
            throw new IllegalStateException("cannot be signed");
        }
    }

    static boolean verify(PublicKey key, String text, String signed) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(Base64.getDecoder().decode(signed));
        } catch (GeneralSecurityException | IllegalArgumentException wrong) {
            return false;
        }
    }

    private static byte[] bare(String text) {
        return Base64.getDecoder().decode(text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", ""));
    }
}
