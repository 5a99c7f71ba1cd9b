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
    private static final Pattern QUOTED = Pattern.compile("\"([+\\d][\\d -]*)\"");
    private static final Pattern APOSTROPHE = Pattern.compile("'([+\\-=@\\d].*)", Pattern.DOTALL);
    private static final Pattern SCIENTIFIC = Pattern.compile("\\d([.,]\\d+)?[Ee]\\+\\d+");
    private static final Pattern CIPHER = Pattern.compile("~[A-Za-z0-9+/=_-]{4,}~|\\$[A-Za-z0-9+/=]{8,}\\$|#[A-Za-z0-9+/=]{12,}#");
    private static final Pattern MASKED_NAME = Pattern.compile("\\p{L}{1,3}\\*{1,6}\\p{L}{0,2}|\\*{1,6}\\p{L}{1,2}");
    private static final Pattern MASKED = Pattern.compile("[\\p{L}\\d]\\*{2,}|\\*{2,}[\\p{L}\\d]|^\\*{3,}$");
    private static final Pattern EXTENDED = Pattern.compile("(\\+?(?:86)?-?1[3-9]\\d{9}|0\\d{2,3}-?\\d{7,8})(?:-|转|分机|ext\\.?|#|\\[)(\\d{1,6})\\]?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern WHOLE = Pattern.compile("(\\d{1,9})(\\.0+)?");
    private static final Pattern PRICE = Pattern.compile("\\d{1,12}([.,]\\d{1,4})?");
    private static final int EXACT_DIGITS = 15;
    private static final List<DateTimeFormatter> WITH_OFFSET = List.of(
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z"), DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    private static final List<DateTimeFormatter> LOCAL = List.of(
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss"), DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm"),
            DateTimeFormatter.ofPattern("yyyy/M/d H:mm:ss"), DateTimeFormatter.ofPattern("yyyy/M/d H:mm"),
            DateTimeFormatter.ofPattern("yyyy-M-d H:mm:ss"), DateTimeFormatter.ofPattern("yyyy-M-d H:mm"),
            DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    private static final List<DateTimeFormatter> DAYS = List.of(DateTimeFormatter.ISO_LOCAL_DATE,
            DateTimeFormatter.ofPattern("yyyy/M/d"), DateTimeFormatter.ofPattern("yyyy-M-d"));

    private Cell() {
    }

    /** The same with the digits, letters and signs that a Chinese keyboard makes wide as they are meant. */
    static String narrow(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.chars().forEach(c -> plain.append((char) (c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c == 0x3000 || c == 0xA0 ? ' ' : c)));
        return plain.toString().strip();
    }

    /**
     * The text without what only tells a spreadsheet that it is one: {@code ="123"}, {@code '+44…}, {@code "138…"}; what databases
     * write for nothing is nothing.
     */
    static String text(String raw) {
        String text = raw.strip();
        if (text.equals("null") || text.equals("'null'") || text.equals("NULL")) {
            return "";
        }
        Matcher quoted = QUOTED.matcher(text);
        if (quoted.matches()) {
            return quoted.group(1);
        }
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

    /** Whether it is a number of more digits than a spreadsheet keeps. */
    static boolean isLong(String text) {
        return text.length() >= EXACT_DIGITS + 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Whether it looks like a long number that was cut to the 15 digits that a spreadsheet keeps. */
    static boolean isRounded(String text) {
        return isLong(text) && text.substring(EXACT_DIGITS).chars().allMatch(c -> c == '0');
    }

    /** A name of which the platform shows a letter or two ({@code 张**}), or a cipher. */
    static boolean isMaskedName(String text) {
        return MASKED_NAME.matcher(text).matches() || isCipher(text);
    }

    /** A phone ({@code 138****0000}) or a street of which the platform hides a part, or a cipher. */
    static boolean isMasked(String text) {
        return MASKED.matcher(text).find() || isCipher(text);
    }

    /** Whether it is a platform's cipher, such as {@code ~AbC…~}. */
    static boolean isCipher(String text) {
        return CIPHER.matcher(text).find();
    }

    /**
     * A phone as carriers take it: blanks gone, the extension after a hyphen, the zero in front back where the length says that
     * a spreadsheet took it.
     */
    static String phone(String text, String country) {
        String plain = narrow(text).replaceAll("[\\s()]", "").replaceAll("\\.0$", "");
        Matcher extended = EXTENDED.matcher(plain);
        if (extended.matches()) {
            return phone(extended.group(1), country) + '-' + extended.group(2);
        }
        boolean lost = switch (country) {
            // a fixed line with its area: 10 or 11 digits of which none begins a mobile number
            case "CN" -> plain.matches("[2-9]\\d{9,10}|10\\d{8}");
            case "GB" -> plain.matches("[1-37]\\d{9}");
            default -> false;
        };
        return lost ? '0' + plain : plain;
    }

    /** A postcode with the zero in front that a spreadsheet took, where the length says so; none where exports write zeros. */
    static String postcode(String text, String country) {
        String plain = text.replaceAll("\\.0$", "");
        if (plain.matches("0+")) {
            return "";
        }
        int digits = switch (country) {
            case "CN" -> 6;
            case "US", "DE", "ES", "FR", "IT" -> 5;
            default -> 0;
        };
        return digits > 0 && plain.matches("\\d{" + (digits - 1) + "}") ? '0' + plain : plain;
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

    /** The moment by which something is due: a day without an hour means its end. */
    static Optional<Instant> until(String text, ZoneId zone) {
        for (DateTimeFormatter format : DAYS) {
            try {
                return Optional.of(java.time.LocalDate.parse(text, format).plusDays(1).atStartOfDay(zone).toInstant());
            } catch (DateTimeParseException another) {
                continue;
            }
        }
        return moment(text, zone);
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
