package entrepot.settlement;

import entrepot.kernel.Money;
import entrepot.platform.files.CsvOutput;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** A statement as a table for spreadsheets: its amounts add up to the closing, which is the last row. */
final class StatementCsv {

    private StatementCsv() {
    }

    static byte[] write(Statement.Content content, Statements.Source lines) {
        StringWriter text = new StringWriter();
        // the mark lets spreadsheets read it as UTF-8
        text.write('\uFEFF');
        try (CsvOutput csv = new CsvOutput(text)) {
            csv.row("statement", "row", "date", "kind", "cause_type", "cause", "order", "detail", "rule", "amount",
                    "currency");
            row(csv, content, "opening", content.from(), "", "", "", "", "", "", content.opening());
            for (Statement.Group group : content.groups()) {
                lines.each(group, line -> row(csv, content, "line", line.on(), group.key(), line.causeType(), line.causeCode(),
                        line.order(), line.detail(), line.rule(), line.amount()));
            }
            for (Statement.Line payout : content.payouts()) {
                row(csv, content, "payout", payout.on(), payout.event() == null ? "payout.confirmed" : payout.event(), payout.causeType(), payout.causeCode(),
                        "", payout.detail(), "", payout.amount().negated());
            }
            row(csv, content, "closing", content.to(), "", "", "", "", "", "", content.closing());
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void row(CsvOutput csv, Statement.Content content, String row, LocalDate on, String kind,
                            String causeType, String cause, String order, String detail, String rule,
                            Money amount) {
        csv.row(content.number(), row, on, kind, causeType, cause, order, detail, rule, amount.major(),
                amount.currency());
    }
}
