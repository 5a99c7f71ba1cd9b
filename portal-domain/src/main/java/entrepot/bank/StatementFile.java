package entrepot.bank;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.platform.files.Table;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A bank's file: what kind it is by what stands in it, and its statements. Pure. */
final class StatementFile {

    /** Lines of one statement: more is another month. */
    static final int LINES_MAX = 20_000;
    private static final int SNIFFED = 4_096;
    private static final int DIGITS_MAX = 30;

    /** What kind of file. */
    enum Format { CSV, XLSX, CAMT053, MT940 }

    private StatementFile() {
    }

    static Format format(byte[] bytes) {
        if (bytes.length > 1 && bytes[0] == 'P' && bytes[1] == 'K') {
            return Format.XLSX;
        }
        String start = new String(bytes, 0, Math.min(bytes.length, SNIFFED), StandardCharsets.ISO_8859_1).replaceFirst("^(\u00ef\u00bb\u00bf)?\\s*", "");
        if (start.startsWith("<")) {
            return Format.CAMT053;
        }
        return Mt940.looksLike(start) ? Format.MT940 : Format.CSV;
    }

    /** The statements of a file that explains itself: CAMT.053 or MT940. */
    static List<StatementContent> read(Format format, byte[] bytes) {
        return format == Format.CAMT053 ? Camt053.read(bytes) : Mt940.read(text(bytes));
    }

    static TableStatement table(byte[] bytes) {
        return TableStatement.of(Table.read(bytes));
    }

    private static String text(byte[] bytes) {
        String latin = new String(bytes, StandardCharsets.ISO_8859_1);
        for (Charset charset : latin.contains("CNY") ? List.of(StandardCharsets.UTF_8, Charset.forName("GB18030")) : List.of(StandardCharsets.UTF_8)) {
            try {
                return charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(bytes)).toString().replaceFirst("^\uFEFF", "");
            } catch (CharacterCodingException other) {
                // the next one
            }
        }
        return latin;
    }

    /** @throws Problem STATEMENT_TOO_LONG */
    static void checkLines(int lines) {
        if (lines > LINES_MAX) {
            throw new Problem(BankProblem.STATEMENT_TOO_LONG).with("max", LINES_MAX);
        }
    }

    /** @throws Problem STATEMENT_UNREADABLE for what has more digits than money */
    static String digits(String number) {
        if (number.length() > DIGITS_MAX || !number.matches("[0-9]+(\\.[0-9]+)?")) {
            throw new Problem(BankProblem.STATEMENT_UNREADABLE);
        }
        return number;
    }

    /** As a file writes it: more zeros behind the point than the currency has decimals say nothing. */
    static Money money(BigDecimal major, String currency) {
        return Money.parse(major, currency);
    }
}
