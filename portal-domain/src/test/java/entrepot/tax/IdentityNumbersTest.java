package entrepot.tax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdentityNumbersTest {

    @Test
    void a_chinese_persons_number_proves_itself_by_its_last_sign() {
        // the example of GB 11643 and others
        assertThat(new String[] {"11010519491231002X", "440524188001010014", "33010619900101123X"}).allMatch(number -> IdentityNumbers.holds("CN", number));
        assertThat(new String[] {"330106199001011234", "110105194912310020", "440524188001010041", "3301061990010112", "12"})
                .noneMatch(number -> IdentityNumbers.holds("CN", number));
    }

    @Test
    void companies_and_other_countries_have_other_numbers() {
        assertThat(IdentityNumbers.holds("CN", "91330106MA27XL0Q5T")).isTrue();
        assertThat(IdentityNumbers.holds("CN", "913301060000000000")).isTrue();
        assertThat(IdentityNumbers.holds("CN", "330106000000000")).isTrue();
        assertThat(IdentityNumbers.holds("GB", "330106199001011234")).isTrue();
        assertThat(IdentityNumbers.holds("GB", "QQ123456C")).isTrue();
        assertThat(IdentityNumbers.holds("GB", "Q")).isFalse();
    }
}
