package entrepot.gateway;

import java.util.List;

/** Who takes payments for a tenant, and what has to be set for it. */
public enum Provider {

    /** Ships with the portal: shows how payments go, with its own page and signed callbacks. Works in a demonstration only. */
    SIMULATOR("", List.of(), List.of()),
    /** Alipay's page for computers and telephones, signed with RSA2. */
    ALIPAY("CNY", List.of("appId", "sellerId", "alipayPublicKey"), List.of("privateKey")),
    /** WeChat Pay version 3: Native by a code to be scanned, H5 in a telephone's browser. */
    WECHAT("CNY", List.of("appId", "merchantId", "certificateSerial", "platformSerial", "platformKey"), List.of("privateKey", "apiKey"));

    private final String currency;
    private final List<String> settings;
    private final List<String> secrets;

    Provider(String currency, List<String> settings, List<String> secrets) {
        this.currency = currency;
        this.settings = settings;
        this.secrets = secrets;
    }

    /** The only currency that it takes; empty for any. */
    public String currency() {
        return currency;
    }

    /** What is set and shown. */
    public List<String> settings() {
        return settings;
    }

    /** What is set and never shown again. */
    public List<String> secrets() {
        return secrets;
    }
}
