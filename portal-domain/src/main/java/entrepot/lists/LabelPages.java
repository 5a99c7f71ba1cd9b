package entrepot.lists;

import com.lowagie.text.Document;
import com.lowagie.text.exceptions.InvalidPdfException;
import com.lowagie.text.pdf.PdfCopy;
import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import entrepot.kernel.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pages of a file of labels, each with its text and cut out as a file of its own. Pure. */
final class LabelPages {

    /** Parcels in one file. */
    static final int PAGES_MAX = 500;
    /** Letters of a page that are looked at. */
    private static final int TEXT_MAX = 20_000;

    private static final Pattern SAID = Pattern.compile(
            "(?:运单号|快递单号|物流单号|面单号|Tracking(?: number| no\\.?)?|Waybill)\\s*[:：]?\\s*([A-Z0-9][A-Z0-9 -]{8,30}[A-Z0-9])", Pattern.CASE_INSENSITIVE);
    /** Numbers as carriers write them: two letters and digits, or the long numbers of ZTO, STO, Yunda and the post. */
    private static final Pattern LOOKS = Pattern.compile(
            "(?<![A-Z0-9-])((?:SF|YT|JT|JD[A-Z]{0,2}|DPK|ZT|YZ|EMS|E[A-Z])\\d{10,15}(?:CN)?|7[3578]\\d{11,13}|4[36]\\d{11,13}|9[78]\\d{11})(?![A-Z0-9-])");

    private LabelPages() {
    }

    /** One page: its text, and itself as a file. */
    record Page(String text, byte[] pdf) {

        /** Whether a number of an order stands on it, and not as a part of a longer one. */
        boolean names(String number) {
            return holds(text, number);
        }

        /** The parcel's number, if one can be told from the others. */
        Optional<String> tracking(String orderNumber) {
            String plain = text.replace(orderNumber, " ");
            Matcher said = SAID.matcher(plain);
            if (said.find()) {
                String number = said.group(1).replaceAll("[ -]", "").toUpperCase(Locale.ROOT);
                return Optional.of(number.length() > 30 ? number.substring(0, 30) : number);
            }
            Matcher looks = LOOKS.matcher(plain.toUpperCase(Locale.ROOT));
            return looks.find() ? Optional.of(looks.group(1)) : Optional.empty();
        }
    }

    static boolean holds(String text, String number) {
        String plain = text.replaceAll("\\s+", "");
        String wanted = number.replaceAll("\\s+", "");
        int at = wanted.length() < 5 ? -1 : plain.indexOf(wanted);
        while (at >= 0) {
            int end = at + wanted.length();
            if ((at == 0 || !isDigit(plain.charAt(at - 1)) || !isDigit(wanted.charAt(0)))
                    && (end == plain.length() || !isDigit(plain.charAt(end)) || !isDigit(wanted.charAt(wanted.length() - 1)))) {
                return true;
            }
            at = plain.indexOf(wanted, at + 1);
        }
        return false;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** @throws Problem LABEL_UNREADABLE for what is no PDF, is locked or would fill the memory, LABEL_PAGES_TOO_MANY */
    static List<Page> of(String name, byte[] pdf) {
        if (PdfBombs.is(pdf)) {
            throw new Problem(ListProblem.LABEL_UNREADABLE).with("name", name);
        }
        try (PdfReader reader = new PdfReader(pdf)) {
            if (reader.isEncrypted()) {
                throw new Problem(ListProblem.LABEL_UNREADABLE).with("name", name);
            }
            if (reader.getNumberOfPages() > PAGES_MAX) {
                throw new Problem(ListProblem.LABEL_PAGES_TOO_MANY).with("name", name).with("max", PAGES_MAX);
            }
            List<Page> pages = new ArrayList<>();
            PdfTextExtractor texts = new PdfTextExtractor(reader);
            for (int page = 1; page <= reader.getNumberOfPages(); page++) {
                pages.add(new Page(text(texts, page), reader.getNumberOfPages() == 1 ? pdf : cut(reader, page)));
            }
            if (pages.isEmpty()) {
                throw new Problem(ListProblem.LABEL_UNREADABLE).with("name", name);
            }
            return pages;
        } catch (InvalidPdfException | IllegalArgumentException | IndexOutOfBoundsException | NullPointerException
                | ClassCastException | IllegalStateException | com.lowagie.text.ExceptionConverter broken) {
            throw new Problem(ListProblem.LABEL_UNREADABLE).with("name", name);
        } catch (IOException broken) {
            throw new Problem(ListProblem.LABEL_UNREADABLE).with("name", name);
        }
    }

    /** A page whose letters cannot be read, a picture for one, is matched by the file's name alone. */
    private static String text(PdfTextExtractor texts, int page) {
        try {
            String text = texts.getTextFromPage(page);
            return text == null ? "" : text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) : text;
        } catch (IOException | RuntimeException unreadable) {
            return "";
        }
    }

    private static byte[] cut(PdfReader reader, int page) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Document document = new Document();
        PdfCopy copy = new PdfCopy(document, bytes);
        document.open();
        copy.addPage(copy.getImportedPage(reader, page));
        document.close();
        return bytes.toByteArray();
    }
}
