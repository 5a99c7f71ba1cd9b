package entrepot.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class PaymentReferenceTest {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY";
    private final SecureRandom random = new SecureRandom();

    @Test
    void a_reference_is_found_in_whatever_a_bank_makes_of_it() {
        String reference = PaymentReference.make(random);
        String spaced = reference.substring(0, 4) + " " + reference.substring(4, 7) + "\n-" + reference.substring(7).toLowerCase(java.util.Locale.ROOT);
        assertThat(PaymentReference.in("货款/" + spaced + "/thank you")).containsExactly(reference);
        assertThat(PaymentReference.in("SVWZ+" + reference.replace('0', 'O').replace('1', 'l'))).containsExactly(reference);
        assertThat(PaymentReference.in("nothing here")).isEmpty();
    }

    @Test
    void a_slip_of_one_character_names_nobody() {
        for (int i = 0; i < 300; i++) {
            String reference = PaymentReference.make(random);
            int at = 2 + random.nextInt(8);
            char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            if (other != reference.charAt(at) && reference.indexOf('Z') < 0) {
                assertThat(PaymentReference.in(reference.substring(0, at) + other + reference.substring(at + 1))).isEmpty();
            }
        }
    }
}
