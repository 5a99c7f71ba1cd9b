package entrepot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import entrepot.identity.Role;
import entrepot.journey.RunningPortal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people do with money by the API, so that each operation has succeeded once. Nothing of it can be undone: it is done only where examples are recorded. */
final class BookSteps {

    private static final String AGENT = "/api/agent/v1";
    private static final String DEALER = "/api/dealer/v1";
    private static final String FINANCE = "/api/finance/v1";
    private static final String RETURNS = "/api/hq/v1/returns/{code}/";
    private static final String PROOF = Base64.getEncoder().encodeToString("%PDF-1.4 a proof %%EOF".getBytes(StandardCharsets.US_ASCII));

    private final RunningPortal portal;
    private final Map<Role, Person> people;
    private final Samples samples;
    private final ApiCalls calls;
    private final ApiSteps steps;
    private final List<String> disputed = new ArrayList<>();

    BookSteps(RunningPortal portal, Map<Role, Person> people, Samples samples, ApiCalls calls, ApiSteps steps) {
        this.portal = portal;
        this.people = people;
        this.samples = samples;
        this.calls = calls;
        this.steps = steps;
    }

    /** What members say of a previewed statement: three lines are wrong, a fourth is right after all, and so is the rest. */
    void previewed() throws SQLException {
        String statement = previewed(Role.AGENT);
        List<String> lines = lines(Role.AGENT, AGENT, statement, 4);
        lines.forEach(line -> disputed.add(calls.step(Role.AGENT, "POST " + AGENT + "/disputes",
                "{\"statement\":\"%s\",\"line\":\"%s\",\"claimed\":999,\"reason\":\"The rate of the campaign was agreed\",\"proof\":{\"name\":\"letter.pdf\",\"content\":\"%s\"}}"
                        .formatted(statement, line, PROOF)).at("/code").asText()));
        calls.step(Role.AGENT, "POST " + AGENT + "/disputes/{code}/withdraw", null, disputed.remove(0));
        confirm(Role.AGENT, AGENT, statement);
        String theirs = previewed(Role.DEALER);
        String wrong = calls.step(Role.DEALER, "POST " + DEALER + "/disputes", "{\"statement\":\"%s\",\"line\":\"%s\",\"reason\":\"Two parcels, not one\"}"
                .formatted(theirs, lines(Role.DEALER, DEALER, theirs, 1).get(0))).at("/code").asText();
        calls.step(Role.DEALER, "POST " + DEALER + "/disputes/{code}/withdraw", null, wrong);
        confirm(Role.DEALER, DEALER, theirs);
    }

    private String previewed(Role role) throws SQLException {
        return steps.one("select code from settlement_statement where tenant_id = %d and state in ('CALCULATED', 'PREVIEWED') and organisation_id = "
                + people.get(role).organisation());
    }

    private List<String> lines(Role role, String root, String statement, int limit) {
        List<String> lines = new ArrayList<>();
        calls.step(role, "GET " + root + "/statements/{code}", null, statement).at("/content").findValuesAsText("key").stream().distinct().forEach(group -> {
            if (lines.size() < limit) {
                calls.quietly(role, "GET", root + "/statements/" + statement + "/lines?limit=" + limit + "&group=" + group, null).json().path("items")
                        .forEach(line -> lines.add(line.path("line").asText()));
            }
        });
        return lines.subList(0, limit);
    }

    private void confirm(Role role, String root, String statement) {
        String hash = calls.step(role, "GET " + root + "/statements/{code}", null, statement).path("previewHash").asText();
        calls.step(role, "POST " + root + "/statements/{code}/confirm", "{\"previewHash\":\"" + hash + "\"}", statement);
    }

    void all() throws SQLException {
        disputes();
        returns();
        bank();
        credit();
        invoices();
        payouts();
    }

    /** One is rejected; an answer that gives money is sent back once and agreed to then. */
    private void disputes() {
        String root = "POST " + FINANCE + "/disputes/{code}/";
        calls.step(Role.FINANCE_MAKER, root + "reject", "{\"answer\":\"The campaign ended the day before\"}", disputed.get(0));
        String more = "{\"granted\":999,\"answer\":\"The letter says so\"}";
        calls.step(Role.FINANCE_MAKER, root + "accept", more, disputed.get(1));
        calls.step(Role.FINANCE_CHECKER, root + "send-back", "{\"answer\":\"Whose signature is it?\"}", disputed.get(1));
        calls.step(Role.FINANCE_MAKER, root + "accept", more, disputed.get(1));
        calls.step(Role.FINANCE_CHECKER, root + "approve", "{\"granted\":999}", disputed.get(1));
    }

