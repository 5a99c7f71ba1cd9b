package entrepot.settlement;

import com.lowagie.text.Document;
import com.lowagie.text.Element;
import com.lowagie.text.Font;
import com.lowagie.text.PageSize;
import com.lowagie.text.Paragraph;
import com.lowagie.text.Phrase;
import com.lowagie.text.Rectangle;
import com.lowagie.text.pdf.ColumnText;
import com.lowagie.text.pdf.PdfPCell;
import com.lowagie.text.pdf.PdfPTable;
import com.lowagie.text.pdf.PdfPageEventHelper;
import com.lowagie.text.pdf.PdfTemplate;
import com.lowagie.text.pdf.PdfWriter;
import entrepot.kernel.Money;
import entrepot.platform.files.PaperFont;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** A statement on paper, with an embedded font that knows Latin and Chinese. */
final class StatementPdf {

    private static final int LINES_MAX = 20_000;
    private static final int ROWS_AT_ONCE = 200;
    private static final Color GREY = new Color(0x6b, 0x72, 0x80);
    private static final Color HAIRLINE = new Color(0xd1, 0xd5, 0xdb);

    private final Statement.Content content;
    private final String hash;
    private final StatementWords words;
    private final Statements.Source source;

    private StatementPdf(Statement.Content content, Statements.Source source, String hash, StatementWords words) {
        this.content = content;
        this.source = source;
        this.hash = hash;
        this.words = words;
    }

    static byte[] print(Statement.Content content, Statements.Source source, String hash, StatementWords words) {
        return new StatementPdf(content, source, hash, words).print();
    }

