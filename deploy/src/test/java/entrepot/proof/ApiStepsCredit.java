package entrepot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import entrepot.identity.Role;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** What programs do of deposits, charges that come again, write-offs, red letters and members' invoices: only where examples are recorded. */
final class ApiStepsCredit {

    private static final String AGENT = "/api/agent/v1";
    private static final String DEALER = "/api/dealer/v1";
    private static final String FINANCE = "/api/finance/v1";
    private static final String RED = FINANCE + "/red-letters";
    private static final String PAPER = Base64.getEncoder().encodeToString("%PDF-1.4 an invoice %%EOF".getBytes(StandardCharsets.US_ASCII));
    private static final int TRIES = 150;
    private static final long WAIT = 200_000_000L;

    private final Map<Role, Person> people;
    private final ApiCalls calls;
    private final ApiSteps steps;
    private final String agent;

    ApiStepsCredit(Map<Role, Person> people, ApiCalls calls, ApiSteps steps) throws SQLException {
        this.people = people;
        this.calls = calls;
        this.steps = steps;
        this.agent = steps.one("select code from organisation where tenant_id = %d and id = " + people.get(Role.AGENT).organisation());
    }

    void all() throws SQLException {
        deposits();
        charges();
        settings();
        ownInvoice();
        redLetters();
    }

    /** A part is paid in, a part goes back by two persons, another stays. */
    private void deposits() {
        calls.step(Role.FINANCE_MAKER, "PUT " + FINANCE + "/deposits", "{\"member\":\"%s\",\"required\":3000,\"why\":\"Contract, section 9\"}".formatted(agent));
        calls.step(Role.FINANCE_MAKER, "GET " + FINANCE + "/deposits", null);
        calls.step(Role.AGENT, "POST " + AGENT + "/credit/deposit", "{\"amount\":500}");
        calls.step(Role.AGENT, "POST " + AGENT + "/credit/deposit/transfers",
                "{\"amount\":2500,\"transferredOn\":\"%s\",\"reference\":\"DEP-%d\",\"proof\":\"\"}".formatted(today(), System.nanoTime()));
        String proposals = FINANCE + "/deposit-proposals";
        calls.step(Role.FINANCE_CHECKER, "POST " + proposals + "/{code}/reject", "{\"reason\":\"The contract still runs\"}", proposed());
        String back = proposed();
        calls.step(Role.FINANCE_CHECKER, "GET " + proposals, null);
        calls.step(Role.FINANCE_CHECKER, "GET " + proposals + "/{code}", null, back);
        calls.step(Role.FINANCE_CHECKER, "POST " + proposals + "/{code}/approve", null, back);
    }

    private String proposed() {
        return calls.step(Role.FINANCE_MAKER, "POST " + FINANCE + "/deposit-proposals",
                "{\"member\":\"%s\",\"kind\":\"RETURNED\",\"amount\":100,\"reason\":\"The shop has become smaller\"}".formatted(agent)).at("/code").asText();
    }

    /** One comes each year until it is stopped; one is paid from the wallet; one is lost, but not at once. */
    private void charges() throws SQLException {
        String schedules = FINANCE + "/charge-schedules";
        String schedule = calls.step(Role.FINANCE_MAKER, "POST " + schedules,
                "{\"member\":\"%s\",\"kind\":\"FRANCHISE_FEE\",\"title\":\"Franchise fee\",\"net\":6000,\"every\":\"YEAR\",\"dueDays\":30,\"startsOn\":\"%s\"}"
                        .formatted(agent, java.time.LocalDate.parse(today()).plusYears(1))).at("/code").asText();
        calls.step(Role.FINANCE_MAKER, "GET " + schedules, null);
        calls.step(Role.FINANCE_MAKER, "GET " + schedules + "/{code}", null, schedule);
        calls.step(Role.FINANCE_MAKER, "POST " + schedules + "/{code}/stop", "{\"reason\":\"It is in the new contract\"}", schedule);
        String charge = calls.quietly(Role.FINANCE_MAKER, "POST", FINANCE + "/receivables",
                "{\"member\":\"%s\",\"kind\":\"OTHER\",\"title\":\"Training\",\"net\":120}".formatted(agent)).json().at("/code").asText();
        calls.step(Role.AGENT, "GET " + AGENT + "/invoices/charges", null);
        calls.step(Role.AGENT, "POST " + AGENT + "/invoices/charges/{code}/pay", "{\"amount\":20}", charge);
        String lost = "POST " + FINANCE + "/receivables/{code}/write-off";
        calls.step(Role.FINANCE_MAKER, lost, "{\"reason\":\"The trainer did not come\"}", charge);
        calls.step(Role.FINANCE_CHECKER, lost + "/reject", "{\"reason\":\"Ask the trainer first\"}", charge);
        calls.step(Role.FINANCE_MAKER, lost, "{\"reason\":\"The trainer did not come, as he says himself\"}", charge);
        calls.step(Role.FINANCE_CHECKER, lost + "/approve", null, charge);
        String theirs = steps.one("select code from organisation where tenant_id = %d and id = " + people.get(Role.DEALER).organisation());
        String course = calls.quietly(Role.FINANCE_MAKER, "POST", FINANCE + "/receivables",
                "{\"member\":\"%s\",\"kind\":\"OTHER\",\"title\":\"Packing tables\",\"net\":0.01}".formatted(theirs)).json().at("/code").asText();
        calls.quietly(Role.FINANCE_MAKER, "POST", FINANCE + "/receivables/" + course + "/credit", "{\"amount\":0.01,\"reference\":\"Never built\"}");
        calls.step(Role.DEALER, "GET " + DEALER + "/invoices/charges", null);
    }

