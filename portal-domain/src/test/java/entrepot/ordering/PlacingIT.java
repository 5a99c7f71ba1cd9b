package entrepot.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.catalog.Variant;
import entrepot.inventory.OpenWarehouse;
import entrepot.inventory.Stock;
import entrepot.inventory.StockLevel;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.ledger.AccountKind;
import entrepot.network.Organisation;
import entrepot.platform.geo.Address;
import entrepot.testing.Force;
import entrepot.testing.Portal;
import entrepot.testing.Tape;
import entrepot.testing.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Orders that are placed together, and what an order costs the database. */
class PlacingIT {

    private final Portal portal = Portal.running();
    private final Orders orders = portal.bean(Orders.class);
    private final Trade trade = Trade.inChina(portal);

    private static List<String> words(List<Orders.Outcome> outcomes) {
        return outcomes.stream().map(o -> o.placed() ? "PLACED" : o.refusal().code().name()).toList();
    }

    private List<Integer> reserved(List<Variant> variants) {
        return portal.bean(Stock.class).availability(trade.system, variants.stream().map(Variant::id).toList()).stream()
                .map(StockLevel::reserved).toList();
    }

    @Test
    void orders_placed_together_are_each_whole_or_not_there_at_all() {
        List<Variant> variants = trade.products(10_000, 10, "A", "B");
        trade.topUp(100_000);
        PlaceOrder nameless = new PlaceOrder(trade.shop.code(), "5", new Address("", "13800000001", "CN", "浙江省", "杭州市",
                "", "路1号", ""), trade.order("5", "A", 1).lines(), "", "", null);

        List<Orders.Outcome> outcomes = orders.placeAll(trade.agent, List.of(trade.order("1", "A", 1, "B", 1),
                trade.order("2", "A", 1, "NO-SUCH", 1), trade.order("3", "A", 11), trade.order("4", "B", 1, "1.00"),
                nameless, trade.order("6", "B", 2)));

        assertThat(words(outcomes)).containsExactly("PLACED", "SKU_UNKNOWN", "NOBODY_CAN_SHIP", "PRICE_OUTSIDE_BAND",
                "FIELD_MISSING", "PLACED");
        assertThat(trade.count("sales_order")).isEqualTo(2);
        assertThat(trade.count("routing_decision")).isEqualTo(2);
        assertThat(trade.count("idempotency_key")).isEqualTo(2);
        assertThat(reserved(variants)).containsExactlyInAnyOrder(1, 3);
        Money held = outcomes.get(0).receipt().total().plus(outcomes.get(5).receipt().total());
        assertThat(trade.balance(AccountKind.HELD)).isEqualTo(held);
        assertThat(orders.get(trade.agent, outcomes.get(5).receipt().code()).lines()).hasSize(1);
        // what was refused may come again, mended
        assertThat(words(orders.placeAll(trade.agent, List.of(trade.order("2", "A", 1))))).containsExactly("PLACED");
    }

    @Test
    void the_same_orders_again_are_answered_as_before_and_others_under_their_numbers_refused() {
        trade.products(10_000, 10, "A");
        trade.topUp(100_000);
        List<PlaceOrder> two = List.of(trade.order("1", "A", 1), trade.order("2", "A", 1));

        List<Orders.Outcome> first = orders.placeAll(trade.agent, two);
        List<Orders.Outcome> again = orders.placeAll(trade.agent, List.of(trade.order("1", "A", 1), trade.order("2", "A", 2),
                trade.order("3", "A", 1), trade.order("3", "A", 1), trade.order("3", "A", 2), trade.order("", "A", 1)));

        assertThat(again.get(0)).isEqualTo(first.get(0));
        assertThat(words(again)).containsExactly("PLACED", "OUTSIDE_NUMBER_TAKEN", "PLACED", "PLACED", "OUTSIDE_NUMBER_TAKEN",
                "PLACED");
        assertThat(again.get(1).refusal().details().get("order")).isEqualTo(first.get(1).receipt().code());
        assertThat(again.get(3)).isEqualTo(again.get(2));
        assertThat(trade.count("sales_order")).isEqualTo(4);
        // refused under a taken number, the key of the first is still there
        assertThat(orders.placeAll(trade.agent, two)).isEqualTo(first);
    }

