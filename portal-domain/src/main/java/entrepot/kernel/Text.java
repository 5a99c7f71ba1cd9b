package entrepot.kernel;

import java.util.Locale;
import java.util.regex.Pattern;

/** Checks what people type, at the door of a use case; answers it trimmed. */
public final class Text {

    /** Long enough for any name of a person, a company or a place. */
    public static final int NAME_MAX = 120;

    /** Long enough for a remark or a reason. */
    public static final int REMARK_MAX = 1000;

    private static final int EMAIL_MAX = 254;
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>,;:\"]+@[^\\s@<>,;:\"]+\\.[^\\s@<>,;:\"]+");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()./-]{4,28}[0-9]");

    private Text() {
    }

    /** @throws Problem FIELD_MISSING, FIELD_TOO_LONG, FIELD_INVALID for control characters */
    public static String required(String field, String value, int max) {
        String text = optional(field, value, max);
        if (text.isEmpty()) {
            throw Problem.missing(field);
        }
        return text;
    }

    /** Null becomes the empty text. */
    public static String optional(String field, String value, int max) {
        String text = value == null ? "" : value.strip();
        if (text.codePointCount(0, text.length()) > max) {
            throw new Problem(KernelProblem.FIELD_TOO_LONG).with("field", field).with("max", max);
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')) {
            throw Problem.invalid(field, "");
        }
        return text;
    }

    /** An e-mail address, in small letters so that it can be compared. */
    public static String email(String field, String value) {
        String email = required(field, value, EMAIL_MAX).toLowerCase(Locale.ROOT);
        if (!EMAIL.matcher(email).matches()) {
            throw Problem.invalid(field, email);
        }
        return email;
    }

    /** A telephone number as people write it; may be empty. */
    public static String phone(String field, String value) {
        String phone = optional(field, value, 30);
        if (!phone.isEmpty() && !PHONE.matcher(phone).matches()) {
            throw Problem.invalid(field, phone);
        }
        return phone;
    }
}
