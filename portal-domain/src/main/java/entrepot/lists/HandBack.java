package entrepot.lists;

import entrepot.platform.files.CsvOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * The files in which platforms take the numbers of parcels in bulk. Columns are called as the platform's own exports call them where those are known
 * (docs/lists.md says which); which columns an upload has, and in what order, is general knowledge.
 */
public enum HandBack {

    /** 批量发货: GBK, the number protected from spreadsheets. */
    TAOBAO("GBK", "订单编号", "物流公司", "物流单号"),
    PINDUODUO("UTF-8", "订单号", "快递公司", "快递单号"),
    ALIBABA_1688("GBK", "订单编号", "物流公司", "运单号码", "备注"),
    SHOPIFY("UTF-8", "Name", "Tracking Company", "Tracking Number", "Tracking URL", "Notify customer"),
    WOOCOMMERCE("UTF-8", "order_id", "tracking_provider", "tracking_number", "date_shipped", "status_shipped"),
    OWN("UTF-8", "Order number", "Our order", "Carrier", "Tracking number", "Shipped at");

    private final Charset charset;
    private final List<String> header;

    HandBack(String charset, String... header) {
        this.charset = Charset.forName(charset);
        this.header = List.of(header);
    }

    /** That of a sub-shop's channel. */
    public static HandBack of(String channel) {
        return switch (channel) {
            case "TAOBAO", "TMALL" -> TAOBAO;
            case "PINDUODUO" -> PINDUODUO;
            case "ALIBABA", "ALIBABA_1688" -> ALIBABA_1688;
            case "SHOPIFY" -> SHOPIFY;
            case "WOOCOMMERCE" -> WOOCOMMERCE;
            default -> OWN;
        };
    }

    /** The bytes of the file, its days in that zone; cells cannot be formulas. */
    byte[] file(List<ShippedNumber> numbers, ZoneId zone) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            Writer writer = new OutputStreamWriter(bytes, charset);
            if (charset.equals(StandardCharsets.UTF_8)) {
                writer.write('\uFEFF');
            }
            try (CsvOutput csv = new CsvOutput(writer)) {
                csv.row(header.toArray());
                numbers.forEach(number -> csv.row(row(number, zone)));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private Object[] row(ShippedNumber n, ZoneId zone) {
        String day = LocalDate.ofInstant(n.shippedAt(), zone).toString();
        return switch (this) {
            case TAOBAO, PINDUODUO -> new Object[] {n.outsideNumber(), n.carrier(), n.number()};
            case ALIBABA_1688 -> new Object[] {n.outsideNumber(), n.carrier(), n.number(), ""};
            case SHOPIFY -> new Object[] {n.outsideNumber(), n.carrier(), n.number(), "", "TRUE"};
            case WOOCOMMERCE -> new Object[] {n.outsideNumber().replace("#", ""), n.carrier(), n.number(), day, "1"};
            case OWN -> new Object[] {n.outsideNumber(), n.orderCode(), n.carrier(), n.number(), n.shippedAt().toString()};
        };
    }
}
