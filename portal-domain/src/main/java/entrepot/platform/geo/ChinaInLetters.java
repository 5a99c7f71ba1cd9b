package entrepot.platform.geo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * China's provinces and large cities as addresses in letters write them. Cities that sound alike all stand here, so
 * that neither is taken for the other where no province is written. Pure.
 */
final class ChinaInLetters {

    /** Each name, then the province and, for a city, its prefecture city; provinces come before their cities. */
    private static final String NAMES = """
            Beijing 北京市 北京市; Peking 北京市 北京市; Shanghai 上海市 上海市; Tianjin 天津市 天津市; Chongqing 重庆市 重庆市;
            Hebei 河北省; Shijiazhuang 河北省 石家庄市; Tangshan 河北省 唐山市; Baoding 河北省 保定市; Langfang 河北省 廊坊市;
            Shanxi 山西省; Taiyuan 山西省 太原市; Inner Mongolia 内蒙古自治区; Nei Mongol 内蒙古自治区;
            Hohhot 内蒙古自治区 呼和浩特市; Baotou 内蒙古自治区 包头市; Liaoning 辽宁省; Shenyang 辽宁省 沈阳市;
            Dalian 辽宁省 大连市; Jilin 吉林省; Jilin 吉林省 吉林市; Changchun 吉林省 长春市; Heilongjiang 黑龙江省;
            Harbin 黑龙江省 哈尔滨市; Jiangsu 江苏省; Nanjing 江苏省 南京市; Suzhou 江苏省 苏州市; Suzhou 安徽省 宿州市;
            Wuxi 江苏省 无锡市; Changzhou 江苏省 常州市; Nantong 江苏省 南通市; Xuzhou 江苏省 徐州市; Yangzhou 江苏省 扬州市;
            Zhenjiang 江苏省 镇江市; Taizhou 江苏省 泰州市; Taizhou 浙江省 台州市; Zhejiang 浙江省; Hangzhou 浙江省 杭州市;
            Ningbo 浙江省 宁波市; Wenzhou 浙江省 温州市; Jiaxing 浙江省 嘉兴市; Shaoxing 浙江省 绍兴市; Jinhua 浙江省 金华市;
            Anhui 安徽省; Hefei 安徽省 合肥市; Wuhu 安徽省 芜湖市; Fujian 福建省; Fuzhou 福建省 福州市; Fuzhou 江西省 抚州市;
            Xiamen 福建省 厦门市; Quanzhou 福建省 泉州市; Jiangxi 江西省; Nanchang 江西省 南昌市; Shandong 山东省;
            Jinan 山东省 济南市; Qingdao 山东省 青岛市; Yantai 山东省 烟台市; Weifang 山东省 潍坊市; Weihai 山东省 威海市;
            Henan 河南省; Zhengzhou 河南省 郑州市; Luoyang 河南省 洛阳市; Hubei 湖北省; Wuhan 湖北省 武汉市;
            Hunan 湖南省; Changsha 湖南省 长沙市; Guangdong 广东省; Guangzhou 广东省 广州市; Shenzhen 广东省 深圳市;
            Dongguan 广东省 东莞市; Foshan 广东省 佛山市; Zhuhai 广东省 珠海市; Zhongshan 广东省 中山市; Huizhou 广东省 惠州市;
            Guangxi 广西壮族自治区; Nanning 广西壮族自治区 南宁市; Guilin 广西壮族自治区 桂林市; Hainan 海南省;
            Haikou 海南省 海口市; Sanya 海南省 三亚市; Sichuan 四川省; Chengdu 四川省 成都市; Guizhou 贵州省;
            Guiyang 贵州省 贵阳市; Yunnan 云南省; Kunming 云南省 昆明市; Tibet 西藏自治区; Lhasa 西藏自治区 拉萨市;
            Shaanxi 陕西省; Xi'an 陕西省 西安市; Gansu 甘肃省; Lanzhou 甘肃省 兰州市; Qinghai 青海省; Xining 青海省 西宁市;
            Ningxia 宁夏回族自治区; Yinchuan 宁夏回族自治区 银川市; Xinjiang 新疆维吾尔自治区;
            Urumqi 新疆维吾尔自治区 乌鲁木齐市""";
    private static final Map<String, List<Place>> PLACES = places();

    /** @param city empty where only the province is meant, or known */
    record Place(String province, String city) {
    }

    private ChinaInLetters() {
    }

    /**
     * Takes the lines that are nothing but a province or a city out of an address.
     *
     * @return where they are; with an empty city, and all lines left, where that is not certain, and empty where nothing is
     */
    static Place take(List<String> lines) {
        List<String> named = new ArrayList<>();
        Set<Place> possible = new LinkedHashSet<>(List.of(new Place("", "")));
        for (String line : lines) {
            List<List<Place>> words = words(line);
            if (!words.isEmpty()) {
                named.add(line);
            }
            for (List<Place> word : words) {
                Set<Place> together = new LinkedHashSet<>();
                possible.forEach(one -> word.forEach(other -> {
                    if ((one.province.isEmpty() || one.province.equals(other.province))
                            && (one.city.isEmpty() || other.city.isEmpty() || one.city.equals(other.city))) {
                        together.add(new Place(other.province, one.city.isEmpty() ? other.city : one.city));
                    }
                }));
                possible = together;
            }
        }
        if (possible.size() == 1) {
            Place only = possible.iterator().next();
            if (!only.city.isEmpty()) {
                lines.removeAll(named);
            }
            return only;
        }
        Set<String> provinces = new LinkedHashSet<>();
        possible.forEach(place -> provinces.add(place.province));
        return new Place(provinces.size() == 1 ? provinces.iterator().next() : "", "");
    }

    /** What each name of a line may be; none where it has other words as well. */
    private static List<List<Place>> words(String line) {
        List<Place> whole = PLACES.get(key(line));
        if (whole != null) {
            return List.of(whole);
        }
        List<List<Place>> words = new ArrayList<>();
        for (String word : line.split(" ")) {
            if (!PLACES.containsKey(key(word))) {
                return List.of();
            }
            words.add(PLACES.get(key(word)));
        }
        return words;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replaceFirst(" (city|shi|province|sheng|municipality|autonomous region)\\.?$", "")
                .replaceAll("[^a-z]", "");
    }

    private static Map<String, List<Place>> places() {
        Map<String, List<Place>> places = new HashMap<>();
        for (String entry : NAMES.split(";\\s*")) {
            String[] words = entry.split(" (?=\\p{IsHan})");
            places.computeIfAbsent(key(words[0]), name -> new ArrayList<>()).add(new Place(words[1], words.length > 2 ? words[2] : ""));
        }
        return places;
    }
}
