package entrepot.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finance charges a member, which pays from its wallet; a member's invoice comes back with a reason and is handed in again. */
class InvoicesIT {

    private static final String MEMBER = "杭州林间电子商务有限公司";

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
    void what_finance_charges_is_paid_from_the_wallet_and_closed_for_both() throws SQLException {
        String title = "Stand at the fair " + System.nanoTime() % 1_000_000;
        String code;
        try (Person finance = new Person(portal, chromium.browser(), "acme", "en-GB").signIn("finance")) {
            finance.goTo("/finance/invoices/receivables").pick("charge:member", member());
            finance.fill("charge:what", title).fill("charge:net", "12.50")
                    .press("charge:do").picture("charged");
            code = finance.url().substring(finance.url().indexOf("code=") + 5);
            try (Person agent = new Person(portal, chromium.browser(), "acme", "en-GB").signIn("lin")) {
                agent.goTo("/agent/wallet/invoices").choose("pay:charge", code).press("pay:do").picture("charge-paid");
                assertThat(agent.find("tr:has-text('" + code + "')").first().innerText()).contains(title).contains("0.00");
            }
            finance.goTo("/finance/invoices/receivable?code=" + code).picture("charge-closed");
            assertThat(finance.text()).contains("12.50");
            assertThat(finance.find(".chip").first().innerText()).contains("Closed");
        }
    }

    @Test
    void a_members_invoice_that_is_refused_says_why_and_is_handed_in_again(@TempDir Path folder) throws IOException {
        Path paper = Files.writeString(folder.resolve("invoice.pdf"), "%PDF-1.4 an invoice of the journey %%EOF");
        String number = "25332" + String.format("%015d", System.nanoTime() % 1_000_000_000_000L);
        String why = "The stamp is missing " + number.substring(14);
        try (Person finance = new Person(portal, chromium.browser(), "acme", "en-GB").signIn("finance");
             Person agent = new Person(portal, chromium.browser(), "acme", "en-GB").signIn("lin")) {
            finance.goTo("/finance/invoices/received").find("tr:has-text('" + MEMBER + "') a").first().click();
            finance.await("reject:reason").picture("member-invoice").fill("reject:reason", why).press("reject:do");

            agent.goTo("/agent/wallet/invoices");
            assertThat(agent.text()).contains(why);
            String payable = agent.find("[id='hand:statement'] option").first().innerText().replaceAll(".* · ", "").replaceAll("[^0-9.]", "");
            agent.fill("hand:number", number).fill("hand:issuedOn", "2026-12-03").fill("hand:net", payable).upload("hand:paper", paper)
                    .press("hand:do").picture("member-invoice-handed-in");
            assertThat(agent.text()).contains(number);

            finance.goTo("/finance/invoices/received").picture("member-invoices");
            assertThat(finance.text()).contains(number);
        }
    }

    private static String member() throws SQLException {
        try (Connection database = portal.database(); Statement query = database.createStatement();
             ResultSet row = query.executeQuery("select code from organisation where name = '" + MEMBER + "'")) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
