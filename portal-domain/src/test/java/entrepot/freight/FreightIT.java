package entrepot.freight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.geo.Address;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Portal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreightIT {

    private final Portal portal = Portal.running();
    private final Freight freight = portal.bean(Freight.class);
    private final Tenant china = tenant("CNY", "CN", "Asia/Shanghai");

    private Tenant tenant(String currency, String country, String zone) {
        Tenant tenant = portal.newTenant(currency, country, zone);
        freight.begin(Actor.system(tenant.id()));
        return tenant;
    }

    private static Actor editor(Tenant tenant) {
        return Portal.headquarters(tenant, new OrganisationId(1), FreightPermission.QUOTE);
    }

    private static Address address(String country, String province, String city, String postcode) {
        return new Address("王芳", "138-0000-0001", country, province, city, "", "测试路1号", postcode);
    }

    @ParameterizedTest
    @CsvSource({
        "浙江省,          杭州市,   1,    750",
        "浙江,            杭州,  1000,    750",
        "浙江省,          杭州市, 1001,   900",
        "'',              上海市,  500,   750",
        "北京市,          北京市, 2500,  1700",
        "新疆维吾尔自治区, 乌鲁木齐, 300,  3000",
        "内蒙古自治区,     赤峰市,    0,  3000"})
    void each_started_kilogram_counts_in_the_zone_of_the_province(String province, String city, int grams, long minor) {
        FreightQuote quote = freight.quote(editor(china), address("CN", province, city, ""), grams);

        assertThat(quote.amount()).isEqualTo(Money.of(minor, "CNY"));
        assertThat(quote.rule()).isEqualTo("STARTED_KILOGRAM");
        assertThat(quote.numbers()).containsKeys("zone", "base", "perKilogram", "kilograms", "grams");
    }

    @ParameterizedTest
    @CsvSource({
        "'',       Ystrad Mynach, ZZ1 9ZZ,  400",
        "England,  London,        SW1A 1AA, 400",
        "Scotland, Inverness,     iv1 1aa,  700",
        "'',       Belfast,       BT1 5GS,  700",
        "Northern Ireland, Derry, '',       700"})
    void in_great_britain_the_postcode_tells_the_highlands_and_islands(String province, String city, String postcode,
                                                                       long minor) {
        Tenant britain = tenant("GBP", "GB", "Europe/London");

        assertThat(freight.quote(editor(britain), address("GB", province, city, postcode), 800).amount())
                .isEqualTo(Money.of(minor, "GBP"));
    }

    @ParameterizedTest
    @CsvSource({"CN, 台湾省, 台北", "CN, 香港特别行政区, 九龙", "FR, '', Paris"})
    void a_place_that_is_not_served_is_refused_with_the_reason(String country, String province, String city) {
        assertThatThrownBy(() -> freight.quote(editor(china), address(country, province, city, ""), 100))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo(FreightProblem.PLACE_NOT_SERVED);
                    assertThat(problem.details()).containsKeys("place", "reason");
                });
    }

    @Test
    void the_example_zones_come_once() {
        freight.begin(Actor.system(china.id()));

        assertThat(freight.zones(editor(china))).extracting(FreightZone::code)
                .containsExactly("NEAR", "REST", "REMOTE", "UNSERVED");
    }

    @Test
    void another_tenants_zones_do_not_exist() {
        Tenant empty = portal.newTenant();

        assertThat(freight.zones(editor(empty))).isEmpty();
        assertThat(freight.zones(editor(china))).allSatisfy(zone -> assertThat(zone.confirmed()).isFalse());
    }
}
