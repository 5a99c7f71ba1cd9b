package entrepot.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.catalog.CatalogPermission;
import entrepot.catalog.ProductDraft;
import entrepot.catalog.Products;
import entrepot.catalog.Variants;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.ledger.AccountKind;
import entrepot.lists.ShippingList.Outcome;
import entrepot.lists.ShippingList.State;
import entrepot.ordering.Order;
import entrepot.ordering.OrderLine;
import entrepot.ordering.Orders;
import entrepot.platform.access.Actor;
import entrepot.platform.files.Table;
import entrepot.testing.Portal;
import entrepot.testing.Shared;
import entrepot.testing.Trade;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShippingListsIT {

    private static final String HEADER = "Order number,SKU,Quantity,Price,Name,Phone,Province,City,Street,Postcode\n";

    private final Portal portal = Portal.running();
    private final ShippingLists lists = portal.bean(ShippingLists.class);
    private final Orders orders = portal.bean(Orders.class);

    private static byte[] file(String rows) {
        return (HEADER + rows).getBytes(StandardCharsets.UTF_8);
    }

    private static String row(String number, String sku, String quantity, String price) {
        return number + "," + sku + "," + quantity + "," + price + ",王五,13800000001,浙江省,杭州市,测试路1号,310000\n";
    }

    private static List<String> codes(ListedOrder order) {
        return order.faults().stream().map(Fault::code).toList();
    }

    private List<ListedOrder> all(Trade trade, String code) {
        return lists.orders(trade.agent, code, EnumSet.allOf(Outcome.class), 0, 500);
    }

    @Test
    void good_orders_are_placed_bad_ones_are_said_and_come_back_as_a_file() {
        Trade trade = Trade.inChina(portal);
        trade.products(10_000, 100, "A", "B");
        trade.topUp(1_000_000);

        ShippingList list = lists.upload(trade.agent, trade.shop.code(), "today.csv", file(row("1", "A", "1", "")
                + row("1", "B", "2", "") + row("2", "X", "1", "") + row("3", "A", "0", "") + row("4", "A", "1", "12.00")
                + row("5", "B", "1", "100.00")));

        assertThat(list.state()).isEqualTo(State.CHECKED);
        assertThat(list.format()).isEqualTo(ShippingList.Format.TEMPLATE);
        assertThat(List.of(list.ready(), list.bad(), list.leftOut(), list.placed())).containsExactly(2, 3, 0, 0);
        assertThat(trade.count("sales_order")).isZero();
        assertThat(all(trade, list.code())).extracting(ShippingListsIT::codes).containsExactly(List.of(),
                List.of("SKU_UNKNOWN"), List.of("QUANTITY_INVALID"), List.of("PRICE_OUTSIDE_BAND"),
                List.of("SAME_BUYER"));

        lists.place(trade.agent, list.code());
        lists.place(trade.agent, list.code());
        portal.settleDown(trade.tenant);

        ShippingList done = lists.get(trade.agent, list.code());
        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.placed()).isEqualTo(2);
        assertThat(trade.count("sales_order")).isEqualTo(2);
        assertThat(lists.history(trade.agent, list.code())).extracting(change -> change.to())
                .containsExactly("CHECKED", "PLACING", "DONE");
        Order first = orders.get(trade.agent, all(trade, list.code()).get(0).orderCode());
        assertThat(first.outsideNumber()).isEqualTo("1");
        assertThat(first.lines()).extracting(OrderLine::sku).containsExactly("A", "B");
        ShippingLists.Rejected rejected = lists.rejected(trade.agent, list.code());
        assertThat(rejected.header()).contains("Order number", "SKU");
        assertThat(rejected.rows()).extracting(ShippingLists.RejectedRow::row).containsExactly(4L, 5L, 6L);
    }

    @Test
    void a_postcode_of_another_region_and_a_lost_character_are_said_on_the_row() {
        Trade trade = Trade.inChina(portal);
        trade.products(10_000, 100, "A");
        String good = row("1", "A", "1", "");

        ShippingList list = lists.upload(trade.agent, trade.shop.code(), "today.csv", file(good
                + good.replace("1,A", "2,A").replace("310000", "200000") + good.replace("1,A", "3,A").replace("王五", "周三?")
                + good.replace("1,A", "4,A").replace("测试路", "\uFFFD试路") + good.replace("1,A", "5,A").replace("测试路", "?田测试路")));

        assertThat(list.ready()).isEqualTo(5);
        assertThat(all(trade, list.code())).extracting(ShippingListsIT::codes).containsExactly(List.of(),
                List.of("POSTCODE_ELSEWHERE", "SAME_BUYER"), List.of("CHARACTER_LOST", "SAME_BUYER"),
                List.of("CHARACTER_LOST", "SAME_BUYER"), List.of("CHARACTER_LOST", "SAME_BUYER"));
        assertThat(all(trade, list.code()).get(1).faults()).allMatch(Fault::isNote);
        assertThat(all(trade, list.code()).get(2).faults()).allMatch(Fault::isNote);
    }

    @Test
    void the_same_file_twice_places_nothing_twice() {
        Trade trade = Trade.inChina(portal);
        trade.products(10_000, 100, "A");
        trade.topUp(1_000_000);
        byte[] file = file(row("1", "A", "1", "") + row("2", "A", "1", ""));
        String first = lists.upload(trade.agent, trade.shop.code(), "a.csv", file).code();
        // checked before the first was placed, so its rows look good
        String second = lists.upload(trade.agent, trade.shop.code(), "a.csv", file).code();

        lists.place(trade.agent, first);
        lists.place(trade.agent, second);
        portal.settleDown(trade.tenant);
        ShippingList third = lists.upload(trade.agent, trade.shop.code(), "a.csv", file);

        assertThat(trade.count("sales_order")).isEqualTo(2);
        assertThat(all(trade, second)).extracting(ListedOrder::orderCode)
                .isEqualTo(all(trade, first).stream().map(ListedOrder::orderCode).toList());
        assertThat(third.leftOut()).isEqualTo(2);
        assertThat(codes(all(trade, third.code()).get(0))).containsExactly("ALREADY_PLACED");
        assertThatThrownBy(() -> lists.place(trade.agent, third.code())).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(ListProblem.LIST_NOTHING_TO_PLACE));
    }

    @Test
    void what_the_wallet_cannot_pay_waits_takes_nothing_with_it_and_goes_by_itself_after_a_top_up() {
        Trade trade = Trade.inChina(portal);
        trade.products(10_000, 100, "A");
        long each = orders.quote(trade.agent, trade.order("Q", "A", 1)).total().minor();
        trade.topUp(each * 2);
        String list = lists.upload(trade.agent, trade.shop.code(), "a.csv", file(row("1", "A", "1", "")
                + row("2", "A", "50", "") + row("3", "A", "1", ""))).code();

        lists.place(trade.agent, list);
        portal.settleDown(trade.tenant);

        assertThat(all(trade, list)).extracting(ListedOrder::outcome)
                .containsExactly(Outcome.PLACED, Outcome.WAITING_FUNDS, Outcome.PLACED);
        assertThat(trade.balance(AccountKind.WALLET).isZero()).isTrue();

        trade.topUp(10_000_000);
        portal.settleDown(trade.tenant);
        portal.settleDown(trade.tenant);
        assertThat(all(trade, list)).extracting(ListedOrder::outcome).containsOnly(Outcome.PLACED);
        assertThat(trade.count("sales_order")).isEqualTo(3);
    }

    @Test
    void the_real_export_of_a_day_is_placed_where_its_catalogue_is() {
        Trade trade = Trade.inBritain(portal);
        Map<String, BigDecimal> catalogue = catalogue();
        Actor editor = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), CatalogPermission.VIEW,
                CatalogPermission.EDIT);
        List<ProductDraft> drafts = catalogue.entrySet().stream().map(entry -> new ProductDraft(
                "p" + Integer.toHexString(entry.getKey().hashCode()) + entry.getKey().length(), entry.getKey(), null, null,
                null, null, null, List.of(), List.of(new ProductDraft.VariantDraft(entry.getKey(), List.of(),
                Money.parse(entry.getValue(), "GBP"), 100, null, null, false)), List.of())).toList();
        for (int i = 0; i < drafts.size(); i += 500) {
            portal.bean(Products.class).take(editor, drafts.subList(i, Math.min(i + 500, drafts.size())));
        }
        portal.analyze();
        trade.stock(trade.central, portal.bean(Variants.class).bySkus(editor, catalogue.keySet()).values(),
                trade.members.headquarters().id(), 5_000);
        trade.topUp(100_000_000L);
        portal.analyze();

        ShippingList list = lists.upload(trade.agent, trade.shop.code(), "orders_export.csv",
                Shared.bytes("orders/DERIVED_shopify_orders_export_uci_2010-12-02.csv"));

        assertThat(list.orders()).isEqualTo(167);
        assertThat(list.format()).isEqualTo(ShippingList.Format.SHOPIFY);
        assertThat(list.leftOut()).isEqualTo(23);
        assertThat(list.ready()).isGreaterThan(50);
        assertThat(all(trade, list.code()).stream().filter(o -> o.outcome() == Outcome.BAD))
                .allSatisfy(order -> assertThat(codes(order)).isSubsetOf("SKU_UNKNOWN", "PRICE_OUTSIDE_BAND", "PLACE_UNKNOWN",
                        "POSTCODE_ELSEWHERE", "SHIP_BY_PAST", "LINE_TWICE"));

        lists.place(trade.agent, list.code());
        portal.settleDown(trade.tenant);

        ShippingList done = lists.get(trade.agent, list.code());
        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.refused()).as(all(trade, list.code()).stream().filter(o -> o.outcome() == Outcome.REFUSED)
                .map(o -> o.faults().toString()).toList().toString()).isZero();
        assertThat(done.placed()).isEqualTo(list.ready());
        assertThat(trade.count("sales_order")).isEqualTo(list.ready());
    }

    /** SKU and usual price of what the file's shop sold. */
    private static Map<String, BigDecimal> catalogue() {
        Table table = Table.read(Shared.bytes("catalogue/DERIVED_uci_stockcode_catalogue.csv"));
        Map<String, BigDecimal> catalogue = new TreeMap<>();
        for (Table.Line line : table.lines()) {
            String price = table.cell(line, "median_unit_price_gbp");
            if (!price.isEmpty() && new BigDecimal(price).signum() > 0) {
                catalogue.put(table.cell(line, "stock_code"),
                        new BigDecimal(price).setScale(2, java.math.RoundingMode.HALF_UP).max(new BigDecimal("0.01")));
            }
        }
        assertThat(catalogue).hasSizeGreaterThan(3_000);
        return catalogue;
    }

    @Test
    void hostile_files_are_refused_or_said_row_by_row_and_change_nothing() throws IOException {
        Trade trade = Trade.inChina(portal);
        trade.products(10_000, 100, "85123A");
        String before = trade.fingerprint();
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("csv", "encodings", "xlsx", "xml", "strings")) {
            try (Stream<Path> all = Files.walk(Shared.folder().resolve("hostile/" + folder))) {
                all.filter(Files::isRegularFile).sorted().forEach(files::add);
            }
        }
        assertThat(files).hasSizeGreaterThan(40);
        Map<String, String> outcomes = new TreeMap<>();
        for (Path file : files) {
            Instant began = Instant.now();
            String outcome;
            try {
                ShippingList list = lists.upload(trade.agent, trade.shop.code(), file.getFileName().toString(),
                        Files.readAllBytes(file));
                outcome = "CHECKED";
                assertThat(list.ready()).as(file.toString()).isZero();
                assertThat(all(trade, list.code())).as(file.toString()).allSatisfy(o -> assertThat(o.faults()).isNotEmpty());
            } catch (Problem refusal) {
                outcome = refusal.code().name();
                assertThat(refusal.kind().name()).as(file.toString()).isIn("INVALID", "LIMIT");
            }
            assertThat(Duration.between(began, Instant.now())).as(file.toString()).isLessThan(Duration.ofSeconds(5));
            outcomes.put(file.getFileName().toString(), outcome);
            if (!outcome.equals("CHECKED")) {
                assertThat(trade.fingerprint()).as(file.toString()).isEqualTo(before);
            } else {
                before = trade.fingerprint();
            }
        }
        assertThat(outcomes).containsEntry("OWN_zero_bytes.csv", "FILE_EMPTY")
                .containsEntry("OWN_unclosed_quote.csv", "CSV_QUOTE_OPEN")
                .containsEntry("OWN_nul_bytes.csv", "CSV_NOT_TEXT")
                .containsEntry("OWN_html_table_named.xls", "CSV_NOT_A_TABLE")
                .containsEntry("xxe_classic.xml", "CSV_NOT_A_TABLE")
                .containsEntry("OWN_orders_cp1252.csv", "CSV_ENCODING_UNKNOWN")
                .containsEntry("OWN_orders_utf16le_bom_tab.csv", "CHECKED");
        assertThat(trade.count("sales_order")).isZero();
    }

    @Test
    void naughty_strings_are_kept_as_they_are_or_refused_and_break_nothing() {
        Trade trade = Trade.inChina(portal);
        trade.products(10_000, 100_000, "A");
        trade.topUp(1_000_000_000L);
        StringBuilder rows = new StringBuilder();
        int number = 0;
        for (String naughty : strings()) {
            rows.append("N").append(++number).append(",A,1,,\"").append(naughty.replace("\"", "\"\""))
                    .append("\",13800000001,浙江省,杭州市,测试路1号,310000\n");
        }

        ShippingList list = lists.upload(trade.agent, trade.shop.code(), "naughty.csv", file(rows.toString()));
        lists.place(trade.agent, list.code());
        portal.settleDown(trade.tenant);

        ShippingList done = lists.get(trade.agent, list.code());
        assertThat(done.refused()).isZero();
        assertThat(done.placed()).isGreaterThan(300);
        assertThat(done.placed() + done.bad()).isEqualTo(number);
    }

    private static List<String> strings() {
        return new entrepot.platform.sql.Json(new String(Shared.bytes("hostile/strings/blns.json"), StandardCharsets.UTF_8))
                .asListOf(String.class).stream().filter(s -> s.indexOf('\0') < 0).toList();
    }

    @Test
    void others_lists_do_not_exist() {
        Trade trade = Trade.inChina(portal);
        trade.products(10_000, 100, "A");
        String code = lists.upload(trade.agent, trade.shop.code(), "a.csv", file(row("1", "A", "1", ""))).code();
        Trade foreign = Trade.inChina(portal);

        for (Actor other : List.of(trade.actorOf(trade.members.agent()), foreign.agent)) {
            for (Runnable attempt : List.<Runnable>of(() -> lists.get(other, code), () -> lists.place(other, code),
                    () -> lists.discard(other, code), () -> lists.rejected(other, code),
                    () -> lists.orders(other, code, EnumSet.allOf(Outcome.class), 0, 10),
                    () -> lists.upload(other, trade.shop.code(), "a.csv", file(row("9", "A", "1", ""))))) {
                assertThatThrownBy(attempt::run).isInstanceOfSatisfying(Problem.class,
                        problem -> assertThat(problem.code()).isEqualTo(KernelProblem.NOT_FOUND));
            }
            assertThat(lists.list(other, null, 10)).isEmpty();
        }
    }

    @Test
    void a_list_that_is_put_away_is_not_placed() {
        Trade trade = Trade.inChina(portal);
        trade.products(10_000, 100, "A");
        trade.topUp(1_000_000);
        String code = lists.upload(trade.agent, trade.shop.code(), "a.csv", file(row("1", "A", "1", ""))).code();

        assertThat(lists.discard(trade.agent, code).state()).isEqualTo(State.DISCARDED);
        assertThat(lists.discard(trade.agent, code).state()).isEqualTo(State.DISCARDED);
        assertThat(lists.history(trade.agent, code)).extracting(change -> change.to()).containsExactly("CHECKED", "DISCARDED");
        assertThatThrownBy(() -> lists.place(trade.agent, code)).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(ListProblem.LIST_DISCARDED));
    }
}
