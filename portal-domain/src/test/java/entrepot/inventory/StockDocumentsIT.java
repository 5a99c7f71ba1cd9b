package entrepot.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import entrepot.catalog.Variant;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.Consignments;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.network.Organisation;
import entrepot.ordering.Order;
import entrepot.ordering.OrderFilter;
import entrepot.ordering.OrderQuote;
import entrepot.ordering.OrderState;
import entrepot.ordering.Orders;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.platform.approval.Proposal;
import entrepot.platform.idempotency.IdempotencyProblem;
import entrepot.platform.sql.Sql;
import entrepot.testing.Force;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Documents about stock, in one tenant: each test has its own SKUs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StockDocumentsIT {

    private static final String[] ALL = {"stock:view", "stock:change", "stock:confirm", "catalogue:view", "organisations:read"};
    private static final String[] DEALERS = {"stock:view", "stock:change", "catalogue:view", "organisations:read"};

    private final Portal portal = Portal.running();
    private final Trade trade = Trade.inChina(portal);
    private final Stock stock = portal.bean(Stock.class);
    private final Transfers transfers = portal.bean(Transfers.class);
    private final Purchases purchases = portal.bean(Purchases.class);
    private final QualityHolds holds = portal.bean(QualityHolds.class);
    private final StockCounts counts = portal.bean(StockCounts.class);
    private final StockUploads uploads = portal.bean(StockUploads.class);
    private final StockDifferences differences = portal.bean(StockDifferences.class);
    private final StockAlarms alarms = portal.bean(StockAlarms.class);
    private final Presales presales = portal.bean(Presales.class);
    private final Organisation dealerOrganisation = trade.members.dealer("浙江省", "杭州市");
    private final Actor manager = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), ALL);
    private final Actor deputy = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), ALL);
    private final Actor dealer = Portal.member(trade.tenant, dealerOrganisation.id(), DEALERS);
    private final Warehouse central = trade.central;
    private final Warehouse there = portal.bean(Warehouses.class).open(trade.system,
            new OpenWarehouse("Dealer", dealerOrganisation.id(), Trade.hangzhou(), null, 100));

    private StockLine pile(Warehouse warehouse, String sku, boolean own) {
        return stock.level(manager, new Pile(warehouse.code(), sku, own));
    }

    private static void refused(ProblemCode code, ThrowingCallable deed) {
        assertThatThrownBy(deed).isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo(code));
    }

    private static List<Pieces> pieces(String sku, int n) {
        return List.of(new Pieces(sku, n));
    }

    @Test
    void what_is_sent_is_gone_here_on_its_way_there_and_each_missing_piece_is_explained() {
        trade.products(10_000, 10, "TR-1");
        String code = transfers.draft(manager, central.code(), there.code(), false, pieces("TR-1", 8), "").code();
        assertThat(pile(central, "TR-1", false).level().there()).as("written, not sent").isEqualTo(10);
        refused(KernelProblem.ILLEGAL_TRANSITION, () -> transfers.receive(dealer, code, List.of(), ""));

        transfers.send(manager, code);
        assertThat(pile(central, "TR-1", false).level().there()).isEqualTo(2);
        assertThat(pile(there, "TR-1", false).incoming()).isEqualTo(8);
        refused(KernelProblem.ILLEGAL_TRANSITION, () -> transfers.send(manager, code));
        refused(KernelProblem.ILLEGAL_TRANSITION, () -> transfers.cancel(manager, code, "too late"));

        refused(InventoryProblem.MORE_THAN_SENT, () -> transfers.receive(dealer, code, pieces("TR-1", 9), ""));
        assertThat(transfers.receive(dealer, code, pieces("TR-1", 5), "one box open").state()).isEqualTo(TransferState.PARTLY_RECEIVED);
        assertThat(pile(there, "TR-1", false).level().there()).isEqualTo(5);
        assertThat(pile(there, "TR-1", false).incoming()).isEqualTo(3);
        refused(InventoryProblem.MISSING_NEEDS_HEADQUARTERS, () -> transfers.explain(dealer, code, new Pieces("TR-1", 3), false, "lost"));

        transfers.explain(manager, code, new Pieces("TR-1", 1), true, "left in the van");
        assertThat(pile(central, "TR-1", false).level().there()).as("one person says so").isEqualTo(2);
        String back = transfers.explanations(deputy, code).get(0).code();
        refused(ApprovalProblem.OWN_PROPOSAL, () -> transfers.confirm(manager, back));
        transfers.confirm(deputy, back);
        transfers.explain(manager, code, new Pieces("TR-1", 1), false, "a slip of the finger");
        transfers.explain(manager, code, new Pieces("TR-1", 2), false, "stolen");
        assertThat(transfers.explanations(deputy, code)).singleElement().satisfies(p -> {
            transfers.reject(deputy, p.code(), "look behind the shelf");
            refused(ApprovalProblem.ALREADY_DECIDED, () -> transfers.confirm(deputy, p.code()));
        });
        assertThat(transfers.explain(manager, code, new Pieces("TR-1", 2), false, "stolen").missing()).isEqualTo(2);
        assertThat(transfers.confirm(deputy, transfers.explanations(deputy, code).get(0).code()).state()).isEqualTo(TransferState.RECEIVED);
        assertThat(pile(central, "TR-1", false).level().there()).isEqualTo(3);
        assertThat(pile(there, "TR-1", false).incoming()).isZero();
        assertThat(transfers.history(dealer, code)).extracting(c -> c.to())
                .containsExactly("DRAFT", "SENT", "PARTLY_RECEIVED", "PARTLY_RECEIVED", "RECEIVED");
    }

    @Test
    void what_is_asked_twice_under_one_key_is_done_once() {
        trade.products(10_000, 10, "TWICE-1");
        Transfer transfer = transfers.draft(manager, central.code(), there.code(), false, pieces("TWICE-1", 4), "", "k1");
        assertThat(transfers.draft(manager, central.code(), there.code(), false, pieces("TWICE-1", 4), "", "k1").code()).isEqualTo(transfer.code());
        refused(IdempotencyProblem.KEY_REUSED, () -> transfers.draft(manager, central.code(), there.code(), false, pieces("TWICE-1", 5), "", "k1"));
        transfers.send(manager, transfer.code());
        transfers.receive(dealer, transfer.code(), pieces("TWICE-1", 1), "", "k2");
        assertThat(transfers.receive(dealer, transfer.code(), pieces("TWICE-1", 1), "", "k2").missing()).isEqualTo(3);

        QualityHold hold = holds.setApart(manager, new Pile(central.code(), "TWICE-1", false), 2, "stained", "k3");
        assertThat(holds.setApart(manager, new Pile(central.code(), "TWICE-1", false), 2, "stained", "k3").code()).isEqualTo(hold.code());
        assertThat(pile(central, "TWICE-1", false).level().there()).isEqualTo(4);
        refused(KernelProblem.ILLEGAL_TRANSITION, () -> holds.reject(manager, hold.code(), "nobody proposed it"));

        Purchase purchase = purchases.draft(manager, central.code(), "Mill", null, pieces("TWICE-1", 1), "", "k4");
        assertThat(purchases.draft(manager, central.code(), "Mill", null, pieces("TWICE-1", 1), "", "k4").code()).isEqualTo(purchase.code());
        StockCount count = counts.start(manager, there.code(), false, "twice", "", "k5");
        assertThat(counts.start(manager, there.code(), false, "twice", "", "k5").code()).isEqualTo(count.code());
        counts.setAll(manager, count.code(), pieces("TWICE-1", 2));
        assertThat(counts.finish(manager, count.code(), false).lines()).as("worth its retail price").extracting(StockCount.Line::value).isNotEmpty().doesNotContainNull();
        counts.reject(deputy, count.code(), "count again");
        refused(KernelProblem.ILLEGAL_TRANSITION, () -> counts.reject(deputy, count.code(), "nobody proposed it"));
        counts.cancel(manager, count.code(), "");
    }

    @Test
    void only_what_is_free_can_be_sent_and_a_dealer_sends_nothing_of_headquarters() {
        List<Variant> goods = trade.products(10_000, 5, "TR-2");
        stock.reserve(trade.system, "CON-TR-2", List.of(new Need(central.id(), goods.get(0).id(), 3)));
        String code = transfers.draft(manager, central.code(), there.code(), false, pieces("TR-2", 3), "").code();
        refused(InventoryProblem.INSUFFICIENT_STOCK, () -> transfers.send(manager, code));
        assertThat(transfers.rewrite(manager, code, pieces("TR-2", 2)).pieces()).isEqualTo(2);
        refused(InventoryProblem.CONSIGNED_NEEDS_HEADQUARTERS, () -> transfers.send(dealer, code));
        refused(KernelProblem.NOT_FOUND, () -> transfers.draft(dealer, there.code(), central.code(), false, pieces("TR-2", 1), ""));
        transfers.send(manager, code);
        Organisation other = trade.members.dealer("浙江省", "宁波市");
        refused(KernelProblem.NOT_FOUND, () -> transfers.get(Portal.member(trade.tenant, other.id(), DEALERS), code));
    }

    @Test
    void what_headquarters_orders_to_a_dealers_house_the_dealer_takes_in_and_no_more() {
        trade.products(10_000, 0, "PU-9");
        String code = purchases.draft(manager, there.code(), "Mill No 3", null, pieces("PU-9", 5), "").code();
        refused(InventoryProblem.CONSIGNED_NEEDS_HEADQUARTERS, () -> purchases.rewrite(dealer, code, "Mill No 3", null, pieces("PU-9", 500)));
        refused(InventoryProblem.CONSIGNED_NEEDS_HEADQUARTERS, () -> purchases.order(dealer, code));
        purchases.order(manager, code);
        refused(InventoryProblem.OVER_DELIVERY, () -> purchases.receive(dealer, code, "DN-9",
                List.of(new Purchase.Arrived("PU-9", 50, 0)), "they sent more", true));
        refused(KernelProblem.FIELD_INVALID, () -> purchases.receive(dealer, code, "DN-9",
                List.of(new Purchase.Arrived("PU-9", 1, 0), new Purchase.Arrived("PU-9", 2, 0)), "", true));
        assertThat(purchases.receive(dealer, code, "DN-9", List.of(new Purchase.Arrived("PU-9", 5, 0)), "", true).state())
                .isEqualTo(PurchaseState.RECEIVED);
        assertThat(pile(there, "PU-9", false).level().there()).isEqualTo(5);
    }

    @Test
    void a_purchase_is_incoming_then_at_the_door_then_on_the_shelf_and_too_much_is_not_one_persons() {
        trade.products(10_000, 0, "PU-1", "PU-2");
        String code = purchases.draft(manager, central.code(), "Mill No 3", LocalDate.of(2030, 1, 5),
                List.of(new Pieces("PU-1", 100), new Pieces("PU-2", 10)), "").code();
        assertThat(pile(central, "PU-1", false).incoming()).as("only written").isZero();
        refused(KernelProblem.ILLEGAL_TRANSITION, () -> purchases.receive(manager, code, "DN-1", List.of(new Purchase.Arrived("PU-1", 1, 0)), "", true));
        purchases.order(manager, code);
        assertThat(pile(central, "PU-1", false).incoming()).isEqualTo(100);

        Purchase first = purchases.receive(manager, code, "DN-1", List.of(new Purchase.Arrived("PU-1", 60, 4)), "", false);
        assertThat(first.state()).isEqualTo(PurchaseState.PARTLY_RECEIVED);
        assertThat(pile(central, "PU-1", false).level().there()).as("at the door").isZero();
        assertThat(pile(central, "PU-1", false).incoming()).isEqualTo(96);
        purchases.receive(manager, code, "DN-1", List.of(new Purchase.Arrived("PU-1", 60, 4)), "", false);
        String receipt = first.receipts().get(0).code();
        purchases.putAway(manager, code, receipt);
        purchases.putAway(manager, code, receipt);
        assertThat(pile(central, "PU-1", false).level().there()).isEqualTo(56);
        assertThat(pile(central, "PU-1", false).apart()).as("the faulty ones").isEqualTo(4);

        refused(InventoryProblem.OVER_DELIVERY, () -> purchases.receive(manager, code, "DN-2", List.of(new Purchase.Arrived("PU-1", 41, 0)), "", true));
        refused(InventoryProblem.OVER_DELIVERY, () -> purchases.receive(manager, code, "DN-2", List.of(new Purchase.Arrived("TR-X", 1, 0)), "why", true));
        refused(InventoryProblem.OVER_DELIVERY, () -> purchases.receive(manager, code, "DN-2", List.of(new Purchase.Arrived("PU-1", 5_000, 0)), "they sent more", true));
        Purchase all = purchases.receive(manager, code, "DN-2", List.of(new Purchase.Arrived("PU-1", 40, 0),
                new Purchase.Arrived("PU-2", 10, 0)), "", true);
        assertThat(all.state()).isEqualTo(PurchaseState.RECEIVED);
        assertThat(pile(central, "PU-1", false).level().there()).isEqualTo(96);
        assertThat(pile(central, "PU-1", false).incoming()).isZero();
        refused(KernelProblem.ILLEGAL_TRANSITION, () -> purchases.cancel(manager, code, "no"));

        String own = purchases.draft(dealer, there.code(), "Mill", null, pieces("PU-2", 3), "").code();
        purchases.order(dealer, own);
        refused(InventoryProblem.OVER_DELIVERY, () -> purchases.receive(dealer, own, "DN-3", List.of(new Purchase.Arrived("PU-2", 4, 0)), "", true));
        purchases.receive(dealer, own, "DN-3", List.of(new Purchase.Arrived("PU-2", 4, 0)), "one is a present", true);
        assertThat(pile(there, "PU-2", true).level().there()).as("its own, with a word").isEqualTo(4);
    }

    @Test
    void what_will_not_come_is_closed_with_a_reason_and_not_incoming_any_more() {
        trade.products(10_000, 0, "PU-3");
        String code = purchases.draft(manager, central.code(), "Mill", null, pieces("PU-3", 10), "").code();
        purchases.order(manager, code);
        purchases.receive(manager, code, "DN", List.of(new Purchase.Arrived("PU-3", 4, 0)), "", true);
        assertThatThrownBy(() -> purchases.close(manager, code, " ")).isInstanceOf(Problem.class);
        assertThat(purchases.close(manager, code, "mill burnt down").state()).isEqualTo(PurchaseState.CLOSED);
        assertThat(pile(central, "PU-3", false).incoming()).isZero();
    }

    @Test
    void pieces_set_apart_are_not_sold_and_a_second_person_writes_them_off() {
        trade.products(10_000, 5, "QH-1");
        QualityHold hold = holds.setApart(manager, new Pile(central.code(), "QH-1", false), 3, "seam open");
        assertThat(pile(central, "QH-1", false).level().available()).isEqualTo(2);
        assertThat(pile(central, "QH-1", false).apart()).isEqualTo(3);
        refused(InventoryProblem.INSUFFICIENT_STOCK, () -> holds.setApart(manager, new Pile(central.code(), "QH-1", false), 3, "more"));
        assertThatThrownBy(() -> holds.setApart(manager, new Pile(central.code(), "QH-1", false), 3, "more"))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.details()).containsEntry("skus", "QH-1 × 1").containsEntry("free", "QH-1 × 2"));

        holds.writeOff(manager, hold.code(), "beyond repair");
        refused(ApprovalProblem.OWN_PROPOSAL, () -> holds.approve(manager, hold.code()));
        refused(KernelProblem.ILLEGAL_TRANSITION, () -> holds.release(manager, hold.code(), "good"));
        holds.reject(deputy, hold.code(), "mend it");
        assertThat(holds.release(manager, hold.code(), "mended").state()).isEqualTo(HoldState.RELEASED);
        assertThat(pile(central, "QH-1", false).level().available()).isEqualTo(5);

        QualityHold again = holds.setApart(manager, new Pile(central.code(), "QH-1", false), 1, "torn");
        holds.writeOff(manager, again.code(), "torn");
        assertThat(holds.approve(deputy, again.code()).state()).isEqualTo(HoldState.WRITTEN_OFF);
        assertThat(pile(central, "QH-1", false).level().there()).isEqualTo(4);
        assertThat(pile(central, "QH-1", false).apart()).isZero();

        trade.stock(there, stock.level(manager, new Pile(there.code(), "QH-1", true)).level().variant(), dealerOrganisation.id(), 2);
        String theirs = holds.setApart(manager, new Pile(there.code(), "QH-1", true), 1, "stained").code();
        assertThat(holds.writeOff(manager, theirs, "stained").state()).as("one of headquarters says it of a dealer's").isEqualTo(HoldState.WRITE_OFF_PROPOSED);
        refused(ApprovalProblem.OWN_PROPOSAL, () -> holds.approve(manager, theirs));
        assertThat(holds.approve(deputy, theirs).state()).isEqualTo(HoldState.WRITTEN_OFF);
        String own = holds.setApart(dealer, new Pile(there.code(), "QH-1", true), 1, "torn").code();
        assertThat(holds.writeOff(dealer, own, "torn").state()).as("the dealer alone").isEqualTo(HoldState.WRITTEN_OFF);
    }

    @Test
    void a_count_books_differences_of_the_moment_and_headquarters_goods_need_two() {
        List<Variant> goods = trade.products(10_000, 0, "CT-1", "CT-2");
        goods.forEach(v -> trade.stock(there, v.id(), trade.members.headquarters().id(), 10));
        String code = counts.start(dealer, there.code(), false, "", "monthly").code();
        refused(InventoryProblem.COUNT_OPEN, () -> counts.start(dealer, there.code(), false, "", ""));
        for (int i = 0; i < 8; i++) {
            counts.scan(dealer, code, "CT-1", 1);
        }
        counts.set(dealer, code, "CT-2", 10);
        // goods that come while others count are no difference
        trade.stock(there, goods.get(0).id(), trade.members.headquarters().id(), 5);

        StockCount finished = counts.finish(dealer, code, false, Map.of(goods.get(0).id(), Money.of(5_500, "CNY")));
        assertThat(finished.state()).isEqualTo(CountState.SUBMITTED);
        assertThat(finished.differences()).singleElement().satisfies(l -> {
            assertThat(l.difference()).isEqualTo(-2);
            assertThat(l.value()).isEqualTo(Money.of(-11_000, "CNY"));
        });
        assertThat(pile(there, "CT-1", false).level().there()).as("not before a second person").isEqualTo(15);
        refused(KernelProblem.ILLEGAL_TRANSITION, () -> counts.scan(dealer, code, "CT-1", 1));
        assertThatThrownBy(() -> counts.approve(dealer, code)).isInstanceOf(Problem.class);

        assertThat(counts.reject(manager, code, "count again").state()).isEqualTo(CountState.COUNTING);
        counts.finish(dealer, code, false, Map.of());
        assertThat(counts.approve(manager, code).state()).isEqualTo(CountState.BOOKED);
        assertThat(pile(there, "CT-1", false).level().there()).isEqualTo(13);
        refused(KernelProblem.ILLEGAL_TRANSITION, () -> counts.cancel(dealer, code, ""));
    }

    @Test
    void of_those_who_begin_to_count_the_same_piles_at_once_one_does() throws Exception {
        Warehouse third = portal.bean(Warehouses.class).open(trade.system,
                new OpenWarehouse("Third", dealerOrganisation.id(), Trade.hangzhou(), null, 100));
        List<String> outcomes = Force.at(8, 8, i -> {
            try {
                counts.start(dealer, third.code(), true, i % 2 == 0 ? "" : "Things", "");
                return "begun";
            } catch (Problem refusal) {
                return refusal.code().name();
            }
        });
        assertThat(outcomes).containsOnly("begun", InventoryProblem.COUNT_OPEN.name());
        assertThat(Collections.frequency(outcomes, "begun")).isEqualTo(1);
    }

    @Test
    void a_dealer_books_its_own_count_alone() {
        Warehouse second = portal.bean(Warehouses.class).open(trade.system,
                new OpenWarehouse("Second", dealerOrganisation.id(), Trade.hangzhou(), null, 100));
        trade.products(10_000, 0, "CT-3", "CT-4").forEach(v -> trade.stock(second, v.id(), dealerOrganisation.id(), 10));
        String code = counts.start(dealer, second.code(), true, "", "").code();
        refused(InventoryProblem.COUNT_EMPTY, () -> counts.finish(dealer, code, false, Map.of()));
        counts.setAll(dealer, code, pieces("CT-3", 9));
        assertThat(counts.finish(dealer, code, true, Map.of()).state()).isEqualTo(CountState.BOOKED);
        assertThat(pile(second, "CT-3", true).level().there()).isEqualTo(9);
        assertThat(pile(second, "CT-4", true).level().there()).as("nobody found any").isZero();
    }

    @Test
    void a_file_says_of_each_row_what_became_of_it_and_takes_nothing_where_it_was_told_to() {
        List<Variant> goods = trade.products(10_000, 0, "UP-1", "UP-2", "UP-3");
        goods.forEach(v -> trade.stock(there, v.id(), dealerOrganisation.id(), 10));
        trade.stock(there, goods.get(0).id(), trade.members.headquarters().id(), 4);
        stock.reserve(trade.system, "CON-UP", List.of(new Need(there.id(), goods.get(1).id(), 6)));
        byte[] file = """
                SKU,Quantity,Whose
                UP-1,"=""12""\",own
                UP-2,5,own
                UP-3,3,own
                UP-3,4,
                UP-9,-3,own
                UP-2,-1,consigned
                UP-1,3,consigned
                """.getBytes(StandardCharsets.UTF_8);

        StockUpload nothing = uploads.upload(dealer, there.code(), "s.csv", file, StockUpload.Mode.ALL_OR_NOTHING);
        assertThat(nothing.taken()).isZero();
        assertThat(pile(there, "UP-1", true).level().there()).isEqualTo(10);

        StockUpload each = uploads.upload(dealer, there.code(), "s.csv", file, StockUpload.Mode.EACH_ROW);
        assertThat(each.rows()).extracting(StockUpload.Row::outcome).containsExactly(StockUpload.Outcome.TAKEN, StockUpload.Outcome.LEFT_OUT,
                StockUpload.Outcome.LEFT_OUT, StockUpload.Outcome.LEFT_OUT, StockUpload.Outcome.LEFT_OUT, StockUpload.Outcome.LEFT_OUT,
                StockUpload.Outcome.PROPOSED);
        assertThat(each.rows()).extracting(StockUpload.Row::why).containsExactly(null, StockUpload.Why.BELOW_RESERVED,
                StockUpload.Why.SKU_TWICE, StockUpload.Why.SKU_TWICE, StockUpload.Why.SKU_UNKNOWN, StockUpload.Why.QUANTITY_INVALID, null);
        assertThat(pile(there, "UP-1", true).level().there()).isEqualTo(12);
        assertThat(pile(there, "UP-1", false).level().there()).as("headquarters'").isEqualTo(4);
        assertThat(uploads.upload(dealer, there.code(), "s.csv", file, StockUpload.Mode.EACH_ROW).code()).as("the same file").isEqualTo(each.code());
    }

    @Test
    void one_person_of_headquarters_writes_nothing_up_or_down_and_a_purchase_needs_no_second() {
        List<Variant> goods = trade.products(10_000, 5, "HQ-1");
        Pile pile = new Pile(central.code(), "HQ-1", false);
        trade.stock(there, goods.get(0).id(), dealerOrganisation.id(), 3);
        refused(InventoryProblem.STOCK_NEEDS_TWO, () -> stock.count(manager, pile, 9, "found"));
        refused(InventoryProblem.STOCK_NEEDS_TWO, () -> stock.receive(manager, pile, 9, "from nowhere"));
        refused(InventoryProblem.STOCK_NEEDS_TWO, () -> stock.count(manager, new Pile(there.code(), "HQ-1", true), 0, "the dealer's own"));

        String first = differences.receive(manager, pile, 4, "DN-1");
        String second = differences.receive(manager, pile, 2, "DN-2");
        String broken = differences.propose(manager, pile, 4, "one broken").orElseThrow();
        refused(ApprovalProblem.OWN_PROPOSAL, () -> differences.confirm(manager, first));
        List.of(first, second, broken).forEach(each -> differences.confirm(deputy, each));
        assertThat(pile(central, "HQ-1", false).level().there()).isEqualTo(5 + 4 + 2 - 1);
        assertThat(stock.movements(manager, central.id(), goods.get(0).id(), 3)).extracting(Movement::reason)
                .containsExactly(Movement.Reason.COUNTED, Movement.Reason.RECEIVED, Movement.Reason.RECEIVED);

        String order = purchases.draft(manager, central.code(), "Mill", null, pieces("HQ-1", 7), "").code();
        purchases.order(manager, order);
        purchases.receive(manager, order, "DN-3", List.of(new Purchase.Arrived("HQ-1", 7, 0)), "", true);
        assertThat(pile(central, "HQ-1", false).level().there()).isEqualTo(17);

        String list = counts.start(manager, there.code(), true, "", "").code();
        counts.setAll(manager, list, pieces("HQ-1", 1));
        assertThat(counts.finish(manager, list, false, Map.of()).state()).as("of the dealer's own goods").isEqualTo(CountState.SUBMITTED);
        counts.reject(deputy, list, "ask the dealer");
        counts.cancel(manager, list, "");
    }

    @Test
    void a_file_of_headquarters_goods_is_one_proposal_with_its_differences() {
        List<Variant> goods = trade.products(10_000, 0, "FL-1", "FL-2", "FL-3");
        goods.forEach(v -> trade.stock(there, v.id(), trade.members.headquarters().id(), 10));
        Pile first = new Pile(there.code(), "FL-1", false);
        String single = differences.propose(dealer, first, 9, "one broken").orElseThrow();
        StockUpload said = uploads.say(dealer, there.code(), List.of(new StockUploads.Said(1, "FL-1", "8", "consigned"),
                new StockUploads.Said(2, "FL-2", "13", "consigned"), new StockUploads.Said(3, "FL-3", "10", "consigned")),
                StockUpload.Mode.EACH_ROW, "key-fl-1");
        assertThat(said.rows()).extracting(StockUpload.Row::outcome).containsExactly(StockUpload.Outcome.PROPOSED,
                StockUpload.Outcome.PROPOSED, StockUpload.Outcome.SAME);
        String code = said.rows().get(0).proposal();
        assertThat(said.rows().get(1).proposal()).isEqualTo(code);
        assertThat(differences.get(manager, single).state()).as("the file says it anew").isEqualTo(Proposal.State.WITHDRAWN);
        assertThat(differences.lines(manager, code)).extracting(StockDifferences.Line::sku, StockDifferences.Line::difference)
                .containsExactly(tuple("FL-1", -2), tuple("FL-2", 3));
        refused(InventoryProblem.DIFFERENCE_WAITS, () -> differences.propose(dealer, first, 7, "two more"));

        // another file takes the place of the one that waits
        String again = uploads.say(dealer, there.code(), List.of(new StockUploads.Said(1, "FL-1", "7", "consigned")),
                StockUpload.Mode.EACH_ROW, "key-fl-2").rows().get(0).proposal();
        refused(ApprovalProblem.ALREADY_DECIDED, () -> differences.confirm(manager, code));
        differences.confirm(manager, again);
        assertThat(pile(there, "FL-1", false).level().there()).isEqualTo(7);
        assertThat(pile(there, "FL-2", false).level().there()).isEqualTo(10);

        StockUpload theirs = uploads.say(manager, there.code(), List.of(new StockUploads.Said(1, "FL-3", "0", "consigned")),
                StockUpload.Mode.EACH_ROW, "key-fl-3");
        assertThat(pile(there, "FL-3", false).level().there()).as("headquarters' file as well").isEqualTo(10);
        refused(ApprovalProblem.OWN_PROPOSAL, () -> differences.confirm(manager, theirs.rows().get(0).proposal()));
    }

    @Test
    void what_is_said_of_one_sku_leaves_what_waits_of_others_with_who_said_it() {
        trade.products(10_000, 0, "OV-1", "OV-2", "OV-3").forEach(v -> trade.stock(there, v.id(), trade.members.headquarters().id(), 10));
        String first = uploads.say(manager, there.code(), List.of(new StockUploads.Said(1, "OV-1", "8", "consigned"),
                new StockUploads.Said(2, "OV-2", "13", "consigned")), StockUpload.Mode.EACH_ROW, "key-ov-1").rows().get(0).proposal();
        uploads.say(dealer, there.code(), List.of(new StockUploads.Said(1, "OV-3", "9", "consigned")), StockUpload.Mode.EACH_ROW, "key-ov-2");
        assertThat(differences.get(manager, first).state()).as("nobody said anything of its piles").isEqualTo(Proposal.State.PROPOSED);

        String newer = uploads.say(dealer, there.code(), List.of(new StockUploads.Said(1, "OV-2", "12", "consigned")),
                StockUpload.Mode.EACH_ROW, "key-ov-3").rows().get(0).proposal();
        assertThat(differences.get(manager, first)).satisfies(taken -> {
            assertThat(taken.state()).isEqualTo(Proposal.State.WITHDRAWN);
            assertThat(taken.verdict()).as("by what").isEqualTo(differences.get(manager, newer).reason()).isNotEmpty();
        });
        String rest = differences.list(manager, true, null, 200).stream().map(Proposal::code).filter(code ->
                differences.lines(manager, code).stream().anyMatch(l -> l.sku().equals("OV-1"))).findFirst().orElseThrow();
        assertThat(differences.lines(manager, rest)).extracting(StockDifferences.Line::sku).containsExactly("OV-1");
        refused(ApprovalProblem.OWN_PROPOSAL, () -> differences.confirm(manager, rest));
        differences.confirm(deputy, rest);
        differences.confirm(manager, newer);
        assertThat(List.of(pile(there, "OV-1", false).level().there(), pile(there, "OV-2", false).level().there())).containsExactly(8, 12);
    }

    @Test
    void a_shelf_is_said_on_the_page_or_by_file_and_an_empty_cell_leaves_it() {
        ShelfPlaces places = portal.bean(ShelfPlaces.class);
        trade.products(10_000, 0, "SH-1", "SH-2");
        places.set(dealer, there.code(), "SH-1", " B-7 ");
        uploads.upload(dealer, there.code(), "shelves.csv", "sku,quantity,shelf\nSH-1,3,\nSH-2,x,A-1\n".getBytes(StandardCharsets.UTF_8), StockUpload.Mode.EACH_ROW);
        assertThat(places.of(dealer, there.code(), "SH-1")).isEqualTo("B-7");
        assertThat(places.of(dealer, there.code(), "SH-2")).as("a row that was left out").isEmpty();
        uploads.upload(dealer, there.code(), "shelves.csv", "货号,数量,货位\nSH-1,3,A-2\nSH-2,1,A-1\n".getBytes(StandardCharsets.UTF_8), StockUpload.Mode.EACH_ROW);
        assertThat(List.of(places.of(dealer, there.code(), "SH-1"), places.of(dealer, there.code(), "SH-2"))).containsExactly("A-2", "A-1");
        places.set(dealer, there.code(), "SH-1", "");
        assertThat(places.of(dealer, there.code(), "SH-1")).isEmpty();
        refused(KernelProblem.FIELD_INVALID, () -> places.set(dealer, there.code(), "SH-1", "x".repeat(41)));
        refused(KernelProblem.NOT_FOUND, () -> places.set(dealer, central.code(), "SH-1", "A-1"));
    }

    @Test
    void the_same_call_twice_says_it_once_and_a_thousand_lines_are_the_most() {
        List<Variant> goods = trade.products(10_000, 0, "UP-5");
        List<StockUploads.Said> said = List.of(new StockUploads.Said(1, "UP-5", "7", "own"));
        String code = uploads.say(dealer, there.code(), said, StockUpload.Mode.EACH_ROW, "key-1").code();
        stock.reserve(trade.system, "CON-UP-5", List.of(new Need(there.id(), goods.get(0).id(), 2)));
        stock.ship(trade.system, "CON-UP-5");
        assertThat(uploads.say(dealer, there.code(), said, StockUpload.Mode.EACH_ROW, "key-1").code()).isEqualTo(code);
        assertThat(pile(there, "UP-5", true).level().there()).isEqualTo(5);
        refused(InventoryProblem.TOO_MANY_LINES, () -> uploads.say(dealer, there.code(), Collections.nCopies(1_001, said.get(0)),
                StockUpload.Mode.EACH_ROW, "key-2"));
    }

    @Test
    void confirming_counts_for_ones_own_place_only_and_age_is_shown() {
        Organisation other = trade.members.dealer("江苏省", "苏州市");
        Actor them = Portal.member(trade.tenant, other.id(), DEALERS);
        Warehouse theirs = portal.bean(Warehouses.class).open(trade.system, new OpenWarehouse("Other", other.id(), Trade.hangzhou(), null, 100));
        stock.confirm(manager, theirs.code());
        assertThat(alarms.ages(them)).singleElement().satisfies(a -> assertThat(a.freshness()).isEqualTo(StockAlarms.Freshness.NEVER));
        stock.confirm(them, null);
        assertThat(alarms.ages(them)).singleElement().satisfies(a -> assertThat(a.freshness()).isEqualTo(StockAlarms.Freshness.FRESH));
        refused(KernelProblem.NOT_FOUND, () -> stock.confirm(them, there.code()));
    }

    @Test
    void alarms_come_from_sales_and_minimum_and_are_taken_over_with_a_click() {
        List<Variant> goods = trade.products(10_000, 40, "AL-1", "AL-2");
        trade.stock(there, goods.get(0).id(), trade.members.headquarters().id(), 30);
        stock.reserve(trade.system, "CON-AL", List.of(new Need(there.id(), goods.get(0).id(), 28)));
        stock.ship(trade.system, "CON-AL");
        // a piece a day: two left last two days; seven days' worth is five more, in packs of six
        alarms.set(manager, new SetStockRule(there.code(), "AL-1", "", 0, 3, 7, 6));
        assertThat(alarms.list(dealer, there.code())).filteredOn(a -> a.sku().equals("AL-1")).singleElement().satisfies(a -> {
            assertThat(a.cover()).isEqualTo(2);
            assertThat(a.proposed()).isEqualTo(6);
        });
        alarms.set(manager, new SetStockRule("", "AL-2", "", 50, 0, 0, 1));
        assertThat(alarms.list(manager, central.code())).filteredOn(a -> a.sku().equals("AL-2")).singleElement()
                .satisfies(a -> assertThat(a.proposed()).isEqualTo(10));

        StockAlarm.TakenOver taken = alarms.takeOver(manager, List.of(new StockAlarms.Wanted(there.code(), "AL-1", 6),
                new StockAlarms.Wanted(central.code(), "AL-2", 10)), "Mill");
        assertThat(taken.leftOut()).isEmpty();
        String transfer = taken.documents().stream().filter(c -> c.startsWith("TRF")).findFirst().orElseThrow();
        String purchase = taken.documents().stream().filter(c -> c.startsWith("PUR")).findFirst().orElseThrow();
        transfers.send(manager, transfer);
        purchases.order(manager, purchase);
        portal.settleDown(trade.tenant);
        assertThat(alarms.list(manager, there.code())).filteredOn(a -> a.sku().equals("AL-1")).singleElement()
                .satisfies(a -> assertThat(a.proposed()).as("enough is on its way").isZero());
        transfers.receive(dealer, transfer, List.of(), "");
        portal.settleDown(trade.tenant);
        assertThat(alarms.list(manager, there.code())).noneMatch(a -> a.sku().equals("AL-1"));
        refused(InventoryProblem.RULE_INVALID, () -> alarms.set(dealer, new SetStockRule("", "AL-1", "", 1, 0, 0, 1)));
    }

    @Test
    void thirty_two_threads_sell_the_quota_and_the_real_pieces_and_not_one_more() throws Exception {
        Variant variant = trade.products(10_000, 10, "PS-1").get(0);
        presales.open(manager, central.code(), "PS-1", 50, portal.now(trade.tenant).atZone(trade.tenant.zone()).toLocalDate().plusDays(10));
        refused(InventoryProblem.PRESALE_OPEN, () -> presales.open(manager, central.code(), "PS-1", 5,
                portal.now(trade.tenant).atZone(trade.tenant.zone()).toLocalDate().plusDays(10)));
        ExecutorService threads = Executors.newFixedThreadPool(32);
        int sold = 0;
        try {
            List<Callable<Integer>> buyers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String reference = "CON-PS-" + i;
                buyers.add(() -> {
                    try {
                        stock.reserve(trade.system, reference, List.of(new Need(central.id(), variant.id(), 1)));
                        return 1;
                    } catch (Problem gone) {
                        return 0;
                    }
                });
            }
            for (Future<Integer> one : threads.invokeAll(buyers)) {
                sold += one.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(sold).isEqualTo(60);
        assertThat(presales.promises(manager, List.of(variant.id())).get(variant.id()).free()).isZero();
        assertThat(presales.list(manager, true, 10)).filteredOn(p -> p.sku().equals("PS-1")).singleElement()
                .satisfies(p -> assertThat(p.sold()).isEqualTo(50));
    }

    @Test
    void what_was_promised_cannot_leave_and_what_comes_is_for_who_ordered_first() {
        Variant variant = trade.products(10_000, 0, "PS-2").get(0);
        LocalDate day = portal.now(trade.tenant).atZone(trade.tenant.zone()).toLocalDate().plusDays(3);
        String code = presales.open(manager, central.code(), "PS-2", 10, day).code();
        stock.reserve(trade.system, "CON-A", List.of(new Need(central.id(), variant.id(), 4)));
        stock.reserve(trade.system, "CON-B", List.of(new Need(central.id(), variant.id(), 4)));
        assertThat(presales.waiting(trade.system, List.of("CON-A", "CON-B"))).containsOnlyKeys("CON-A", "CON-B").containsValue(day);
        refused(InventoryProblem.PRESALE_NOT_ARRIVED, () -> stock.ship(trade.system, "CON-A"));
        assertThat(presales.promises(manager, List.of(variant.id())).get(variant.id())).satisfies(p -> {
            assertThat(p.shipsFrom()).isEqualTo(day);
            assertThat(p.free()).isEqualTo(2);
            assertThat(p.waits(1)).isTrue();
        });
        refused(InventoryProblem.PRESALE_SOLD, () -> presales.end(manager, code, "no"));

        trade.stock(central, variant.id(), trade.members.headquarters().id(), 4);
        refused(InventoryProblem.PRESALE_NOT_ARRIVED, () -> stock.ship(trade.system, "CON-B"));
        assertThat(presales.waiting(trade.system, List.of("CON-A", "CON-B"))).containsOnlyKeys("CON-B");
        refused(InventoryProblem.INSUFFICIENT_STOCK, () -> holds.setApart(manager, new Pile(central.code(), "PS-2", false), 1, "x"));
        assertThat(stock.ship(trade.system, "CON-A")).hasSize(1);

        trade.stock(central, variant.id(), trade.members.headquarters().id(), 20);
        assertThat(pile(central, "PS-2", false).level()).satisfies(l -> {
            assertThat(l.there()).isEqualTo(20);
            assertThat(l.promised()).as("kept").isZero();
            assertThat(l.available()).isEqualTo(16);
        });
        assertThat(stock.ship(trade.system, "CON-B")).hasSize(1);
        assertThat(presales.end(manager, code, "there").state()).isEqualTo("ENDED");
    }

    @Test
    void an_order_of_what_comes_later_is_to_ship_when_it_was_promised_and_says_so_before() {
        trade.products(10_000, 1, "PS-3");
        trade.topUp(1_000_000);
        LocalDate day = portal.now(trade.tenant).atZone(trade.tenant.zone()).toLocalDate().plusDays(20);
        presales.open(manager, central.code(), "PS-3", 5, day);
        Orders orders = portal.bean(Orders.class);
        assertThat(orders.quote(trade.agent, trade.order("Q-1", "PS-3", 1)).presale()).as("one is there").isEmpty();
        assertThat(orders.quote(trade.agent, trade.order("Q-2", "PS-3", 2)).presale())
                .containsExactly(new OrderQuote.Presold("PS-3", day));

        Instant now = portal.now(trade.tenant);
        assertThat(orders.place(trade.agent, trade.order("PS-3-1", "PS-3", 1), "ps-3-1").shipBy()).isBefore(now.plusSeconds(3 * 86_400));
        assertThat(orders.place(trade.agent, trade.order("PS-3-2", "PS-3", 3), "ps-3-2").shipBy())
                .isEqualTo(day.atStartOfDay(trade.tenant.zone()).toInstant().plusSeconds(48 * 3_600));
        assertThatThrownBy(() -> orders.place(trade.agent, trade.order("PS-3-3", "PS-3", 3), "ps-3-3")).isInstanceOf(Problem.class);

        String presale = presales.list(manager, true, 10).stream().filter(p -> p.sku().equals("PS-3")).findFirst().orElseThrow().code();
        presales.postpone(manager, presale, day.plusDays(5), "the ship is late");
        presales.postpone(manager, presale, day.plusDays(3), "not so late");
        portal.settleDown(trade.tenant);
        Map<String, Instant> shipBy = orders.list(trade.agent, OrderFilter.of(OrderState.PLACED), null, 50).stream()
                .filter(o -> o.outsideNumber().startsWith("PS-3-")).collect(Collectors.toMap(Order::outsideNumber, Order::shipBy));
        assertThat(shipBy.get("PS-3-1")).as("its piece is there").isBefore(now.plusSeconds(3 * 86_400));
        Instant later = day.plusDays(5).atStartOfDay(trade.tenant.zone()).toInstant().plusSeconds(48 * 3_600);
        assertThat(shipBy.get("PS-3-2")).as("what was said last counts only if it is later").isEqualTo(later);
        assertThat(portal.bean(Consignments.class).byOrder(trade.system, orders.list(trade.agent, OrderFilter.of(OrderState.PLACED), null, 50).stream()
                .filter(o -> o.outsideNumber().equals("PS-3-2")).findFirst().orElseThrow().code())).extracting(Consignment::shipBy).containsExactly(later);
    }

    /** Whatever is done in whatever order, what really lies there is the sum of its movements, and no more is set aside than is there. */
    @Test
    void under_random_deeds_every_pile_is_the_sum_of_its_movements() {
        List<Variant> goods = trade.products(10_000, 30, "RN-1", "RN-2", "RN-3");
        Random random = new Random(7);
        Map<String, Integer> refusals = new HashMap<>();
        List<String> sent = new ArrayList<>();
        List<String> apart = new ArrayList<>();
        LocalDate day = portal.now(trade.tenant).atZone(trade.tenant.zone()).toLocalDate().plusDays(1);
        for (int i = 0; i < 120; i++) {
            Variant variant = goods.get(random.nextInt(goods.size()));
            int n = 1 + random.nextInt(9);
            String reference = "CON-RN-" + i;
            try {
                switch (random.nextInt(10)) {
                    case 0 -> trade.stock(central, variant.id(), trade.members.headquarters().id(), n);
                    case 1 -> differences.propose(manager, new Pile(central.code(), variant.sku(), false), n * 3, "count")
                            .ifPresent(found -> differences.confirm(deputy, found));
                    case 2 -> {
                        String code = transfers.draft(manager, central.code(), there.code(), false, pieces(variant.sku(), n), "").code();
                        transfers.send(manager, code);
                        sent.add(code);
                    }
                    case 3 -> transfers.receive(dealer, sent.remove(random.nextInt(sent.size())), List.of(), "");
                    case 4 -> apart.add(holds.setApart(manager, new Pile(central.code(), variant.sku(), false), n, "x").code());
                    case 5 -> holds.release(manager, apart.remove(0), "good");
                    case 6 -> presales.open(manager, central.code(), variant.sku(), n, day);
                    case 7 -> stock.reserve(trade.system, reference, List.of(new Need(central.id(), variant.id(), n)));
                    case 8 -> {
                        stock.reserve(trade.system, reference, List.of(new Need(central.id(), variant.id(), n)));
                        stock.ship(trade.system, reference);
                    }
                    default -> stock.move(manager, new Pile(central.code(), variant.sku(), false), there.code(), n, "moved");
                }
            } catch (Problem refused) {
                refusals.merge(refused.code().toString(), 1, Integer::sum);
            } catch (IndexOutOfBoundsException | IllegalArgumentException nothingToDo) {
                refusals.merge("nothing", 1, Integer::sum);
            }
        }
        assertThat(refusals).as("some deeds were refused, and left nothing").isNotEmpty();
        List<String> astray = portal.in(trade.tenant.id(), () -> portal.bean(Sql.class).list("""
                select s.variant_id || ': ' || s.on_hand || ' - ' || s.promised || ' / ' || coalesce(m.sum, 0) as pile from stock s
                  left join (select variant_id, warehouse_id, owner_id, sum(quantity) from stock_movement where tenant_id = ?
                              group by 1, 2, 3) m
                    on m.variant_id = s.variant_id and m.warehouse_id = s.warehouse_id and m.owner_id = s.owner_id
                 where s.tenant_id = ? and s.on_hand - s.promised <> coalesce(m.sum, 0)""", row -> row.text("pile"),
                trade.tenant.id(), trade.tenant.id()));
        assertThat(astray).isEmpty();
    }
}
