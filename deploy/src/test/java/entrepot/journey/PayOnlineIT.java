package entrepot.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An agent pays with the simulator, whose callback comes twice, and the wallet shows the money once. */
class PayOnlineIT {

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
        try (Person agent = new Person(portal, chromium.browser(), "acme", "en-GB").signIn("lin")) {
            agent.goTo("/agent/wallet/topup").fill("pay:online", "137.25").press("pay:do");
            assertThat(agent.url()).contains("/agent/wallet/simulator");
            agent.choose("pay:way", "PAY_TWICE").press("pay:do").picture("paid-online");
            assertThat(agent.url()).contains("/agent/wallet/payment");
            assertThat(agent.find(".chip.good").first().isVisible()).isTrue();

            agent.goTo("/agent/wallet/overview").picture("wallet-after-payment");
            assertThat(agent.text().split("137\\.25", -1)).as("in the history and among the top-ups").hasSize(3);
        }
    }
}
