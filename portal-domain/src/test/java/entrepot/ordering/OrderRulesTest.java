package entrepot.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.fulfilment.ConsignmentState;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.platform.geo.Address;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderRulesTest {

    private static final Address HANGZHOU = new Address("王五", "13800000001", "CN", "浙江省", "杭州市", "西湖区", "测试路1号",
            "310000");

    private static PlaceOrder order(Address to, String remark, int... quantities) {
        return new PlaceOrder("SHP-1", "1", to, java.util.Arrays.stream(quantities)
                .mapToObj(q -> new PlaceOrder.Line("A", q, null)).toList(), remark, "", null);
    }

    private static void refused(PlaceOrder order, ProblemCode code) {
        assertThatThrownBy(() -> OrderRules.check(order.tidy())).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void quantities_are_1_to_9999() {
        assertThatCode(() -> OrderRules.check(order(HANGZHOU, "", 1, 9999).tidy())).doesNotThrowAnyException();
        refused(order(HANGZHOU, "", 0), OrderProblem.LINE_QUANTITY_INVALID);
        refused(order(HANGZHOU, "", -1), OrderProblem.LINE_QUANTITY_INVALID);
        refused(order(HANGZHOU, "", 1, 10_000), OrderProblem.LINE_QUANTITY_INVALID);
        refused(order(HANGZHOU, ""), OrderProblem.LINES_MISSING);
    }

    @Test
    void a_parcel_needs_a_name_a_phone_a_city_and_a_street() {
        refused(order(null, "", 1), KernelProblem.FIELD_MISSING);
        refused(order(new Address("", "13800000001", "CN", "", "杭州市", "", "路", ""), "", 1), KernelProblem.FIELD_MISSING);
        refused(order(new Address("王", "phone", "CN", "", "杭州市", "", "路", ""), "", 1), KernelProblem.FIELD_INVALID);
        refused(order(new Address("王", "13800000001", "CN", "", " ", "", "路", ""), "", 1), KernelProblem.FIELD_MISSING);
        refused(order(new Address("王", "13800000001", "CN", "", "市", "", "x".repeat(201), ""), "", 1),
                KernelProblem.FIELD_INVALID);
    }

    @Test
    void what_can_be_no_phone_of_the_country_is_refused_however_the_order_comes() {
        for (String phone : List.of("1.38E+10", "1380000abcd", "138000", "-", "~AbCdEf~", "1380000000123", "138000000012345-1234")) {
            refused(order(new Address("王", phone, "CN", "浙江省", "杭州市", "", "测试路1号", ""), "", 1), KernelProblem.FIELD_INVALID);
        }
        for (String phone : List.of("13800000001", "+86 138-0000-0001", "13800000001-1234", "13800000001转8012", "0571-88880000",
                "88880000", "(0571) 88880000 ext. 12", "１３８００００００００", "13800000001/13900000002", "13800000001 13900000002",
                "8613800000001", "0086 138 0000 0001", "+44 7700 900123")) {
            assertThatCode(() -> OrderRules.check(order(new Address("王", phone, "CN", "浙江省", "杭州市", "", "测试路1号", ""), "", 1).tidy()))
                    .as(phone).doesNotThrowAnyException();
        }
    }

    @Test
    void a_city_that_its_province_does_not_have_is_unclear_though_the_district_is_known() {
        assertThat(OrderChecks.isUnclear(new Address("王", "1", "CN", "福建省", "夏门市", "思明区", "测试路1号", ""))).isTrue();
        assertThat(OrderChecks.isUnclear(new Address("王", "1", "CN", "福建省", "厦门市", "思明区", "测试路1号", ""))).isFalse();
        assertThat(OrderChecks.isUnclear(new Address("王", "1", "CN", "福建省", "厦门", "", "测试路1号", ""))).isFalse();
        assertThat(OrderChecks.isUnclear(new Address("王", "1", "CN", "湖北省", "省直辖县级行政区划", "潜江市", "测试路1号", ""))).isFalse();
        assertThat(OrderChecks.isUnclear(new Address("王", "1", "CN", "浙江省", "义乌市", "", "测试路1号", ""))).isFalse();
        assertThat(OrderChecks.isUnclear(new Address("王", "1", "CN", "北京市", "市辖区", "东城区", "测试路1号", ""))).isFalse();
    }

    @Test
    void what_a_database_cannot_keep_is_refused_and_any_script_is_not() {
        refused(order(HANGZHOU, "a\0b", 1), KernelProblem.FIELD_INVALID);
        refused(order(HANGZHOU, "lone \ud83d surrogate", 1), KernelProblem.FIELD_INVALID);
        assertThatCode(() -> OrderRules.check(order(HANGZHOU, "👍 مرحبا\nZoë 𠮷", 1).tidy())).doesNotThrowAnyException();
    }

    @Test
    void goods_ship_48_hours_after_the_payment_or_after_now_where_that_has_passed() {
        Instant now = Instant.parse("2026-11-22T08:00:00Z");

        assertThat(OrderRules.shipBy(Instant.parse("2026-11-21T20:00:00Z"), now)).isEqualTo("2026-11-23T20:00:00Z");
        assertThat(OrderRules.shipBy(Instant.parse("2010-12-02T07:48:00Z"), now)).isEqualTo("2026-11-24T08:00:00Z");
    }

    @Test
    void a_payment_before_2000_is_a_mistake() {
        refused(new PlaceOrder("SHP-1", "1", HANGZHOU, List.of(new PlaceOrder.Line("A", 1, null)), "", "", Instant.MIN),
                KernelProblem.FIELD_INVALID);
    }

    @Test
    void prices_of_the_payment_count_for_72_hours() {
        Instant paid = Instant.parse("2026-11-19T08:00:00Z");

        assertThat(OrderRules.pricedAt(paid, Instant.parse("2026-11-22T08:00:00Z"))).isEqualTo(paid);
        assertThat(OrderRules.pricedAt(paid, Instant.parse("2026-11-22T08:00:01Z")))
                .isEqualTo(Instant.parse("2026-11-22T08:00:01Z"));
    }

    @Test
    void an_order_stands_where_its_living_consignments_are() {
        assertThat(progress()).isEqualTo(OrderState.PLACED);
        assertThat(progress(ConsignmentState.OFFERED, ConsignmentState.PACKED)).isEqualTo(OrderState.PLACED);
        assertThat(progress(ConsignmentState.SHIPPED, ConsignmentState.PACKED)).isEqualTo(OrderState.PARTLY_SHIPPED);
        assertThat(progress(ConsignmentState.DELIVERED, ConsignmentState.SHIPPED)).isEqualTo(OrderState.SHIPPED);
        assertThat(progress(ConsignmentState.DELIVERED, ConsignmentState.CANCELLED)).isEqualTo(OrderState.DELIVERED);
    }

    @Test
    void an_order_of_which_a_part_arrived_has_arrived_and_one_of_which_nothing_did_came_back() {
        assertThat(OrderProgress.of(List.of(ConsignmentState.RETURNED, ConsignmentState.LOST))).isEqualTo(OrderState.RETURNED);
        assertThat(OrderProgress.of(List.of(ConsignmentState.RETURNED, ConsignmentState.DELIVERED))).isEqualTo(OrderState.DELIVERED);
        assertThat(OrderProgress.of(List.of(ConsignmentState.LOST, ConsignmentState.SHIPPED))).isEqualTo(OrderState.SHIPPED);
        assertThat(OrderProgress.of(List.of(ConsignmentState.LOST, ConsignmentState.ACCEPTED))).isEqualTo(OrderState.PARTLY_SHIPPED);
    }

    private static OrderState progress(ConsignmentState... states) {
        return OrderProgress.of(List.of(states));
    }

    @Test
    void facts_that_come_late_leave_a_whole_history_and_never_lead_back() {
        assertThat(OrderProgress.steps(OrderState.PLACED, OrderState.DELIVERED))
                .containsExactly(OrderState.SHIPPED, OrderState.DELIVERED);
        assertThat(OrderProgress.steps(OrderState.PLACED, OrderState.PARTLY_SHIPPED))
                .containsExactly(OrderState.PARTLY_SHIPPED);
        assertThat(OrderProgress.steps(OrderState.PARTLY_SHIPPED, OrderState.DELIVERED))
                .containsExactly(OrderState.SHIPPED, OrderState.DELIVERED);
        assertThat(OrderProgress.steps(OrderState.DELIVERED, OrderState.SHIPPED)).isEmpty();
        assertThat(OrderProgress.steps(OrderState.COMPLETED, OrderState.DELIVERED)).isEmpty();
        assertThat(OrderProgress.steps(OrderState.CANCELLED, OrderState.DELIVERED)).isEmpty();
        assertThat(OrderProgress.steps(OrderState.PLACED, OrderState.RETURNED)).containsExactly(OrderState.SHIPPED, OrderState.RETURNED);
        assertThat(OrderProgress.steps(OrderState.DELIVERED, OrderState.RETURNED)).containsExactly(OrderState.RETURNED);
        assertThat(OrderProgress.steps(OrderState.COMPLETED, OrderState.RETURNED)).isEmpty();
    }
}
