package entrepot.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An agent opens a line of its last issued statement, reads why it is what it is, disputes it, and reads headquarters' answer. */
class DisputeIT {

    private static final int LINE = 4;

    private static RunningPortal portal;
    private static Chromium chromium;

    @BeforeAll
    static void start() {
        portal = RunningPortal.shared();
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @Test
    void a_line_is_disputed_and_answered() {
        String dispute;
        try (Person agent = new Person(portal, chromium.browser(), "acme", "en-GB").signIn("lin")) {
            agent.goTo("/agent/statements/list");
            agent.goTo(agent.find("tr:has(.chip:has-text('Paid')) a.row-link").first().getAttribute("href"));
            agent.goTo(agent.find(".sum a").first().getAttribute("href")).picture("statement-lines");
            agent.goTo(agent.find("table.list a.row-link").nth(LINE).getAttribute("href")).picture("statement-line");
            assertThat(agent.find(".formula").first().innerText()).contains("=");
            agent.fill("raise:reason", "Is this not the campaign's price?").press("raise:do").picture("dispute-raised");
            assertThat(agent.url()).contains("/agent/statements/dispute");
            dispute = agent.parameter("code");
        }
        try (Person finance = new Person(portal, chromium.browser(), "acme", "en-GB").signIn("finance")) {
            finance.goTo("/finance/statements/dispute?code=" + dispute).fill("reject:why", "It goes by the supply price.").press("reject:do");
            assertThat(finance.text()).contains("Not accepted");
        }
        try (Person agent = new Person(portal, chromium.browser(), "acme", "zh-CN").signIn("lin")) {
            agent.goTo("/agent/statements/dispute?code=" + dispute).picture("dispute-answered");
            assertThat(agent.text()).contains("It goes by the supply price.");
        }
    }
}
