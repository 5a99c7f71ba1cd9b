package entrepot.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LettersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Müller & Söhne|Muller + Sohne", "Łódź Straße|Lodz Strasse", "O’Brien|O'Brien", "José   Núñez|Jose Nunez", "=cmd()|cmd()",
        "a//b|a/b", "Ｆｕｌｌ|Full"})
    void a_proposal_is_what_the_file_carries(String name, String proposal) {
        assertThat(Letters.LATIN.carries(name)).isFalse();
        assertThat(Letters.LATIN.proposal(name)).isEqualTo(proposal);
        assertThat(Letters.LATIN.carries(proposal)).isTrue();
    }

    @Test
    void what_only_a_person_can_spell_has_no_proposal() {
        assertThat(Letters.LATIN.proposal("张三 Trading")).isEmpty();
        assertThat(Letters.LATIN.wrong("张三 Trading")).isEqualTo("张 三");
    }

    @Test
    void alipay_carries_chinese_but_neither_its_own_signs_nor_letters_outside_gbk() {
        assertThat(Letters.GBK.carries("杭州锦绣（有限公司）·张三")).isTrue();
        assertThat(Letters.GBK.carries("张^三")).isFalse();
        assertThat(Letters.GBK.carries("张|三")).isFalse();
        assertThat(Letters.GBK.wrong("𠮷田")).isEqualTo("𠮷");
        assertThat(Letters.GBK.proposal("Łukasz")).isEqualTo("Lukasz");
        assertThat(Letters.GBK.carries("=1+1")).isFalse();
        assertThat(Letters.GBK.carries("a\tb")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"IBAN,DE44 5001 0517 5407 3249 31,DE44500105175407324931", "IBAN,fr1420041010050500013m02606,FR1420041010050500013M02606",
        "CN_BANK,6222 0212 3456 7890 128,6222021234567890128", "CN_BANK,330010012345,330010012345", "ALIPAY,+86 138 1234 5678,13812345678",
        "ALIPAY,Zhang@Example.com,zhang@example.com"})
    void a_number_is_kept_without_spaces(PayeeAccount.Kind kind, String given, String kept) {
        assertThat(AccountNumbers.checked(kind, given)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({"IBAN,DE45500105175407324931", "IBAN,XX44500105175407324931", "IBAN,''", "CN_BANK,6222021234567890129", "CN_BANK,12ab5678", "CN_BANK,1234567",
        "ALIPAY,12812345678", "ALIPAY,no mail", "ALIPAY,a^b@example.com"})
    void a_number_that_does_not_prove_itself_is_refused(PayeeAccount.Kind kind, String given) {
        assertThatThrownBy(() -> AccountNumbers.checked(kind, given)).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(PayoutProblem.ACCOUNT_NUMBER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10233100201", "1023310020133", "ICBKCNBJ", ""})
    void a_chinese_bank_has_twelve_digits(String code) {
        assertThatThrownBy(() -> AccountNumbers.bankCode(PayeeAccount.Kind.CN_BANK, code)).isInstanceOf(Problem.class);
    }

    @Test
    void a_number_is_shown_by_its_last_four() {
        assertThat(AccountNumbers.masked("6222021234567890128")).isEqualTo("•••• 0128");
        assertThat(AccountNumbers.masked("zhang@example.com")).isEqualTo("z•••@example.com");
    }
}
