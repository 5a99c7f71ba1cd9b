package entrepot.freight;

import java.util.List;

/**
 * The zones that a new tenant begins with (DEFAULTS), marked as an example until headquarters confirms them. Amounts
 * are minor units of CNY and GBP.
 */
final class DefaultZones {

    private static final String UNSERVED_CN = "不发货：港澳台及海外";

    private DefaultZones() {
    }

    /** {@code places}: a province's {@linkplain ProvinceName#normal normal} name, a postcode's beginning after {@code #}, or nothing for the rest of the country. */
    record Zone(String code, String name, String refusal, long base, long perKilogram, List<String> places) {
    }

    static List<Zone> of(String country) {
        return switch (country) {
            case "CN" -> List.of(
                    new Zone("NEAR", "江浙沪皖", "", 600, 150, List.of("浙江", "江苏", "上海", "安徽")),
                    new Zone("REST", "其他省份", "", 800, 300, List.of("")),
                    new Zone("REMOTE", "偏远地区", "", 1800, 1200,
                            List.of("新疆", "西藏", "内蒙古", "青海", "甘肃", "宁夏")),
                    new Zone("UNSERVED", "不发货地区", UNSERVED_CN, 0, 0,
                            List.of("香港", "澳门", "澳門", "台湾", "台灣", "臺灣")));
            case "GB" -> List.of(
                    new Zone("MAINLAND", "Mainland Great Britain", "", 350, 50, List.of("")),
                    new Zone("HIGHLANDS-ISLANDS", "Highlands, islands and Northern Ireland", "", 600, 100, List.of(
                            "northern ireland", "isle of man", "isle of wight", "orkney", "orkney islands", "shetland",
                            "shetland islands", "na h-eileanan siar", "highland", "#BT", "#HS", "#IV", "#KA27", "#KA28",
                            "#KW", "#PA20", "#PA4", "#PA6", "#PA7", "#PH17", "#PH18", "#PH19", "#PH2", "#PH3", "#PH4",
                            "#PH5", "#ZE", "#IM", "#PO30", "#PO31", "#PO32", "#PO33", "#PO34", "#PO35", "#PO36",
                            "#PO37", "#PO38", "#PO39", "#PO40", "#PO41", "#TR21", "#TR22", "#TR23", "#TR24", "#TR25")),
                    new Zone("UNSERVED", "Not served", "The Channel Islands are outside the customs territory", 0, 0,
                            List.of("jersey", "guernsey", "#JE", "#GY")));
            default -> List.of();
        };
    }
}
