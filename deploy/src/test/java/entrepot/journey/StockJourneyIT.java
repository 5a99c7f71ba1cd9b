package entrepot.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A day about stock in a browser: a transfer arrives, a dealer scans a count, headquarters takes a proposal over and sets pieces apart. */
class StockJourneyIT {

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

    private static Person person(String login) {
        return new Person(portal, chromium.browser(), "acme", "en-GB").signIn(login);
    }

    @Test
    void goods_are_counted_received_set_apart_and_asked_for() {
        try (Person dealer = person("wu")) {
            dealer.goTo("/dealer/stock/transfers");
            dealer.find("a.row-link").first().click();
            String transfer = dealer.find("h1").first().innerText().strip().split("\\s")[0];
            dealer.press("arrived:all").picture("stock-transfer");
            assertThat(dealer.text()).contains(transfer, "received");

            dealer.goTo("/dealer/stock/list").press("age:confirm");
            assertThat(dealer.text()).contains("confirmed as of now");

            dealer.goTo("/dealer/stock/counts").choose("start:own", "true").press("start:go");
            String sku = firstSku(dealer);
            dealer.fill("scan:sku", sku).press("scan:note").fill("scan:sku", sku).press("scan:note").picture("stock-counting");
            assertThat(dealer.text()).contains(sku + ": 2 counted");
            dealer.press("end:cancel");
            assertThat(dealer.text()).contains("nothing was booked");
        }
        try (Person manager = person("manager")) {
            manager.goTo("/hq/stock/alarms");
            manager.find("input[type=checkbox]:not([disabled])").first().check();
            manager.fill("alarms:supplier", "Mill").press("alarms:take").picture("stock-taken-over");
            assertThat(manager.text()).contains("Taken over");

            manager.goTo("/hq/stock/holds").fill("new:sku", "SY-TN01-GN").fill("new:quantity", "1").fill("new:reason", "journey").press("new:set");
            assertThat(manager.text()).contains("1 pieces are set apart");
        }
    }

    private static String firstSku(Person dealer) {
        return dealer.find("table.list tbody td.main").first().innerText().strip();
    }
}
