package entrepot.platform.geo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PastedAddressTest {

    private static final Address ZHANG =
            new Address("张三", "13800000000", "CN", "浙江省", "杭州市", "西湖区", "文一路1号3单元201室", "");

    @ParameterizedTest
    @ValueSource(strings = {
        "张三，13800000000，浙江省杭州市西湖区文一路1号3单元201室",
        "张三 13800000000 浙江 杭州 西湖区 文一路1号3单元201室",
        "浙江省 杭州市 西湖区 文一路1号3单元201室 张三 138 0000 0000",
        "浙江省杭州市西湖区文一路1号3单元201室，138-0000-0000，张三",
        "收货人：张三\n手机号码：13800000000\n所在地区：浙江省杭州市西湖区\n详细地址：文一路1号3单元201室",
        "姓名:张三 电话:+86 13800000000 地址:浙江省杭州市西湖区文一路1号3单元201室 邮编:000000",
        "张三１３８００００００００浙江省杭州市西湖区文一路1号3单元201室",
        "杭州市西湖区文一路1号3单元201室 张三 13800000000",
    })
    void a_chinese_address_is_read_in_any_order(String text) {
        assertEquals(ZHANG, PastedAddress.read("CN", text));
        assertEquals(List.of(), AddressDoubt.of(ZHANG));
    }

    @Test
    void what_platforms_write_between_the_regions_is_no_city() {
        assertEquals(new Address("", "", "CN", "北京市", "北京市", "东城区", "测试路1号1栋01室", ""),
                PastedAddress.read("CN", "北京市 市辖区 东城区 测试路1号1栋01室()"));
        assertEquals(new Address("", "", "CN", "湖北省", "潜江市", "", "测试路32号12栋02室", ""),
                PastedAddress.read("CN", "湖北省 省直辖县级行政区划 潜江市 测试路32号12栋02室"));
        assertEquals(new Address("", "", "CN", "新疆维吾尔自治区", "塔城地区", "额敏县", "测试路34号14栋04室", "834600"),
                PastedAddress.read("CN", "新疆维吾尔自治区 塔城地区 额敏县 测试路34号14栋04室(834600)"));
        assertEquals("浦东新区", PastedAddress.read("CN", "上海浦东新区世纪大道100号").district());
    }

    @Test
    void a_district_without_its_ending_is_read_where_a_street_with_a_name_follows() {
        for (String[] each : new String[][] {{"浙江杭州西湖文三路100号", "西湖区", "文三路100号"}, {"北京朝阳建国路1号", "朝阳区", "建国路1号"},
            {"上海浦东世纪大道100号", "浦东新区", "世纪大道100号"}, {"浙江杭州西湖大道1号", "", "西湖大道1号"},
            {"北京朝阳路5号", "", "朝阳路5号"}, {"北京朝阳北路5号", "", "朝阳北路5号"}, {"上海浦东南路100号", "", "浦东南路100号"}}) {
            Address read = PastedAddress.read("CN", each[0]);
            assertEquals(each[1] + '|' + each[2], read.district() + '|' + read.street(), each[0]);
        }
    }

    @Test
    void a_country_that_the_last_line_names_is_where_it_goes() {
        assertEquals("GB", PastedAddress.read("CN", "John O'Neil, 12 High Street, London SW1A 1AA, United Kingdom").country());
        Address london = PastedAddress.read("CN", "John O'Neil, 12 High Street, London SW1A 1AA, United Kingdom, +44 20 7946 0000");
        assertEquals(List.of("John O'Neil", "GB", "London", "12 High Street", "SW1A 1AA"),
                List.of(london.name(), london.country(), london.city(), london.street(), london.postcode()));
        Address paris = PastedAddress.read("GB", "Marie Curie\n1 rue Pierre\n75005 Paris\nFrance");
        assertEquals(List.of("FR", "Paris", "75005", "1 rue Pierre"), List.of(paris.country(), paris.city(), paris.postcode(), paris.street()));
        assertEquals("CN", PastedAddress.read("GB", "Li Na, Room 1203, No. 88 Century Avenue, Pudong, Shanghai 200120, China").country());
        assertEquals("GB", PastedAddress.read("GB", "Chad, 1 High Street, London").country());
        assertEquals("CN", PastedAddress.read("CN", "United Kingdom").country());
        assertEquals("CN", PastedAddress.read("CN", ", ;").country());
        assertEquals("GB", PastedAddress.read("CN", "John O'Neil, 12 High Street, London, U.K.").country());
        assertEquals("GB", PastedAddress.read("GB", "Ann Kelly, 1 Loch Promenade, Douglas IM1 2LU, Isle of Man").country());
    }

    @Test
    void an_address_in_letters_only_has_its_name_first_also_for_a_parcel_in_china() {
        assertEquals(new Address("Li Na", "+86 138 0000 4567", "CN", "上海市", "上海市", "", "Room 1203, No. 88 Century Avenue, Pudong", "200120"),
                PastedAddress.read("CN", "Li Na, Room 1203, No. 88 Century Avenue, Pudong, Shanghai 200120, China, +86 138 0000 4567"));
        assertEquals("John O'Neil", PastedAddress.read("CN", "John O'Neil\n12 High Street\nCanterbury\nCT1 2JE\nUnited Kingdom").name());
    }

    @Test
    void a_place_of_china_in_letters_is_read_where_it_is_certain() {
        for (String[] each : new String[][] {
            {"Li Na, 1 Wensan Road, Hangzhou, Zhejiang 310012", "浙江省|杭州市|1 Wensan Road"},
            {"Li Na, 1 Wensan Road, Xihu District, Hangzhou City, Zhejiang Province", "浙江省|杭州市|1 Wensan Road, Xihu District"},
            {"Li Na\n88 Gaoxin Road\nXi'an 710000\nChina", "陕西省|西安市|88 Gaoxin Road"},
            {"Li Na, 5 Guanqian Street, Suzhou, Jiangsu", "江苏省|苏州市|5 Guanqian Street"},
            {"Li Na, 5 Guanqian Street, Suzhou", "||5 Guanqian Street, Suzhou"},
            {"Li Na, 5 Renmin Road, Jilin", "吉林省||5 Renmin Road, Jilin"},
            {"Li Na, 5 Renmin Road, Shaxian, Fujian", "福建省||5 Renmin Road, Shaxian, Fujian"},
            {"Li Na, 5 Beijing Road, Hangzhou Zhejiang", "浙江省|杭州市|5 Beijing Road"},
            {"Li Na, 5 Renmin Road, Beijing, Shanghai", "||5 Renmin Road, Beijing, Shanghai"},
        }) {
            Address read = PastedAddress.read("CN", each[0]);
            assertEquals(each[1], read.province() + '|' + read.city() + '|' + read.street(), each[0]);
            assertEquals(each[1].contains("||"), AddressDoubt.of(read).stream()
                    .anyMatch(doubt -> doubt == AddressDoubt.REGION_UNKNOWN || doubt == AddressDoubt.CITY_MISSING), each[0]);
        }
        for (String name : List.of("Guilin", "Urumqi", "Hohhot", "Sanya", "Peking")) {
            assertTrue(Places.locate(PastedAddress.read("CN", "Li Na, 5 Renmin Road, " + name))
                    .filter(found -> !found.prefecture().isEmpty()).isPresent(), name);
        }
    }

    @Test
    void digits_that_are_nearly_a_phone_are_the_phone_and_doubted() {
        for (String[] each : new String[][] {
            {"王小明 1380000123 浙江省杭州市西湖区文三路1号", "1380000123"}, {"王小明 138000012345 浙江省杭州市西湖区文三路1号", "138000012345"},
            {"王小明 138 0000 123 浙江省杭州市西湖区文三路1号", "1380000123"}, {"王小明 +86 1380000123 浙江省杭州市西湖区文三路1号", "1380000123"},
            {"王小明 138****1234 浙江省杭州市西湖区文三路1号", "138****1234"}, {"王小明，浙江省杭州市西湖区文三路1号，电话1380000123", "1380000123"}}) {
            Address read = PastedAddress.read("CN", each[0]);
            assertEquals(each[1], read.phone(), each[0]);
            assertEquals("王小明", read.name(), each[0]);
            assertTrue(!read.street().contains("138"), each[0]);
            assertTrue(AddressDoubt.of(read).contains(AddressDoubt.PHONE_ODD), each[0]);
        }
        assertEquals("1380000123", PastedAddress.read("CN", "Li Na, 1 Wensan Road, Hangzhou 310012, 1380000123").phone());
        assertEquals("310012", PastedAddress.read("CN", "王小明 浙江省杭州市西湖区文三路1号 310012").postcode());
        assertEquals("+447700900123", PastedAddress.read("CN", "Li Na, 1 Wensan Road, Hangzhou 310012, +447700900123").phone());
        assertEquals("310012", PastedAddress.read("CN", "Li Na, 1 Wensan Road, Hangzhou 310012 13800004567").postcode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(+86)13900001111", "（+86）13900001111", "（＋８６）１３９００００１１１１", "0086 13900001111", "008613900001111",
        "+86-13900001111", "+86-139-0000-1111", "(86) 13900001111", "(+86) - 139 0000 1111", "86 13900001111"})
    void the_code_of_the_country_belongs_to_the_phone(String phone) {
        for (String text : List.of("王小明 " + phone + " 上海市浦东新区世纪大道100号", "上海市浦东新区世纪大道100号，王小明，" + phone,
                "王小明" + phone + "上海市浦东新区世纪大道100号")) {
            assertEquals(new Address("王小明", "13900001111", "CN", "上海市", "上海市", "浦东新区", "世纪大道100号", ""),
                    PastedAddress.read("CN", text), text);
        }
        Address letters = PastedAddress.read("CN", "Li Na, 88 Century Avenue, Shanghai 200120, " + phone);
        assertEquals("88 Century Avenue", letters.street());
        assertEquals(List.of(), AddressDoubt.of(letters));
    }

    @Test
    void a_phone_keeps_its_extension() {
        assertEquals("18400000000-1234", PastedAddress.read("CN", "张三[1234] 18400000000-1234 浙江省杭州市西湖区文一路1号").phone());
        assertEquals("18400000000-1234", PastedAddress.read("CN", "张三 18400000000转1234 浙江省杭州市西湖区文一路1号").phone());
        assertEquals("0571-88880000", PastedAddress.read("CN", "张三 0571-88880000 浙江省杭州市西湖区文一路1号").phone());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Jane Doe\n12 High Street\nFlat 3\nCanterbury\nKent CT1 2JE\nUnited Kingdom\n+44 7700 900123",
        "Jane Doe, 12 High Street, Flat 3, Kent, Canterbury, CT12JE, 07700 900123",
    })
    void a_british_address_is_read_line_by_line_or_with_commas(String text) {
        Address read = PastedAddress.read("GB", text);
        assertEquals("Jane Doe", read.name());
        assertEquals("Canterbury", read.city());
        assertEquals("England", read.province());
        assertEquals("CT1 2JE", read.postcode());
        assertEquals("12 High Street, Flat 3, Kent", read.street());
        assertTrue(read.phone().replaceAll("\\D", "").endsWith("7700900123"));
    }

    @Test
    void nothing_that_was_pasted_is_lost() {
        Address read = PastedAddress.read("CN", "不知道在哪里的某个地方");
        assertEquals("不知道在哪里的某个地方", read.street());
        assertTrue(AddressDoubt.of(read).containsAll(List.of(AddressDoubt.NAME_MISSING, AddressDoubt.PHONE_MISSING,
                AddressDoubt.REGION_UNKNOWN)));
        assertEquals("", PastedAddress.read("GB", null).street());
    }

    @Test
    void doubts_name_what_to_look_at() {
        assertEquals(List.of(AddressDoubt.PHONE_ODD), doubts("12345678", "浙江省", "杭州市", "西湖区", "文一路1号", ""));
        assertEquals(List.of(AddressDoubt.STREET_WITHOUT_NUMBER), doubts("13800000000", "浙江省", "杭州市", "西湖区", "文一路", ""));
        assertEquals(List.of(AddressDoubt.REGION_UNKNOWN), doubts("13800000000", "浙江省", "抗州市", "", "文一路1号", ""));
        assertEquals(List.of(AddressDoubt.DISTRICT_ELSEWHERE), doubts("13800000000", "浙江省", "杭州市", "浦东新区", "文一路1号", ""));
        assertEquals(List.of(AddressDoubt.POSTCODE_ELSEWHERE), doubts("13800000000", "浙江省", "杭州市", "西湖区", "文一路1号", "100000"));
        assertEquals(List.of(), doubts("13800000000", "浙江省", "杭州市", "西湖区", "文一路三号楼", "310012"));
        assertEquals(List.of(AddressDoubt.CITY_MISSING), doubts("13800000000", "浙江省", "", "", "文一路1号", ""));
        assertEquals(List.of(AddressDoubt.CHARACTER_LOST), doubts("13800000000", "浙江省", "杭州市", "西湖区", "?一路1号", ""));
        assertEquals(List.of(AddressDoubt.CHARACTER_LOST), doubts("13800000000", "浙江省", "杭州市", "西湖区", "\uFFFD一路1号", ""));
        assertEquals(List.of(AddressDoubt.POSTCODE_ODD), AddressDoubt.of(
                new Address("Jane", "07700900123", "GB", "England", "Canterbury", "", "12 High Street", "CT1")));
        assertEquals(List.of(AddressDoubt.POSTCODE_ELSEWHERE), AddressDoubt.of(
                new Address("Jane", "07700900123", "GB", "England", "Canterbury", "", "12 High Street", "EH1 1AA")));
    }

    private static List<AddressDoubt> doubts(String phone, String province, String city, String district, String street,
                                             String postcode) {
        return AddressDoubt.of(new Address("张三", phone, "CN", province, city, district, street, postcode));
    }
}
