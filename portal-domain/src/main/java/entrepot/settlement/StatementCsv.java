package entrepot.settlement;

import entrepot.kernel.Money;
import entrepot.platform.files.CsvOutput;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.stream.Stream;

/** A statement as a table for spreadsheets: its amounts add up to the closing, which is the last row. */
final class StatementCsv {

    private StatementCsv() {
    }

    /** @param words for a person, in whose language heads and kinds are written; null for programs, which read keys */
    static byte[] write(Statement.Content content, Statements.Source lines, StatementWords words) {
        StringWriter text = new StringWriter();
        // the mark lets spreadsheets read it as UTF-8
        text.write('\uFEFF');
        try (CsvOutput csv = new CsvOutput(text)) {
            if (words == null) {
                keyed(csv, content, lines);
            } else {
                readable(csv, content, lines, words);
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void keyed(CsvOutput csv, Statement.Content content, Statements.Source lines) {
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

    private static void readable(CsvOutput csv, Statement.Content content, Statements.Source lines, StatementWords words) {
        csv.row(Stream.of("title", "date", "kind", "cause", "order", "what", "rule", "amountHead", "currency").map(words::word).toArray());
        csv.row(content.number(), content.from(), words.word("opening"), "", "", "", "", content.opening().major(), content.opening().currency());
        for (Statement.Group group : content.groups()) {
            lines.each(group, line -> csv.row(content.number(), line.on(), words.kind(group.key()), line.causeCode(), line.order(), line.detail(),
                    words.rule(line.rule()), line.amount().major(), line.amount().currency()));
        }
        for (Statement.Line payout : content.payouts()) {
            csv.row(content.number(), payout.on(), words.kind(payout.event() == null ? "payout.confirmed" : payout.event()), payout.causeCode(), "",
                    payout.detail(), "", payout.amount().negated().major(), payout.amount().currency());
        }
        csv.row(content.number(), content.to(), words.word("closing"), "", "", "", "", content.closing().major(), content.closing().currency());
    }

    private static void row(CsvOutput csv, Statement.Content content, String row, LocalDate on, String kind,
                            String causeType, String cause, String order, String detail, String rule,
                            Money amount) {
        csv.row(content.number(), row, on, kind, causeType, cause, order, detail, rule, amount.major(),
                amount.currency());
    }
}
