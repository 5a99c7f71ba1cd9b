package entrepot.proof;

import com.fasterxml.jackson.databind.JsonNode;
import entrepot.identity.Role;

/** What a program does with tax that was withheld: the register, a month's filing, certificates. */
final class ApiStepsTax {

    private static final String FILINGS = "/api/finance/v1/tax-filings";
    private static final int MONTH_LENGTH = 7;

    private final ApiCalls calls;

    ApiStepsTax(ApiCalls calls) {
        this.calls = calls;
    }

    void all() {
        JsonNode register = calls.step(Role.FINANCE_MAKER, "GET /api/finance/v1/tax/withheld", null);
        calls.step(Role.AGENT, "GET /api/agent/v1/tax/withheld", null);
        calls.step(Role.AGENT, "GET /api/agent/v1/tax/certificates", null);
        calls.step(Role.DEALER, "GET /api/dealer/v1/tax/withheld", null);
        calls.step(Role.DEALER, "GET /api/dealer/v1/tax/certificates", null);
        String month = "";
        for (JsonNode row : register.path("items")) {
            month = row.hasNonNull("filing") ? month : row.path("payDate").asText().substring(0, MONTH_LENGTH);
        }
        String filing = calls.step(Role.FINANCE_MAKER, "POST " + FILINGS, "{\"month\":\"%s\"}".formatted(month)).at("/code").asText();
        calls.step(Role.FINANCE_MAKER, "GET " + FILINGS, null);
        calls.step(Role.FINANCE_MAKER, "GET " + FILINGS + "/{code}", null, filing);
        calls.step(Role.FINANCE_MAKER, "GET " + FILINGS + "/{code}/rows", null, filing);
        calls.step(Role.FINANCE_CHECKER, "POST " + FILINGS + "/{code}/paid", "{\"reference\":\"TAX-0417\"}", filing);
    }
}
