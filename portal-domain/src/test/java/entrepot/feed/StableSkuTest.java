package entrepot.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StableSkuTest {

    @Test
    void it_can_be_read_and_recognised() {
        assertThat(StableSku.of("fantastic-bronze-lamp", List.of("jade", "", "")))
                .matches("GEN-FANTASTIC-BRONZE-LAMP-[0-9A-F]{8}");
    }

    @Test
    void a_handle_in_another_script_still_has_one() {
        assertThat(StableSku.of("户外帐篷", List.of("红", "", ""))).matches("GEN-[0-9A-F]{8}");
    }

    @Property
    void the_same_handle_and_options_give_the_same_sku(@ForAll String handle, @ForAll List<String> options) {
        assertThat(StableSku.of(handle, options)).isEqualTo(StableSku.of(handle, options)).hasSizeLessThanOrEqualTo(100);
    }

    @Test
    void other_options_give_another_sku() {
        assertThat(StableSku.of("a", List.of("b c", ""))).isNotEqualTo(StableSku.of("a", List.of("b", "c")));
    }
}
