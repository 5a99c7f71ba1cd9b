package entrepot.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

class ChromiumIT {
    @Test
    void a_browser_is_here_and_shows_chinese_and_spanish() {
        try (Chromium chromium = Chromium.start(); Page page = chromium.browser().newPage()) {
            page.setContent("<h1 id='title'>经销商门户 · español</h1>");
            assertThat(page.locator("#title").innerText()).isEqualTo("经销商门户 · español");
        }
    }
}
