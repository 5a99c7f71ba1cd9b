package entrepot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import entrepot.identity.Role;
import entrepot.journey.RunningPortal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** How the demonstration's leaver goes, to the last cent: only where examples are recorded. */
final class ApiStepsLeavers {

    private static final String ROOT = "/api/finance/v1/leavers";
    private static final String RUNS = "/api/finance/v1/settlement-runs";
    private static final String WHY = "{\"reason\":\"The contract has ended, and it moves abroad\"}";
    private static final int TRIES = 300;
    private static final long WAIT = 200_000_000L;

    private final RunningPortal portal;
    private final ApiCalls calls;
    private final ApiSteps steps;

    ApiStepsLeavers(RunningPortal portal, ApiCalls calls, ApiSteps steps) {
        this.portal = portal;
        this.calls = calls;
        this.steps = steps;
    }

    void all() throws SQLException {
        String code = calls.step(Role.FINANCE_MAKER, "GET " + ROOT, null).at("/items/0/code").asText();
        String order = steps.one("select coalesce(max(s.code), '') from sales_order s join organisation o on o.tenant_id = s.tenant_id and o.id = s.organisation_id"
                + " where s.tenant_id = %d and o.code = '" + code + "' and s.state in ('PLACED', 'ON_HOLD', 'WAITING_FUNDS')");
        if (!order.isEmpty()) {
            String key = new Client(portal).signIn("liang@acme.example").makeKey("the last order");
            Answer cancelled = new Client(portal).call(key, "POST", "/api/agent/v1/orders/" + order + "/cancel", WHY, "Idempotency-Key", UUID.randomUUID().toString());
            assertThat(cancelled.status()).as(cancelled.body()).isEqualTo(200);
        }
        until(() -> "WINDOWS".equals(leaver(code).at("/open/0/what").asText()));
        calls.step(Role.HQ_MANAGER, "GET /api/hq/v1/leavers/{code}", null, code);
        String windows = "POST " + ROOT + "/{code}/windows";
        calls.step(Role.FINANCE_MAKER, "GET " + ROOT + "/{code}", null, code);
        calls.step(Role.FINANCE_MAKER, windows, WHY, code);
        calls.step(Role.FINANCE_CHECKER, windows + "/reject", "{\"reason\":\"It can wait for two weeks\"}", code);
        calls.step(Role.FINANCE_MAKER, windows, WHY, code);
        calls.step(Role.FINANCE_CHECKER, windows + "/approve", null, code);
        until(() -> leaver(code).path("settles").asBoolean());
        settled(calls.step(Role.FINANCE_MAKER, "POST " + ROOT + "/{code}/settle", WHY, code).path("run").asText());
        until(() -> paid(code) && "DEPOSIT".equals(leaver(code).at("/open/0/what").asText()));
        calls.step(Role.FINANCE_MAKER, "POST " + ROOT + "/{code}/deposit", WHY, code);
        calls.step(Role.FINANCE_CHECKER, "POST " + ROOT + "/{code}/deposit/approve", null, code);
        until(() -> paid(code) && leaver(code).path("closes").asBoolean());
        calls.step(Role.FINANCE_MAKER, "POST " + ROOT + "/{code}/close", WHY, code);
    }

    private void settled(String run) throws SQLException {
        until(() -> run(run).path("state").asText().equals("PREVIEWED"));
        // nobody has objected, and the demonstration's clock stays where it is
        try (Connection database = portal.database(); PreparedStatement over = database.prepareStatement(
                "update settlement_run set objections_until = started_at where code = ?")) {
            over.setString(1, run);
            over.executeUpdate();
        }
        done(Role.FINANCE_MAKER, RUNS + "/" + run + "/submit", null);
        done(Role.FINANCE_CHECKER, RUNS + "/" + run + "/approve", "{\"totalsHash\":\"" + run(run).path("totalsHash").asText() + "\"}");
        until(() -> run(run).path("state").asText().matches("ISSUED|PAID_OUT"));
    }

    /** The bank has paid whatever waits for that member. */
    private boolean paid(String code) {
        try {
            String waits = steps.one("select coalesce(max(p.code), '') from payout p join organisation o on o.tenant_id = p.tenant_id and o.id = p.organisation_id"
                    + " where p.tenant_id = %d and o.code = '" + code + "' and p.state = 'WAITING'");
            if (!waits.isEmpty()) {
                done(Role.FINANCE_MAKER, "/api/finance/v1/payouts/" + waits + "/confirm", "{\"reference\":\"BOC-" + waits + "\"}");
                done(Role.FINANCE_CHECKER, "/api/finance/v1/payouts/" + waits + "/report/approve", null);
            }
            return waits.isEmpty();
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    private JsonNode run(String code) {
        return calls.quietly(Role.FINANCE_MAKER, "GET", RUNS + "/" + code, null).json();
    }

    private JsonNode leaver(String code) {
        return calls.quietly(Role.FINANCE_MAKER, "GET", ROOT + "/" + code, null).json();
    }

    private static void until(BooleanSupplier there) {
        for (int i = 0; i < TRIES; i++) {
            if (there.getAsBoolean()) {
                return;
            }
            LockSupport.parkNanos(WAIT);
        }
        throw new AssertionError("waited for nothing");
    }

    private void done(Role role, String path, String body) {
        Answer answer = calls.quietly(role, "POST", path, body);
        assertThat(answer.status()).as(path + ": " + answer.body()).isBetween(200, 299);
    }
}
