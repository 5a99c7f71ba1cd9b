package entrepot.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** RFC 6238, appendix B, SHA-1; six of its eight digits. */
    @ParameterizedTest
    @CsvSource({"59,287082", "1111111109,081804", "1111111111,050471", "1234567890,005924", "2000000000,279037", "20000000000,353130"})
    void the_codes_are_those_of_the_rfc(long second, String code) {
        assertThat(Totp.code(SECRET, Totp.step(second))).isEqualTo(code);
    }

    @Test
    void a_code_counts_one_step_early_and_one_late_and_never_again() {
        long now = 1_111_111_111L;
        String code = Totp.code(SECRET, Totp.step(now));
        assertThat(Totp.stepOf(SECRET, code, now, 0)).hasValue(Totp.step(now));
        assertThat(Totp.stepOf(SECRET, code, now + Totp.STEP_S, 0)).hasValue(Totp.step(now));
        assertThat(Totp.stepOf(SECRET, code, now - Totp.STEP_S, 0)).hasValue(Totp.step(now));
        assertThat(Totp.stepOf(SECRET, code, now + 2 * Totp.STEP_S, 0)).isEmpty();
        assertThat(Totp.stepOf(SECRET, code, now, Totp.step(now))).isEmpty();
    }

    /** RFC 4648, section 10. */
    @ParameterizedTest
    @CsvSource({"f,MY", "fo,MZXQ", "foo,MZXW6", "foob,MZXW6YQ", "fooba,MZXW6YTB", "foobar,MZXW6YTBOI"})
    void base32_is_that_of_the_rfc(String text, String base32) {
        assertThat(Totp.base32(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(base32);
    }
}
