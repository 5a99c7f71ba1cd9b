package entrepot.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Shipping;
import entrepot.kernel.Problem;
import entrepot.lists.NumbersBack.Handed;
import entrepot.ordering.Orders;
import entrepot.platform.access.Actor;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Parcels' numbers on their way back to the shop: one tenant for all, each test hands back what it shipped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NumbersBackIT {

    private final Portal portal = Portal.running();
    private final NumbersBack numbers = portal.bean(NumbersBack.class);
    private Trade trade;

    @BeforeAll
    void aTrade() {
        trade = Trade.inChina(portal);
        trade.products(10_000, 1_000, "A");
        trade.topUp(10_000_000);
    }

    /** Places an order and ships it in parcels of those numbers; answers its code. */
    private String shipped(String outsideNumber, String... parcels) {
        String order = portal.bean(Orders.class).place(trade.agent, trade.order(outsideNumber, "A", 1), "k" + parcels[0]).code();
        Consignment consignment = portal.bean(Consignments.class).byOrder(trade.system, order).get(0);
        portal.bean(Shipping.class).pack(trade.system, consignment.code());
        portal.bean(Shipping.class).ship(trade.system, consignment.code(),
                List.of(parcels).stream().map(number -> new Consignment.Parcel("shunfeng", number, 500)).toList());
        return order;
    }

    private Handed handBack(HandBack layout) {
        return numbers.handBack(trade.agent, trade.shop.code(), layout);
    }

    private List<String> file(Handed handed, String charset) {
        return new String(numbers.file(trade.agent, handed.code()), Charset.forName(charset)).lines().toList();
    }

    @Test
    void each_parcel_s_number_is_handed_back_once_in_the_shop_s_own_layout() {
        shipped("3141592653589793001", "SF1000000000001", "SF1000000000002");
        shipped("3141592653589793002", "SF1000000000003");
        // sold past every shop: there is nobody to tell
        shipped("", "SF1000000000004");
        assertThat(numbers.waiting(trade.agent).count()).isEqualTo(3);
        assertThat(numbers.open(trade.agent)).singleElement().satisfies(open -> {
            assertThat(open.subShop()).isEqualTo(trade.shop.code());
            assertThat(open.numbers()).isEqualTo(3);
        });

        Handed handed = handBack(HandBack.TAOBAO);

        assertThat(handed.numbers()).isEqualTo(3);
        assertThat(file(handed, "GBK")).hasSize(4).startsWith("订单编号,物流公司,物流单号")
                .anyMatch(line -> line.contains("3141592653589793001") && line.contains("SF1000000000002"))
                .noneMatch(line -> line.contains("SF1000000000004"));
        assertThat(numbers.waiting(trade.agent).count()).isZero();
        assertThat(numbers.open(trade.agent)).isEmpty();
        assertThatThrownBy(() -> handBack(HandBack.TAOBAO)).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(ListProblem.NOTHING_TO_HAND_BACK));

        shipped("3141592653589793003", "SF1000000000005");
        Handed next = handBack(HandBack.SHOPIFY);
        assertThat(file(next, StandardCharsets.UTF_8.name())).hasSize(2).anyMatch(line -> line.contains("SF1000000000005"));
        assertThat(numbers.handed(trade.agent, null, 10)).extracting(Handed::code).containsSubsequence(next.code(), handed.code());
        assertThat(numbers.handed(trade.agent, next.code(), 10)).extracting(Handed::code).contains(handed.code()).doesNotContain(next.code());
        // downloaded again it is the same file
        assertThat(file(handed, "GBK")).hasSize(4);
    }

    @Test
    void the_day_of_shipping_is_the_tenants_and_not_greenwich_s() {
        byte[] file = HandBack.WOOCOMMERCE.file(List.of(new ShippedNumber("ORD-1", "#1001", "shunfeng", "SF1", Instant.parse("2026-11-21T18:00:00Z"))),
                ZoneId.of("Asia/Shanghai"));

        assertThat(new String(file, StandardCharsets.UTF_8)).contains("2026-11-22");
    }

    @Test
    void a_number_cannot_become_a_formula_in_a_spreadsheet() {
        shipped("=1+1", "SF1000000000006");

        assertThat(file(handBack(HandBack.OWN), StandardCharsets.UTF_8.name()).get(1)).doesNotStartWith("=").doesNotContain(",=").contains("=1+1");
    }

    @Test
    void two_who_hand_back_at_once_get_each_number_in_one_file() throws Exception {
        shipped("twice", "SF1000000000007");
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            Callable<Handed> one = () -> {
                try {
                    return handBack(HandBack.PINDUODUO);
                } catch (Problem nothingLeft) {
                    assertThat(nothingLeft.code()).isEqualTo(ListProblem.NOTHING_TO_HAND_BACK);
                    return null;
                }
            };
            List<Handed> handed = both.invokeAll(List.of(one, one)).stream().map(each -> {
                try {
                    return each.get();
                } catch (Exception failure) {
                    throw new IllegalStateException(failure);
                }
            }).filter(Objects::nonNull).toList();
            assertThat(handed).singleElement().satisfies(file -> assertThat(file.numbers()).isEqualTo(1));
        } finally {
            both.shutdown();
        }
    }

    @Test
    void others_numbers_do_not_exist() {
        shipped("mine", "SF1000000000008");
        Handed handed = handBack(HandBack.OWN);
        Actor other = trade.actorOf(trade.members.agent());

        assertThat(numbers.waiting(other).count()).isZero();
        assertThat(numbers.open(other)).isEmpty();
        assertThat(numbers.handed(other, null, 10)).isEmpty();
        for (Runnable attempt : List.<Runnable>of(() -> numbers.file(other, handed.code()), () -> numbers.numbers(other, trade.shop.code(), 10),
                () -> numbers.handBack(other, trade.shop.code(), HandBack.OWN))) {
            assertThatThrownBy(attempt::run).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code().name()).isEqualTo("NOT_FOUND"));
        }
    }
}
