package entrepot.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Money;
import entrepot.platform.clock.BusinessClock;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Alipay and WeChat Pay sign and seal, made here with keys of our own. */
class ProvidersTest {

    private static final String API_KEY = "0123456789abcdef0123456789abcdef";
    private static KeyPair keys;
    private final Alipay alipay = new Alipay();
    private final WeChatPay weChat = new WeChatPay();

    @BeforeAll
    static void keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    private static String text(byte[] key) {
        return "-----BEGIN KEY-----\n" + Base64.getMimeEncoder().encodeToString(key) + "\n-----END KEY-----";
    }

    private static Gateway.Settings settings() {
        return new Gateway.Settings(Map.of("appId", "2021", "sellerId", "2088", "alipayPublicKey", text(keys.getPublic().getEncoded()), "merchantId", "1900", "certificateSerial", "C1",
                "platformSerial", "PUB1", "platformKey", text(keys.getPublic().getEncoded())), Map.of("privateKey", text(keys.getPrivate().getEncoded()), "apiKey", API_KEY));
    }

    private Gateway.Callback alipayNotice(Map<String, String> more) {
        return alipayNotice(Map.of(), more);
    }

    /** @param signed beside what every notice has @param more what is not */
    private Gateway.Callback alipayNotice(Map<String, String> signed, Map<String, String> more) {
        TreeMap<String, String> parameters = new TreeMap<>(Map.of("app_id", "2021", "out_trade_no", "PMT-1", "trade_no", "T-1", "seller_id", "2088", "total_amount", "12.50",
                "trade_status", "TRADE_SUCCESS", "subject", "Kopf & Fuß = 充值", "empty", ""));
        parameters.putAll(signed);
        String sign = Rsa.sign(keys.getPrivate(), Alipay.joined(parameters));
        parameters.put("sign", sign);
        parameters.put("sign_type", "RSA2");
        parameters.putAll(more);
        return new Gateway.Callback(Map.of(), Alipay.encoded(parameters).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void alipay_notices_are_believed_by_their_rsa2_signature_alone() throws Exception {
        Gateway.Notice notice = alipay.verified(settings(), alipayNotice(Map.of()));
        assertThat(notice).isEqualTo(new Gateway.Notice("PMT-1", "T-1", "2088", Money.of(1250, "CNY"), Gateway.Result.PAID));
        for (Map<String, String> change : java.util.List.of(Map.of("total_amount", "99.00"), Map.of("trade_status", "TRADE_FINISHED"), Map.of("app_id", "2022"),
                Map.of("sign_type", "RSA"), Map.of("sign", "AAAA"), Map.of("sign", "not base64!"))) {
            assertThatThrownBy(() -> alipay.verified(settings(), alipayNotice(change))).as(change.toString()).isInstanceOf(Gateway.Forged.class);
        }
    }

    @Test
    void what_a_provider_says_of_a_refund_is_no_word_about_the_payment() throws Exception {
        clock(weChat);
        assertThat(alipay.verified(settings(), alipayNotice(Map.of("out_biz_no", "RFD-1", "gmt_refund", "2026-11-22 10:00:00.000", "refund_fee", "3.00"), Map.of())))
                .isEqualTo(new Gateway.Notice("PMT-1", "T-1", "2088", null, Gateway.Result.PAID, "RFD-1"));
        long now = Instant.now().getEpochSecond();
        for (Map.Entry<String, Gateway.Result> each : Map.of("SUCCESS", Gateway.Result.PAID, "PROCESSING", Gateway.Result.OPEN, "ABNORMAL", Gateway.Result.CLOSED,
                "CLOSED", Gateway.Result.CLOSED).entrySet()) {
            String body = sealed(("{\"mchid\":\"1900\",\"out_trade_no\":\"PMT-1\",\"transaction_id\":\"W-1\",\"out_refund_no\":\"RFD-1\",\"refund_status\":\"%s\","
                    + "\"amount\":{\"total\":1250,\"refund\":300}}").formatted(each.getKey()));
            assertThat(weChat.verified(settings(), weChatNotice("PUB1", now, body, body)))
                    .isEqualTo(new Gateway.Notice("PMT-1", "W-1", "1900", Money.of(300, "CNY"), each.getValue(), "RFD-1"));
        }
    }

    @Test
    void alipay_page_addresses_are_signed_over_the_sorted_parameters() throws Exception {
        clock(alipay);
        String address = alipay.begin(settings(), new Gateway.Order("PMT-1", Money.of(1250, "CNY"), "top-up", Instant.parse("2026-11-22T10:00:00Z"), "https://a/r", "https://a/n", false, ""));
        assertThat(address).startsWith("https://openapi.alipay.com/gateway.do?").contains("alipay.trade.page.pay").contains("12.50").contains("FAST_INSTANT_TRADE_PAY").contains("&sign=");
    }

    private Gateway.Callback weChatNotice(String serial, long at, String body, String signedBody) {
        Map<String, String> headers = new HashMap<>(Map.of("wechatpay-serial", serial, "wechatpay-timestamp", Long.toString(at), "wechatpay-nonce", "n1"));
        headers.put("wechatpay-signature", Rsa.sign(keys.getPrivate(), at + "\nn1\n" + signedBody + "\n"));
        return new Gateway.Callback(headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String sealed(String content) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(API_KEY.getBytes(StandardCharsets.UTF_8), "AES"), new GCMParameterSpec(128, "abcdefghijkl".getBytes(StandardCharsets.UTF_8)));
        cipher.updateAAD("transaction".getBytes(StandardCharsets.UTF_8));
        return "{\"resource\":{\"algorithm\":\"AEAD_AES_256_GCM\",\"nonce\":\"abcdefghijkl\",\"associated_data\":\"transaction\",\"ciphertext\":\""
                + Base64.getEncoder().encodeToString(cipher.doFinal(content.getBytes(StandardCharsets.UTF_8))) + "\"}}";
    }

    @Test
    void wechat_notices_are_believed_by_the_platforms_signature_and_opened_with_the_api_key() throws Exception {
        clock(weChat);
        long now = Instant.now().getEpochSecond();
        String body = sealed("{\"mchid\":\"1900\",\"out_trade_no\":\"PMT-1\",\"transaction_id\":\"W-1\",\"trade_state\":\"SUCCESS\",\"amount\":{\"total\":1250,\"currency\":\"CNY\"}}");
        assertThat(weChat.verified(settings(), weChatNotice("PUB1", now, body, body)))
                .isEqualTo(new Gateway.Notice("PMT-1", "W-1", "1900", Money.of(1250, "CNY"), Gateway.Result.PAID));
        assertThatThrownBy(() -> weChat.verified(settings(), weChatNotice("PUB2", now, body, body))).isInstanceOf(Gateway.Forged.class);
        assertThatThrownBy(() -> weChat.verified(settings(), weChatNotice("PUB1", now - 3600, body, body))).isInstanceOf(Gateway.Forged.class);
        assertThatThrownBy(() -> weChat.verified(settings(), weChatNotice("PUB1", now, body, body + " "))).isInstanceOf(Gateway.Forged.class);
        String changed = body.replace("transaction\"", "transactiox\"");
        assertThatThrownBy(() -> weChat.verified(settings(), weChatNotice("PUB1", now, changed, changed))).isInstanceOf(Gateway.Forged.class);
    }

    private static void clock(Object of) throws Exception {
        Field field = of.getClass().getDeclaredField("clock");
        field.setAccessible(true);
        field.set(of, new BusinessClock());
    }
}
