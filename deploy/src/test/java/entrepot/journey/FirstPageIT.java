package entrepot.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import org.junit.jupiter.api.Test;

class FirstPageIT {
    @Test
    void each_brand_opens_under_its_own_name_without_an_error_in_the_browser() {
        RunningPortal portal = RunningPortal.shared();
        assertThat(portal.lines()).anyMatch(line -> line.contains("Sign in as"));
        try (Chromium chromium = Chromium.start()) {
            for (String tenant : new String[] {"acme", "globex"}) {
                try (Page page = chromium.browser().newPage()) {
                    StringBuilder errors = new StringBuilder();
                    page.onPageError(errors::append);
                    Response response = page.navigate(portal.at(tenant, "/"));
                    assertThat(response.status()).isEqualTo(200);
                    assertThat(page.locator("input[type=password]").count()).isEqualTo(1);
                    assertThat(errors.toString()).isEmpty();
                }
            }
        }
    }
}
