package entrepot.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An agent opens a line of its last issued statement, reads why it is what it is, disputes it, and reads headquarters' answer; another disputes a line
 * before it is paid, with a proof.
 */
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

    @Test
    void a_line_disputed_in_the_preview_waits_and_the_rest_is_paid(@TempDir Path folder) throws IOException {
        try (Person agent = globex("noah"); Person maker = globex("finance"); Person checker = globex("checker")) {
            maker.goTo("/finance/settlements/list").pick("offCycle:member", "Patel");
            maker.fill("offCycle:reason", "Asked for it").press("offCycle:do");
            String run = maker.parameter("code");
            maker.find("#objections, [id='submit:do']").first().waitFor();
            BigDecimal before = payable(maker);

            String statement = agent.goTo("/agent/statements/list").find("a.row-link").first().getAttribute("href");
            agent.goTo(statement).goTo(agent.find(".sum a[href*='commission.UPLINE']").first().getAttribute("href"));
            String wrong = agent.find("tr:has(a.row-link) td.money").first().innerText().strip();
            agent.goTo(agent.find("table.list a.row-link").first().getAttribute("href"));
            Path proof = Files.writeString(folder.resolve("agreed.pdf"), "%PDF-1.4 what was agreed %%EOF");
            agent.fill("raise:reason", "Agreed was twice as much").upload("raise:file", proof).press("raise:do").picture("dispute-in-preview");
            assertThat(agent.find("a[href*='statements/evidence']").count()).as("the proof is kept").isPositive();
            agent.goTo(statement).press("confirm:do");

            maker.goTo("/finance/settlements/detail?code=" + run).press("submit:do");
            checker.goTo("/finance/settlements/detail?code=" + run).press("approve:do");
            checker.find(".page-head .chip:has-text('issued')").first().waitFor();
            assertThat(before.subtract(payable(checker))).as("what is disputed waits").isEqualByComparingTo(wrong);
            agent.goTo(statement).picture("dispute-rest-on-statement");
            assertThat(agent.find(".sum:has-text('Waits for a dispute')").first().innerText()).contains(wrong);
            assertThat(agent.find("dd:has(a[href*='wallet/payout'])").count()).as("the rest is paid").isPositive();
        }
    }

    private static BigDecimal payable(Person person) {
        return new BigDecimal(person.find("tr:has(a.row-link) td.money.side").first().innerText().strip());
    }

    private static Person globex(String login) {
        return new Person(portal, chromium.browser(), "globex", "en-GB").signIn(login);
    }
}
