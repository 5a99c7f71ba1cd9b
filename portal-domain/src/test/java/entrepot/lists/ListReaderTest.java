package entrepot.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Problem;
import entrepot.lists.Fault.Kind;
import entrepot.lists.ListReader.ReadOrder;
import entrepot.lists.ShippingList.Format;
import entrepot.testing.Shared;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListReaderTest {

    private static final String TEMPLATE = "Order number,SKU,Quantity,Price,Name,Phone,Province,City,Street,Postcode\n";

    private static ListReader reader(byte[] bytes, String country, String currency) {
        return new ListReader(ListFile.read(bytes), country, currency, ZoneId.of("Asia/Shanghai"));
    }

    private static List<ReadOrder> read(String rows) {
        return reader((TEMPLATE + rows).getBytes(StandardCharsets.UTF_8), "CN", "CNY").orders();
    }

    private static List<String> codes(ReadOrder order) {
        return order.faults.stream().map(Fault::code).toList();
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
        assertThat(first.lines.get(0)).isEqualTo(new ListReader.ReadLine(2, "21421", 12, new BigDecimal("1.25")));
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
                .isEqualTo(new ListReader.ReadLine(2, "A", 2, new BigDecimal("12.5")));
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
}
