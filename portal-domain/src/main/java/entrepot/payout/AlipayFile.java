package entrepot.payout;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.format.DateTimeFormatter;

/**
 * Alipay's batch transfer: GBK, a head with number, total and count, at most 3,000 payments a file. Written without the apostrophes that keep
 * spreadsheets from reckoning, since a name must match the account's: {@link Letters} lets nothing in that would begin a formula.
 */
final class AlipayFile implements PayoutFormat {

    static final String[] HEAD = {"批次号", "付款日期", "付款人email", "账户名称", "总金额（元）", "总笔数"};
    static final String[] ROW = {"商户流水号", "收款人email", "收款人姓名", "付款金额（元）", "付款理由"};
    /** From here on Alipay wants a reason. */
    static final BigDecimal REASON_FROM = new BigDecimal("50000");
    private static final int ROWS_MAX = 3_000;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd");
    private static final String NUMBER = "%08d";

    @Override
    public int rowsMax() {
        return ROWS_MAX;
    }

    @Override
    public Made write(Order order, int no) {
        // date and a number that is never used again: 16 digits
        String message = DATE.format(order.payOn()) + NUMBER.formatted(order.numbers().get(no - 1));
        StringWriter text = new StringWriter();
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).bufferSize(0).build(text);
        csv.writeRecord(HEAD);
        csv.writeRecord(message, DATE.format(order.payOn()), order.terms().alipayEmail(), order.terms().alipayName(), amount(order.total().major()),
                Integer.toString(order.payments().size()));
        csv.writeRecord(ROW);
        order.payments().forEach(payment -> csv.writeRecord(payment.endToEnd(), payment.number(), payment.holder(), amount(payment.amount().major()),
                payment.purpose()));
        return new Made("alipay-" + message + ".csv", message, text.toString().getBytes(Charset.forName("GBK")), order.payments().size(), order.total());
    }

    private static String amount(BigDecimal major) {
        return major.setScale(2).toPlainString();
    }
}
