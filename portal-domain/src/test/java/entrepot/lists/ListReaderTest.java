package entrepot.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Problem;
import entrepot.lists.Fault.Kind;
import entrepot.lists.ListReader.ReadOrder;
import entrepot.lists.ShippingList.Format;
import entrepot.platform.files.Table;
import entrepot.testing.Shared;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListReaderTest {

    private static final String TEMPLATE = "Order number,SKU,Quantity,Price,Name,Phone,Province,City,Street,Postcode\n";

    private static ListReader reader(byte[] bytes, String country, String currency) {
        return ListReader.of(ListFile.read(bytes), country, currency, ZoneId.of("Asia/Shanghai"));
    }

    private static List<ReadOrder> read(String rows) {
        return reader((TEMPLATE + rows).getBytes(StandardCharsets.UTF_8), "CN", "CNY").orders();
    }

    private static List<String> codes(ReadOrder order) {
        return order.faults.stream().map(Fault::code).toList();
    }

    @Test
    void the_same_line_in_two_rows_is_said_with_its_pieces() {
        String row = "N1,MUG-1,1,12.50,王五,13800000001,浙江省,杭州市,测试路1号,310000\n";
        assertThat(read(row + row).get(0)).satisfies(order -> {
            assertThat(order.lines).hasSize(2);
            assertThat(order.faults).singleElement().satisfies(fault -> assertThat(fault.code() + " " + fault.row() + " " + fault.value() + " "
                    + fault.details().get("first") + " " + fault.details().get("pieces")).isEqualTo("LINE_TWICE 3 MUG-1 2 2"));
        });
        assertThat(codes(read(row + row.replace("MUG-1", "POT-2")).get(0))).isEmpty();
        assertThat(codes(read(row + row.replace("MUG-1,1", "MUG-1,2")).get(0))).isEmpty();
    }

    @Test
    void the_real_shopify_export_reads_as_167_orders_of_which_23_were_refunded() {
        ListReader reader = reader(Shared.bytes("orders/DERIVED_shopify_orders_export_uci_2010-12-02.csv"), "GB", "GBP");
        List<ReadOrder> orders = reader.orders();

        assertThat(reader.format()).isEqualTo(Format.SHOPIFY);
        assertThat(orders).hasSize(167);
        assertThat(orders.stream().filter(o -> codes(o).contains(Kind.REFUNDED.name()))).hasSize(23);
        assertThat(orders.stream().mapToInt(o -> o.rows.size()).sum()).isEqualTo(2109);
        ReadOrder first = orders.get(0);
        assertThat(first.number).isEqualTo("#536598");
        assertThat(first.shipTo.phone()).isEqualTo("+447700900000");
        assertThat(first.shipTo.city()).isEqualTo("Ystrad Mynach");
        assertThat(first.paidAt).isEqualTo(Instant.parse("2010-12-02T07:48:00Z"));
        assertThat(first.lines).hasSize(4);
        assertThat(first.lines.get(0)).isEqualTo(new ListReader.ReadLine(2, "21421", "PORCELAIN ROSE LARGE", "", 12, new BigDecimal("1.25")));
    }

    @Test
    void order_cells_stand_on_the_first_line_only_and_further_lines_belong_to_it() {
        List<ReadOrder> orders = reader("""
                Name,Financial Status,Currency,Lineitem quantity,Lineitem sku,Lineitem price,Lineitem requires shipping,\
                Shipping Name,Shipping Phone,Shipping Address1,Shipping City,Shipping Country
                #1,paid,GBP,2,A,1.00,true,Ann,07700900000,1 Road,Leeds,GB
                #1,,,3,B,,true,,,,,
                #1,,,1,GIFT,5,false,,,,,
                #2,refunded,GBP,1,A,1.00,true,Bob,07700900000,2 Road,Leeds,GB
                """.getBytes(StandardCharsets.UTF_8), "GB", "GBP").orders();

        assertThat(orders).hasSize(2);
        assertThat(orders.get(0).lines).extracting(ListReader.ReadLine::sku).containsExactly("A", "B");
        assertThat(orders.get(0).shipTo.street()).isEqualTo("1 Road");
        assertThat(codes(orders.get(0))).containsExactly(Kind.LINE_NOT_SHIPPED.name());
        assertThat(codes(orders.get(1))).containsExactly(Kind.REFUNDED.name());
    }

    @Test
    void what_a_spreadsheet_did_is_undone_where_it_is_certain_and_refused_where_it_is_not() {
        List<ReadOrder> orders = read("""
                "=""3141592653589793001""\",A,1,,王五,'13800000001,浙江省,杭州市,测试路1号,'310000
                3.14159E+18,A,1,,王五,13800000001,浙江省,杭州市,测试路1号,
                3141592653589790000,A,1,,王五,13800000001,浙江省,杭州市,测试路1号,
                1004,A,1,,王五,1.38E+10,浙江省,杭州市,测试路1号,
                """);

        assertThat(orders.get(0).number).isEqualTo("3141592653589793001");
        assertThat(orders.get(0).shipTo.phone()).isEqualTo("13800000001");
        assertThat(orders.get(0).shipTo.postcode()).isEqualTo("310000");
        assertThat(codes(orders.get(0))).containsOnly(Kind.CELL_REPAIRED.name());
        assertThat(codes(orders.get(1))).containsExactly(Kind.NUMBER_WRECKED.name());
        assertThat(codes(orders.get(2))).containsExactly(Kind.NUMBER_ROUNDED.name());
        assertThat(codes(orders.get(3))).containsExactly(Kind.PHONE_WRECKED.name());
    }

    @Test
    void wrong_quantities_and_prices_are_said_with_row_and_column() {
        for (String quantity : List.of("0", "-1", "1.5", "10000", "two", "1,000", "999999999999")) {
            ReadOrder order = read("1,A,\"" + quantity + "\",1.00,王五,13800000001,浙江省,杭州市,路1号,\n").get(0);
            assertThat(order.faults).as(quantity).hasSize(1);
            assertThat(order.faults.get(0)).as(quantity)
                    .isEqualTo(Fault.of(Kind.QUANTITY_INVALID, 2, "Quantity", quantity));
        }
        for (String price : List.of("-1", "¥12", "1,250", "12.50 CNY", "1e3")) {
            ReadOrder order = read("1,A,1,\"" + price + "\",王五,13800000001,浙江省,杭州市,路1号,\n").get(0);
            assertThat(codes(order)).as(price).containsExactly(Kind.PRICE_INVALID.name());
        }
        assertThat(read("1,A,2.0,\"12,5\",王五,13800000001,浙江省,杭州市,路1号,\n").get(0).lines.get(0))
                .isEqualTo(new ListReader.ReadLine(2, "A", "", "", 2, new BigDecimal("12.5")));
    }

    @Test
    void a_row_with_more_cells_than_the_header_is_not_guessed_at() {
        ReadOrder order = read("1,A,1,1,王五,13800000001,浙江省,杭州市,路1号,310000,extra\n").get(0);

        assertThat(codes(order)).containsExactly(Kind.CELLS_TOO_MANY.name());
        assertThat(order.lines).isEmpty();
    }

    @Test
    void two_buyers_under_one_number_are_refused() {
        ReadOrder order = read("""
                1,A,1,,王五,13800000001,浙江省,杭州市,路1号,
                1,B,1,,李四,13800000001,浙江省,杭州市,路1号,
                """).get(0);

        assertThat(codes(order)).containsExactly(Kind.ADDRESS_DIFFERS.name());
    }

    @Test
    void the_same_five_orders_read_alike_from_every_encoding_that_can_carry_them() {
        List<List<String>> read = new ArrayList<>();
        for (String file : List.of("utf8", "utf8_bom_crlf", "utf16le_bom_tab")) {
            read.add(summary("encodings/OWN_orders_" + file + ".csv"));
        }

        assertThat(read.get(0)).hasSize(5);
        assertThat(read.get(0).get(0)).isEqualTo(
                "3141592653589793001|张三|浙江省|杭州市|西湖区|测试路1号|85123A|2|PHONE_MISSING");
        assertThat(read.get(0).get(3)).contains("Zoë Müller").contains("QUANTITY_INVALID");
        assertThat(read.get(1)).isEqualTo(read.get(0));
        assertThat(read.get(2)).isEqualTo(read.get(0));
        // GBK has no emoji, no ë, no €: those are gone in the file itself
        assertThat(summary("encodings/OWN_orders_gbk_crlf.csv").get(0)).isEqualTo(read.get(0).get(0));
    }

    private static List<String> summary(String file) {
        return reader(Shared.bytes("hostile/" + file), "CN", "CNY").orders().stream().map(o -> String.join("|",
                o.number, o.shipTo.name(), o.shipTo.province(), o.shipTo.city(), o.shipTo.district(),
                o.shipTo.street(), o.lines.isEmpty() ? "" : o.lines.get(0).sku(),
                o.lines.isEmpty() ? "" : Integer.toString(o.lines.get(0).quantity()), String.join(",", codes(o))))
                .toList();
    }

    @Test
    void a_table_that_is_no_shipping_list_is_refused_with_what_is_missing() {
        assertThatThrownBy(() -> reader("sku,qty\nA,1\n".getBytes(StandardCharsets.UTF_8), "CN", "CNY"))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo(ListProblem.LIST_NOT_RECOGNISED);
                    assertThat(problem.details().get("missing")).isEqualTo("Order number, Name, Street");
                    assertThat(problem.details().get("found")).isEqualTo("sku, qty");
                });
    }

    private static ListReader files(String... names) {
        List<ListReader.Sheet> sheets = new ArrayList<>();
        for (String name : names) {
            var table = ListFile.read(Shared.bytes("orders/" + name));
            sheets.add(new ListReader.Sheet(table, ListReader.recognised(table)));
        }
        return new ListReader(sheets, java.util.Map.of(), "CN", "CNY", ZoneId.of("Asia/Shanghai"));
    }

    private static long count(List<ReadOrder> orders, Kind kind) {
        return orders.stream().filter(o -> codes(o).contains(kind.name())).count();
    }

    private static long ready(List<ReadOrder> orders) {
        return orders.stream().filter(o -> !o.has(kind -> !kind.isNote())).count();
    }

    @Test
    void taobao_s_two_files_are_joined_by_the_order_s_number() {
        ListReader reader = files("OWN_taobao_ExportOrderList_38col_gbk.csv", "OWN_taobao_ExportOrderDetailList_10col_gbk.csv");
        List<ReadOrder> orders = reader.orders();

        assertThat(reader.format()).isEqualTo(Format.TAOBAO);
        assertThat(orders).hasSize(60);
        assertThat(orders.stream().mapToInt(o -> o.lines.size()).sum()).isEqualTo(120);
        assertThat(ready(orders)).isEqualTo(12);
        assertThat(count(orders, Kind.FULFILLED)).isEqualTo(24);
        assertThat(count(orders, Kind.CANCELLED)).isEqualTo(12);
        assertThat(count(orders, Kind.NOT_PAID)).isEqualTo(12);
        assertThat(count(orders, Kind.NUMBER_ROUNDED)).isZero();
        ReadOrder first = orders.get(0);
        assertThat(first.number).isEqualTo("3141592653589793000");
        assertThat(List.of(first.shipTo.province(), first.shipTo.city(), first.shipTo.district(), first.shipTo.street(),
                first.shipTo.phone(), first.remark)).containsExactly("北京市", "北京市", "东城区", "测试路1号1栋01室", "13800000000", "");
        assertThat(first.lines.get(0)).isEqualTo(new ListReader.ReadLine(10_000_002L, "23264", "【测试】Set Of 3 Wooden Sleigh Decorations 包邮",
                "颜色分类:米白色;尺码:均码", 1, new BigDecimal("11.25")));
        assertThat(orders).allSatisfy(o -> assertThat(o.shipTo.city()).as(o.number).isNotEmpty());
        assertThat(orders).allSatisfy(o -> assertThat(o.shipTo.street()).as(o.number).startsWith("测试路"));
    }

    @Test
    void taobao_s_list_alone_waits_for_its_lines_but_for_orders_of_one_thing() {
        List<ReadOrder> orders = files("OWN_taobao_ExportOrderList_38col_gbk.csv").orders();

        assertThat(orders).hasSize(60);
        assertThat(orders.stream().filter(o -> !o.lines.isEmpty())).allSatisfy(o -> assertThat(o.lines).hasSize(1));
        assertThat(count(orders, Kind.DETAIL_MISSING)).isPositive();
        List<ReadOrder> lines = files("OWN_taobao_ExportOrderDetailList_10col_gbk.csv").orders();
        assertThat(lines).hasSize(60);
        assertThat(count(lines, Kind.RECEIVER_MISSING)).isEqualTo(60);
    }

    @Test
    void pinduoduo_hides_its_buyers_and_says_what_is_refunded_or_disputed() {
        ListReader reader = files("OWN_pinduoduo_orders_23col_utf8bom.csv");
        List<ReadOrder> orders = reader.orders();

        assertThat(reader.format()).isEqualTo(Format.PINDUODUO);
        assertThat(orders).hasSize(50).allSatisfy(o -> assertThat(o.hidden).isTrue());
        assertThat(orders.stream().filter(o -> !o.has(Kind::leavesOut))).allSatisfy(o -> assertThat(codes(o)).isEmpty());
        assertThat(count(orders, Kind.IN_DISPUTE)).isEqualTo(16);
        assertThat(orders.get(1).lines.get(0)).isEqualTo(new ListReader.ReadLine(3, "22680", "【测试】French Blue Metal Door Sign 5 包邮",
                "红色,大号", 2, new BigDecimal("11.25")));
    }

    @Test
    void the_order_of_1688_stands_on_its_first_line_in_both_kinds_of_file() {
        for (String file : List.of("OWN_1688_orders_31col.csv", "OWN_1688_orders_31col.xlsx")) {
            ListReader reader = files(file);
            List<ReadOrder> orders = reader.orders();

            assertThat(reader.format()).as(file).isEqualTo(Format.ALIBABA_1688);
            assertThat(orders).as(file).hasSize(30);
            assertThat(orders.stream().mapToInt(o -> o.lines.size()).sum()).as(file).isEqualTo(60);
            assertThat(ready(orders)).as(file).isEqualTo(10);
            assertThat(count(orders, Kind.FULFILLED)).as(file).isEqualTo(20);
            assertThat(count(orders, Kind.NUMBER_ROUNDED)).as(file).isZero();
            assertThat(orders.get(0).shipTo.city()).as(file).isEqualTo("潜江市");
            assertThat(orders.get(0).shipTo.street()).as(file).isEqualTo("测试路32号12栋02室");
        }
    }

    @Test
    void woocommerce_has_a_row_an_item_and_says_what_was_completed_or_refunded() {
        ListReader reader = reader(Shared.bytes("orders/DERIVED_woocommerce_orders_one_row_per_item.csv"), "GB", "GBP");
        List<ReadOrder> orders = reader.orders();

        assertThat(reader.format()).isEqualTo(Format.WOOCOMMERCE);
        assertThat(orders).hasSize(25);
        assertThat(orders.stream().mapToInt(o -> o.rows.size()).sum()).isEqualTo(230);
        assertThat(count(orders, Kind.REFUNDED)).isEqualTo(2);
        assertThat(orders.get(0).shipTo.street()).isEqualTo("1 Example St, Floor 2");
        assertThat(orders.get(0).shipTo.name()).isEqualTo("Test Búyer-0");
        assertThat(orders.get(0).lines.get(0).price()).isEqualTo("1.95");
    }

    @Test
    void items_packed_into_one_cell_are_lines() {
        List<ReadOrder> orders = reader("""
                order_number,status,shipping_first_name,shipping_last_name,billing_phone,shipping_address_1,shipping_city,shipping_country,line_items
                7,processing,Ann,Lee,07700900000,1 Road,Leeds,GB,name:Mug|sku:M1|quantity:2|total:9.00;name:Pot|sku:P1|quantity:1|total:5.00
                """.getBytes(StandardCharsets.UTF_8), "GB", "GBP").orders();

        assertThat(orders.get(0).lines).extracting(ListReader.ReadLine::sku).containsExactly("M1", "P1");
        assertThat(orders.get(0).lines.get(0).price()).isEqualTo("4.50");
    }

    @Test
    void zeros_that_a_spreadsheet_took_come_back_where_the_length_says_so() {
        assertThat(Cell.phone("7700900000", "GB")).isEqualTo("07700900000");
        assertThat(Cell.phone("57188888888", "CN")).isEqualTo("057188888888");
        assertThat(Cell.phone("1088888888", "CN")).isEqualTo("01088888888");
        assertThat(Cell.phone("13800000001", "CN")).isEqualTo("13800000001");
        assertThat(Cell.postcode("501", "US")).isEqualTo("501");
        assertThat(Cell.postcode("1501", "US")).isEqualTo("01501");
        assertThat(Cell.postcode("10000", "CN")).isEqualTo("010000");
        assertThat(Cell.postcode("000000", "CN")).isEmpty();
    }

    @Test
    void extensions_stay_apart_from_the_phone_however_they_are_written() {
        for (String written : List.of("13800000000-1234", "13800000000转1234", "13800000000[1234]", "１３８００００００００－１２３４", "13800000000 转 1234")) {
            assertThat(Cell.phone(written, "CN")).as(written).isEqualTo("13800000000-1234");
        }
    }

    @Test
    void a_masked_buyer_is_hidden_and_its_cipher_kept() {
        ReadOrder order = read("1,A,1,,张**,138****0000,浙江省,杭州市,~AbCdEf12345=~x1~,\n").get(0);

        assertThat(order.hidden).isTrue();
        assertThat(order.ciphertext).contains("~AbCdEf12345=~");
        assertThat(order.shipTo.street()).isEmpty();
        assertThat(codes(order)).isEmpty();
    }

    @Test
    void the_platform_s_word_on_when_to_ship_is_kept() {
        ReadOrder order = reader("订单号,SKU,数量,收货人,手机,省,市,地址,承诺发货时间\n1,A,1,王五,13800000001,浙江省,杭州市,路1号,2026-11-25 18:00:00\n"
                .getBytes(StandardCharsets.UTF_8), "CN", "CNY").orders().get(0);

        assertThat(order.shipBy).isEqualTo(Instant.parse("2026-11-25T10:00:00Z"));
    }

    /** 95 trading days of a real shop, as data/README says: cancellations, negative quantities, missing customers, a SKU twice in an order. */
    @Test
    void the_batch_files_of_95_real_days_wait_for_their_columns_and_then_each_row_is_read_or_said() throws IOException {
        List<Path> days;
        try (Stream<Path> all = Files.list(Shared.folder().resolve("orders/uci_online_retail_by_day"))) {
            days = all.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
        }
        assertThat(days).as("files in shared/data/orders/uci_online_retail_by_day").hasSize(95);
        Layout named = Layout.of(Format.MAPPED, Map.of(Field.NUMBER, "InvoiceNo", Field.SKU, "StockCode", Field.ITEM, "Description",
                Field.QUANTITY, "Quantity", Field.PRICE, "UnitPrice", Field.NAME, "CustomerID", Field.PAID_AT, "InvoiceDate"));
        int orders = 0;
        int rows = 0;
        int lines = 0;
        Map<String, Integer> said = new TreeMap<>();
        for (Path day : days) {
            Table table = ListFile.read(Files.readAllBytes(day));
            assertThatThrownBy(() -> ListReader.recognised(table)).as(day.toString()).isInstanceOfSatisfying(Problem.class, problem ->
                    assertThat(problem.details().get("found").toString()).startsWith("InvoiceNo, StockCode"));
            List<ReadOrder> read = new ListReader(List.of(new ListReader.Sheet(table, named)), Map.of(), "GB", "GBP",
                    ZoneId.of("Europe/London")).orders();
            orders += read.size();
            for (ReadOrder order : read) {
                rows += order.rows.size();
                lines += order.lines.size();
                order.faults.stream().filter(fault -> fault.row() > 0).forEach(fault -> said.merge(fault.code(), 1, Integer::sum));
                // no address: nothing of it can be placed by mistake, least of all what was cancelled
                assertThat(codes(order)).as(order.number).contains(Kind.STREET_MISSING.name());
                assertThat(order.lines).as(order.number).allSatisfy(line -> assertThat(line.quantity()).isPositive());
            }
        }
        assertThat(List.of(orders, rows, lines)).containsExactly(6_877, 142_083, 142_083 - 2_952);
        // 2,951 quantities below one (2,603 of them of cancelled orders) and one above 9,999; 1,112 orders of nobody; 1,168 lines that stand in an order
        // more than once, the same in everything: ordered, and said
        assertThat(said).isEqualTo(Map.of("QUANTITY_INVALID", 2_952, "NAME_MISSING", 1_112, "PHONE_MISSING", 6_877, "CITY_MISSING", 6_877,
                "STREET_MISSING", 6_877, "LINES_TOO_MANY", 15, "LINE_TWICE", 1_168));
    }

    @Test
    void one_number_with_zeros_among_others_was_not_rounded() {
        List<ReadOrder> orders = read("1300000031000000000,A,1,,王五,13800000001,浙江省,杭州市,路1号,\n"
                + "1300000031000000001,A,1,,王五,13800000001,浙江省,杭州市,路1号,\n");

        assertThat(orders).allSatisfy(o -> assertThat(codes(o)).isEmpty());
    }
}
