package entrepot.payout;

import entrepot.kernel.Problem;
import java.util.Locale;
import java.util.regex.Pattern;
import org.iban4j.BicUtil;
import org.iban4j.Iban4jException;
import org.iban4j.IbanUtil;

/** What can be known of an account's number by looking at it. Pure. */
final class AccountNumbers {

    private static final Pattern CN_ACCOUNT = Pattern.compile("[0-9]{8,32}");
    /** Cards of Chinese banks begin with 62 and have 16 to 19 digits, the last of which proves the others. */
    private static final Pattern CN_CARD = Pattern.compile("62[0-9]{14,17}");
    private static final Pattern CNAPS = Pattern.compile("[0-9]{12}");
    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9.-]{1,80}\\.[A-Za-z]{2,20}");
    private static final Pattern CN_PHONE = Pattern.compile("1[3-9][0-9]{9}");
    private static final int SHOWN = 4;
    private static final int NUMBER_MAX = 150;

    private AccountNumbers() {
    }

    /**
     * The number as it is kept: without spaces, in capitals where these do not matter.
     *
     * @throws Problem ACCOUNT_NUMBER with the kind and what is wrong ({@code IBAN}, {@code CARD}, {@code ACCOUNT}, {@code ALIPAY})
     */
    static String checked(PayeeAccount.Kind kind, String number) {
        String given = number == null || number.length() > NUMBER_MAX ? "" : number.strip();
        return switch (kind) {
            case IBAN -> iban(given);
            case CN_BANK -> chinese(given.replaceAll("[\\s-]", ""));
            case ALIPAY -> alipay(given);
            case WALLET -> "";
        };
    }

    private static String iban(String given) {
        String plain = given.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        try {
            IbanUtil.validate(plain);
            return plain;
        } catch (Iban4jException | IllegalArgumentException wrong) {
            throw refused(PayeeAccount.Kind.IBAN, "IBAN");
        }
    }

    private static String chinese(String digits) {
        if (CN_CARD.matcher(digits).matches() && !isLuhn(digits)) {
            throw refused(PayeeAccount.Kind.CN_BANK, "CARD");
        }
        if (!CN_ACCOUNT.matcher(digits).matches()) {
            throw refused(PayeeAccount.Kind.CN_BANK, "ACCOUNT");
        }
        return digits;
    }

    private static String alipay(String given) {
        String phone = given.replaceAll("[\\s-]", "").replaceFirst("^\\+?86(?=1)", "");
        if (CN_PHONE.matcher(phone).matches()) {
            return phone;
        }
        if (!EMAIL.matcher(given).matches()) {
            throw refused(PayeeAccount.Kind.ALIPAY, "ALIPAY");
        }
        return given.toLowerCase(Locale.ROOT);
    }

    private static Problem refused(PayeeAccount.Kind kind, String what) {
        return new Problem(PayoutProblem.ACCOUNT_NUMBER).with("kind", kind).with("what", what);
    }

    /** @throws Problem BANK_CODE: neither CNAPS (Chinese banks must have it) nor BIC (may be left out with an IBAN) */
    static String bankCode(PayeeAccount.Kind kind, String code) {
        String given = code == null ? "" : code.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
        if (kind == PayeeAccount.Kind.CN_BANK) {
            if (!CNAPS.matcher(given).matches()) {
                throw new Problem(PayoutProblem.BANK_CODE).with("kind", kind);
            }
            return given;
        }
        if (kind != PayeeAccount.Kind.IBAN || given.isEmpty()) {
            return "";
        }
        try {
            BicUtil.validate(given);
            return given;
        } catch (Iban4jException | IllegalArgumentException wrong) {
            throw new Problem(PayoutProblem.BANK_CODE).with("kind", kind);
        }
    }

    /** Whether the last digit is the one that Luhn's sum asks for. */
    static boolean isLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int counted = i % 2 == 0 ? digit : digit * 2;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return sum % 10 == 0;
    }

    /** What everybody may see: {@code •••• 2606}; of an address {@code z•••@example.com}. */
    static String masked(String number) {
        int at = number.indexOf('@');
        return at > 0 ? number.charAt(0) + "•••" + number.substring(at)
                : "•••• " + number.substring(Math.max(0, number.length() - SHOWN));
    }
}