    private byte[] print() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Document document = new Document(PageSize.A4, 48, 48, 48, 56);
        PdfWriter writer = PdfWriter.getInstance(document, bytes);
        writer.setPageEvent(new Footer());
        document.addTitle(words.word("title") + " " + content.number());
        document.open();
        head(document);
        document.add(figures());
        lines(document);
        content.sections().forEach((name, section) -> {
            if (!section.isEmpty()) {
                document.add(section(name, section));
            }
        });
        document.add(new Paragraph(words.word("proof"), font(11, Color.BLACK)));
        document.add(paragraph(words.text("proofText", words.money(content.opening()), words.money(content.lines()),
                words.money(content.paid()), words.money(content.closing())), 9, Color.BLACK));
        document.add(paragraph(words.word("hash") + ": " + hash, 7, GREY));
        document.close();
        return bytes.toByteArray();
    }

    private void head(Document document) {
        document.add(paragraph(content.headquarters(), 10, GREY));
        document.add(paragraph(words.word("title"), 20, Color.BLACK));
        PdfPTable facts = new PdfPTable(new float[] {1, 4});
        facts.setWidthPercentage(100);
        facts.setSpacingBefore(8);
        facts.setSpacingAfter(12);
        fact(facts, "for", content.organisationName() + " (" + content.organisationCode() + ")");
        fact(facts, "number", content.number());
        fact(facts, "period", words.text("periodValue", words.date(content.from()), words.date(content.to())));
        fact(facts, "issued", words.date(content.issuedOn()));
        document.add(facts);
    }

    /** The statement in figures, on the first page whatever stands behind them. */
    private PdfPTable figures() {
        PdfPTable table = new PdfPTable(new float[] {6, 2, 2});
        table.setWidthPercentage(100);
        table.setSpacingAfter(14);
        table.addCell(cell("", 8, GREY, Element.ALIGN_LEFT, 2, Rectangle.BOTTOM));
        table.addCell(cell(words.text("amount", content.opening().currency()), 8, GREY, Element.ALIGN_RIGHT, 1, Rectangle.BOTTOM));
        sum(table, words.word("opening"), "", content.opening());
        for (Statement.Group group : content.groups()) {
            sum(table, words.kind(group.key()), words.text("count", group.size()), group.subtotal());
        }
        if (!content.payouts().isEmpty()) {
            sum(table, words.word("payouts"), words.text("count", content.payouts().size()), content.paid().negated());
        }
        bold(table, words.word("closing"), content.closing());
        sum(table, words.word("payable") + (content.payOn() == null || content.payable().isZero() ? "" : " · " + words.date(content.payOn())), "",
                content.payable());
        if (content.netted() != null) {
            some(table, "netted", content.netted());
            some(table, "credit", content.credit());
            some(table, "tax", content.tax());
        }
        if (!content.earlier().isZero()) {
            sum(table, words.word("earlier"), "", content.earlier());
        }
        if (!content.carried().isZero()) {
            sum(table, words.word("carried") + (content.reason() == CarryReason.NONE ? "" : " (" + words.word("carried." + content.reason()) + ")"), "",
                    content.carried());
        }
        if (content.disputed() != null) {
            some(table, "disputed", content.disputed());
        }
        return table;
    }

    /** Every line, written to the file some hundred at a time, so that a long statement needs no more memory than a short one. */
    private void lines(Document document) {
        if (content.count() == 0 && content.payouts().isEmpty()) {
            return;
        }
        PdfPTable table = new PdfPTable(new float[] {1.9f, 3.9f, 2.4f, 1.5f, 1.7f});
        table.setWidthPercentage(100);
        table.setHeaderRows(1);
        table.setComplete(false);
        for (String name : List.of("date", "what", "order", "rule")) {
            table.addCell(cell(words.word(name), 8, GREY, Element.ALIGN_LEFT, 1, Rectangle.BOTTOM));
        }
        table.addCell(cell(words.text("amount", content.opening().currency()), 8, GREY, Element.ALIGN_RIGHT, 1, Rectangle.BOTTOM));
        if (content.count() > LINES_MAX) {
            table.addCell(cell(words.text("many", content.count()), 9, GREY, Element.ALIGN_LEFT, 5, Rectangle.NO_BORDER));
        } else {
            for (Statement.Group group : content.groups()) {
                table.addCell(cell(words.kind(group.key()), 10, Color.BLACK, Element.ALIGN_LEFT, 5, Rectangle.NO_BORDER));
                source.each(group, line -> {
                    line(table, line, line.amount());
                    if (table.size() >= ROWS_AT_ONCE) {
                        document.add(table);
                    }
                });
                total(table, words.word("subtotal"), group.subtotal());
            }
        }
        if (!content.payouts().isEmpty()) {
            table.addCell(cell(words.word("payouts"), 10, Color.BLACK, Element.ALIGN_LEFT, 5, Rectangle.NO_BORDER));
            content.payouts().forEach(line -> line(table, line, line.amount().negated()));
            total(table, words.word("subtotal"), content.paid().negated());
        }
        table.setComplete(true);
        document.add(table);
    }

    private void line(PdfPTable table, Statement.Line line, Money amount) {
        table.addCell(cell(words.date(line.on()), 8, Color.BLACK, Element.ALIGN_LEFT, 1, Rectangle.NO_BORDER));
        table.addCell(cell(words.what(line), 8, Color.BLACK, Element.ALIGN_LEFT, 1, Rectangle.NO_BORDER));
        table.addCell(cell(line.order(), 8, Color.BLACK, Element.ALIGN_LEFT, 1, Rectangle.NO_BORDER));
        table.addCell(cell(words.rule(line.rule()), 8, Color.BLACK, Element.ALIGN_LEFT, 1, Rectangle.NO_BORDER));
        table.addCell(cell(words.money(amount), 8, Color.BLACK, Element.ALIGN_RIGHT, 1, Rectangle.NO_BORDER));
    }

    private void some(PdfPTable table, String name, Money amount) {
        if (!amount.isZero()) {
            sum(table, words.word(name), "", amount);
        }
    }

    private void bold(PdfPTable table, String name, Money amount) {
        table.addCell(cell(name, 12, Color.BLACK, Element.ALIGN_LEFT, 2, Rectangle.TOP));
        table.addCell(cell(words.money(amount), 12, Color.BLACK, Element.ALIGN_RIGHT, 1, Rectangle.TOP));
    }

    private void total(PdfPTable table, String name, Money amount) {
        table.addCell(cell(name, 9, Color.BLACK, Element.ALIGN_LEFT, 4, Rectangle.TOP));
        table.addCell(cell(words.money(amount), 9, Color.BLACK, Element.ALIGN_RIGHT, 1, Rectangle.TOP));
    }

    private PdfPTable section(String name, Statement.Section section) {
        PdfPTable table = new PdfPTable(new float[] {6, 2, 2});
        table.setWidthPercentage(100);
        table.setKeepTogether(true);
        table.setSpacingBefore(12);
        table.addCell(cell(words.word("section." + name), 11, Color.BLACK, Element.ALIGN_LEFT, 3, Rectangle.NO_BORDER));
        sum(table, words.word("walletOpening"), "", section.opening());
        for (Statement.Movement movement : section.movements()) {
            sum(table, words.kind(movement.key()), words.text("count", movement.count()), movement.amount());
        }
        sum(table, words.word("walletClosing"), "", section.closing());
        table.setSpacingAfter(12);
        return table;
    }

    private void sum(PdfPTable table, String name, String count, Money amount) {
        table.addCell(cell(name, 9, Color.BLACK, Element.ALIGN_LEFT, 1, Rectangle.TOP));
        table.addCell(cell(count, 9, GREY, Element.ALIGN_RIGHT, 1, Rectangle.TOP));
        table.addCell(cell(words.money(amount), 9, Color.BLACK, Element.ALIGN_RIGHT, 1, Rectangle.TOP));
    }

    private void fact(PdfPTable table, String name, String value) {
        table.addCell(cell(words.word(name), 9, GREY, Element.ALIGN_LEFT, 1, Rectangle.NO_BORDER));
        table.addCell(cell(value, 9, Color.BLACK, Element.ALIGN_LEFT, 1, Rectangle.NO_BORDER));
    }

    private static PdfPCell cell(String text, int size, Color colour, int align, int columns, int border) {
        PdfPCell cell = new PdfPCell(new Phrase(text, font(size, colour)));
        cell.setHorizontalAlignment(align);
        cell.setColspan(columns);
        cell.setBorder(border);
        cell.setBorderColor(HAIRLINE);
        cell.setPaddingBottom(4);
        return cell;
    }

    private static Paragraph paragraph(String text, int size, Color colour) {
        return new Paragraph(text, font(size, colour));
    }

    private static Font font(int size, Color colour) {
        return new Font(PaperFont.get(), size, Font.NORMAL, colour);
    }

    /** Number, page and how many pages there are at the foot of each page; how many is known, and filled in, at the end only. */
    private final class Footer extends PdfPageEventHelper {

        private static final int COUNT_WIDTH = 50;
        private static final int COUNT_HEIGHT = 14;
        private static final int COUNT_BASE = 3;

        private PdfTemplate count;

        @Override
        public void onOpenDocument(PdfWriter writer, Document document) {
            count = writer.getDirectContent().createTemplate(COUNT_WIDTH, COUNT_HEIGHT);
        }

        @Override
        public void onEndPage(PdfWriter writer, Document document) {
            ColumnText.showTextAligned(writer.getDirectContent(), Element.ALIGN_RIGHT,
                    new Phrase(content.number() + " · " + words.text("page", writer.getPageNumber()), font(8, GREY)),
                    document.right() - COUNT_WIDTH, document.bottom() - 24, 0);
            writer.getDirectContent().addTemplate(count, document.right() - COUNT_WIDTH, document.bottom() - 24 - COUNT_BASE);
        }

        @Override
        public void onCloseDocument(PdfWriter writer, Document document) {
            ColumnText.showTextAligned(count, Element.ALIGN_LEFT, new Phrase(words.text("pages", writer.getPageNumber() - 1), font(8, GREY)), 0, COUNT_BASE, 0);
        }
    }
}
