package entrepot.identity;

import entrepot.kernel.Problem;
import entrepot.platform.crypto.Passwords;
import java.util.Locale;

/**
 * A password that somebody chose, checked and hashed. Made before the use case begins, because hashing takes long and a database
 * connection must not wait for it.
 */
public record NewPassword(String hash) {

    public static final int LENGTH_MIN = 10;
    public static final int LENGTH_MAX = 200;
    private static final int DIFFERENT_MIN = 5;

    /**
     * @throws Problem PASSWORD_TOO_SHORT under {@value #LENGTH_MIN} characters, PASSWORD_TOO_LONG over {@value #LENGTH_MAX},
     *         PASSWORD_TOO_PLAIN for a few characters over and over or the word password itself, BUSY
     */
    public static NewPassword of(String password) {
        if (password == null || password.codePointCount(0, password.length()) < LENGTH_MIN) {
            throw new Problem(IdentityProblem.PASSWORD_TOO_SHORT).with("min", LENGTH_MIN);
        }
        if (password.length() > LENGTH_MAX) {
            throw new Problem(IdentityProblem.PASSWORD_TOO_LONG).with("max", LENGTH_MAX);
        }
        if (password.chars().distinct().count() < DIFFERENT_MIN || password.toLowerCase(Locale.ROOT).startsWith("password")) {
            throw new Problem(IdentityProblem.PASSWORD_TOO_PLAIN);
        }
        return new NewPassword(Passwords.hash(password));
    }

    @Override
    public String toString() {
        return "NewPassword[…]";
    }
}
