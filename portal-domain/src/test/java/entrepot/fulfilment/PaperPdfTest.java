package entrepot.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import entrepot.kernel.ConsignmentId;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.geo.Address;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stands on a packer's papers, read back out of them. */
class PaperPdfTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** A rare name, a wish and a gift. */
    private static Consignment consignment(String code, String sku, int pieces) {
        return consignment(code, sku, 1, pieces);
    }

    private static Consignment consignment(String code, String sku, long variant, int pieces) {
        return new Consignment(new ConsignmentId(1), code, "ORD-261122-AAAAAA", new OrganisationId(1), "小帐篷店",
                new Address("龑𬭎", "13800000000", "CN", "浙江省", "杭州市", "西湖区", "文三路 1 号", "310000"), "不要打电话", "小风车一个",
                Instant.parse("2026-11-24T02:00:00Z"), new WarehouseId(1), null, ConsignmentState.ACCEPTED, null, null, 0,
                Money.of(750, "CNY"), Instant.parse("2026-11-22T02:00:00Z"), null, null, null, null,
                List.of(new Consignment.Line(1, 1, new VariantId(variant), sku, "双人帐篷 草绿", pieces, Money.of(6_000, "CNY"))), List.of());
    }

    private static Consignment to(Consignment one, String country) {
        Address to = new Address("Ana", "600000000", country, "Madrid", "Madrid", "", "Calle Mayor 1", "28013");
        return new Consignment(one.id(), one.code(), one.orderCode(), one.seller(), one.subShopName(), to, "", "", one.shipBy(), one.warehouse(),
                null, one.state(), null, null, 0, one.freight(), one.createdAt(), null, null, null, null, one.lines(), List.of());
    }

    private static String text(byte[] pdf) throws IOException {
        PdfReader reader = new PdfReader(pdf);
        StringBuilder text = new StringBuilder();
        for (int page = 1; page <= reader.getNumberOfPages(); page++) {
            text.append(new PdfTextExtractor(reader).getTextFromPage(page)).append('\n');
        }
        return text.toString();
    }

    @Test
    void a_slip_names_the_sub_shop_the_buyer_the_goods_and_every_wish_but_no_price() throws IOException {
        String slip = text(PaperPdf.slips(List.of(consignment("CON-261122-AAAAAA", "T-1", 2)),
                Map.of("CON-261122-AAAAAA", LocalDate.of(2026, 12, 24))));
        assertThat(slip).contains("预计发货日 2026年12月24日", "小帐篷店", "龑𬭎", "13800000000", "文三路", "双人帐篷", "T-1", "不要打电话", "小风车一个",
                "CON-261122-AAAAAA").doesNotContain("60.00", "7.50", "CNY");
    }

    @Test
    void a_pick_list_adds_up_what_several_consignments_need() throws IOException {
        String list = text(PaperPdf.pickList(List.of(consignment("CON-261122-AAAAAA", "T-1", 2),
                consignment("CON-261122-BBBBBB", "T-1", 3), consignment("CON-261122-CCCCCC", "T-2", 1)), Map.of(), ZONE, Locale.ENGLISH));
        assertThat(list).containsPattern("5\\s*T-1").containsPattern("1\\s*T-2").contains("CON-261122-CCCCCC", "不要打电话")
                .as("a day that nobody reads as another").contains("Nov 24, 2026");
    }

    @Test
    void a_pick_list_goes_from_shelf_to_shelf_and_what_lies_nobody_knows_where_comes_last() throws IOException {
        String list = text(PaperPdf.pickList(List.of(consignment("CON-261122-AAAAAA", "T-1", 1, 2), consignment("CON-261122-BBBBBB", "T-2", 2, 3),
                consignment("CON-261122-CCCCCC", "T-3", 3, 1)), Map.of(new WarehouseId(1), Map.of(new VariantId(2), "A-10", new VariantId(3), "A-2")),
                ZONE, Locale.ENGLISH));
        assertThat(list).containsPattern("(?s)Shelf.*A-2\\s*1\\s*T-3.*A-10\\s*3\\s*T-2.*2\\s*T-1");
    }

    @Test
    void what_travels_with_the_goods_speaks_the_language_of_the_buyers_country_whoever_packs() throws IOException {
        Consignment chinese = consignment("CON-261122-AAAAAA", "T-1", 1);
        List<Consignment> all = List.of(chinese, to(chinese, "ES"), to(chinese, "US"));
        assertThat(text(PaperPdf.slips(all, Map.of()))).containsSubsequence("感谢您的惠顾", "Gracias por su pedido", "Thank you for your order");
        assertThat(text(PaperPdf.labels(all, Papers.LabelSize.MM_100_150, Map.of(), Locale.CHINESE)))
                .containsSubsequence("寄件：", "1 件", "De: ", "1 ud.", "From: ", "1 pc.").doesNotContain("1 pieces");
        assertThat(text(PaperPdf.labels(List.of(consignment("CON-261122-AAAAAA", "T-1", 2)), Papers.LabelSize.A4, Map.of(), Locale.ENGLISH))).contains("2 件");
    }

    @Test
    void labels_come_four_to_a_sheet_or_one_to_a_page_and_a_supplied_one_as_it_is() throws IOException {
        List<Consignment> five = List.of(consignment("CON-261122-AAAAAA", "T-1", 2), consignment("CON-261122-BBBBBB", "T-1", 2),
                consignment("CON-261122-CCCCCC", "T-1", 2), consignment("CON-261122-DDDDDD", "T-1", 2),
                consignment("CON-261122-EEEEEE", "T-1", 2));
        assertThat(new PdfReader(PaperPdf.labels(five, Papers.LabelSize.A4, Map.of(), Locale.ENGLISH)).getNumberOfPages()).isEqualTo(2);
        byte[] own = PaperPdf.slips(List.of(consignment("CON-261122-ZZZZZZ", "X", 1)), Map.of());
        byte[] labels = PaperPdf.labels(five, Papers.LabelSize.MM_100_150, Map.of("CON-261122-BBBBBB", own), Locale.ENGLISH);
        PdfReader reader = new PdfReader(labels);
        assertThat(reader.getNumberOfPages()).isEqualTo(5);
        assertThat(reader.getPageSize(1).getWidth()).isEqualTo(283f);
        assertThat(text(labels)).contains("寄件：", "小帐篷店").doesNotContain("CON-261122-BBBBBB");
    }
}