    /** Seven pieces of four consignments: each return ends in its own way. */
    private void returns() throws SQLException {
        String one = steps.delivered();
        calls.step(Role.AGENT, "POST " + AGENT + "/returns/{code}/withdraw", "{\"reason\":\"The buyer keeps it\"}", opened(Role.AGENT, "agent", one));
        String house = steps.one("select code from warehouse where tenant_id = %d and owner_id = " + people.get(Role.DEALER).organisation());
        String faulty = opened(Role.AGENT, "agent", one);
        String shown = "{\"photos\":[{\"name\":\"zip.pdf\",\"content\":\"JVBERi0xLjQKJSVFT0YK\"}]}";
        String photo = calls.step(Role.AGENT, "POST " + AGENT + "/returns/{code}/photos", shown, faulty).at("/photos/0/code").asText();
        String verdict = verdict("DEALER", house, null);
        calls.step(Role.HQ_MANAGER, "POST " + RETURNS + "effect", verdict, faulty);
        calls.step(Role.HQ_MANAGER, "POST " + RETURNS + "approve", verdict, faulty);
        calls.step(Role.AGENT, "POST " + AGENT + "/returns/{code}/sent", "{\"carrier\":\"shunfeng\",\"number\":\"SF" + System.nanoTime() + "\"}", faulty);
        calls.step(Role.DEALER, "POST " + DEALER + "/returns/{code}/receive", "{\"warehouse\":\"" + house + "\",\"held\":false,\"text\":\"As good as new\"}", faulty);
        calls.step(Role.HQ_MANAGER, "POST " + RETURNS + "refund", null, faulty);
        for (Map.Entry<Role, String> reader : Map.of(Role.AGENT, "agent", Role.DEALER, "dealer", Role.HQ_MANAGER, "hq").entrySet()) {
            String operation = "GET /api/" + reader.getValue() + "/v1/return-photos/{code}";
            Answer file = calls.call(reader.getKey(), operation, "GET", operation.substring("GET ".length()).replace("{code}", photo), null);
            assertThat(file.status()).as(file.body()).isEqualTo(200);
        }
        String two = steps.delivered();
        String central = steps.one("select code from warehouse where tenant_id = %d and central");
        String back = opened(Role.HQ_MANAGER, "hq", two);
        calls.step(Role.HQ_MANAGER, "POST " + RETURNS + "photos", shown, back);
        calls.step(Role.HQ_MANAGER, "POST " + RETURNS + "approve", verdict("HEADQUARTERS", central, null), back);
        calls.step(Role.HQ_MANAGER, "POST " + RETURNS + "receive", "{\"warehouse\":\"" + central + "\",\"held\":true,\"text\":\"To be looked at\"}", back);
        calls.step(Role.HQ_MANAGER, "POST " + RETURNS + "reject", "{\"reason\":\"Worn for months\"}", opened(Role.HQ_MANAGER, "hq", two));
        String three = steps.delivered();
        String deputy = new Client(portal).signIn("deputy@acme.example").makeKey("returns");
        for (String end : new String[] {"reject-compensation", "approve-compensation"}) {
            String waits = opened(Role.HQ_MANAGER, "hq", three);
            Answer answer = new Client(portal).call(deputy, "POST", (RETURNS + "approve").replace("{code}", waits), verdict("HEADQUARTERS", null, "5000"), "Idempotency-Key", waits);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            calls.step(Role.HQ_MANAGER, "POST " + RETURNS + end, end.startsWith("reject") ? "{\"reason\":\"More than the goods are worth\"}" : null, waits);
        }
    }

    private String opened(Role role, String audience, String consignment) {
        return calls.step(role, "POST /api/" + audience + "/v1/returns",
                "{\"consignment\":\"%s\",\"reason\":\"DEFECT\",\"lines\":[{\"line\":1,\"quantity\":1}],\"text\":\"The zip is broken\"}".formatted(consignment)).at("/code").asText();
    }

