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
import com.lowagie.text.pdf.PdfWriter;
import entrepot.kernel.Money;
import entrepot.platform.files.PaperFont;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** A statement on paper, with an embedded font that knows Latin and Chinese. */
final class StatementPdf {

    private static final List<Locale> KNOWN = List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE,
            Locale.forLanguageTag("es"));
    private static final int LINES_MAX = 2_000;
    private static final Color GREY = new Color(0x6b, 0x72, 0x80);
    private static final Color HAIRLINE = new Color(0xd1, 0xd5, 0xdb);

    private final Statement.Content content;
    private final String hash;
    private final Locale language;
    private final ResourceBundle words;

    private StatementPdf(Statement.Content content, String hash, Locale language) {
        this.content = content;
        this.hash = hash;
        this.language = language;
        // never the machine's own language: what is not known is English
        this.words = ResourceBundle.getBundle("entrepot.settlement.statement", language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** The language in which it can be printed that is nearest to the one asked for. */
    static Locale known(Locale asked) {
        return KNOWN.stream().filter(known -> known.getLanguage().equals(asked.getLanguage())).findFirst()
                .orElse(Locale.ENGLISH);
    }

    static byte[] print(Statement.Content content, String hash, Locale language) {
        return new StatementPdf(content, hash, language).print();
    }

    private byte[] print() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Document document = new Document(PageSize.A4, 48, 48, 48, 56);
        PdfWriter writer = PdfWriter.getInstance(document, bytes);
        writer.setPageEvent(new Footer());
        document.addTitle(word("title") + " " + content.number());
        document.open();
        head(document);
        document.add(lines());
        document.add(wallet());
        document.add(new Paragraph(word("proof"), font(11, Color.BLACK)));
        document.add(paragraph(text("proofText", money(content.opening()), money(content.lines()),
                money(content.paid()), money(content.closing())), 9, Color.BLACK));
        document.add(paragraph(word("hash") + ": " + hash, 7, GREY));
        document.close();
        return bytes.toByteArray();
    }

    private void head(Document document) {
        document.add(paragraph(content.headquarters(), 10, GREY));
        document.add(paragraph(word("title"), 20, Color.BLACK));
        PdfPTable facts = new PdfPTable(new float[] {1, 4});
        facts.setWidthPercentage(100);
        facts.setSpacingBefore(8);
        facts.setSpacingAfter(12);
        fact(facts, "for", content.organisationName() + " (" + content.organisationCode() + ")");
        fact(facts, "number", content.number());
        fact(facts, "period", text("periodValue", date(content.from()), date(content.to())));
        fact(facts, "issued", date(content.issuedOn()));
        document.add(facts);
    }

    private PdfPTable lines() {
        PdfPTable table = new PdfPTable(new float[] {1.9f, 3.9f, 2.4f, 1.5f, 1.7f});
        table.setWidthPercentage(100);
        table.setHeaderRows(1);
        for (String name : List.of("date", "what", "order", "rule")) {
            table.addCell(cell(word(name), 8, GREY, Element.ALIGN_LEFT, 1, Rectangle.BOTTOM));
        }
        table.addCell(cell(text("amount", content.opening().currency()), 8, GREY, Element.ALIGN_RIGHT, 1,
                Rectangle.BOTTOM));
        total(table, word("opening"), content.opening(), 10);
        int lines = content.groups().stream().mapToInt(group -> group.lines().size()).sum();
        if (lines > LINES_MAX) {
            table.addCell(cell(text("many", lines), 9, GREY, Element.ALIGN_LEFT, 5, Rectangle.NO_BORDER));
        }
        for (Statement.Group group : content.groups()) {
            table.addCell(cell(kind(group.key()), 10, Color.BLACK, Element.ALIGN_LEFT, 5, Rectangle.NO_BORDER));
            if (lines <= LINES_MAX) {
                group.lines().forEach(line -> line(table, line, line.amount()));
            }
            total(table, word("subtotal"), group.subtotal(), 9);
        }
        if (!content.payouts().isEmpty()) {
            table.addCell(cell(word("payouts"), 10, Color.BLACK, Element.ALIGN_LEFT, 5, Rectangle.NO_BORDER));
            content.payouts().forEach(line -> line(table, line, line.amount().negated()));
            total(table, word("subtotal"), content.paid().negated(), 9);
        }
        total(table, word("closing"), content.closing(), 11);
        total(table, word("payable"), content.payable(), 9);
        if (!content.earlier().isZero()) {
            total(table, word("earlier"), content.earlier(), 9);
        }
        if (!content.carried().isZero()) {
            total(table, word("carried") + " (" + word("carried." + content.reason()) + ")", content.carried(), 9);
        }
        table.setSpacingAfter(12);
        return table;
    }

    private void line(PdfPTable table, Statement.Line line, Money amount) {
        table.addCell(cell(date(line.on()), 8, Color.BLACK, Element.ALIGN_LEFT, 1, Rectangle.NO_BORDER));
        String cause = word("cause." + line.causeType());
        String what = line.detail().isEmpty() ? (cause + " " + line.causeCode()).strip() : line.detail();
        table.addCell(cell(what, 8, Color.BLACK, Element.ALIGN_LEFT, 1, Rectangle.NO_BORDER));
        table.addCell(cell(line.order(), 8, Color.BLACK, Element.ALIGN_LEFT, 1, Rectangle.NO_BORDER));
        table.addCell(cell(line.rule(), 8, Color.BLACK, Element.ALIGN_LEFT, 1, Rectangle.NO_BORDER));
        table.addCell(cell(money(amount), 8, Color.BLACK, Element.ALIGN_RIGHT, 1, Rectangle.NO_BORDER));
    }

    private void total(PdfPTable table, String name, Money amount, int size) {
        table.addCell(cell(name, size, Color.BLACK, Element.ALIGN_LEFT, 4, Rectangle.TOP));
        table.addCell(cell(money(amount), size, Color.BLACK, Element.ALIGN_RIGHT, 1, Rectangle.TOP));
    }

    private PdfPTable wallet() {
        PdfPTable table = new PdfPTable(new float[] {6, 2, 2});
        table.setWidthPercentage(100);
        table.setKeepTogether(true);
        table.addCell(cell(word("wallet"), 11, Color.BLACK, Element.ALIGN_LEFT, 3, Rectangle.NO_BORDER));
        sum(table, word("walletOpening"), "", content.wallet().opening());
        for (Statement.Movement movement : content.wallet().movements()) {
            sum(table, kind(movement.key()), text("count", movement.count()), movement.amount());
        }
        sum(table, word("walletClosing"), "", content.wallet().closing());
        table.setSpacingAfter(12);
        return table;
    }

    private void sum(PdfPTable table, String name, String count, Money amount) {
        table.addCell(cell(name, 9, Color.BLACK, Element.ALIGN_LEFT, 1, Rectangle.TOP));
        table.addCell(cell(count, 9, GREY, Element.ALIGN_RIGHT, 1, Rectangle.TOP));
        table.addCell(cell(money(amount), 9, Color.BLACK, Element.ALIGN_RIGHT, 1, Rectangle.TOP));
    }

    private void fact(PdfPTable table, String name, String value) {
        table.addCell(cell(word(name), 9, GREY, Element.ALIGN_LEFT, 1, Rectangle.NO_BORDER));
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

    private String kind(String key) {
        return word("kind." + key);
    }

    private String word(String key) {
        return words.containsKey(key) ? words.getString(key) : key.substring(key.indexOf('.') + 1);
    }

    private String text(String key, Object... values) {
        return new MessageFormat(words.getString(key), language).format(values);
    }

    private String date(LocalDate date) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(language).format(date);
    }

    /** With a true minus, and the currency's own decimals. */
    private String money(Money amount) {
        int digits = Money.digits(amount.currency());
        DecimalFormat format = new DecimalFormat(digits == 0 ? "#,##0" : "#,##0." + "0".repeat(digits),
                DecimalFormatSymbols.getInstance(language));
        return amount.isNegative() ? "−" + format.format(amount.negated().major()) : format.format(amount.major());
    }

    /** Number and page at the foot of each page. */
    private final class Footer extends PdfPageEventHelper {

        @Override
        public void onEndPage(PdfWriter writer, Document document) {
            ColumnText.showTextAligned(writer.getDirectContent(), Element.ALIGN_RIGHT,
                    new Phrase(content.number() + " · " + text("page", writer.getPageNumber()), font(8, GREY)),
                    document.right(), document.bottom() - 24, 0);
        }
    }
}
