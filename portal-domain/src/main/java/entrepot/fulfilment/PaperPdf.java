package entrepot.fulfilment;

import com.lowagie.text.Document;
import com.lowagie.text.Element;
import com.lowagie.text.Font;
import com.lowagie.text.Image;
import com.lowagie.text.PageSize;
import com.lowagie.text.Paragraph;
import com.lowagie.text.Phrase;
import com.lowagie.text.Rectangle;
import com.lowagie.text.pdf.Barcode128;
import com.lowagie.text.pdf.PdfImportedPage;
import com.lowagie.text.pdf.PdfPCell;
import com.lowagie.text.pdf.PdfPTable;
import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.PdfWriter;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.files.PaperFont;
import entrepot.platform.geo.Address;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The papers themselves. Pure: consignments in, PDF out. */
final class PaperPdf {

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Rectangle LABEL = new Rectangle(points(100), points(150));
    private static final Color GREY = new Color(0x6b, 0x72, 0x80);
    private static final Color HAIRLINE = new Color(0xd1, 0xd5, 0xdb);

    private final Document document;
    private final PdfWriter writer;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Locale language;
    private ResourceBundle words;

    private PaperPdf(Rectangle page, int margin, Locale language) {
        speak(language);
        this.document = new Document(page, margin, margin, margin, margin);
        this.writer = PdfWriter.getInstance(document, bytes);
        document.open();
    }