    /** @param warehouse where the goods come back; null where the buyer keeps them */
    private static String verdict(String bearer, String warehouse, String compensation) {
        return "{\"bearer\":\"%s\",%s%s\"reason\":\"Seen on the picture\"}".formatted(bearer, warehouse == null ? "" : "\"warehouse\":\"" + warehouse + "\",",
                compensation == null ? "" : "\"compensation\":{\"amount\":\"" + compensation + "\",\"currency\":\"CNY\"},");
    }

    /** Money that comes: told by the member, paid at a provider, and seen at the bank. */
    private void bank() throws SQLException {
        String today = today().toString();
        calls.step(Role.AGENT, "POST " + AGENT + "/top-ups", "{\"amount\":500,\"transferredOn\":\"%s\",\"reference\":\"API-%d\",\"proofName\":\"transfer.pdf\",\"proof\":\"%s\"}"
                .formatted(today, System.nanoTime(), PROOF));
        calls.step(Role.AGENT, "POST " + AGENT + "/payments", "{\"amount\":200,\"provider\":\"SIMULATOR\"}");
        String table = "交易日期,对方户名,对方账号,摘要,收入金额,支出金额,账户余额,交易流水号\n" + today + ",某公司,4000012345670001,往来款,77.00,,52250.50,API" + System.nanoTime() + "\n";
        calls.step(Role.FINANCE_MAKER, "POST " + FINANCE + "/bank-statements", "{\"account\":\"%s\",\"fileName\":\"statement.csv\",\"content\":\"%s\"}"
                .formatted(steps.one("select code from bank_account where tenant_id = %d"), Base64.getEncoder().encodeToString(table.getBytes(StandardCharsets.UTF_8))));
        calls.step(Role.FINANCE_MAKER, "POST " + FINANCE + "/bank-lines/{code}/settle", "{\"as\":\"SUSPENSE\",\"reason\":\"Nobody reported it\"}",
                steps.one("select code from bank_line where tenant_id = %d and state = 'OPEN' order by id desc limit 1"));
    }

    /** A line is raised by two persons, another is not; it is lowered, and stopped. */
    private void credit() throws SQLException {
        String root = "POST " + FINANCE + "/credit-proposals";
        calls.step(Role.FINANCE_CHECKER, root + "/{code}/reject", "{\"reason\":\"Not before the old one is balanced\"}", proposed("6000"));
        String line = calls.step(Role.FINANCE_CHECKER, root + "/{code}/approve", null, proposed("5000")).at("/code").asText();
        calls.step(Role.FINANCE_MAKER, "POST " + FINANCE + "/credit-lines/{code}/lower", "{\"limit\":4000,\"reason\":\"The season is over\"}", line);
        calls.step(Role.FINANCE_MAKER, "POST " + FINANCE + "/credit-lines/{code}/stop", "{\"reason\":\"The member asked for it\"}", line);
    }

    private String proposed(String limit) throws SQLException {
        return calls.step(Role.FINANCE_MAKER, "POST " + FINANCE + "/credit-proposals",
                "{\"organisation\":\"%s\",\"limit\":%s,\"periodDays\":30,\"freeDays\":10,\"interest\":12,\"reason\":\"The season begins\"}".formatted(agent(), limit)).at("/code").asText();
    }

    private String agent() throws SQLException {
        return steps.one("select code from organisation where tenant_id = %d and id = " + people.get(Role.AGENT).organisation());
    }

