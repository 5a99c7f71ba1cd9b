package entrepot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import entrepot.identity.Role;
import entrepot.journey.RunningPortal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** What people do with plans, simulations, deductions and forecasts over the API. Drafts are given up again; what is approved begins in years. */
final class ApiStepsCommission {

    private final RunningPortal portal;
    private final Map<Role, Person> people;
    private final ApiCalls calls;

    ApiStepsCommission(RunningPortal portal, Map<Role, Person> people, ApiCalls calls) {
        this.portal = portal;
        this.people = people;
        this.calls = calls;
    }

    /** Written, simulated and proposed by headquarters; by finance too, which rejects the first and approves the second. */
    void plans() throws SQLException {
        String month = one("select to_char(max(month), 'YYYY-MM') from commission_closing where tenant_id = %d");
        proposed("hq", Role.HQ_MANAGER, month);
        String rejected = proposed("finance", Role.FINANCE_MAKER, month);
        calls.step(Role.FINANCE_CHECKER, "POST /api/finance/v1/plans/{code}/reject", "{\"reason\":\"Not before the season\"}", rejected);
        calls.step(Role.FINANCE_MAKER, "POST /api/finance/v1/plans/{code}/discard", null, rejected);
        String proposed = proposed("finance", Role.FINANCE_MAKER, month);
        String hash = calls.quietly(Role.FINANCE_CHECKER, "GET", "/api/finance/v1/plans/" + proposed, null).json().path("hash").asText();
        calls.step(Role.FINANCE_CHECKER, "POST /api/finance/v1/plans/{code}/approve", "{\"hash\":\"" + hash + "\"}", proposed);
        String given = calls.step(Role.HQ_MANAGER, "POST /api/hq/v1/plans", "{}").at("/code").asText();
        calls.step(Role.HQ_MANAGER, "POST /api/hq/v1/plans/{code}/discard", null, given);
    }

    private String proposed(String audience, Role role, String month) {
        String root = "/api/" + audience + "/v1/plans";
        String code = calls.step(role, "POST " + root, "{\"basedOn\":\"EXAMPLE\"}").at("/code").asText();
        JsonNode draft = calls.step(role, "GET " + root + "/{code}", null, code);
        calls.step(role, "GET " + root, null);
        calls.step(role, "PUT " + root + "/{code}", "{\"version\":%d,\"from\":\"%d-01-01\",\"plan\":%s}".formatted(draft.at("/version").asLong(),
                Integer.parseInt(draft.at("/from").asText().substring(0, 4)) + 9,
                draft.at("/plan").toString().replaceFirst("\"capPercent\":\\d+", "\"capPercent\":7")), code);
        String simulations = "/api/" + audience + "/v1/simulations";
        String start = "{\"plan\":\"%s\",\"month\":\"%s\"}".formatted(code, month);
        // one may have ended before anybody stops it
        for (int i = 0, status = 0; i < 5 && status != 200; i++) {
            String ended = calls.step(role, "POST " + simulations, start).at("/code").asText();
            status = calls.call(role, "POST " + simulations + "/{code}/cancel", "POST", simulations + "/" + ended + "/cancel", null).status();
        }
        String simulation = calls.step(role, "POST " + simulations, start).at("/code").asText();
        String state = "";
        for (int i = 0; i < 300 && !state.equals("DONE"); i++) {
            state = calls.quietly(role, "GET", simulations + "/" + simulation, null).json().path("state").asText();
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000L);
        }
        calls.step(role, "GET " + simulations + "/{code}", null, simulation);
        calls.step(role, "GET " + simulations + "/{code}/members", null, simulation);
        calls.step(role, "GET " + simulations + "/{code}/lines", null, simulation);
        calls.step(role, "POST " + root + "/{code}/propose", "{\"reason\":\"A little less for a line\"}", code);
        return code;
    }

    /** Entered by each audience; taken, contested by the member and decided both ways, and rejected once. */
    void deductions() throws SQLException {
        String upheld = entered("finance", Role.FINANCE_MAKER, Role.AGENT);
        String root = "POST /api/finance/v1/deductions/{code}/";
        calls.step(Role.FINANCE_CHECKER, root + "approve", null, upheld);
        calls.step(Role.AGENT, "POST /api/agent/v1/deductions/{code}/appeal", "{\"reason\":\"The buyer has taken it back\"}", upheld);
        calls.step(Role.FINANCE_CHECKER, root + "uphold", "{\"reason\":\"The talk says otherwise\"}", upheld);
        String back = entered("hq", Role.HQ_MANAGER, Role.DEALER);
        calls.quietly(Role.FINANCE_CHECKER, "POST", "/api/finance/v1/deductions/" + back + "/approve", null);
        calls.step(Role.DEALER, "POST /api/dealer/v1/deductions/{code}/appeal", "{\"reason\":\"The carrier was late, not we\"}", back);
        calls.step(Role.FINANCE_CHECKER, root + "give-back", "{\"reason\":\"The carrier says so too\"}", back);
        calls.step(Role.FINANCE_CHECKER, root + "reject", "{\"reason\":\"Nobody was harmed\"}", entered("finance", Role.FINANCE_MAKER, Role.AGENT));
    }

    private String entered(String audience, Role role, Role of) throws SQLException {
        return calls.step(role, "POST /api/" + audience + "/v1/deductions",
                "{\"member\":\"%s\",\"kind\":\"COMPLAINT\",\"reason\":\"A buyer waited three days for an answer\",\"amount\":\"5.00\"}".formatted(
                        one("select code from organisation where tenant_id = %d and id = " + people.get(of).organisation()))).at("/code").asText();
    }

    /** What an order would earn. @param order as it would be placed */
    void forecasts(String order) {
        calls.step(Role.AGENT, "POST /api/agent/v1/commission/forecast", order);
        calls.step(Role.AGENT, "GET /api/agent/v1/commission/coming", null);
        for (String what : new String[] {"accruals", "awards", "commission", "commission/coming"}) {
            calls.step(Role.DEALER, "GET /api/dealer/v1/" + what, null);
        }
    }

    private String one(String query) throws SQLException {
        try (Connection database = portal.database(); ResultSet row = database.createStatement().executeQuery(query.formatted(people.get(Role.AGENT).tenantId()))) {
            assertThat(row.next()).as(query).isTrue();
            return row.getString(1);
        }
    }
}
