package entrepot.lists;

import entrepot.ordering.OrderRules;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What spreadsheets do to cells, undone where it is certain and seen where it is not. Pure.
 */
final class Cell {

    private static final Pattern PROTECTED = Pattern.compile("=\"([^\"]*)\"");
    private static final Pattern APOSTROPHE = Pattern.compile("'([+\\-=@\\d].*)", Pattern.DOTALL);
    private static final Pattern SCIENTIFIC = Pattern.compile("\\d([.,]\\d+)?[Ee]\\+\\d+");
    private static final Pattern WHOLE = Pattern.compile("(\\d{1,9})(\\.0+)?");
    private static final Pattern PRICE = Pattern.compile("\\d{1,12}([.,]\\d{1,4})?");
    private static final int EXACT_DIGITS = 15;
    private static final List<DateTimeFormatter> WITH_OFFSET = List.of(
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z"), DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    private static final List<DateTimeFormatter> LOCAL = List.of(
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss"), DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm"),
            DateTimeFormatter.ofPattern("yyyy/M/d H:mm:ss"), DateTimeFormatter.ofPattern("yyyy/M/d H:mm"),
            DateTimeFormatter.ISO_LOCAL_DATE_TIME);

    private Cell() {
    }

    /** The text without what only tells a spreadsheet that it is one: {@code ="123"}, {@code '+44…}. */
    static String text(String raw) {
        String text = raw.strip();
        Matcher guarded = PROTECTED.matcher(text);
        if (guarded.matches()) {
            return guarded.group(1).strip();
        }
        Matcher apostrophe = APOSTROPHE.matcher(text);
        return apostrophe.matches() ? apostrophe.group(1) : text;
    }

    /** Whether a spreadsheet has made a number of it, so that its digits are lost: {@code 1.23E+17}. */
    static boolean isWrecked(String text) {
        return SCIENTIFIC.matcher(text).matches();
    }

    /** Whether it looks like a long number that was cut to the 15 digits that a spreadsheet keeps. */
    static boolean isRounded(String text) {
        return text.length() >= EXACT_DIGITS + 3 && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && text.substring(EXACT_DIGITS).chars().allMatch(c -> c == '0');
    }

    /** 1 to 9,999 as people and spreadsheets write it ({@code 2}, {@code 2.0}). */
    static Optional<Integer> quantity(String text) {
        Matcher whole = WHOLE.matcher(text);
        if (!whole.matches()) {
            return Optional.empty();
        }
        int quantity = Integer.parseInt(whole.group(1));
        return quantity >= 1 && quantity <= OrderRules.QUANTITY_MAX ? Optional.of(quantity) : Optional.empty();
    }

    /** A price with a decimal point, or a decimal comma where it cannot be one of thousands. */
    static Optional<BigDecimal> price(String text) {
        if (!PRICE.matcher(text).matches() || text.matches("\\d+,\\d{3}")) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text.replace(',', '.')));
    }

    /** A moment; one without an offset is in that zone. */
    static Optional<Instant> moment(String text, ZoneId zone) {
        for (DateTimeFormatter format : WITH_OFFSET) {
            try {
                return Optional.of(OffsetDateTime.parse(text, format).toInstant());
            } catch (DateTimeParseException another) {
                // the next format may fit
                continue;
            }
        }
        for (DateTimeFormatter format : LOCAL) {
            try {
                return Optional.of(LocalDateTime.parse(text, format).atZone(zone).toInstant());
            } catch (DateTimeParseException another) {
                continue;
            }
        }
        return Optional.empty();
    }
}
