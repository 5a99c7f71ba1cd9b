package entrepot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import entrepot.identity.Role;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;

/** What programs do of the books themselves: months, vouchers, entries by hand, transfers, the bank's answers. Only where examples are recorded. */
final class ApiStepsBooks {

    private static final String AGENT = "/api/agent/v1";
    private static final String FINANCE = "/api/finance/v1";

    private final ApiCalls calls;
    private final ApiSteps steps;

    ApiStepsBooks(ApiCalls calls, ApiSteps steps) {
        this.calls = calls;
        this.steps = steps;
    }

    void all() throws SQLException {
        vouchers();
        months();
        byHand();
        transfers();
        reopened();
        answers();
    }

    /** A closed month is opened again, but not at once; it is not closed at once either. */
    private void months() {
        String root = FINANCE + "/period-proposals";
        String month = "";
        for (JsonNode each : calls.step(Role.FINANCE_MAKER, "GET " + FINANCE + "/periods", null)) {
            month = each.path("state").asText().equals("CLOSED") ? each.path("month").asText() : month;
        }
        String reject = "POST " + root + "/{code}/reject";
        calls.step(Role.FINANCE_CHECKER, reject, "{\"reason\":\"Enter it in this month\"}", month(month, "OPEN"));
        String opened = month(month, "OPEN");
        calls.step(Role.FINANCE_CHECKER, "POST " + root + "/{code}/approve", null, opened);
        calls.step(Role.FINANCE_CHECKER, "GET " + root + "/{code}", null, opened);
        String closed = month(month, "CLOSED");
        calls.step(Role.FINANCE_CHECKER, "GET " + root, null);
        done(Role.FINANCE_CHECKER, root + "/" + closed + "/approve", null);
    }

    private String month(String month, String to) {
        return calls.step(Role.FINANCE_MAKER, "POST " + FINANCE + "/period-proposals",
                "{\"month\":\"%s\",\"to\":\"%s\",\"reason\":\"The courier's bill came late\"}".formatted(month, to)).at("/code").asText();
    }

    private void vouchers() {
        String root = FINANCE + "/vouchers";
        String named = calls.step(Role.FINANCE_MAKER, "GET " + root + "/subjects", null).toString();
        calls.step(Role.FINANCE_MAKER, "PUT " + root + "/subjects", named);
        calls.step(Role.FINANCE_MAKER, "POST " + root, "{\"month\":\"%s\",\"program\":\"KINGDEE\",\"form\":\"CSV\",\"grouping\":\"DAY\"}"
                .formatted(steps.now().substring(0, 7)));
    }

    private void byHand() {
        String root = FINANCE + "/ledger-adjustments";
        calls.step(Role.FINANCE_CHECKER, "POST " + root + "/{code}/reject", "{\"reason\":\"It is on the statement already\"}", entry("-15.00"));
        String posted = entry("-7.50");
        calls.step(Role.FINANCE_CHECKER, "GET " + root, null);
        calls.step(Role.FINANCE_CHECKER, "GET " + root + "/{code}", null, posted);
        calls.step(Role.FINANCE_CHECKER, "POST " + root + "/{code}/approve", null, posted);
    }

    private String entry(String amount) {
        return calls.step(Role.FINANCE_MAKER, "POST " + FINANCE + "/ledger-adjustments",
                "{\"account\":\"BANK\",\"amount\":%s,\"reason\":\"The bank's monthly fee\"}".formatted(amount)).at("/code").asText();
    }

    /** One is at the bank, a little less than was said; another is not. */
    private void transfers() {
        String root = FINANCE + "/top-ups";
        String came = reported();
        calls.step(Role.FINANCE_MAKER, "GET " + root, null);
        calls.step(Role.FINANCE_MAKER, "GET " + root + "/{code}", null, came);
        calls.step(Role.FINANCE_MAKER, "POST " + root + "/{code}/confirm", "{\"received\":299.00}", came);
        calls.step(Role.FINANCE_MAKER, "POST " + root + "/{code}/reject", "{\"reason\":\"It is not on the statement\"}", reported());
    }

    private String reported() {
        return calls.quietly(Role.AGENT, "POST", AGENT + "/top-ups", "{\"amount\":300,\"transferredOn\":\"%s\",\"reference\":\"API-%d\"}"
                .formatted(steps.now().substring(0, 10), System.nanoTime())).json().at("/code").asText();
    }

    /** A line that nobody knew is found out, at the second attempt. */
    private void reopened() throws SQLException {
        String line = steps.one("select target_line.code from bank_line target_line join bank_suspense s on s.tenant_id = target_line.tenant_id"
                + " and s.code = target_line.target where target_line.tenant_id = %d and target_line.state = 'SETTLED' and s.state = 'OPEN' order by target_line.id desc limit 1");
        String root = "POST " + FINANCE + "/bank-lines/{code}/reopen";
        calls.step(Role.FINANCE_MAKER, root, "{\"reason\":\"The payer called\"}", line);
        calls.step(Role.FINANCE_CHECKER, root + "/reject", "{\"reason\":\"Who was it?\"}", line);
        calls.step(Role.FINANCE_MAKER, root, "{\"reason\":\"It was a member's brother\"}", line);
        calls.step(Role.FINANCE_CHECKER, root + "/approve", null, line);
    }

    /** The bank speaks of a payment that is not ours. */
    private void answers() {
        String root = FINANCE + "/payout-returns";
        String table = "付款编号,状态,失败原因\nE" + System.nanoTime() + ",成功,\n";
        String taken = calls.step(Role.FINANCE_MAKER, "POST " + root, "{\"fileName\":\"answer.csv\",\"content\":\"%s\"}"
                .formatted(Base64.getEncoder().encodeToString(table.getBytes(StandardCharsets.UTF_8)))).at("/code").asText();
        calls.step(Role.FINANCE_MAKER, "GET " + root, null);
        calls.step(Role.FINANCE_MAKER, "GET " + root + "/{code}", null, taken);
    }

    private void done(Role role, String path, String body) {
        Answer answer = calls.quietly(role, "POST", path, body);
        assertThat(answer.status()).as(path + ": " + answer.body()).isBetween(200, 299);
    }
}
