package entrepot.freight;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/** Provinces as people write them, brought to one form: {@code 浙江省}, {@code 浙江} and {@code  浙江 } are the same. */
final class ProvinceName {

    private static final List<String> ENDINGS = List.of("维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区",
            "特別行政區", "自治区", "省", "市");

    private ProvinceName() {
    }

    static String normal(String province) {
        String name = Normalizer.normalize(province.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        for (String ending : ENDINGS) {
            if (name.length() > ending.length() + 1 && name.endsWith(ending)) {
                return name.substring(0, name.length() - ending.length());
            }
        }
        return name;
    }
}
