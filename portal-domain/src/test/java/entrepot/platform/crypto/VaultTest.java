package entrepot.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.TenantId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VaultTest {

    private static final TenantId OURS = new TenantId(7);
    private final String before = System.getProperty(Vault.KEY);

    @BeforeEach
    void key() {
        System.setProperty(Vault.KEY, "a-key-of-tests-that-is-long-enough-for-this");
    }

    @AfterEach
    void back() {
        if (before == null) {
            System.clearProperty(Vault.KEY);
        } else {
            System.setProperty(Vault.KEY, before);
        }
    }

    @Test
    void what_is_sealed_opens_again_and_never_looks_the_same() {
        String sealed = Vault.seal(OURS, "place", "geheim 密");
        assertThat(Vault.open(OURS, "place", sealed)).isEqualTo("geheim 密");
        assertThat(sealed).doesNotContain("geheim").isNotEqualTo(Vault.seal(OURS, "place", "geheim 密"));
    }

    @Test
    void another_tenant_another_place_another_key_or_a_changed_letter_opens_nothing() {
        String sealed = Vault.seal(OURS, "place", "secret");
        // in the middle: of the last letters some bits mean nothing
        int middle = sealed.length() / 2;
        String changed = sealed.substring(0, middle) + (sealed.charAt(middle) == 'A' ? 'B' : 'A') + sealed.substring(middle + 1);
        assertThatThrownBy(() -> Vault.open(new TenantId(8), "place", sealed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Vault.open(OURS, "elsewhere", sealed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Vault.open(OURS, "place", changed)).isInstanceOf(IllegalStateException.class);
        System.setProperty(Vault.KEY, "another-key-of-tests-that-is-long-enough");
        assertThatThrownBy(() -> Vault.open(OURS, "place", sealed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void without_a_key_nothing_is_sealed() {
        System.setProperty(Vault.KEY, "short");
        assertThatThrownBy(() -> Vault.seal(OURS, "place", "secret")).hasMessageContaining(Vault.KEY);
    }
}
