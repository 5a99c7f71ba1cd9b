package entrepot.demo;

import entrepot.platform.geo.Address;
import java.util.List;
import java.util.Random;

/** Buyers that do not exist, in places that do; the same ones from the same seed. */
final class Buyers {

    private record Place(String province, String city, String district) {
    }

    // weighted towards the Yangtze delta, where most of the demonstration's dealers are
    private static final List<Place> CHINA = List.of(
            new Place("浙江省", "杭州市", "西湖区"), new Place("浙江省", "杭州市", "滨江区"),
            new Place("浙江省", "杭州市", "余杭区"), new Place("浙江省", "杭州市", "上城区"),
            new Place("浙江省", "宁波市", "鄞州区"), new Place("江苏省", "苏州市", "姑苏区"),
            new Place("江苏省", "南京市", "鼓楼区"), new Place("上海市", "上海市", "徐汇区"),
            new Place("上海市", "上海市", "浦东新区"), new Place("上海市", "上海市", "杨浦区"),
            new Place("北京市", "北京市", "海淀区"), new Place("北京市", "北京市", "朝阳区"),
            new Place("广东省", "广州市", "越秀区"), new Place("广东省", "深圳市", "南山区"),
            new Place("四川省", "成都市", "武侯区"), new Place("湖北省", "武汉市", "洪山区"),
            new Place("湖南省", "长沙市", "岳麓区"), new Place("陕西省", "西安市", "雁塔区"),
            new Place("山东省", "青岛市", "市南区"), new Place("福建省", "厦门市", "思明区"),
            new Place("新疆维吾尔自治区", "乌鲁木齐市", "天山区"));

    private static final List<Place> BRITAIN = List.of(
            new Place("England", "London", ""), new Place("England", "Manchester", ""),
            new Place("England", "Birmingham", ""), new Place("England", "Leeds", ""),
            new Place("Scotland", "Glasgow", ""), new Place("Scotland", "Edinburgh", ""),
            new Place("Wales", "Cardiff", ""));

    private static final String SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗";
    private static final String GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰飞红";
    private static final List<String> STREETS = List.of("文三路", "解放路", "人民路", "中山路", "建设路", "学院路", "和平街");
    private static final List<String> FIRST = List.of("Amelia", "George", "Ava", "Arthur", "Lily", "Harry", "Freya");
    private static final List<String> LAST = List.of("Taylor", "Evans", "Thomas", "Walker", "Wright", "Green", "Hall");
    private static final List<String> ROADS = List.of("High Street", "Station Road", "Church Lane", "Mill Road");

    private final Random random;

    Buyers(long seed) {
        random = new Random(seed);
    }

    /** A buyer in that country, CN or GB; the phone numbers are of ranges that nobody has. */
    Address next(String country) {
        return country.equals("GB") ? british() : chinese();
    }

    private Address chinese() {
        Place place = oneOf(CHINA);
        String name = letter(SURNAMES) + letter(GIVEN) + (random.nextBoolean() ? letter(GIVEN) : "");
        return new Address(name, "1380000" + (1000 + random.nextInt(9000)), "CN", place.province(), place.city(),
                place.district(), oneOf(STREETS) + (1 + random.nextInt(300)) + "号" + (1 + random.nextInt(20)) + "幢"
                + (101 + random.nextInt(1800)) + "室", "");
    }

    private Address british() {
        Place place = oneOf(BRITAIN);
        return new Address(oneOf(FIRST) + " " + oneOf(LAST), "0770090" + (1000 + random.nextInt(9000)), "GB",
                place.province(), place.city(), "", (1 + random.nextInt(200)) + " " + oneOf(ROADS), "ZZ1 9ZZ");
    }

    private String letter(String letters) {
        int at = random.nextInt(letters.length());
        return letters.substring(at, at + 1);
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
