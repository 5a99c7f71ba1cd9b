package entrepot.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lowagie.text.Document;
import com.lowagie.text.Paragraph;
import com.lowagie.text.pdf.PdfWriter;
import entrepot.fulfilment.FulfilmentPermission;
import entrepot.fulfilment.Papers;
import entrepot.fulfilment.Shipping;
import entrepot.kernel.Problem;
import entrepot.lists.ShippingList.Format;
import entrepot.lists.ShippingList.Outcome;
import entrepot.lists.ShippingList.State;
import entrepot.lists.ShippingLists.EditableCell;
import entrepot.lists.ShippingLists.Upload;
import entrepot.ordering.ChangeOrder;
import entrepot.ordering.HiddenReceiver;
import entrepot.ordering.OrderChanges;
import entrepot.ordering.OrderPermission;
import entrepot.ordering.OrderProblem;
import entrepot.ordering.OrderRequest;
import entrepot.ordering.OrderRequests;
import entrepot.ordering.Orders;
import entrepot.ordering.ParcelLabels;
import entrepot.ordering.SubShopLimits;
import entrepot.platform.access.Actor;
import entrepot.platform.files.Table;
import entrepot.platform.jobs.Jobs;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import entrepot.testing.Portal;
import entrepot.testing.Shared;
import entrepot.testing.Tape;
import entrepot.testing.Trade;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the doctor does with lists of a shop: one tenant for all, each test with its own numbers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListsDoctorIT {

    private static final String HEADER = "Order number,SKU,Item,Spec,Quantity,Price,Name,Phone,Province,City,Street,Postcode\n";

    private final Portal portal = Portal.running();
    private final ShippingLists lists = portal.bean(ShippingLists.class);
    private final Aliases aliases = portal.bean(Aliases.class);
    private final Labels labels = portal.bean(Labels.class);
    private final Orders orders = portal.bean(Orders.class);
    private final ListPlacing placing = portal.bean(ListPlacing.class);
    private Trade trade;

    @BeforeAll
    void aTrade() {
        trade = Trade.inChina(portal);
        trade.products(10_000, 100_000, "MUG-1", "POT-2", "CARD");
        trade.topUp(1_000_000_000L);
    }

    private static String row(String number, String sku, String item, String quantity) {
        return number + "," + sku + "," + item + ",," + quantity + ",,王五,13800000001,浙江省,杭州市,测试路1号,310000\n";
    }

    private static byte[] file(String rows) {
        return (HEADER + rows).getBytes(StandardCharsets.UTF_8);
    }

    private ShippingList upload(String rows) {
        return lists.upload(trade.agent, trade.shop.code(), "list.csv", file(rows));
    }

    private List<ListedOrder> all(String code) {
        return lists.orders(trade.agent, code, EnumSet.allOf(Outcome.class), 0, 500);
    }

    private static List<String> codes(ListedOrder order) {
        return order.faults().stream().map(Fault::code).toList();
    }

    private ShippingList placed(String code) {
        lists.place(trade.agent, code);
        portal.settleDown(trade.tenant);
        return lists.get(trade.agent, code);
    }

    @Test
    void an_alias_is_learned_once_and_used_on_all_that_waits_with_its_gift() {
        ShippingList list = upload(row("A1", "", "【测试】大号马克杯 包邮", "2") + row("A2", "", "【测试】大号马克杯 包邮", "1") + row("A3", "MUG-1", "", "1"));
        assertThat(List.of(list.ready(), list.bad())).containsExactly(1, 2);
        assertThat(aliases.waiting(trade.agent, trade.shop.code())).filteredOn(item -> item.item().contains("马克杯"))
                .singleElement().satisfies(item -> assertThat(List.of(item.orders(), item.pieces())).containsExactly(2, 3));
        assertThat(aliases.waiting(trade.agent)).containsEntry(trade.shop.code(), (long) aliases.waiting(trade.agent, trade.shop.code()).size());

        aliases.learn(trade.agent, trade.shop.code(), List.of(new Aliases.NewAlias("【测试】大号马克杯 包邮", "", "",
                List.of(new Alias.Part("MUG-1", 3, false), new Alias.Part("CARD", 1, true)))));

        assertThat(lists.get(trade.agent, list.code()).ready()).isEqualTo(3);
        assertThat(aliases.waiting(trade.agent, trade.shop.code())).noneMatch(item -> item.item().contains("马克杯"));
        placed(list.code());
        assertThat(orders.get(trade.agent, all(list.code()).get(0).orderCode()).lines())
                .extracting(line -> line.sku() + "×" + line.quantity()).containsExactly("MUG-1×6", "CARD×2");
    }

    @Test
    void aliases_go_out_and_come_in_as_a_file_all_or_none() {
        int taken = aliases.take(trade.agent, trade.shop.code(),
                "Item,Spec,Code,SKU,Quantity,Gift\nSet of two,红色,S-2,MUG-1,2,\nSet of two,红色,S-2,CARD,1,yes\nPot,,,POT-2,1,\n"
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(taken).isEqualTo(2);
        Alias set = aliases.list(trade.agent, trade.shop.code(), "Set of two", null, 10).get(0);
        assertThat(set.parts()).containsExactly(new Alias.Part("MUG-1", 2, false), new Alias.Part("CARD", 1, true));
        assertThatThrownBy(() -> aliases.take(trade.agent, trade.shop.code(),
                "Item,SKU,Quantity\nGood,MUG-1,1\nBad,NO-SUCH,1\n".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.details()).containsEntry("row", 3L));
        assertThat(aliases.list(trade.agent, trade.shop.code(), "Good", null, 10)).isEmpty();
        aliases.forget(trade.agent, trade.shop.code(), set.code());
        assertThat(aliases.list(trade.agent, trade.shop.code(), "Set of two", null, 10)).isEmpty();
    }

    @Test
    void a_header_that_nobody_knows_is_named_once_and_remembered() {
        byte[] strange = "Ref;Artikel;Menge;Kunde;Fon;Ort;Weg\nM1;MUG-1;1;王五;13800000001;杭州市;测试路1号\n".getBytes(StandardCharsets.UTF_8);
        ShippingList list = lists.upload(trade.agent, trade.shop.code(), "strange.csv", strange);
        assertThat(list.state()).isEqualTo(State.MAPPING);
        ShippingLists.Mapping mapping = lists.mapping(trade.agent, list.code()).orElseThrow();
        assertThat(mapping.columns()).extracting(ShippingLists.Column::name).contains("Ref", "Menge");
        assertThat(mapping.columns().get(0).samples()).containsExactly("M1");
        assertThatThrownBy(() -> lists.place(trade.agent, list.code())).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> lists.map(trade.agent, list.code(), 1, Map.of(Field.SKU, "Artikel"))).isInstanceOfSatisfying(
                Problem.class, problem -> assertThat(problem.code()).isEqualTo(ListProblem.MAPPING_INCOMPLETE));

        ShippingList mapped = lists.map(trade.agent, list.code(), 1, Map.of(Field.NUMBER, "Ref", Field.SKU, "Artikel", Field.QUANTITY, "Menge",
                Field.NAME, "Kunde", Field.PHONE, "Fon", Field.CITY, "Ort", Field.STREET, "Weg"));

        assertThat(lists.history(trade.agent, list.code())).extracting(change -> change.from() + ">" + change.to())
                .containsExactly("null>MAPPING", "MAPPING>CHECKED");
        assertThat(mapped.state() + " " + mapped.format() + " " + mapped.ready()).isEqualTo("CHECKED MAPPED 1");
        assertThat(lists.upload(trade.agent, trade.shop.code(), "again.csv", new String(strange, StandardCharsets.UTF_8).replace("M1;", "M2;")
                .getBytes(StandardCharsets.UTF_8)).ready()).isEqualTo(1);
    }

    @Test
    void bad_rows_are_corrected_in_the_page_and_near_words_are_proposed() {
        ShippingList list = upload(row("C1", "MUG-I", "", "1") + "C2,MUG-1,,,0,,王五,1.38E+10,浙江省,杭州,'=测试路1号,\n");
        assertThat(all(list.code()).get(0).faults().get(0).details()).containsEntry("proposal", "MUG-1");
        ShippingLists.Editable second = lists.editable(trade.agent, list.code(), 2);
        assertThat(second.head()).anyMatch(cell -> cell.field() == Field.PHONE && cell.value().equals("1.38E+10"));
        assertThat(second.head()).as("what a spreadsheet's sign protects stands there without it")
                .anyMatch(cell -> cell.field() == Field.STREET && cell.value().equals("=测试路1号"));

        ShippingList corrected = lists.correct(trade.agent, list.code(), List.of(new EditableCell(2, Field.SKU, "MUG-1"),
                new EditableCell(3, Field.QUANTITY, "2"), new EditableCell(3, Field.PHONE, "13800000002")));

        assertThat(corrected.ready()).isEqualTo(2);
        assertThat(placed(list.code()).placed()).isEqualTo(2);
    }

    @Test
    void a_second_file_joins_the_list_that_waits_for_it_and_taobao_s_two_come_together_or_apart() {
        byte[] head = Shared.bytes("orders/OWN_taobao_ExportOrderList_38col_gbk.csv");
        byte[] detail = Shared.bytes("orders/OWN_taobao_ExportOrderDetailList_10col_gbk.csv");

        ShippingList together = lists.upload(trade.agent, trade.shop.code(), List.of(new Upload("detail.csv", detail, ""), new Upload("list.csv", head, "")));
        assertThat(together.orders()).isEqualTo(60);
        assertThat(together.leftOut()).isEqualTo(48);
        assertThat(all(together.code())).noneMatch(o -> codes(o).contains("DETAIL_MISSING"));
        lists.discard(trade.agent, together.code());

        ShippingList first = lists.upload(trade.agent, trade.shop.code(), "list.csv", head);
        assertThat(all(first.code())).anyMatch(o -> codes(o).contains("DETAIL_MISSING"));
        ShippingList second = lists.upload(trade.agent, trade.shop.code(), "detail.csv", detail);
        assertThat(second.code()).isEqualTo(first.code());
        assertThat(lists.files(trade.agent, first.code())).hasSize(2);
        assertThat(all(second.code())).noneMatch(o -> codes(o).contains("DETAIL_MISSING"));
        assertThat(lists.rejected(trade.agent, second.code()).rows()).isNotEmpty();
    }

    @Test
    void a_hidden_buyer_waits_for_its_label_and_the_warehouse_prints_it() {
        ShippingList list = lists.upload(trade.agent, trade.shop.code(), "pdd.csv", ("订单号,商品,商品规格,商家编码-规格维度,商品数量(件),订单状态,收货人,手机,省,市,街道\n"
                + "261101-000000000087109,杯子,,MUG-1,1,待发货,张**,138****0000,浙江省,杭州市,~AbCdEf123456~\n"
                + "261101-000000000191838,杯子,,MUG-1,2,待发货,,,,,\n").getBytes(StandardCharsets.UTF_8));
        assertThat(list.format()).isEqualTo(Format.PINDUODUO);
        assertThat(list.count(Outcome.WAITING_LABEL)).isEqualTo(2);
        assertThat(labels.waiting(trade.agent, trade.shop.code(), 100)).contains("261101-000000000087109", "261101-000000000191838");
        assertThat(labels.waiting(trade.agent)).containsEntry(trade.shop.code(), (long) labels.waiting(trade.agent, trade.shop.code(), 100).size());

        Labels.Result result = labels.take(trade.agent, trade.shop.code(), List.of(new Labels.Upload("labels.pdf",
                pdf("Order 261101-000000000087109\nTracking: YT3100000000017", "Order 261101-000000000191838 SF1234567890123", "nothing known"))));

        assertThat(result.taken()).extracting(Label::tracking).containsExactly("YT3100000000017", "SF1234567890123");
        assertThat(result.unmatched()).containsExactly("labels.pdf, 3");
        ShippingList ready = lists.get(trade.agent, list.code());
        assertThat(ready.ready()).isEqualTo(1);
        assertThat(all(list.code()).stream().filter(o -> o.outcome() == Outcome.BAD)).singleElement()
                .satisfies(o -> assertThat(codes(o)).contains("REGION_MISSING"));
        lists.correct(trade.agent, list.code(), List.of(new EditableCell(3, Field.CITY, "杭州市")));
        placed(list.code());

        String order = all(list.code()).get(0).orderCode();
        assertThat(orders.hidden(trade.agent, order)).contains(new HiddenReceiver("PINDUODUO", "261101-000000000087109", "~AbCdEf123456~",
                result.taken().get(0).file(), "YT3100000000017"));
        String consignment = portal.in(trade.tenant.id(), () -> portal.bean(Sql.class).one(
                "select code from consignment where tenant_id = ? and order_code = ?", r -> r.text("code"), trade.tenant.id(), order));
        String own = orders.place(trade.agent, trade.order("H-open", "MUG-1", 1), "H-open").code();
        String open = portal.in(trade.tenant.id(), () -> portal.bean(Sql.class).one(
                "select code from consignment where tenant_id = ? and order_code = ?", r -> r.text("code"), trade.tenant.id(), own));

        // one by one and in a batch: the platform's page where the buyer is hidden, ours where the address is known
        Actor packer = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), FulfilmentPermission.VIEW,
                FulfilmentPermission.FULFIL);
        List<String> alone = printed(packer, consignment);
        assertThat(alone).singleElement().satisfies(page -> assertThat(page).contains("261101-000000000087109").doesNotContain("张**"));
        List<String> batch = printed(packer, open, consignment);
        assertThat(batch).hasSize(2).anyMatch(page -> page.contains("261101-000000000087109"));
        assertThat(batch).filteredOn(page -> page.contains(own)).singleElement().satisfies(page -> assertThat(page).contains("13800000001"));
        // a part without the label that its order has is not printed; its page says why
        assertThat(LabelPages.of("labels.pdf", portal.bean(Papers.class).labels(packer, List.of(consignment), Papers.LabelSize.A4,
                java.util.Map.of(consignment, new byte[0]), java.util.Locale.ENGLISH))).singleElement()
                .satisfies(page -> assertThat(page.text()).contains(consignment, "another part").doesNotContain("张**"));
        // no other address for what goes by a platform's label: neither before it is packed nor after
        assertThatThrownBy(() -> portal.bean(OrderChanges.class).change(trade.agent, order, ChangeOrder.address(Trade.hangzhou(), "moved")))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo(OrderProblem.RECEIVER_HIDDEN));
        portal.bean(Shipping.class).pack(trade.system, consignment);
        assertThatThrownBy(() -> portal.bean(OrderRequests.class).ask(trade.agent, order, consignment, OrderRequest.Kind.ADDRESS, "moved",
                Trade.hangzhou())).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo(OrderProblem.RECEIVER_HIDDEN));
        Actor dealer = Portal.member(trade.tenant, trade.members.dealer("浙江省", "杭州市").id(), FulfilmentPermission.VIEW, FulfilmentPermission.FULFIL);
        assertThatThrownBy(() -> printed(dealer, consignment)).isInstanceOfSatisfying(Problem.class, problem ->
                assertThat(problem.code().name()).isEqualTo("NOT_FOUND"));
    }

    /** The text of each page that is printed as labels of these consignments, as the page in the warehouse asks for them. */
    private List<String> printed(Actor packer, String... consignments) {
        List<String> codes = List.of(consignments);
        byte[] pdf = portal.bean(Papers.class).labels(packer, codes, Papers.LabelSize.MM_100_150,
                portal.bean(ParcelLabels.class).of(packer, codes), java.util.Locale.SIMPLIFIED_CHINESE);
        return LabelPages.of("labels.pdf", pdf).stream().map(LabelPages.Page::text).toList();
    }

    @Test
    void an_address_list_by_number_mends_what_a_platform_hides() {
        ShippingList list = lists.upload(trade.agent, trade.shop.code(), "pdd.csv", ("订单号,商品,商品规格,商家编码-规格维度,商品数量(件),订单状态\n"
                + "261102-000000000000001,杯子,,MUG-1,1,待发货\n").getBytes(StandardCharsets.UTF_8));
        assertThat(list.count(Outcome.WAITING_LABEL)).isEqualTo(1);

        ShippingList joined = lists.upload(trade.agent, trade.shop.code(), "addresses.csv",
                "订单号,收货人,手机,地址\n261102-000000000000001,李四,13800000002转88,浙江省杭州市西湖区文三路1号\n".getBytes(StandardCharsets.UTF_8));

        assertThat(joined.code()).isEqualTo(list.code());
        assertThat(joined.ready()).isEqualTo(1);
        placed(joined.code());
        assertThat(orders.get(trade.agent, all(joined.code()).get(0).orderCode()).shipTo().phone()).isEqualTo("13800000002-88");
    }

    @Test
    void addresses_by_number_find_their_orders_in_whichever_list_holds_them() {
        String pdd = "订单号,商品,商品规格,商家编码-规格维度,商品数量(件),订单状态\n";
        String old = lists.upload(trade.agent, trade.shop.code(), "pdd.csv", (pdd + "261103-000000000000001,杯子,,MUG-1,1,待发货\n"
                + "261103-000000000000002,杯子,,MUG-1,1,待发货\n261103-000000000000003,杯子,,MUG-1,1,待发货\n")
                .getBytes(StandardCharsets.UTF_8)).code();
        String middle = lists.upload(trade.agent, trade.shop.code(), "pdd2.csv", (pdd + "261103-000000000000004,杯子,,MUG-1,1,待发货\n")
                .getBytes(StandardCharsets.UTF_8)).code();
        String newest = upload(row("261103-9", "MUG-1", "", "1")).code();
        String header = "订单号,收货人,电话,地址\n";
        String at = ",浙江省杭州市西湖区文三路1号\n";

        ShippingLists.Received received = lists.receive(trade.agent, trade.shop.code(), List.of(new Upload("addresses.csv",
                (header + "261103-000000000000001,李四,1.38E+10" + at + "261103-000000000000002,李四,13800000002" + at
                        + "261103-000000000000004,李四,13800000004" + at + "261103-000000000000077,李四,13800000002" + at)
                        .getBytes(StandardCharsets.UTF_8), "")));

        assertThat(received.list().code()).isEqualTo(old);
        assertThat(received.joined()).containsExactly(old, middle);
        assertThat(received.found()).isEqualTo(3);
        assertThat(received.unmatched()).containsExactly("261103-000000000000077");
        assertThat(all(old)).extracting(ListedOrder::outcome).containsExactly(Outcome.BAD, Outcome.READY, Outcome.WAITING_LABEL);
        assertThat(lists.get(trade.agent, middle).ready()).isEqualTo(1);
        assertThat(lists.files(trade.agent, newest)).hasSize(1);
        assertThat(lists.twin(trade.agent, middle)).as("one file of addresses in two lists is no file that came twice").isEmpty();

        // a corrected one mends what the first left
        assertThat(lists.upload(trade.agent, trade.shop.code(), "corrected.csv", (header + "261103-000000000000001,李四,13800000001" + at)
                .getBytes(StandardCharsets.UTF_8)).ready()).isEqualTo(2);
        // nothing is kept of one that finds no order
        String before = lists.list(trade.agent, null, 1).get(0).code();
        assertThatThrownBy(() -> lists.upload(trade.agent, trade.shop.code(), "strange.csv", (header + "261103-77,李四,13800000001" + at)
                .getBytes(StandardCharsets.UTF_8))).isInstanceOfSatisfying(Problem.class, problem ->
                assertThat(problem.code() + " " + problem.details().get("numbers")).isEqualTo("ADDRESSES_FIND_NO_ORDER 261103-77"));
        assertThat(lists.list(trade.agent, null, 1).get(0).code()).isEqualTo(before);
    }

    @Test
    void two_orders_that_look_like_one_and_a_ship_by_that_is_past_are_said_before_placing() {
        String code = upload(row("DU1", "MUG-1", "", "1") + row("DU2", "MUG-1", "", "2").replace("测试路1号", "测试路 2 号")
                + row("DU3", "POT-2", "", "1") + row("DU4", "MUG-1", "", "1").replace("13800000001", "13800000009").replace("王五", "李四")).code();

        assertThat(all(code)).extracting(ListedOrder::outcome).containsOnly(Outcome.READY);
        assertThat(all(code)).extracting(order -> order.faults().stream().map(fault -> fault.code() + " " + fault.details().get("other")).toList())
                .containsExactly(List.of(), List.of("SAME_BUYER DU1"), List.of(), List.of());
        lists.discard(trade.agent, code);

        String late = lists.upload(trade.agent, trade.shop.code(), "late.csv", ("Order number,SKU,Quantity,Name,Phone,Province,City,Street,Ship by\n"
                + "LA1,MUG-1,1,王五,13800000001,浙江省,杭州市,测试路1号,2026-01-01 10:00:00\n"
                + "LA2,POT-2,1,王五,13800000001,浙江省,杭州市,测试路1号,2036-01-01 10:00:00\n").getBytes(StandardCharsets.UTF_8)).code();
        assertThat(all(late)).extracting(order -> order.outcome() + " " + codes(order)).containsExactly("READY [SHIP_BY_PAST]", "READY []");
        lists.discard(trade.agent, late);
    }

    @Test
    void a_number_that_comes_again_proposes_a_change_and_never_a_second_order() {
        String code = upload(row("R1", "MUG-1", "", "1") + row("R2", "MUG-1", "", "1") + row("R3", "MUG-1", "", "1")).code();
        placed(code);

        ShippingList again = lists.upload(trade.agent, trade.shop.code(), "again.csv", ("Order number,SKU,Quantity,Name,Phone,Province,City,Street,Status\n"
                + "R1,MUG-1,1,王五,13800000001,浙江省,杭州市,测试路1号,refunded\n" + "R2,MUG-1,2,王五,13800000001,浙江省,杭州市,测试路2号,\n"
                + "R3,MUG-1,1,王五,13800000001,浙江省,杭州市,测试路1号,\n").getBytes(StandardCharsets.UTF_8));

        assertThat(all(again.code())).extracting(ListedOrder::outcome).containsExactly(Outcome.DIFFERS, Outcome.DIFFERS, Outcome.LEFT_OUT);
        assertThat(all(again.code()).get(0).faults()).filteredOn(f -> f.code().equals("DIFFERS")).extracting(f -> f.details().get("what"))
                .containsExactly("CANCEL");
        assertThat(all(again.code()).get(1).faults()).filteredOn(f -> f.code().equals("DIFFERS")).extracting(f -> f.details().get("what"))
                .containsExactly("ADDRESS", "LINES");
        // who places lists is not by that one who cancels or changes orders
        Actor places = Portal.member(trade.tenant, trade.agentOrganisation.id(), OrderPermission.VIEW, OrderPermission.PLACE, "sub-shops:read");
        Actor changes = Portal.member(trade.tenant, trade.agentOrganisation.id(), OrderPermission.VIEW, OrderPermission.CHANGE, "sub-shops:read");
        for (Actor each : List.of(places, changes)) {
            assertThatThrownBy(() -> lists.follow(each, again.code(), 1)).isInstanceOfSatisfying(Problem.class, problem ->
                    assertThat(problem.code().name()).isEqualTo("NOT_PERMITTED"));
        }
        lists.follow(trade.agent, again.code(), 1);
        lists.follow(trade.agent, again.code(), 2);
        assertThat(orders.get(trade.agent, all(code).get(0).orderCode()).state()).isEqualTo(entrepot.ordering.OrderState.CANCELLED);
        assertThat(orders.get(trade.agent, all(code).get(1).orderCode())).satisfies(o -> {
            assertThat(o.shipTo().street()).isEqualTo("测试路2号");
            assertThat(o.lines().get(0).quantity()).isEqualTo(2);
        });
        assertThat(lists.get(trade.agent, again.code()).count(Outcome.DIFFERS)).isZero();
    }

    @Test
    void what_was_corrected_before_placing_is_no_change_when_the_same_file_comes_again() {
        String rows = row("QQ1", "MUG-1", "", "1") + row("QQ2", "MUG-1", "", "1").replace("13800000001", "1.38E+10")
                + row("QQ3", "MUG-1", "", "1");
        String code = upload(rows).code();
        // a fault mended, and cells that were no fault
        lists.correct(trade.agent, code, List.of(new EditableCell(3, Field.PHONE, "13800003333"),
                new EditableCell(4, Field.STREET, "测试路9号"), new EditableCell(4, Field.QUANTITY, "3")));
        assertThat(placed(code).placed()).isEqualTo(3);

        ShippingList again = upload(rows);

        assertThat(all(again.code())).extracting(ListedOrder::outcome).containsOnly(Outcome.LEFT_OUT);
        // what differs from the file of then is a change
        ShippingList changed = upload(rows.replace("测试路1号", "测试路5号"));
        assertThat(all(changed.code())).extracting(ListedOrder::outcome)
                .containsExactly(Outcome.DIFFERS, Outcome.LEFT_OUT, Outcome.DIFFERS);
        assertThat(all(changed.code()).get(2).faults()).filteredOn(f -> f.code().equals("DIFFERS"))
                .extracting(f -> f.details().get("what")).containsExactly("ADDRESS");
    }

    @Test
    void a_wrong_city_is_said_with_the_near_one_and_all_that_is_wrong_is_said_at_once() {
        String code = upload(row("W1", "MUG-1", "", "1").replace("浙江省,杭州市,测试路1号", "福建省,夏门市,思明区测试路1号")
                + row("W2", "MUG-9", "", "0").replace("浙江省,杭州市", "浙江省,杭洲市")).code();
        lists.correct(trade.agent, code, List.of(new EditableCell(2, Field.DISTRICT, "思明区")));

        assertThat(all(code).get(0).outcome()).isEqualTo(Outcome.READY);
        assertThat(all(code).get(0).faults()).singleElement().satisfies(fault ->
                assertThat(fault.code() + ' ' + fault.details().get("proposal")).isEqualTo("PLACE_UNKNOWN 厦门市"));
        assertThat(all(code).get(1).faults()).extracting(f -> f.code() + ' ' + f.details().getOrDefault("proposal", ""))
                .containsExactlyInAnyOrder("QUANTITY_INVALID ", "SKU_UNKNOWN MUG-1", "PLACE_UNKNOWN 杭州市");
        lists.discard(trade.agent, code);
    }

    @Test
    void what_was_not_placed_is_downloaded_as_it_was_corrected() {
        String code = upload(row("D1", "MUG-1", "", "0")).code();
        lists.correct(trade.agent, code, List.of(new EditableCell(2, Field.PHONE, "13800009999")));
        assertThat(lists.rejected(trade.agent, code)).satisfies(rejected -> {
            assertThat(rejected.header()).startsWith("Order number", "SKU", "Item", "Spec", "Quantity");
            assertThat(rejected.rows().get(0).cells()).contains("13800009999", "0").doesNotContain("13800000001");
        });
        // the file has no column for it: our template has
        lists.correct(trade.agent, code, List.of(new EditableCell(2, Field.DISTRICT, "西湖区")));
        assertThat(lists.rejected(trade.agent, code)).satisfies(rejected -> {
            assertThat(rejected.header()).contains("District");
            assertThat(rejected.rows().get(0).cells()).contains("西湖区", "13800009999");
        });
        lists.discard(trade.agent, code);
    }

    @Test
    void a_list_stopped_in_the_middle_and_uploaded_again_places_each_order_once() {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 70; i++) {
            rows.append(row("K" + i, "MUG-1", "", "1"));
        }
        String first = upload(rows.toString()).code();
        lists.place(trade.agent, first);
        // one chunk is placed; the second is lost with its transaction, as a killed server loses it
        chunk(false);
        try {
            chunk(true);
        } catch (IllegalStateException killed) {
            assertThat(killed).hasMessage("killed");
        }
        assertThat(lists.get(trade.agent, first).placed()).isEqualTo(ListPlacing.CHUNK);
        String second = upload(rows.toString()).code();
        assertThat(lists.get(trade.agent, second).leftOut()).isEqualTo(ListPlacing.CHUNK);
        lists.place(trade.agent, second);
        portal.settleDown(trade.tenant);

        assertThat(lists.get(trade.agent, first).state()).isEqualTo(State.DONE);
        assertThat(lists.get(trade.agent, second).state()).isEqualTo(State.DONE);
        assertThat(lists.get(trade.agent, second).refused()).isZero();
        long placed = portal.in(trade.tenant.id(), () -> portal.bean(Sql.class).one("""
                select count(*) as n from sales_order where tenant_id = ? and outside_number ~ '^K[0-9]+$'""", r -> r.number("n"), trade.tenant.id()));
        assertThat(placed).isEqualTo(70);
    }

    private void chunk(boolean killed) {
        try {
            portal.bean(Transactions.class).in(trade.tenant.id(), () -> {
                placing.run(Actor.system(trade.tenant.id()));
                if (killed) {
                    throw new IllegalStateException("killed");
                }
                return null;
            });
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void what_has_to_leave_first_is_placed_first_and_lists_take_turns() {
        StringBuilder rows = new StringBuilder("Order number,SKU,Quantity,Name,Phone,Province,City,Street,Ship by\n");
        for (int i = 0; i < 40; i++) {
            rows.append("T").append(i).append(",MUG-1,1,王五,13800000001,浙江省,杭州市,测试路1号,").append(i == 39 ? "2026-01-01 10:00:00" : "2027-01-01 10:00:00").append('\n');
        }
        String slow = lists.upload(trade.agent, trade.shop.code(), "long.csv", rows.toString().getBytes(StandardCharsets.UTF_8)).code();
        String quick = upload(row("T-quick", "MUG-1", "", "1")).code();
        lists.place(trade.agent, slow);
        lists.place(trade.agent, quick);
        chunk(false);
        chunk(false);

        assertThat(all(slow).get(39).outcome()).isEqualTo(Outcome.PLACED);
        assertThat(lists.get(trade.agent, slow).placed()).isEqualTo(ListPlacing.CHUNK);
        assertThat(lists.get(trade.agent, quick).placed()).isEqualTo(1);
        portal.settleDown(trade.tenant);
    }

    @Test
    void a_long_list_of_one_tenant_lets_another_tenant_s_in_after_one_chunk() {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 4 * ListPlacing.CHUNK; i++) {
            rows.append(row("L" + i, "MUG-1", "", "1"));
        }
        Trade neighbour = Trade.inChina(portal);
        neighbour.products(10_000, 10, "MUG-1");
        neighbour.topUp(1_000_000);
        String patient = lists.upload(trade.agent, trade.shop.code(), "long.csv", file(rows.toString())).code();
        String quick = lists.upload(neighbour.agent, neighbour.shop.code(), "short.csv", file(row("Q", "MUG-1", "", "1"))).code();
        lists.place(trade.agent, patient);
        lists.place(neighbour.agent, quick);

        for (Trade each : List.of(trade, neighbour)) {
            portal.in(each.tenant.id(), () -> portal.bean(Sql.class).update("update job_head set next_at = now() where tenant_id = ?", each.tenant.id()));
        }

        portal.bean(Jobs.class).runDue(List.of(trade.tenant.id(), neighbour.tenant.id()));

        assertThat(lists.get(trade.agent, patient).placed()).isEqualTo(4 * ListPlacing.CHUNK);
        Instant turn = portal.in(neighbour.tenant.id(), () -> portal.bean(Sql.class).one("""
                select min(recorded_at) as at from sales_order where tenant_id = ?""", r -> r.instant("at"), neighbour.tenant.id()));
        long before = portal.in(trade.tenant.id(), () -> portal.bean(Sql.class).one("""
                select count(*) as n from sales_order where tenant_id = ? and outside_number ~ '^L[0-9]+$' and recorded_at < ?""",
                r -> r.number("n"), trade.tenant.id(), turn));
        assertThat(before).isEqualTo(ListPlacing.CHUNK);
    }

    @Test
    void a_list_that_fails_steps_back_says_why_and_keeps_no_other_waiting() throws SQLException {
        String broken = upload(row("F1", "MUG-1", "", "1")).code();
        String sound = upload(row("F2", "MUG-1", "", "1")).code();
        lists.place(trade.agent, broken);
        lists.place(trade.agent, sound);
        String kept = asOwner("select command::text from shipping_list_order where outside_number = 'F1'");
        asOwner("update shipping_list_order set command = '[1]' where outside_number = 'F1' returning 1");

        chunk(false);
        chunk(false);

        assertThat(lists.get(trade.agent, sound).placed()).isEqualTo(1);
        assertThat(lists.trouble(trade.agent, sound)).isEmpty();
        ShippingLists.Trouble first = lists.trouble(trade.agent, broken).orElseThrow();
        assertThat(first.times()).isEqualTo(1);
        assertThat(first.why().code()).isEqualTo("PLACING_FAILED");
        assertThat(first.why().value()).isNotEmpty();
        asOwner("update shipping_list set next_at = now() where code = '" + broken + "' returning 1");
        chunk(false);
        ShippingLists.Trouble second = lists.trouble(trade.agent, broken).orElseThrow();
        assertThat(second.times()).isEqualTo(2);
        assertThat(second.nextAt()).isAfter(first.nextAt().plusSeconds(15));

        asOwner("update shipping_list_order set command = '" + kept.replace("'", "''") + "' where outside_number = 'F1' returning 1");
        asOwner("update shipping_list set next_at = now() where code = '" + broken + "' returning 1");
        portal.settleDown(trade.tenant);
        assertThat(lists.get(trade.agent, broken).state()).isEqualTo(State.DONE);
        assertThat(lists.get(trade.agent, broken).placed()).isEqualTo(1);
        assertThat(lists.trouble(trade.agent, broken)).isEmpty();
    }

    /** What no use case does: the one value that a statement on this tenant's rows answers. */
    private String asOwner(String statement) throws SQLException {
        String[] parts = statement.split(" where ", 2);
        try (Connection owner = portal.asOwner(); Statement sql = owner.createStatement();
                ResultSet answer = sql.executeQuery(parts[0] + " where tenant_id = " + trade.tenant.id().value() + " and " + parts[1])) {
            assertThat(answer.next()).isTrue();
            return answer.getString(1);
        }
    }

    @Test
    void before_placing_it_is_said_how_many_the_sub_shop_s_limits_let_through() {
        Trade small = Trade.inChina(portal);
        small.products(10_000, 100, "MUG-1");
        small.topUp(10_000_000);
        SubShopLimits limits = portal.bean(SubShopLimits.class);
        Actor owner = Portal.member(small.tenant, small.agentOrganisation.id(), OrderPermission.VIEW, OrderPermission.LIMIT, "sub-shops:read");
        String code = lists.upload(small.agent, small.shop.code(), "list.csv", file(row("B1", "MUG-1", "", "1") + row("B2", "MUG-1", "", "9")
                + row("B3", "MUG-1", "", "1") + row("B4", "MUG-1", "", "1"))).code();
        assertThat(lists.allowance(small.agent, code)).isEmpty();
        orders.place(small.agent, small.order("before", "MUG-1", 1), "before");
        limits.set(owner, small.shop.code(), 4, null);
        assertThat(lists.allowance(small.agent, code)).hasValueSatisfying(said -> {
            assertThat(said.day().orders()).isEqualTo(1);
            assertThat(said.fits()).isEqualTo(3);
        });
        // the dear one is refused, and those behind it have their turn
        limits.set(owner, small.shop.code(), null, new java.math.BigDecimal("500"));
        int fits = lists.allowance(small.agent, code).orElseThrow().fits();
        assertThat(fits).isEqualTo(3);

        lists.place(small.agent, code);
        portal.settleDown(small.tenant);

        assertThat(lists.get(small.agent, code).placed()).isEqualTo(fits);
        assertThat(lists.orders(small.agent, code, EnumSet.of(Outcome.REFUSED), 0, 10)).extracting(ListedOrder::outsideNumber).containsExactly("B2");
    }

    @Test
    void a_list_is_checked_with_as_many_questions_as_one_order() {
        Tape one = new Tape();
        portal.taping(one, () -> upload(row("S1", "MUG-1", "", "1")));
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            rows.append(row("M" + i, "MUG-1", "", "1").replace("测试路1号", "测试路" + i + "号"));
        }
        Tape many = new Tape();
        portal.taping(many, () -> upload(rows.toString()));

        assertThat(many.roundTrips()).isLessThanOrEqualTo(one.roundTrips());
    }

    @Test
    void others_lists_labels_and_aliases_do_not_exist() {
        String code = upload(row("O1", "NO-SUCH-THING", "", "1")).code();
        Actor other = trade.actorOf(trade.members.agent());
        for (Runnable attempt : List.<Runnable>of(() -> lists.editable(other, code, 1), () -> lists.correct(other, code, List.of()),
                () -> lists.mapping(other, code), () -> lists.check(other, code), () -> lists.readAs(other, code, 1, "GB18030"),
                () -> lists.files(other, code), () -> aliases.waiting(other, trade.shop.code()),
                () -> aliases.learn(other, trade.shop.code(), List.of()), () -> labels.waiting(other, trade.shop.code(), 10))) {
            assertThatThrownBy(attempt::run).isInstanceOfSatisfying(Problem.class, problem ->
                    assertThat(problem.code().name()).isEqualTo("NOT_FOUND"));
        }
        assertThat(aliases.waiting(trade.agent)).isNotEmpty();
        assertThat(aliases.waiting(other)).isEmpty();
        assertThat(labels.waiting(other)).isEmpty();
    }

    @Test
    void the_same_list_reads_from_a_workbook_and_its_rejected_rows_come_back_in_our_template() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var xlsx = new entrepot.platform.files.XlsxOutput(bytes, "Orders")) {
            xlsx.row("Order number", "SKU", "Quantity", "Name", "Phone", "Province", "City", "Street");
            xlsx.row("X1", "MUG-1", 2, "王五", "13800000001", "浙江省", "杭州市", "测试路1号");
            xlsx.row("X2", "MUG-1", "many", "王五", "13800000001", "浙江省", "杭州市", "测试路1号");
        }
        ShippingList list = lists.upload(trade.agent, trade.shop.code(), "list.xlsx", bytes.toByteArray());

        assertThat(list.encoding() + " " + list.ready() + " " + list.bad()).isEqualTo(Table.XLSX + " 1 1");
        assertThat(lists.rejected(trade.agent, list.code()).rows()).extracting(ShippingLists.RejectedRow::row).containsExactly(3L);
    }

    /** A file of labels, a page each. */
    private static byte[] pdf(String... pages) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Document document = new Document();
        PdfWriter.getInstance(document, bytes);
        document.open();
        for (String page : pages) {
            document.newPage();
            document.add(new Paragraph(page));
        }
        document.close();
        return bytes.toByteArray();
    }
}
