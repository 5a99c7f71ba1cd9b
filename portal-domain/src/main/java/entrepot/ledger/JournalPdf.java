package entrepot.ledger;

import com.lowagie.text.Document;
import com.lowagie.text.Element;
import com.lowagie.text.Font;
import com.lowagie.text.PageSize;
import com.lowagie.text.Paragraph;
import com.lowagie.text.Phrase;
import com.lowagie.text.Rectangle;
import com.lowagie.text.pdf.PdfPCell;
import com.lowagie.text.pdf.PdfPTable;
import com.lowagie.text.pdf.PdfWriter;
import entrepot.kernel.Money;
import entrepot.platform.files.PaperFont;
import java.awt.Color;
import java.io.OutputStream;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.ZoneId;

/** The journal on paper, a line a leg, each page with what was carried over to it and what it carries on. Pages leave as they are full. */
final class JournalPdf implements AutoCloseable {

    /** Lines of a page. */
    static final int LINES = 40;

    private static final int LONGEST = 60;
    private static final Color GREY = new Color(0x6b, 0x72, 0x80);
    private static final int HEIGHT = 16;

    private final Document document = new Document(PageSize.A4, 36, 36, 36, 36);
    private final JournalWords words;
    private final String title;
    private final ZoneId zone;
    private final NumberFormat numbers;
    private PdfPTable page;
    private int lines;
    private int pages;
    private long no;
    private Money debit;
    private Money credit;

    JournalPdf(OutputStream target, String title, JournalWords words, Money none, ZoneId zone) {
        this.words = words;
        this.title = title;
        this.zone = zone;
        this.debit = none;
        this.credit = none;
        this.numbers = NumberFormat.getNumberInstance(words.language());
        numbers.setMinimumFractionDigits(Money.digits(none.currency()));
        PdfWriter.getInstance(document, target);
        document.addTitle(title);
        document.open();
        begin();
    }

    /** All legs of a posting; a page may end between them. */
    void add(Posting posting) {
        no++;
        boolean first = true;
        for (Leg leg : posting.legs()) {
            if (lines == LINES) {
                end("carried-on");
                document.newPage();
                begin();
            }
            cell(first ? Long.toString(no) : "", Element.ALIGN_RIGHT, GREY);
            cell(first ? LocalDate.ofInstant(posting.at(), zone).toString() : "", Element.ALIGN_LEFT, Color.BLACK);
            cell(first ? words.event(posting.key().event()) + " " + posting.key().causeCode() : "", Element.ALIGN_LEFT, Color.BLACK);
            String owner = leg.account().organisation() == null ? "" : " · " + words.member(leg.account().organisation());
            cell(words.kind(leg.account().kind()) + owner, Element.ALIGN_LEFT, Color.BLACK);
            boolean left = leg.amount().isPositive();
            cell(left ? money(leg.amount()) : "", Element.ALIGN_RIGHT, Color.BLACK);
            cell(left ? "" : money(leg.amount().negated()), Element.ALIGN_RIGHT, Color.BLACK);
            debit = left ? debit.plus(leg.amount()) : debit;
            credit = left ? credit : credit.minus(leg.amount());
            lines++;
            first = false;
        }
    }

    private void begin() {
        pages++;
        lines = 0;
        PdfPTable head = new PdfPTable(new float[] {4, 1});
        head.setWidthPercentage(100);
        plain(head, title, 12, Element.ALIGN_LEFT);
        plain(head, Integer.toString(pages), 9, Element.ALIGN_RIGHT);
        document.add(head);
        page = new PdfPTable(new float[] {0.9f, 1.7f, 4.2f, 3.6f, 2.2f, 2.2f});
        page.setWidthPercentage(100);
        page.setSpacingBefore(6);
        for (String name : new String[] {"no", "day", "event", "account"}) {
            cell(words.word(name), Element.ALIGN_LEFT, GREY);
        }
        cell(words.word("debit") + " " + debit.currency(), Element.ALIGN_RIGHT, GREY);
        cell(words.word("credit") + " " + debit.currency(), Element.ALIGN_RIGHT, GREY);
        if (pages > 1) {
            sum("carried-over");
        }
    }

    private void end(String name) {
        sum(name);
        document.add(page);
    }

    private void sum(String name) {
        PdfPCell label = new PdfPCell(new Phrase(words.word(name), font(8, GREY)));
        label.setColspan(4);
        label.setBorder(Rectangle.TOP);
        label.setFixedHeight(HEIGHT);
        page.addCell(label);
        for (Money amount : new Money[] {debit, credit}) {
            PdfPCell cell = new PdfPCell(new Phrase(money(amount), font(8, Color.BLACK)));
            cell.setBorder(Rectangle.TOP);
            cell.setFixedHeight(HEIGHT);
            cell.setHorizontalAlignment(Element.ALIGN_RIGHT);
            page.addCell(cell);
        }
    }

    private void cell(String text, int align, Color colour) {
        PdfPCell cell = new PdfPCell(new Phrase(text.length() > LONGEST ? text.substring(0, LONGEST) : text, font(7, colour)));
        cell.setBorder(Rectangle.BOTTOM);
        cell.setBorderColor(Color.LIGHT_GRAY);
        cell.setHorizontalAlignment(align);
        // what is too long for its column is cut rather than moved to a second line: pages must hold what they say
        cell.setNoWrap(true);
        cell.setFixedHeight(HEIGHT);
        page.addCell(cell);
    }

    private static void plain(PdfPTable table, String text, int size, int align) {
        PdfPCell cell = new PdfPCell(new Phrase(text, font(size, Color.BLACK)));
        cell.setBorder(Rectangle.NO_BORDER);
        cell.setHorizontalAlignment(align);
        table.addCell(cell);
    }

    private String money(Money money) {
        return numbers.format(money.major());
    }

    private static Font font(int size, Color colour) {
        return new Font(PaperFont.get(), size, Font.NORMAL, colour);
    }

    /** Ends the last page with the total. */
    @Override
    public void close() {
        end("total");
        document.add(new Paragraph(words.word(debit.equals(credit) ? "even" : "uneven"), font(8, GREY)));
        document.close();
    }
}
