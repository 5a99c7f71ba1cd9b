package entrepot.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One day of two clerks, the one who prepares and the one who approves: a top-up found at the bank, unknown money cleared, an adjustment, a member settled
 * off cycle, its payout rehearsed, approved, released with a code, and confirmed by the bank's statement.
 */
class FinanceIT {

    private static final Path SCHEMA = Path.of("..", "..", "shared", "data", "payout", "xsd", "pain.001.001.09.xsd");
    private static final String EARNED = "321.09";

    private static RunningPortal portal;
    private static Chromium chromium;
    private final String mark = Long.toString(System.nanoTime() % 1_000_000_000L);
    /** By the tenant's clock. */
    private String today;

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
        return new Person(portal, chromium.browser(), "globex", "en-GB").signIn(login);
    }

    @Test
    void a_day_of_finance_from_the_banks_statement_to_the_banks_answer(@TempDir Path folder) throws Exception {
        try (Person agent = person("emma"); Person maker = person("finance"); Person checker = person("checker")) {
            String member = theBankIsMatched(agent, maker, checker, folder);
            String amount = theMemberIsSettled(agent, maker, checker, member);
            String payout = theBatchLeaves(maker, checker, amount, folder);
            theBankConfirms(maker, payout, amount, folder);
        }
    }

    private String theBankIsMatched(Person agent, Person maker, Person checker, Path folder) throws IOException {
        agent.goTo("/agent/wallet/topup");
        String reference = agent.find("b.code").first().innerText();
        today = agent.field("report:transferredOn").inputValue();
        agent.fill("report:amount", "45.67").fill("report:transferredOn", today).fill("report:reference", "N" + mark).press("report:do");

        take(maker, folder, "45.67,Emma Lane," + reference + " N" + mark, "12.34,J. Doe,unknown " + mark);
        maker.goTo("/finance/bank/matching?view=SURE").picture("finance-matching");
        open(maker, "N" + mark);
        maker.await("accept:do").press("accept:do").picture("finance-top-up-matched");
        assertThat(maker.text()).contains("Reported top-up");
        String name = maker.find("dt:text-is('Member') + dd").first().innerText();

        maker.goTo("/finance/bank/matching?view=NONE");
        open(maker, "unknown " + mark);
        maker.await("else:as").choose("else:as", "SUSPENSE").fill("else:reason", "nobody knows").press("else:do");
        maker.goTo(maker.find("a[href*='/finance/bank/unknown']").first().getAttribute("href"));
        String unknown = maker.parameter("code");
        maker.choose("clear:to", "WALLET");
        String member = maker.pick("clear:member", name);
        maker.fill("clear:reason", "Emma Lane called: it is hers").press("clear:do").picture("finance-clearing-proposed");
        assertThat(maker.sees("decide:approve")).as("one's own proposal is another's to approve").isFalse();
        checker.goTo("/finance/bank/unknown?code=" + unknown).picture("finance-clearing-to-approve").press("decide:approve");
        assertThat(checker.text()).contains("Cleared");
        return member;
    }

    private String theMemberIsSettled(Person agent, Person maker, Person checker, String member) {
        maker.goTo("/finance/settlements/adjustments").pick("propose:member", member);
        maker.choose("propose:account", "COMMISSION_DUE").fill("propose:amount", EARNED)
                .fill("propose:reason", "Campaign " + mark).press("propose:do").picture("finance-adjustment-proposed");
        checker.goTo("/finance/settlements/adjustments");
        String approve = checker.find("tr:has-text('Campaign " + mark + "') button[id$=':yes']").first().getAttribute("id");
        // what comes on top meanwhile does not slip under the button
        maker.goTo("/finance/settlements/adjustments").pick("propose:member", member);
        maker.choose("propose:account", "COMMISSION_DUE").fill("propose:amount", "1.23").fill("propose:reason", "Later " + mark).press("propose:do");
        checker.press(approve);
        assertThat(checker.find("tr:has-text('Later " + mark + "') button[id$=':yes']").count()).as("that one still waits").isEqualTo(1);

        maker.goTo("/finance/settlements/list").pick("offCycle:member", member);
        maker.fill("offCycle:reason", "Asked for it " + mark).press("offCycle:do");
        String run = maker.parameter("code");
        maker.find("#objections, [id='submit:do']").first().waitFor();
        maker.picture("finance-run-previewed");
        agent.goTo("/agent/statements/list");
        agent.goTo(agent.find("a.row-link").first().getAttribute("href")).await("confirm:do").picture("finance-member-confirms").press("confirm:do");
        maker.goTo("/finance/settlements/detail?code=" + run).await("submit:do").press("submit:do");
        assertThat(maker.sees("approve:do")).as("one's own run is another's to approve").isFalse();
        checker.goTo("/finance/settlements/detail?code=" + run).picture("finance-run-to-approve").press("approve:do");
        checker.find(".page-head .chip:has-text('issued')").first().waitFor();
        checker.picture("finance-run-issued");
        String payable = checker.find("tr:has(a.row-link) td.money.side").first().innerText().strip();
        assertThat(new BigDecimal(payable)).isGreaterThanOrEqualTo(new BigDecimal(EARNED));
        return payable;
    }

    private String theBatchLeaves(Person maker, Person checker, String amount, Path folder) throws Exception {
        maker.goTo("/finance/payouts/list");
        String payout = maker.find("tr:has-text('" + amount + "') a.row-link").first().innerText();
        // the bank refused the member's account before, so nothing goes there until somebody says so
        maker.goTo("/finance/payouts/detail?code=" + payout).press("again:do").goTo("/finance/payouts/list");
        maker.fill("prepare:dueUntil", LocalDate.parse(today).plusDays(40).toString()).press("prepare:do");
        maker.goTo("/finance/payouts/detail?code=" + payout).goTo(maker.find("a[href*='/finance/payouts/batch']").first().getAttribute("href")).picture("finance-batch-rehearsed");
        String batch = maker.parameter("code");
        assertThat(maker.sees("approve:do")).as("one's own batch is another's to approve").isFalse();
        checker.goTo("/finance/payouts/batch?code=" + batch).picture("finance-batch-to-approve").press("approve:do").await("release:otp");
        String code = checker.goTo("/demo/code").field("code").innerText();
        checker.goTo("/finance/payouts/batch?code=" + batch).fill("release:otp", code).press("release:do").picture("finance-batch-released");
        Path file = folder.resolve("pain.xml");
        checker.download(() -> checker.find("[id^='files:'][id$=':fetch']").first().click()).saveAs(file);
        String pain = Files.readString(file);
        assertThat(pain).contains("<EndToEndId>" + payout, "<InstdAmt Ccy=\"GBP\">" + amount + "<");
        // without ../shared the schema is not there; what the formats write is held to it in PaymentFilesTest
        assertThat(SCHEMA).as("the schemas of payout files, in ../shared beside the project").exists();
        assertThatCode(() -> SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(SCHEMA.toFile()).newValidator()
                .validate(new StreamSource(new ByteArrayInputStream(pain.getBytes(StandardCharsets.UTF_8))))).doesNotThrowAnyException();
        return payout;
    }

    private void theBankConfirms(Person maker, String payout, String amount, Path folder) throws IOException {
        take(maker, folder, "-" + amount + ",Emma Lane," + payout + " " + mark);
        open(maker.goTo("/finance/bank/matching?view=SURE"), payout);
        maker.await("accept:do").press("accept:do").picture("finance-payout-confirmed");
        maker.goTo("/finance/payouts/detail?code=" + payout);
        assertThat(maker.find(".chip.good").first().innerText()).contains("Paid");
    }

    private void take(Person maker, Path folder, String... rows) throws IOException {
        StringBuilder table = new StringBuilder("Date,Amount,Payer,Details,Nr " + System.nanoTime() + "\n");
        for (String row : rows) {
            table.append(today).append(',').append(row).append(",1\n");
        }
        Path file = Files.writeString(folder.resolve("bank-" + System.nanoTime() + ".csv"), table.toString());
        maker.goTo("/finance/bank/list").upload("statement:file", file).press("statement:look").press("take:do");
        assertThat(maker.url()).contains("/finance/bank/imported");
    }

    private void open(Person maker, String text) {
        maker.goTo(maker.find("tr:has-text('" + text + "') a.row-link").first().getAttribute("href"));
    }
}
