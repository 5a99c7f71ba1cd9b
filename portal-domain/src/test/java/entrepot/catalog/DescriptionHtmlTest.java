package entrepot.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.testing.Shared;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptionHtmlTest {

    @Test
    void chinese_and_apostrophes_stay_legible() {
        assertThat(DescriptionHtml.clean("<p>\u81ea\u52a8\uff0c3500 \u74e6\u3002 It's good</p>"))
                .isEqualTo("<p>\u81ea\u52a8\uff0c3500 \u74e6\u3002 It's good</p>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&#60;script&#62;alert(1)&#60;/script&#62;", "&#x3c;script&#x3e;", "<a href=\"&#106;avascript:alert(1)\">x</a>",
        "<p title=\"&#34; onclick=&#34;a()\">x</p>", "<svg/onload=alert(1)>", "<iframe src=//example.com></iframe>"})
    void what_was_written_as_numbers_does_not_come_back_as_markup(String hostile) {
        assertThat(DescriptionHtml.clean(hostile)).doesNotContain("<script", "javascript:", "onclick", "onload", "<iframe", "<svg");
    }

    @Test
    void cleaning_twice_is_cleaning_once() throws IOException {
        for (String naughty : new ObjectMapper().readValue(Shared.bytes("hostile/strings/blns.json"), String[].class)) {
            String clean = DescriptionHtml.clean(naughty);
            assertThat(DescriptionHtml.clean(clean)).isEqualTo(clean);
            assertThat(clean.toLowerCase(Locale.ROOT)).doesNotContain("<script");
        }
    }
}
