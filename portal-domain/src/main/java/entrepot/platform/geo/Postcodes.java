package entrepot.platform.geo;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which province or nation a postcode belongs to, by its first two digits (China Post) or its area's letters
 * (Royal Mail). Areas that lie in two nations count for both.
 */
final class Postcodes {

    private static final Map<String, String> CHINA = new TreeMap<>(Map.ofEntries(
            Map.entry("北京市", "10"), Map.entry("上海市", "20"), Map.entry("天津市", "30"),
            Map.entry("重庆市", "40"), Map.entry("内蒙古自治区", "01 02 13 75"), Map.entry("山西省", "03 04"),
            Map.entry("河北省", "05 06 07"), Map.entry("辽宁省", "11 12"), Map.entry("吉林省", "13"),
            Map.entry("黑龙江省", "15 16"), Map.entry("江苏省", "21 22"), Map.entry("安徽省", "23 24"),
            Map.entry("山东省", "25 26 27"), Map.entry("浙江省", "31 32"), Map.entry("江西省", "33 34"),
            Map.entry("福建省", "35 36"), Map.entry("湖南省", "41 42"), Map.entry("湖北省", "43 44"),
            Map.entry("河南省", "45 46 47"), Map.entry("广东省", "51 52"), Map.entry("广西壮族自治区", "53 54"),
            Map.entry("贵州省", "55 56"), Map.entry("海南省", "57"), Map.entry("四川省", "61 62 63 64"),
            Map.entry("云南省", "65 66 67"), Map.entry("陕西省", "71 72"), Map.entry("甘肃省", "73 74"),
            Map.entry("宁夏回族自治区", "75"), Map.entry("青海省", "81"), Map.entry("新疆维吾尔自治区", "83 84"),
            Map.entry("西藏自治区", "85")));
    private static final Set<String> SCOTLAND = Set.of("AB", "DD", "DG", "EH", "FK", "G", "HS", "IV", "KA", "KW", "KY",
            "ML", "PA", "PH", "TD", "ZE");
    private static final Set<String> WALES = Set.of("CF", "LD", "LL", "NP", "SA");
    /** Chester, Hereford, Shrewsbury and Llandudno's neighbours reach over the border. */
    private static final Set<String> ENGLAND_OR_WALES = Set.of("CH", "HR", "SY");
    private static final Set<String> ENGLAND_OR_SCOTLAND = Set.of("TD", "DG", "CA", "NE");

    private Postcodes() {
    }

    /** True also where nothing is known of the province. */
    static boolean within(String country, String postcode, String province) {
        if ("CN".equals(country)) {
            String digits = CHINA.get(province);
            return digits == null || digits.contains(postcode.substring(0, 2));
        }
        String area = postcode.toUpperCase(java.util.Locale.ROOT).replaceAll("\\d.*", "");
        return switch (province) {
            case "Northern Ireland" -> area.equals("BT");
            case "Scotland" -> SCOTLAND.contains(area) || ENGLAND_OR_SCOTLAND.contains(area);
            case "Wales" -> WALES.contains(area) || ENGLAND_OR_WALES.contains(area);
            case "England" -> !area.equals("BT") && (!SCOTLAND.contains(area) || ENGLAND_OR_SCOTLAND.contains(area))
                    && !WALES.contains(area);
            default -> true;
        };
    }
}
