package entrepot.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.outbound.Outbound;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Alipay's open platform: {@code alipay.trade.page.pay} and {@code wap.pay} by an address that the payer's browser opens, {@code trade.query} and
 * {@code trade.refund} by calls. All is signed with RSA2 over the sorted parameters; a notice without its {@code sign} and {@code sign_type}.
 */
@ApplicationScoped
class Alipay implements Gateway {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADDRESS = "https://openapi.alipay.com/gateway.do";
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int PARAMETERS_MAX = 100;

    @Inject
    private BusinessClock clock;

    @Override
    public Provider provider() {
        return Provider.ALIPAY;
    }

    @Override
    public String merchant(Settings settings) {
        return settings.get("sellerId");
    }

    @Override
    public String begin(Settings settings, Order order) {
        ObjectNode content = JSON.createObjectNode().put("out_trade_no", order.code()).put("total_amount", order.amount().major().toPlainString())
                .put("subject", order.about()).put("product_code", order.phone() ? "QUICK_WAP_WAY" : "FAST_INSTANT_TRADE_PAY")
                .put("time_expire", TIME.format(order.expiresAt().atZone(CHINA)));
        SortedMap<String, String> parameters = common(settings, order.phone() ? "alipay.trade.wap.pay" : "alipay.trade.page.pay", content);
        parameters.put("return_url", order.returnTo());
        parameters.put("notify_url", order.notifyTo());
        return ADDRESS + "?" + encoded(signed(settings, parameters));
    }

    @Override
    public Notice verified(Settings settings, Callback callback) throws Forged {
        SortedMap<String, String> parameters = form(new String(callback.body(), StandardCharsets.UTF_8));
        String sign = parameters.remove("sign");
        String kind = parameters.remove("sign_type");
        if (sign == null || !"RSA2".equals(kind) || !settings.get("appId").equals(parameters.get("app_id"))) {
            throw new Forged("no signature for this application");
        }
        if (!Rsa.verify(Rsa.publicKey(settings.get("alipayPublicKey")), joined(parameters), sign)) {
            throw new Forged("signature");
        }
        Notice notice = notice(parameters.getOrDefault("out_trade_no", ""), parameters.getOrDefault("trade_no", ""), parameters.getOrDefault("seller_id", ""),
                parameters.get("total_amount"), parameters.getOrDefault("trade_status", ""));
        String refund = parameters.getOrDefault("out_biz_no", "");
        // it says what went back of the payment in all, not by this refund; what does not arrive it does not tell
        return refund.isEmpty() || !parameters.containsKey("gmt_refund") ? notice
                : new Notice(notice.payment(), notice.number(), notice.merchant(), null, Result.PAID, refund);
    }

    @Override
    public Reply reply(boolean understood) {
        return new Reply(200, "text/plain", understood ? "success" : "failure");
    }

    @Override
    public Notice ask(Settings settings, Order order) throws Refused {
        JsonNode answer = call(settings, "alipay.trade.query", JSON.createObjectNode().put("out_trade_no", order.code()));
        if (answer.path("sub_code").asText().equals("ACQ.TRADE_NOT_EXIST")) {
            return new Notice(order.code(), "", merchant(settings), null, Result.OPEN);
        }
        if (!answer.path("code").asText().equals("10000")) {
            throw new Refused(answer.path("sub_code").asText(answer.path("code").asText()));
        }
        return notice(answer.path("out_trade_no").asText(), answer.path("trade_no").asText(), merchant(settings), answer.path("total_amount").asText(),
                answer.path("trade_status").asText());
    }

    @Override
    public void refund(Settings settings, Order order, String code, Money amount) throws Refused {
        JsonNode answer = call(settings, "alipay.trade.refund", JSON.createObjectNode().put("out_trade_no", order.code())
                .put("refund_amount", amount.major().toPlainString()).put("out_request_no", code));
        if (!answer.path("code").asText().equals("10000")) {
            throw new Refused(answer.path("sub_code").asText(answer.path("code").asText()));
        }
    }

    private JsonNode call(Settings settings, String method, ObjectNode content) throws Refused {
        byte[] body = encoded(signed(settings, common(settings, method, content))).getBytes(StandardCharsets.UTF_8);
        Outbound.Answer answer = Outbound.send(new Outbound.Call("POST", URI.create(ADDRESS + "?charset=utf-8"),
                Map.of("Content-Type", "application/x-www-form-urlencoded;charset=utf-8"), body));
        if (!answer.good()) {
            throw new Refused(answer.outcome());
        }
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        String name = "\"" + method.replace('.', '_') + "_response\":";
        try {
            JsonNode all = JSON.readTree(text);
            JsonNode said = all.path(method.replace('.', '_') + "_response");
            // signed is the object as it was written, letter for letter
            int from = text.indexOf(name) + name.length();
            int to = Math.max(text.lastIndexOf(",\"sign\""), text.lastIndexOf(",\"alipay_cert_sn\""));
            if (said.isMissingNode() || to < from || !Rsa.verify(Rsa.publicKey(settings.get("alipayPublicKey")), text.substring(from, to), all.path("sign").asText())) {
                throw new Refused("SIGNATURE");
            }
            return said;
        } catch (JsonProcessingException wrong) {
            throw new Refused("NOT_JSON");
        }
    }

    private SortedMap<String, String> common(Settings settings, String method, ObjectNode content) {
        SortedMap<String, String> parameters = new TreeMap<>();
        parameters.put("app_id", settings.get("appId"));
        parameters.put("method", method);
        parameters.put("format", "JSON");
        parameters.put("charset", "utf-8");
        parameters.put("sign_type", "RSA2");
        // the provider compares it with its own clock
        Instant real = clock.real();
        parameters.put("timestamp", TIME.format(real.atZone(CHINA)));
        parameters.put("version", "1.0");
        parameters.put("biz_content", content.toString());
        return parameters;
    }

    private static SortedMap<String, String> signed(Settings settings, SortedMap<String, String> parameters) {
        parameters.put("sign", Rsa.sign(Rsa.privateKey(settings.secret("privateKey")), joined(parameters)));
        return parameters;
    }

    /** What is signed: every parameter that has a value, in order, as {@code name=value} with {@code &} between. */
    static String joined(SortedMap<String, String> parameters) {
        return parameters.entrySet().stream().filter(each -> !each.getValue().isEmpty()).map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("&"));
    }

    static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream().map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static SortedMap<String, String> form(String body) throws Forged {
        SortedMap<String, String> parameters = new TreeMap<>();
        try {
            for (String pair : body.split("&", PARAMETERS_MAX)) {
                int equals = pair.indexOf('=');
                if (equals > 0 && parameters.put(URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8)) != null) {
                    throw new Forged("a parameter twice");
                }
            }
        } catch (IllegalArgumentException malformed) {
            throw new Forged("no form");
        }
        return parameters;
    }

    private static Notice notice(String payment, String number, String merchant, String amount, String state) {
        Result result = switch (state) {
            case "TRADE_SUCCESS", "TRADE_FINISHED" -> Result.PAID;
            case "TRADE_CLOSED" -> Result.CLOSED;
            default -> Result.OPEN;
        };
        Money money = null;
        if (amount != null && amount.matches("[0-9]{1,12}(\\.[0-9]{1,2})?")) {
            try {
                money = Money.parse(new BigDecimal(amount), "CNY");
            } catch (Problem tooFine) {
                money = null;
            }
        }
        return new Notice(payment, number, merchant, money, result);
    }
}
