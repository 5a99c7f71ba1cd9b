package entrepot.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent pays with the simulator, whose callback comes twice, and the wallet shows the money once; finance reads a bank's statement. */
class MoneyInIT {

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
    void what_is_paid_on_the_providers_page_stands_in_the_wallet_once() {
        // an amount of its own, wherever it is run again
        String cents = String.format("%02d", System.nanoTime() / 1_000 % 100);
        String amount = 100 + System.nanoTime() / 100_000 % 800 + "." + cents;
        try (Person agent = new Person(portal, chromium.browser(), "acme", "en-GB").signIn("lin")) {
            agent.goTo("/agent/wallet/topup").fill("pay:online", amount).press("pay:do");
            assertThat(agent.url()).contains("/agent/wallet/simulator");
            agent.choose("pay:way", "PAY_TWICE").press("pay:do").picture("paid-online");
            assertThat(agent.url()).contains("/agent/wallet/payment");
            assertThat(agent.find(".chip.good").first().isVisible()).isTrue();

            agent.goTo("/agent/wallet/overview").picture("wallet-after-payment");
            assertThat(agent.text().split(Pattern.quote(amount), -1)).as("in the history and among the top-ups").hasSize(3);
        }
    }

    @Test
    void a_statement_is_read_by_its_columns_and_its_unknown_line_put_aside(@TempDir Path folder) throws IOException {
        String mark = Long.toString(System.nanoTime() % 1_000_000_000L);
        Path file = Files.writeString(folder.resolve("bank.csv"), "Booking date,Amount,Payer,Details,Nr " + mark + "\n03/12/2026,12.34,J. Doe,hello " + mark + ",1\n");
        try (Person finance = new Person(portal, chromium.browser(), "acme", "en-GB").signIn("finance")) {
            finance.goTo("/finance/bank/list").upload("statement:file", file).press("statement:look").picture("statement-columns");
            finance.press("take:do").picture("statement-taken");
            assertThat(finance.url()).contains("/finance/bank/imported");
            finance.goTo("/finance/bank/matching?view=NONE");
            finance.find("tr:has-text('" + mark + "') a").first().click();
            finance.await("else:as").choose("else:as", "SUSPENSE").fill("else:reason", "nobody knows").press("else:do").picture("line-settled");
            assertThat(finance.text()).contains("nobody knows").contains("SUS-");
        }
    }
}
