package entrepot.tax;

import com.lowagie.text.Document;
import com.lowagie.text.Element;
import com.lowagie.text.Font;
import com.lowagie.text.PageSize;
import com.lowagie.text.Paragraph;
import com.lowagie.text.Phrase;
import com.lowagie.text.pdf.PdfPCell;
import com.lowagie.text.pdf.PdfPTable;
import com.lowagie.text.pdf.PdfWriter;
import entrepot.kernel.Money;
import entrepot.platform.files.PaperFont;
import java.io.ByteArrayOutputStream;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was withheld of a person, on paper, with a font that knows Latin and Chinese. */
final class CertificatePdf {

    private static final int MARGIN = 56;

    private CertificatePdf() {
    }

    static byte[] print(Certificate certificate, Map<String, String> words, Locale language) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN);
        PdfWriter.getInstance(document, bytes);
        document.addTitle(words.get("title"));
        document.open();
        document.add(paragraph(words.get("title"), 20));
        document.add(paragraph(words.get("by") + ": " + certificate.headquarters(), 11));
        String period = certificate.month() == null ? Integer.toString(certificate.year()) : "%d-%02d".formatted(certificate.year(), certificate.month());
        document.add(paragraph(words.get("person") + ": " + certificate.name(), 11));
        document.add(paragraph(words.get("number") + ": " + (certificate.number().isEmpty() ? words.get("unknown") : certificate.number()), 11));
        document.add(paragraph(words.get("period") + ": " + period, 11));
        PdfPTable table = new PdfPTable(new float[] {2, 4, 3, 3});
        table.setWidthPercentage(100);
        table.setSpacingBefore(16);
        table.setHeaderRows(1);
        List.of("date", "statement", "gross", "tax").forEach(key -> cell(table, words.get(key), key.equals("gross") || key.equals("tax")));
        certificate.rows().forEach(row -> {
            cell(table, row.payDate().toString(), false);
            cell(table, row.statement(), false);
            cell(table, written(row.gross(), language), true);
            cell(table, written(row.tax(), language), true);
        });
        cell(table, words.get("total"), false);
        cell(table, "", false);
        cell(table, written(certificate.gross(), language), true);
        cell(table, written(certificate.tax(), language), true);
        document.add(table);
        document.close();
        return bytes.toByteArray();
    }

    /** As people of that language write it, with its currency. */
    private static String written(Money amount, Locale language) {
        NumberFormat format = NumberFormat.getNumberInstance(language);
        format.setMinimumFractionDigits(amount.major().scale());
        format.setMaximumFractionDigits(amount.major().scale());
        return format.format(amount.major()) + " " + amount.currency();
    }

    private static Paragraph paragraph(String text, int size) {
        Paragraph paragraph = new Paragraph(text, new Font(PaperFont.get(), size));
        paragraph.setSpacingAfter(4);
        return paragraph;
    }

    private static void cell(PdfPTable table, String text, boolean right) {
        PdfPCell cell = new PdfPCell(new Phrase(text, new Font(PaperFont.get(), 9)));
        cell.setPadding(5);
        cell.setHorizontalAlignment(right ? Element.ALIGN_RIGHT : Element.ALIGN_LEFT);
        table.addCell(cell);
    }
}
