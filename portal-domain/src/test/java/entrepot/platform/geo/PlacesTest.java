package entrepot.platform.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlacesTest {

    private static Address china(String province, String city, String district) {
        return new Address("王芳", "13800000000", "CN", province, city, district, "文三路 1 号", "");
    }

    private static Address britain(String nation, String town) {
        return new Address("Jo", "", "GB", nation, town, "", "1 High Street", "");
    }

    private static Located find(Address address) {
        return Places.locate(address).orElseThrow();
    }

    @Test
    void a_prefecture_city_is_found_with_and_without_its_ending() {
        Located located = find(china("浙江省", "杭州市", "西湖区"));

        assertThat(located.precision()).isEqualTo(Precision.CITY);
        assertThat(located.prefecture()).isEqualTo("杭州市");
        assertThat(located.label()).isEqualTo("浙江省 杭州市");
        assertThat(located.point().metresTo(new Point(30_274_150, 120_155_150))).isLessThan(15_000);
        assertThat(find(china("浙江", "杭州", ""))).isEqualTo(located);
        assertThat(find(china("", "杭州市", ""))).isEqualTo(located);
    }

    @Test
    void a_municipality_knows_its_districts() {
        Located pudong = find(china("上海市", "上海市", "浦东新区"));

        assertThat(pudong.precision()).isEqualTo(Precision.DISTRICT);
        assertThat(pudong.prefecture()).isEqualTo("上海市");
        assertThat(find(china("上海", "市辖区", "浦东"))).isEqualTo(pudong);
        assertThat(find(china("", "上海", "")).precision()).isEqualTo(Precision.CITY);
        assertThat(find(china("重庆市", "重庆市", "武隆区")).precision()).isEqualTo(Precision.DISTRICT);
    }

    @Test
    void what_is_known_to_the_province_says_so() {
        assertThat(find(china("浙江省", "某某市", "")).precision()).isEqualTo(Precision.PROVINCE);
        assertThat(find(china("新疆维吾尔自治区", "哈密市", ""))).satisfies(hami -> {
            assertThat(hami.precision()).isEqualTo(Precision.PROVINCE);
            assertThat(hami.prefecture()).isEqualTo("哈密市");
        });
        assertThat(find(china("台湾省", "台北市", "")).precision()).isEqualTo(Precision.PROVINCE);
    }

    @Test
    void peoples_names_may_be_left_out() {
        assertThat(find(china("湖北", "恩施", "")).prefecture()).isEqualTo("恩施土家族苗族自治州");
        assertThat(find(china("新疆", "乌鲁木齐", "")).province()).isEqualTo("新疆维吾尔自治区");
        assertThat(find(china("内蒙古", "呼和浩特市", "")).province()).isEqualTo("内蒙古自治区");
        assertThat(find(china("宁夏", "银川", "")).province()).isEqualTo("宁夏回族自治区");
        assertThat(find(china("云南", "西双版纳", "")).prefecture()).isEqualTo("西双版纳傣族自治州");
    }

    @Test
    void a_county_under_a_province_stands_in_either_field() {
        assertThat(find(china("湖北省", "省直辖县级行政区划", "仙桃市")).prefecture()).isEqualTo("仙桃市");
        assertThat(find(china("湖北省", "仙桃市", "")).precision()).isEqualTo(Precision.CITY);
    }

    @Test
    void a_city_in_the_wrong_province_is_not_believed() {
        assertThat(find(china("广东省", "杭州市", "")).precision()).isEqualTo(Precision.PROVINCE);
    }

    @Test
    void a_province_has_cities_and_they_have_districts_for_a_form() {
        List<Region> china = Places.regionsOf("CN");

        assertThat(china).hasSize(34);
        Region zhejiang = china.stream().filter(r -> r.name().equals("浙江省")).findFirst().orElseThrow();
        assertThat(zhejiang.parts()).extracting(Region::name).contains("杭州市", "宁波市").hasSize(11);
        assertThat(zhejiang.parts().get(0).parts()).extracting(Region::name).contains("西湖区");
        assertThat(china.get(0).parts()).extracting(Region::name).containsExactly("北京市");
        assertThat(Places.regionsOf("XX")).isEmpty();
    }

    @Test
    void every_chinese_city_of_the_form_is_found_in_its_province() {
        for (Region province : Places.regionsOf("CN")) {
            for (Region city : province.parts()) {
                assertThat(find(china(province.name(), city.name(), "")).prefecture()).isEqualTo(city.name());
            }
        }
    }

    @Test
    void a_british_town_is_found_however_it_is_written() {
        Located london = find(britain("", "LONDON"));

        assertThat(london.precision()).isEqualTo(Precision.CITY);
        assertThat(london.province()).isEqualTo("England");
        assertThat(find(britain("", "Wells next the Sea")).prefecture()).isEqualTo("Wells-next-the-Sea");
        assertThat(find(britain("", "Saint Helens"))).isEqualTo(find(britain("", "St Helens")));
    }

    @Test
    void a_name_that_several_towns_share_is_known_roughly_only() {
        assertThat(find(britain("", "Newport")).precision()).isEqualTo(Precision.PROVINCE);
        assertThat(find(britain("", "Newport")).prefecture()).isEmpty();
    }

    @Test
    void maps_have_names_behind_them() {
        assertThat(Places.landmarks("CN")).hasSize(34).extracting(Located::label).contains("浙江", "新疆", "内蒙古");
        assertThat(Places.landmarks("GB")).hasSize(16).allMatch(town -> town.precision() == Precision.CITY);
        assertThat(Places.landmarks("FR")).isEmpty();
    }

    @Test
    void what_is_not_known_is_not_found() {
        assertThat(Places.locate(china("火星省", "火星市", ""))).isEmpty();
        assertThat(Places.locate(britain("", "Nowheretown"))).isEmpty();
        assertThat(Places.locate(new Address("", "", "FR", "", "Paris", "", "", ""))).isEmpty();
    }
}
