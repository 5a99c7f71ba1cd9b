package entrepot.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import entrepot.kernel.Money;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.outbound.Outbound;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * WeChat Pay, version 3: Native (a code that a telephone scans) and H5 (the telephone's own browser). Our calls are signed with the merchant's key; answers
 * and notices with the platform's, whose serial has to be the one that was set; what a notice says is sealed with AES-256-GCM under the merchant's API key.
 */
@ApplicationScoped
class WeChatPay implements Gateway {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOST = "https://api.mch.weixin.qq.com";
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final int TOLERANCE_SECONDS = 300;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject
    private BusinessClock clock;

    @Override
    public Provider provider() {
        return Provider.WECHAT;
    }

    @Override
    public String merchant(Settings settings) {
        return settings.get("merchantId");
    }

    @Override
    public String begin(Settings settings, Order order) throws Refused {
        ObjectNode body = JSON.createObjectNode().put("appid", settings.get("appId")).put("mchid", settings.get("merchantId")).put("description", order.about())
                .put("out_trade_no", order.code()).put("notify_url", order.notifyTo())
                .put("time_expire", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(order.expiresAt().truncatedTo(ChronoUnit.SECONDS).atZone(CHINA)));
        body.putObject("amount").put("total", order.amount().minor()).put("currency", order.amount().currency());
        if (order.phone()) {
            body.putObject("scene_info").put("payer_client_ip", order.address()).putObject("h5_info").put("type", "Wap");
            String page = call(settings, "POST", "/v3/pay/transactions/h5", body).path("h5_url").asText();
            return page + "&redirect_url=" + URLEncoder.encode(order.returnTo(), StandardCharsets.UTF_8);
        }
        String code = call(settings, "POST", "/v3/pay/transactions/native", body).path("code_url").asText();
        if (!code.startsWith("weixin://")) {
            throw new Refused("NO_CODE");
        }
        return code;
    }

    @Override
    public Notice verified(Settings settings, Callback callback) throws Forged {
        check(settings, callback.headers(), callback.body());
        try {
            JsonNode resource = JSON.readTree(callback.body()).path("resource");
            if (!resource.path("algorithm").asText().equals("AEAD_AES_256_GCM")) {
                throw new Forged("another algorithm");
            }
            byte[] opened = opened(settings.secret("apiKey"), resource.path("nonce").asText(), resource.path("associated_data").asText(),
                    resource.path("ciphertext").asText());
            return notice(JSON.readTree(opened));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException wrong) {
            throw new Forged("cannot be opened");
        }
    }

    @Override
    public Reply reply(boolean understood) {
        return understood ? new Reply(200, "application/json", "{\"code\":\"SUCCESS\",\"message\":\"\"}")
                : new Reply(401, "application/json", "{\"code\":\"FAIL\",\"message\":\"signature\"}");
    }

    @Override
    public Notice ask(Settings settings, Order order) throws Refused {
        return notice(call(settings, "GET", "/v3/pay/transactions/out-trade-no/" + order.code() + "?mchid=" + settings.get("merchantId"), null));
    }

    @Override
    public void refund(Settings settings, Order order, String code, Money amount) throws Refused {
        ObjectNode body = JSON.createObjectNode().put("out_trade_no", order.code()).put("out_refund_no", code);
        body.putObject("amount").put("refund", amount.minor()).put("total", order.amount().minor()).put("currency", order.amount().currency());
        String state = call(settings, "POST", "/v3/refund/domestic/refunds", body).path("status").asText();
        if (!state.equals("SUCCESS") && !state.equals("PROCESSING")) {
            throw new Refused(state);
        }
    }

    private JsonNode call(Settings settings, String verb, String path, ObjectNode content) throws Refused {
        byte[] body = content == null ? null : content.toString().getBytes(StandardCharsets.UTF_8);
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        String nonce = HexFormat.of().formatHex(random);
        String time = Long.toString(clock.real().getEpochSecond());
        String signed = verb + "\n" + path + "\n" + time + "\n" + nonce + "\n" + (content == null ? "" : content.toString()) + "\n";
        Map<String, String> headers = new HashMap<>();
        headers.put("Authorization", "WECHATPAY2-SHA256-RSA2048 mchid=\"" + settings.get("merchantId") + "\",nonce_str=\"" + nonce + "\",timestamp=\"" + time
                + "\",serial_no=\"" + settings.get("certificateSerial") + "\",signature=\"" + Rsa.sign(Rsa.privateKey(settings.secret("privateKey")), signed) + "\"");
        headers.put("Accept", "application/json");
        headers.put("Content-Type", "application/json");
        headers.put("Wechatpay-Serial", settings.get("platformSerial"));
        Outbound.Answer answer = Outbound.send(new Outbound.Call(verb, URI.create(HOST + path), headers, body));
        if (!answer.good()) {
            throw new Refused(answer.outcome());
        }
        try {
            check(settings, answer.headers(), answer.body());
            return JSON.readTree(answer.body());
        } catch (Forged | IOException wrong) {
            throw new Refused("SIGNATURE");
        }
    }

    private void check(Settings settings, Map<String, String> headers, byte[] body) throws Forged {
        String time = headers.getOrDefault("wechatpay-timestamp", "");
        if (!settings.get("platformSerial").equals(headers.get("wechatpay-serial"))) {
            throw new Forged("another serial");
        }
        if (!time.matches("[0-9]{1,12}") || Math.abs(clock.real().getEpochSecond() - Long.parseLong(time)) > TOLERANCE_SECONDS) {
            throw new Forged("too old");
        }
        String signed = time + "\n" + headers.getOrDefault("wechatpay-nonce", "") + "\n" + new String(body, StandardCharsets.UTF_8) + "\n";
        if (!Rsa.verify(Rsa.publicKey(settings.get("platformKey")), signed, headers.getOrDefault("wechatpay-signature", ""))) {
            throw new Forged("signature");
        }
    }

    static byte[] opened(String apiKey, String nonce, String associated, String sealed) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(apiKey.getBytes(StandardCharsets.UTF_8), "AES"),
                new GCMParameterSpec(TAG_BITS, nonce.getBytes(StandardCharsets.UTF_8)));
        cipher.updateAAD(associated.getBytes(StandardCharsets.UTF_8));
        return cipher.doFinal(Base64.getDecoder().decode(sealed));
    }

    private static Notice notice(JsonNode said) {
        if (said.has("refund_status")) {
            Result result = switch (said.path("refund_status").asText()) {
                case "SUCCESS" -> Result.PAID;
                case "PROCESSING" -> Result.OPEN;
                default -> Result.CLOSED;
            };
            JsonNode back = said.path("amount").path("refund");
            return new Notice(said.path("out_trade_no").asText(), said.path("transaction_id").asText(), said.path("mchid").asText(),
                    back.canConvertToLong() && back.isIntegralNumber() ? Money.of(back.asLong(), "CNY") : null, result, said.path("out_refund_no").asText());
        }
        Result result = switch (said.path("trade_state").asText()) {
            // given back later, it was paid before
            case "SUCCESS", "REFUND" -> Result.PAID;
            case "CLOSED", "REVOKED", "PAYERROR" -> Result.CLOSED;
            default -> Result.OPEN;
        };
        JsonNode amount = said.path("amount");
        String currency = amount.path("currency").asText("CNY");
        Money money = amount.path("total").canConvertToLong() && amount.path("total").isIntegralNumber() && currency.matches("[A-Z]{3}")
                ? Money.of(amount.path("total").asLong(), currency) : null;
        return new Notice(said.path("out_trade_no").asText(), said.path("transaction_id").asText(), said.path("mchid").asText(), money, result);
    }
}
