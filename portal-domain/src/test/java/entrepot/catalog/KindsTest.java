package entrepot.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KindsTest {

    @ParameterizedTest
    @CsvSource({
        "拾野 双人吊床, 拾野 急救包, 拾野, false",
        "拾野 地钉 8 支装, 拾野 登山扣 5 只装, 拾野, false",
        "拾野 套锅 2人, 拾野 套锅 4人, 拾野, true",
        "拾野 月亮椅, 拾野 克米特椅, 拾野, true",
        "Globex Mug blue, Globex Mugs tray, Globex, false",
        "Globex camping lamp, Globex reading LAMP, Globex, true",
        "Day lamp, First-aid kit, '', false"})
    void titles_tell_the_kind_of_goods_and_the_vendor_and_measures_do_not(String one, String other, String vendor, boolean same) {
        assertThat(Kinds.same(one, other, vendor)).isEqualTo(same);
        assertThat(Kinds.same(other, one, vendor)).isEqualTo(same);
    }
}