    /** Charges, tax invoices over what was shipped, and the member's own invoice for its commission. */
    private void invoices() throws SQLException {
        String charges = "POST " + FINANCE + "/receivables";
        String charge = calls.step(Role.FINANCE_MAKER, charges, "{\"member\":\"%s\",\"kind\":\"OTHER\",\"title\":\"Stand at the fair\",\"net\":800,\"dueOn\":\"%s\"}"
                .formatted(agent(), today().plusDays(30))).at("/code").asText();
        calls.step(Role.FINANCE_MAKER, charges + "/{code}/credit", "{\"amount\":100,\"reference\":\"Half a day less\"}", charge);
        calls.step(Role.FINANCE_MAKER, charges + "/{code}/pay", "{\"amount\":300,\"reference\":\"BOC-4711\"}", charge);
        String requests = "POST " + FINANCE + "/invoice-requests/{code}/";
        calls.step(Role.FINANCE_MAKER, requests + "reject", "{\"reason\":\"The tax number is another company's\"}", asked("2026-09-01", "2026-09-30"));
        calls.step(Role.FINANCE_MAKER, requests + "issue", "{\"number\":\"25332000000000004711\",\"issuedOn\":\"" + today() + "\"}", asked("2026-09-01", "2026-09-30"));
        calls.step(Role.FINANCE_MAKER, "POST " + FINANCE + "/member-invoices/{code}/accept", null,
                steps.one("select code from invoicing_member_invoice where tenant_id = %d and state = 'UPLOADED'"));
    }

    private String asked(String from, String to) {
        return calls.step(Role.AGENT, "POST " + AGENT + "/invoices/requests", "{\"from\":\"%s\",\"to\":\"%s\",\"type\":\"NORMAL\"}".formatted(from, to)).at("/code").asText();
    }

    /** Money that leaves: one payout goes back to the wallet, one was seen at the bank, and of the batches one leaves and one does not. */
    private void payouts() throws SQLException {
        String root = "POST " + FINANCE + "/payouts/{code}/";
        String back = calls.step(Role.AGENT, "POST " + AGENT + "/payouts", "{\"amount\":240}").at("/code").asText();
        calls.step(Role.FINANCE_MAKER, root + "reject", "{\"reason\":\"Please enter your new account first\"}", back);
        // statements are issued in the background
        for (int i = 0; i < 150 && steps.one("select count(*) from payout where tenant_id = %d and state = 'WAITING' and attempts = 0").equals("0"); i++) {
            java.util.concurrent.locks.LockSupport.parkNanos(200_000_000L);
        }
        String outside = steps.one("select code from payout where tenant_id = %d and state = 'WAITING' and attempts = 0 order by id desc limit 1");
        calls.step(Role.FINANCE_MAKER, root + "confirm", "{\"reference\":\"BOC-4711\"}", outside);
        calls.step(Role.FINANCE_CHECKER, root + "report/reject", "{\"reason\":\"It is not on the bank's statement\"}", outside);
        calls.step(Role.FINANCE_MAKER, root + "confirm", "{\"reference\":\"BOC-4712\"}", outside);
        calls.step(Role.FINANCE_CHECKER, root + "report/approve", null, outside);
        String batches = "POST " + FINANCE + "/payout-batches";
        JsonNode prepared = calls.step(Role.FINANCE_MAKER, batches, "{\"dueUntil\":\"%s\",\"payOn\":\"%1$s\"}".formatted(steps.one("select max(due_on) from payout where tenant_id = %d"))).at("/batches");
        assertThat(prepared).as("batches").isNotEmpty();
        JsonNode batch = prepared.get(0);
        calls.step(Role.FINANCE_CHECKER, batches + "/{code}/approve", "{\"hash\":\"" + batch.at("/hash").asText() + "\"}", batch.at("/code").asText());
        calls.step(Role.FINANCE_CHECKER, batches + "/{code}/release", "{\"code\":\"" + secondFactor() + "\"}", batch.at("/code").asText());
        calls.step(Role.FINANCE_MAKER, batches + "/{code}/cancel", "{\"reason\":\"The account is closed today\"}",
                prepared.size() > 1 ? prepared.get(1).at("/code").asText() : steps.one("select code from payout_batch where tenant_id = %d and state = 'APPROVED' limit 1"));
        calls.step(Role.AGENT, "PUT " + AGENT + "/payee-account",
                "{\"kind\":\"ALIPAY\",\"number\":\"13912345678\",\"holder\":\"林晓\"}");
    }

    /** What the checker's telephone would show. */
    private String secondFactor() {
        Matcher code = Pattern.compile("id=\"code\">(\\d{6})<").matcher(new Client(portal).signIn(people.get(Role.FINANCE_CHECKER).login()).page("/demo/code").body());
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    private LocalDate today() {
        return LocalDate.parse(steps.now().substring(0, 10));
    }
}
