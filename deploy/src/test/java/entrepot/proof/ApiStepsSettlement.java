package entrepot.proof;

import entrepot.identity.Role;
import entrepot.journey.RunningPortal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.concurrent.locks.LockSupport;

/** What a program does of settlement beside a month's run: terms, adjustments, a run of one member. */
final class ApiStepsSettlement {

    private static final String TERMS = "/api/finance/v1/settlement-terms";
    private static final String ADJUSTMENTS = "/api/finance/v1/adjustments";
    private static final String RUNS = "/api/finance/v1/settlement-runs";
    private static final int TRIES = 300;
    private static final long WAIT = 200_000_000L;

    private final RunningPortal portal;
    private final ApiCalls calls;
    private final String member;

    /** @param member the code of one that is settled */
    ApiStepsSettlement(RunningPortal portal, ApiCalls calls, String member) {
        this.portal = portal;
        this.calls = calls;
        this.member = member;
    }

    void all() throws SQLException {
        calls.step(Role.FINANCE_MAKER, "GET " + TERMS, null);
        String rejected = terms();
        calls.step(Role.FINANCE_MAKER, "GET " + TERMS + "/{code}", null, rejected);
        calls.step(Role.FINANCE_CHECKER, "POST " + TERMS + "/{code}/reject", "{\"reason\":\"The bank pays on the 20th\"}", rejected);
        calls.step(Role.FINANCE_CHECKER, "POST " + TERMS + "/{code}/approve", null, terms());

        String posted = adjustment("12.50");
        calls.step(Role.FINANCE_MAKER, "GET " + ADJUSTMENTS + "/{code}", null, posted);
        calls.step(Role.FINANCE_CHECKER, "POST " + ADJUSTMENTS + "/{code}/approve", null, posted);
        calls.step(Role.FINANCE_CHECKER, "POST " + ADJUSTMENTS + "/{code}/reject", "{\"reason\":\"It was paid in cash\"}", adjustment("-3.20"));
        calls.step(Role.FINANCE_MAKER, "GET " + ADJUSTMENTS, null);

        String run = alone();
        calls.step(Role.FINANCE_MAKER, "GET " + RUNS + "/{code}/left-out/counts", null, run);
        calls.step(Role.FINANCE_MAKER, "GET " + RUNS + "/{code}/left-out", null, run);
        // nobody has objected, and the demonstration's clock stays where it is
        try (Connection database = portal.database(); PreparedStatement over = database.prepareStatement(
                "update settlement_run set objections_until = started_at where code = ?")) {
            over.setString(1, run);
            over.executeUpdate();
        }
        calls.quietly(Role.FINANCE_MAKER, "POST", RUNS + "/" + run + "/submit", null);
        calls.step(Role.FINANCE_CHECKER, "POST " + RUNS + "/{code}/reject", "{\"reason\":\"It can wait for the month\"}", run);
        calls.step(Role.FINANCE_MAKER, "POST " + RUNS + "/{code}/cancel", "{\"reason\":\"It can wait for the month\"}", alone());
    }

    private String terms() {
        return calls.step(Role.FINANCE_MAKER, "POST " + TERMS, ("{\"validFrom\":\"%s\",\"kind\":\"MONTH\",\"previewDay\":3,\"objectionDays\":3,\"approveByDay\":10,"
                + "\"payDays\":[15,25],\"minimum\":\"100\",\"reason\":\"As it was said at the members' meeting\"}").formatted(LocalDate.now().plusYears(2).withDayOfMonth(1)))
                .at("/code").asText();
    }

    private String adjustment(String amount) {
        return calls.step(Role.FINANCE_MAKER, "POST " + ADJUSTMENTS, ("{\"organisation\":\"%s\",\"account\":\"COMMISSION_DUE\",\"amount\":\"%s\","
                + "\"reason\":\"The parcel's freight was promised\"}").formatted(member, amount)).at("/code").asText();
    }

    private String alone() {
        String code = calls.step(Role.FINANCE_MAKER, "POST " + RUNS + "/off-cycle",
                "{\"organisation\":\"%s\",\"reason\":\"It needs its money before the holidays\"}".formatted(member)).at("/code").asText();
        String state = "";
        for (int i = 0; i < TRIES && !state.equals("PREVIEWED"); i++) {
            state = calls.quietly(Role.FINANCE_MAKER, "GET", RUNS + "/" + code, null).json().path("state").asText();
            LockSupport.parkNanos(WAIT);
        }
        return code;
    }
}