    private void settings() {
        String settings = FINANCE + "/invoice-settings";
        String ours = calls.step(Role.FINANCE_MAKER, "GET " + settings + "/data", null).toString();
        calls.step(Role.FINANCE_MAKER, "PUT " + settings + "/data", ours);
        calls.step(Role.FINANCE_MAKER, "GET " + settings + "/rules", null);
        calls.step(Role.FINANCE_MAKER, "PUT " + settings + "/rules", "{\"profile\":\"COMPANY\",\"deducts\":true}");
        calls.quietly(Role.FINANCE_MAKER, "PUT", settings + "/rules", "{\"profile\":\"COMPANY\",\"deducts\":false}");
        String theirs = calls.step(Role.AGENT, "GET " + AGENT + "/invoices/data", null).toString();
        calls.step(Role.AGENT, "PUT " + AGENT + "/invoices/data", theirs);
        calls.step(Role.DEALER, "PUT " + DEALER + "/invoices/data", theirs);
    }

    /** The one that waits cannot be read: another comes. */
    private void ownInvoice() throws SQLException {
        JsonNode unread = calls.step(Role.FINANCE_MAKER, "POST " + FINANCE + "/member-invoices/{code}/reject", "{\"reason\":\"The stamp is missing\"}",
                steps.one("select code from invoicing_member_invoice where tenant_id = %d and state = 'UPLOADED'"));
        calls.step(Role.AGENT, "GET " + AGENT + "/invoices/wanted", null);
        String seller = calls.step(Role.AGENT, "GET " + AGENT + "/invoices/data", null).at("/taxNumber").asText();
        String buyer = calls.step(Role.AGENT, "GET " + AGENT + "/invoices/headquarters", null).at("/taxNumber").asText();
        calls.step(Role.AGENT, "POST " + AGENT + "/invoices/own",
                ("{\"statement\":\"%s\",\"number\":\"25332000000000004799\",\"issuedOn\":\"%s\",\"sellerTax\":\"%s\",\"buyerTax\":\"%s\",\"net\":%s,"
                        + "\"fileName\":\"invoice.pdf\",\"content\":\"%s\"}").formatted(unread.at("/statement").asText(), today(), seller, buyer,
                        unread.at("/net/amount").asText(), PAPER));
        calls.step(Role.AGENT, "GET " + AGENT + "/invoices/own", null);
    }

    /** What was shipped today is invoiced, and two pieces of it come back. */
    private void redLetters() throws SQLException {
        String[] shipped = {steps.delivered(), steps.delivered()};
        String asked = calls.quietly(Role.AGENT, "POST", AGENT + "/invoices/requests", "{\"from\":\"%s\",\"to\":\"%1$s\",\"type\":\"NORMAL\"}".formatted(today()))
                .json().at("/code").asText();
        calls.step(Role.FINANCE_MAKER, "POST " + FINANCE + "/invoice-requests/numbers",
                "{\"numbers\":[{\"request\":\"%s\",\"number\":\"25332000000000004790\",\"issuedOn\":\"%s\"}]}".formatted(asked, today()));
        for (String consignment : shipped) {
            givenBack(consignment);
        }
        for (int i = 0; i < TRIES && calls.quietly(Role.FINANCE_MAKER, "GET", RED, null).json().size() < shipped.length; i++) {
            LockSupport.parkNanos(WAIT);
        }
        JsonNode waiting = calls.step(Role.FINANCE_MAKER, "GET " + RED, null);
        calls.step(Role.FINANCE_MAKER, "GET " + RED + "/{code}", null, waiting.at("/0/code").asText());
        calls.step(Role.FINANCE_MAKER, "POST " + RED + "/{code}/issue", "{\"number\":\"25332000000000004791\",\"issuedOn\":\"" + today() + "\"}",
                waiting.at("/0/code").asText());
        calls.step(Role.FINANCE_MAKER, "POST " + RED + "/{code}/drop", "{\"reason\":\"The software has voided the invoice of the same month\"}",
                waiting.at("/1/code").asText());
    }

    private void givenBack(String consignment) throws SQLException {
        String house = steps.one("select code from warehouse where tenant_id = %d and owner_id = " + people.get(Role.DEALER).organisation());
        String code = calls.quietly(Role.AGENT, "POST", AGENT + "/returns",
                "{\"consignment\":\"%s\",\"reason\":\"DEFECT\",\"lines\":[{\"line\":1,\"quantity\":1}],\"text\":\"The zip is broken\"}".formatted(consignment))
                .json().at("/code").asText();
        done(Role.HQ_MANAGER, "/api/hq/v1/returns/" + code + "/approve", "{\"bearer\":\"DEALER\",\"warehouse\":\"" + house + "\",\"reason\":\"Seen on the picture\"}");
        done(Role.AGENT, AGENT + "/returns/" + code + "/sent", "{\"carrier\":\"shunfeng\",\"number\":\"SF" + System.nanoTime() + "\"}");
        done(Role.DEALER, DEALER + "/returns/" + code + "/receive", "{\"warehouse\":\"" + house + "\",\"held\":false,\"text\":\"As good as new\"}");
        done(Role.HQ_MANAGER, "/api/hq/v1/returns/" + code + "/refund", null);
    }

    private void done(Role role, String path, String body) {
        Answer answer = calls.quietly(role, "POST", path, body);
        assertThat(answer.status()).as(path + ": " + answer.body()).isBetween(200, 299);
    }

    private String today() {
        return steps.now().substring(0, 10);
    }
}
