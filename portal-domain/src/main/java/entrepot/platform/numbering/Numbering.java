package entrepot.platform.numbering;

import entrepot.platform.clock.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.format.DateTimeFormatter;

/**
 * Gives things their outside code, such as {@code ORD-261122-7K3F9Q}: kind, business date, six random
 * characters that cannot be misread (no I, L, O, U). A table's unique key guards the one in a billion.
 */
@ApplicationScoped
public class Numbering {

    private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyMMdd");

    private final SecureRandom random = new SecureRandom();

    @Inject
    private BusinessClock clock;

    /** A new code of that kind (two to four capital letters), dated by the tenant's business date. */
    public String next(String kind) {
        return kind + '-' + DATE.format(clock.today()) + '-' + random(6);
    }

    /** A new code without a date, for things that last: organisations, warehouses, sub-shops. */
    public String lasting(String kind) {
        return kind + '-' + random(6);
    }

    private String random(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET[random.nextInt(ALPHABET.length)]);
        }
        return text.toString();
    }
}
