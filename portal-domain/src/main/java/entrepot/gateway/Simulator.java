package entrepot.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import entrepot.kernel.Money;
import entrepot.platform.sql.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A provider inside the portal, for demonstrations: its page lets a stranger pay, and say how the callbacks shall come. They are signed like any provider's
 * and go the same way.
 */
@ApplicationScoped
class Simulator implements Gateway {

    /** In a demonstration only, and forgotten at the next start. */
    private final Map<String, Notice> silent = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    static final String SIGNATURE = "simulator-signature";
    static final String SECRET = "key";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What it tells. @param amount in minor units @param refund of which it speaks; null for the payment */
    record Said(String payment, String number, String merchant, long amount, String currency, Result result, String refund) {
    }

    @Override
    public Provider provider() {
        return Provider.SIMULATOR;
    }

    @Override
    public String merchant(Settings settings) {
        return "SIMULATED";
    }

    @Override
    public String begin(Settings settings, Order order) {
        return "/agent/wallet/simulator?payment=" + order.code();
    }

    /** A callback as it would send it. @param forged whether with a signature that is wrong */
    Callback callback(Settings settings, Said said, boolean forged) {
        byte[] body = Json.of(said).text().getBytes(StandardCharsets.UTF_8);
        return new Callback(Map.of(SIGNATURE, sign(forged ? "somebody else" : settings.secret(SECRET), body)), body);
    }

    @Override
    public Notice verified(Settings settings, Callback callback) throws Forged {
        byte[] own = sign(settings.secret(SECRET), callback.body()).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(own, callback.headers().getOrDefault(SIGNATURE, "").getBytes(StandardCharsets.US_ASCII))) {
            throw new Forged("signature");
        }
        try {
            JsonNode said = JSON.readTree(callback.body());
            return new Notice(said.path("payment").asText(), said.path("number").asText(), said.path("merchant").asText(),
                    Money.of(said.path("amount").asLong(), said.path("currency").asText()), Result.valueOf(said.path("result").asText()),
                    said.path("refund").asText(null));
        } catch (IOException | IllegalArgumentException wrong) {
            throw new Forged("not ours");
        }
    }

    @Override
    public Reply reply(boolean understood) {
        return new Reply(understood ? 200 : 401, "text/plain", understood ? "ok" : "no");
    }

    @Override
    public Notice ask(Settings settings, Order order) {
        // it forgets what it has sent; what it kept to itself it says when it is asked
        return silent.getOrDefault(order.code(), new Notice(order.code(), "", merchant(settings), null, Result.OPEN));
    }

    @Override
    public void refund(Settings settings, Order order, String code, Money amount) throws Refused {
        // nothing was taken from anybody; an amount that ends in 13 is refused the first time, so that one sees it
        if (amount.minor() % 100 == 13 && refused.add(code)) {
            throw new Refused("BALANCE_NOT_ENOUGH");
        }
    }

    /** It was paid, and nobody is told before it is asked. */
    void keepSilent(Settings settings, Order order, String number) {
        silent.put(order.code(), new Notice(order.code(), number, merchant(settings), order.amount(), Result.PAID));
    }

    private static String sign(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
