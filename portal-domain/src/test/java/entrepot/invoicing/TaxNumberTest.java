package entrepot.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Problem;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TaxNumberTest {

    @Test
    void the_codes_that_companies_print_on_their_papers_are_right() {
        // published by their owners
        assertThat(TaxNumber.isCreditCode("91330100799655058B")).isTrue();
        assertThat(TaxNumber.isCreditCode("9144030071526726XG")).isTrue();
        assertThat(TaxNumber.checked(" 9133 0100 7996 5505 8b ", "CN")).isEqualTo("91330100799655058B");
    }

    @Test
    void what_is_no_code_is_refused() {
        for (String wrong : new String[] {null, "", "91330100799655058", "91330100799655058C", "9I330100799655058B", "913301007996550588B", "税号"}) {
            assertThatThrownBy(() -> TaxNumber.checked(wrong, "CN")).isInstanceOfSatisfying(Problem.class,
                    problem -> assertThat(problem.code()).isEqualTo(InvoicingProblem.TAX_NUMBER));
        }
        assertThat(TaxNumber.checked("gb 123 4567 89", "GB")).isEqualTo("GB123456789");
        assertThatThrownBy(() -> TaxNumber.checked("x", "GB")).isInstanceOf(Problem.class);
    }

    @Property(tries = 500)
    void one_wrong_sign_is_always_found(@ForAll @StringLength(17) @CharRange(from = '0', to = '9') String first, @ForAll @IntRange(min = 0, max = 16) int at,
                                        @ForAll @IntRange(min = 1, max = 9) int by) {
        String code = first + TaxNumber.check(first);
        char other = (char) ('0' + (code.charAt(at) - '0' + by) % 10);

        assertThat(TaxNumber.isCreditCode(code)).isTrue();
        assertThat(TaxNumber.isCreditCode(code.substring(0, at) + other + code.substring(at + 1))).isFalse();
    }
}