    @Test
    void orders_placed_together_see_what_the_earlier_ones_took() {
        List<Variant> variants = trade.products(10_000, 3, "A", "B");
        long each = orders.quote(trade.agent, trade.order("Q", "B", 1)).total().minor();
        trade.topUp(each * 4);

        // two pieces, then two of the one that is left, then one; the money is for four single ones
        assertThat(words(orders.placeAll(trade.agent, List.of(trade.order("1", "A", 2), trade.order("2", "A", 2),
                trade.order("3", "A", 1), trade.order("4", "B", 1), trade.order("5", "B", 1)))))
                .containsExactly("PLACED", "NOBODY_CAN_SHIP", "PLACED", "PLACED", "INSUFFICIENT_FUNDS");
        assertThat(reserved(variants)).containsExactlyInAnyOrder(3, 1);
    }

    @Test
    void an_order_takes_eight_round_trips_at_most_and_fifty_take_as_many_as_one() {
        trade.products(10_000, 1_000, "A", "B", "C");
        trade.topUp(100_000_000);
        Organisation dealer = trade.members.dealer("广东省", "深圳市");
        Address shenzhen = new Address("D", "13800000001", "CN", "广东省", "深圳市", "南山区", "路1号", "");
        Warehouse there = portal.bean(Warehouses.class).open(trade.system, new OpenWarehouse("There", dealer.id(), shenzhen,
                null, 1_000));
        trade.products(10_000, 0, "OWN").forEach(variant -> trade.stock(there, variant.id(), dealer.id(), 500));
        // what a node keeps in memory of a tenant's settings and calendar is read once
        orders.place(trade.agent, trade.order("W", "A", 1, "OWN", 1), "warm");

        Tape one = new Tape();
        portal.taping(one, () -> orders.place(trade.agent, trade.order("1", "A", 1, "B", 1, "C", 1), "one"));
        Tape own = new Tape();
        portal.taping(own, () -> orders.place(trade.agent, trade.order("2", "A", 1, "OWN", 1), "own"));
        Tape fifty = new Tape();
        portal.taping(fifty, () -> assertThat(words(orders.placeAll(trade.agent, IntStream.range(0, 50)
                .mapToObj(i -> trade.order("F" + i, "A", 1, "B", 1, "C", 1)).toList()))).containsOnly("PLACED"));

        // the check of the key that a client brings is one or two more
        assertThat(one.roundTrips()).isLessThanOrEqualTo(5);
        // two warehouses, one with a dealer's own goods: its price and a second id are asked for
        assertThat(own.roundTrips()).isLessThanOrEqualTo(7);
        // the tenant goes ahead of the savepoint
        assertThat(fifty.roundTrips()).isLessThanOrEqualTo(6);
    }

    @Test
    void lists_of_the_same_orders_at_once_place_each_once_and_nobody_sees_a_deadlock() throws Exception {
        trade.products(10_000, 1_000, "A", "B", "C", "D", "E");
        trade.topUp(100_000_000);
        List<PlaceOrder> list = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            list.add(trade.order("L" + i, "ABCDE".substring(i % 5, i % 5 + 1), 1));
        }

        List<List<Orders.Outcome>> answers = Force.at(16, 32, i -> {
            List<PlaceOrder> shuffled = new ArrayList<>(list);
            java.util.Collections.shuffle(shuffled, new java.util.Random(i));
            List<Orders.Outcome> outcomes = orders.placeAll(trade.agent, shuffled);
            return list.stream().map(order -> outcomes.get(shuffled.indexOf(order))).toList();
        });

        assertThat(trade.count("sales_order")).isEqualTo(40);
        assertThat(answers).allSatisfy(outcomes -> assertThat(outcomes).isEqualTo(answers.get(0)));
    }

    @Test
    void baskets_declines_cancellations_and_expiring_reservations_at_once_lose_nothing() throws Exception {
        Force force = new Force(trade, 12, 40);

        force.run(64, 400, 7);

        force.requireThatNothingWasLost();
    }

    @Test
    void the_last_pieces_that_went_meanwhile_refuse_the_order_in_plain_words() {
        trade.products(10_000, 1, "A");
        trade.topUp(100_000);

        orders.place(trade.agent, trade.order("1", "A", 1), "k1");

        Problem refusal = orders.placeAll(trade.agent, List.of(trade.order("2", "A", 1))).get(0).refusal();
        assertThat(refusal.details().get("skus")).isEqualTo("A × 1");
    }
}