    private void speak(Locale wanted) {
        language = wanted;
        words = ResourceBundle.getBundle("entrepot.fulfilment.papers", wanted,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** @param shelves where variants lie in the warehouses, as far as anybody said it */
    static byte[] pickList(List<Consignment> all, Map<WarehouseId, Map<VariantId, String>> shelves, ZoneId zone, Locale language) {
        PaperPdf paper = new PaperPdf(PageSize.A4, points(12), language);
        paper.pick(all, shelves, zone);
        return paper.closed();
    }

    /** @param promised the day from which those leave whose goods are sold before they are there, by code */
    static byte[] slips(List<Consignment> all, Map<String, LocalDate> promised) {
        PaperPdf paper = new PaperPdf(PageSize.A4, points(15), Locale.ENGLISH);
        for (Consignment one : all) {
            paper.document.newPage();
            paper.slip(one, promised.get(one.code()));
        }
        return paper.closed();
    }

    /** @param language of the packer, for what is said to them alone */
    static byte[] labels(List<Consignment> all, Papers.LabelSize size, Map<String, byte[]> own, Locale language) {
        PaperPdf paper = new PaperPdf(size == Papers.LabelSize.A4 ? PageSize.A4 : LABEL, points(5), language);
        List<Consignment> ours = all.stream().filter(one -> !own.containsKey(one.code())).toList();
        if (size == Papers.LabelSize.A4) {
            paper.sheet(ours);
        } else {
            for (Consignment one : ours) {
                paper.document.newPage();
                PdfPTable table = new PdfPTable(1);
                table.setWidthPercentage(100);
                table.addCell(paper.label(one, points(139)));
                paper.document.add(table);
            }
        }
        paper.speak(language);
        all.stream().map(Consignment::code).filter(own::containsKey).forEach(code -> paper.supplied(code, own.get(code)));
        return paper.closed();
    }

    private byte[] closed() {
        if (writer.getPageNumber() <= 1 && bytes.size() == 0) {
            document.add(new Paragraph(" "));
        }
        document.close();
        return bytes.toByteArray();
    }

    /** What is fetched in one go, in the order in which a packer walks: A-2 before A-10, what lies nobody knows where last. */
    private record Fetch(String shelf, String sku) {
        static final Comparator<Fetch> WAY = Comparator.<Fetch, Boolean>comparing(f -> f.shelf().isEmpty())
                .thenComparing(f -> padded(f.shelf())).thenComparing(Fetch::shelf).thenComparing(Fetch::sku);

        private static String padded(String shelf) {
            return NUMBER.matcher(shelf).replaceAll(n -> "0".repeat(Math.max(0, 10 - n.group().length())) + n.group());
        }
    }

    private void pick(List<Consignment> all, Map<WarehouseId, Map<VariantId, String>> shelves, ZoneId zone) {
        document.addTitle(word("pick"));
        document.add(text(word("pick") + " · " + all.size(), 18, Color.BLACK));
        Map<Fetch, Consignment.Line> titles = new TreeMap<>(Fetch.WAY);
        Map<Fetch, Integer> pieces = new HashMap<>();
        all.forEach(one -> one.lines().forEach(line -> {
            Fetch what = new Fetch(shelves.getOrDefault(one.warehouse(), Map.of()).getOrDefault(line.variant(), ""), line.sku());
            titles.putIfAbsent(what, line);
            pieces.merge(what, line.quantity(), Integer::sum);
        }));
        boolean known = titles.keySet().stream().anyMatch(what -> !what.shelf().isEmpty());
        PdfPTable table = known ? table(2, 1, 3, 7, 1) : table(1, 3, 8, 1);
        head(table, known ? new String[] {"shelf", "pieces", "sku", "goods", "done"} : new String[] {"pieces", "sku", "goods", "done"});
        titles.forEach((what, line) -> {
            if (known) {
                table.addCell(cell(what.shelf(), 13, Color.BLACK, Element.ALIGN_LEFT));
            }
            table.addCell(cell(pieces.get(what).toString(), 13, Color.BLACK, Element.ALIGN_RIGHT));
            table.addCell(cell(what.sku(), 10, Color.BLACK, Element.ALIGN_LEFT));
            table.addCell(cell(line.title(), 10, Color.BLACK, Element.ALIGN_LEFT));
            table.addCell(cell("□", 13, Color.BLACK, Element.ALIGN_CENTER));
        });
        document.add(table);
        DateTimeFormatter time = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT).withLocale(language).withZone(zone);
        for (Consignment one : all) {
            PdfPTable part = table(1, 3, 9);
            part.setKeepTogether(true);
            PdfPCell title = cell(one.code() + " · " + one.subShopName() + " · " + one.shipTo().name()
                    + (one.shipBy() == null ? "" : " · " + word("shipBy") + " " + time.format(one.shipBy())), 10, Color.BLACK,
                    Element.ALIGN_LEFT);
            title.setColspan(3);
            title.setBackgroundColor(new Color(0xf3, 0xf4, 0xf6));
            part.addCell(title);
            lines(part, one);
            wishes(part, one, 3);
            document.add(part);
        }
    }

    private void slip(Consignment one, LocalDate promised) {
        speak(Papers.language(one));
        PdfPTable head = table(3, 2);
        PdfPCell name = cell(one.subShopName(), 20, Color.BLACK, Element.ALIGN_LEFT);
        name.setBorder(Rectangle.NO_BORDER);
        head.addCell(name);
        head.addCell(barcode(one.code(), 34));
        document.add(head);
        document.add(text(word("slip") + " · " + word("order") + " " + one.orderCode(), 9, GREY));
        document.add(text(one.shipTo().name() + "  " + one.shipTo().phone(), 12, Color.BLACK));
        document.add(text(address(one.shipTo()), 11, Color.BLACK));
        if (promised != null) {
            document.add(text(word("promised") + " " + DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(language).format(promised), 11,
                    Color.BLACK));
        }
        PdfPTable table = table(1, 3, 9);
        head(table, "pieces", "sku", "goods");
        lines(table, one);
        wishes(table, one, 3);
        document.add(table);
        document.add(text(word("thanks"), 10, GREY));
    }

    private void sheet(List<Consignment> all) {
        PdfPTable table = new PdfPTable(2);
        table.setWidthPercentage(100);
        all.forEach(one -> table.addCell(label(one, points(140))));
        if (all.size() % 2 == 1) {
            PdfPCell empty = new PdfPCell();
            empty.setBorder(Rectangle.NO_BORDER);
            table.addCell(empty);
        }
        if (!all.isEmpty()) {
            document.add(table);
        }
    }

    private PdfPCell label(Consignment one, int height) {
        speak(Papers.language(one));
        PdfPTable inner = new PdfPTable(1);
        inner.setWidthPercentage(100);
        inner.addCell(line(word("from") + " " + one.subShopName(), 11, GREY));
        inner.addCell(line(one.shipTo().name(), 20, Color.BLACK));
        inner.addCell(line(one.shipTo().phone(), 16, Color.BLACK));
        inner.addCell(line(address(one.shipTo()), 14, Color.BLACK));
        inner.addCell(barcode(one.code(), 44));
        inner.addCell(line(word("order") + "  " + one.orderCode() + "  ·  " + one.pieces() + " " + word(one.pieces() == 1 ? "piece" : "several"), 9, GREY));
        if (!one.remark().isBlank()) {
            inner.addCell(line(word("wish") + "  " + one.remark(), 10, Color.BLACK));
        }
        PdfPCell label = new PdfPCell(inner);
        label.setFixedHeight(height);
        label.setPadding(points(3));
        label.setBorderColor(HAIRLINE);
        return label;
    }

    /** A label as its member supplied it, each page fitted to one of ours; without one, a page that says so. */
    private void supplied(String code, byte[] pdf) {
        if (pdf.length == 0) {
            document.newPage();
            document.add(text(code + ": " + word("labelElsewhere"), 12, Color.BLACK));
            return;
        }
        try {
            PdfReader reader = new PdfReader(pdf);
            for (int page = 1; page <= reader.getNumberOfPages(); page++) {
                document.newPage();
                PdfImportedPage imported = writer.getImportedPage(reader, page);
                Image image = Image.getInstance(imported);
                image.scaleToFit(document.right() - document.left(), document.top() - document.bottom());
                document.add(image);
            }
        } catch (IOException notPdf) {
            document.newPage();
            document.add(text(word("labelBroken"), 12, Color.BLACK));
        }
    }

    private void lines(PdfPTable table, Consignment one) {
        for (Consignment.Line line : one.lines()) {
            table.addCell(cell(Integer.toString(line.quantity()), 12, Color.BLACK, Element.ALIGN_RIGHT));
            table.addCell(cell(line.sku(), 10, Color.BLACK, Element.ALIGN_LEFT));
            table.addCell(cell(line.title(), 11, Color.BLACK, Element.ALIGN_LEFT));
        }
    }

    private void wishes(PdfPTable table, Consignment one, int columns) {
        for (String[] wish : new String[][] {{"wish", one.remark()}, {"gift", one.gift()}}) {
            if (!wish[1].isBlank()) {
                PdfPCell cell = cell(word(wish[0]) + "  " + wish[1], 11, Color.BLACK, Element.ALIGN_LEFT);
                cell.setColspan(columns);
                table.addCell(cell);
            }
        }
    }

    private PdfPCell barcode(String code, int height) {
        Barcode128 bars = new Barcode128();
        bars.setCode(code);
        bars.setFont(PaperFont.get());
        bars.setSize(9);
        bars.setBaseline(10);
        bars.setBarHeight(height);
        bars.setX(0.85f);
        PdfPCell cell = new PdfPCell(bars.createImageWithBarcode(writer.getDirectContent(), Color.BLACK, Color.BLACK), false);
        cell.setBorder(Rectangle.NO_BORDER);
        cell.setPaddingTop(6);
        cell.setPaddingBottom(4);
        return cell;
    }

    private void head(PdfPTable table, String... names) {
        for (String name : names) {
            table.addCell(cell(word(name), 8, GREY, Element.ALIGN_LEFT));
        }
        table.setHeaderRows(1);
    }

    private static PdfPTable table(int... columns) {
        PdfPTable table = new PdfPTable(columns.length);
        table.setWidths(columns);
        table.setWidthPercentage(100);
        table.setSpacingBefore(8);
        table.setSpacingAfter(8);
        return table;
    }

    /** Of that many millimetres: a paper is measured in 72 points to 25.4. */
    private static int points(int millimetres) {
        return millimetres * 720 / 254;
    }

    private static PdfPCell line(String text, int size, Color colour) {
        PdfPCell cell = new PdfPCell(new Phrase(text, new Font(PaperFont.get(), size, Font.NORMAL, colour)));
        cell.setBorder(Rectangle.NO_BORDER);
        cell.setPaddingBottom(5);
        return cell;
    }

    private static PdfPCell cell(String text, int size, Color colour, int align) {
        PdfPCell cell = line(text, size, colour);
        cell.setHorizontalAlignment(align);
        cell.setBorder(Rectangle.BOTTOM);
        cell.setBorderColor(HAIRLINE);
        return cell;
    }

    private static Paragraph text(String text, int size, Color colour) {
        Paragraph paragraph = new Paragraph(text, new Font(PaperFont.get(), size, Font.NORMAL, colour));
        paragraph.setLeading(size * 1.4f);
        return paragraph;
    }

    private static String address(Address to) {
        boolean chinese = to.country().equals("CN");
        return chinese ? String.join(" ", to.province(), to.city(), to.district(), to.street(), to.postcode()).replaceAll(" +", " ").strip()
                : String.join(", ", List.of(to.street(), to.district(), to.city(), to.province(), to.postcode(), to.country()).stream()
                        .filter(part -> !part.isBlank()).toList());
    }

    private String word(String key) {
        return words.getString(key);
    }
}
