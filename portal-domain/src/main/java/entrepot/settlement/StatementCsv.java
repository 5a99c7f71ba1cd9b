package entrepot.settlement;

import de.siegmar.fastcsv.writer.CsvWriter;
import entrepot.kernel.Money;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** A statement as a table for spreadsheets: its amounts add up to the closing, which is the last row. */
final class StatementCsv {

    private StatementCsv() {
    }

    static byte[] write(Statement.Content content) {
        StringWriter text = new StringWriter();
        // the mark lets spreadsheets read it as UTF-8
        text.write('\uFEFF');
        CsvWriter csv = CsvWriter.builder().bufferSize(0).build(text);
        csv.writeRecord("statement", "row", "date", "kind", "cause_type", "cause", "order", "detail", "rule", "amount",
                "currency");
        row(csv, content, "opening", content.from(), "", "", "", "", "", "", content.opening());
        for (Statement.Group group : content.groups()) {
            for (Statement.Line line : group.lines()) {
                row(csv, content, "line", line.on(), group.key(), line.causeType(), line.causeCode(), line.order(),
                        line.detail(), line.rule(), line.amount());
            }
        }
        for (Statement.Line payout : content.payouts()) {
            row(csv, content, "payout", payout.on(), "payout.confirmed", payout.causeType(), payout.causeCode(), "",
                    payout.detail(), "", payout.amount().negated());
        }
        row(csv, content, "closing", content.to(), "", "", "", "", "", "", content.closing());
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void row(CsvWriter csv, Statement.Content content, String row, LocalDate on, String kind,
                            String causeType, String cause, String order, String detail, String rule,
                            Money amount) {
        csv.writeRecord(content.number(), row, on.toString(), kind, causeType, safe(cause), safe(order), safe(detail),
                safe(rule), amount.major().toPlainString(), amount.currency());
    }

    /** What a spreadsheet would take for a formula is marked as text. */
    private static String safe(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
