package entrepot.payout;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.nio.charset.Charset;

/** A bank's own table, with the columns that the tenant's terms name; GBK, as Chinese banks take it. Letters as in {@link AlipayFile}. */
final class BankCsvFile implements PayoutFormat {

    private static final int ROWS_MAX = 5_000;

    @Override
    public int rowsMax() {
        return ROWS_MAX;
    }

    @Override
    public Made write(Order order, int no) {
        String message = order.code() + "-" + no;
        StringWriter text = new StringWriter();
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).bufferSize(0).build(text);
        csv.writeRecord(order.terms().columns().stream().map(Terms.Column::heading).toArray(String[]::new));
        int row = 0;
        for (Payment payment : order.payments()) {
            int number = ++row;
            csv.writeRecord(order.terms().columns().stream().map(column -> cell(order, payment, number, column.field())).toArray(String[]::new));
        }
        return new Made(message + ".csv", message, text.toString().getBytes(Charset.forName("GBK")), order.payments().size(), order.total());
    }

    private static String cell(Order order, Payment payment, int row, Terms.Field field) {
        return switch (field) {
            case SEQUENCE -> Integer.toString(row);
            case CODE -> payment.endToEnd();
            case HOLDER -> payment.holder();
            case ACCOUNT -> payment.number();
            case BANK_NAME -> payment.bank();
            case BANK_CODE -> payment.bankCode();
            case AMOUNT -> payment.amount().major().toPlainString();
            case CURRENCY -> payment.amount().currency();
            case PURPOSE -> payment.purpose();
            case DATE -> order.payOn().toString();
        };
    }
}
