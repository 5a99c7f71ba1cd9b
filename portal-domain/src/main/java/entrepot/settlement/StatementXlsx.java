package entrepot.settlement;

import entrepot.kernel.Money;
import entrepot.platform.files.XlsxOutput;
import java.io.ByteArrayOutputStream;

/** A statement as a workbook in the reader's language: figures first, then every line, then the sections. */
final class StatementXlsx {

    private StatementXlsx() {
    }

    static byte[] write(Statement.Content content, Statements.Source lines, String hash, StatementWords words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XlsxOutput sheet = new XlsxOutput(bytes, content.number())) {
            sheet.row(words.word("title"), content.number());
            sheet.row(words.word("for"), content.organisationName() + " (" + content.organisationCode() + ")");
            sheet.row(words.word("period"), content.from() + " – " + content.to());
            sheet.row(words.word("issued"), content.issuedOn());
            sheet.row(words.word("hash"), hash);
            sheet.row();
            sum(sheet, words.word("opening"), content.opening());
            content.groups().forEach(group -> sum(sheet, words.kind(group.key()), group.subtotal()));
            content.payouts().forEach(payout -> sum(sheet, words.word("payouts"), payout.amount().negated()));
            sum(sheet, words.word("closing"), content.closing());
            sum(sheet, words.word("payable"), content.payable());
            if (content.netted() != null) {
                sum(sheet, words.word("netted"), content.netted());
                sum(sheet, words.word("credit"), content.credit());
                sum(sheet, words.word("tax"), content.tax());
            }
            sum(sheet, words.word("earlier"), content.earlier());
            sum(sheet, words.word("carried"), content.carried());
            sheet.row();
            sheet.row(words.word("date"), words.word("kind"), words.word("what"), words.word("number"), words.word("order"), words.word("rule"),
                    words.text("amount", content.opening().currency()));
            for (Statement.Group group : content.groups()) {
                lines.each(group, line -> sheet.row(line.on(), words.kind(group.key()), line.detail(), line.causeCode(), line.order(), words.rule(line.rule()),
                        line.amount().major()));
            }
            content.payouts().forEach(line -> sheet.row(line.on(), words.word("payouts"), line.detail(), line.causeCode(), "", "",
                    line.amount().negated().major()));
            content.sections().forEach((name, section) -> {
                if (!section.isEmpty()) {
                    sheet.row();
                    sheet.row(words.word("section." + name));
                    sum(sheet, words.word("walletOpening"), section.opening());
                    section.movements().forEach(movement -> sum(sheet, words.kind(movement.key()), movement.amount()));
                    sum(sheet, words.word("walletClosing"), section.closing());
                }
            });
        }
        return bytes.toByteArray();
    }

    private static void sum(XlsxOutput sheet, String name, Money amount) {
        sheet.row(name, null, null, null, null, null, amount.major());
    }
}
