package entrepot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import entrepot.identity.Role;
import entrepot.journey.RunningPortal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Money needs two people, not two accounts: what one person proposed it may not approve with a second account that has the right. */
class TwoPersonsIT {

    private static final String FINANCE = "/api/finance/v1";
    private static final Set<String> OWN = Set.of("OWN_PROPOSAL", "OWN_ADJUSTMENT", "OWN_BATCH");
    private static final String WHY = "{\"reason\":\"proof\"}";

    private static Map<Role, Person> people;
    private static Client client;
    /** Of the person that proposes: its second account, which may approve. */
    private static String twin;
    private static String member;
    private static String payout;
    private static String due;
    private static String closed;

    /**
     * Something that takes two.
     *
     * @param propose path under finance, and its body
     * @param code    where the answer says what waits
     * @param root    under which it is approved, with the answer's field that the body of that has to name; null for none
     * @param end     the verb that ends it, by the checker
     */
    private record Case(String propose, String body, String code, String root, String shown, String end, Role ends) {

        static Case of(String propose, String body) {
            return new Case(propose, body, "/code", propose, null, "reject", Role.FINANCE_CHECKER);
        }
    }

    @BeforeAll
    static void prepare() throws SQLException {
        RunningPortal portal = RunningPortal.shared();
        people = Person.ofEachRole(portal);
        client = new Client(portal);
        Person maker = people.get(Role.FINANCE_MAKER);
        try (Connection database = portal.database()) {
            twin = Person.key(database, maker.tenantId(), maker.organisation(), secondAccount(database, maker), Role.FINANCE_CHECKER, Person.HOME);
            member = one(database, "select code from organisation where tenant_id = " + maker.tenantId() + " and id = " + people.get(Role.AGENT).organisation());
            payout = client.call(people.get(Role.AGENT).key(), "POST", "/api/agent/v1/payouts", "{\"amount\":240}", "Idempotency-Key", UUID.randomUUID().toString())
                    .json().at("/code").asText();
            due = one(database, "select max(due_on)::text from payout where state = 'WAITING' and tenant_id = " + maker.tenantId());
            closed = one(database, "select to_char(max(month), 'YYYY-MM') from ledger_period where state = 'CLOSED' and tenant_id = " + maker.tenantId());
        }
    }

    private static long secondAccount(Connection database, Person maker) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement("""
                with account as (
                  insert into user_account (tenant_id, id, code, person_id, login, language, enabled, created_at, version)
                  select tenant_id, nextval('user_account_seq'), 'USR-' || upper(substr(md5(random()::text), 1, 10)), person_id, 'twin' || nextval('user_account_seq') || '@acme.example',
                         language, true, created_at, 1 from user_account where tenant_id = ? and id = ? returning tenant_id, id, created_at)
                insert into membership (tenant_id, id, user_id, organisation_id, role, created_at, version)
                select tenant_id, nextval('membership_seq'), id, ?, 'FINANCE_CHECKER', created_at, 1 from account returning user_id""")) {
            insert.setLong(1, maker.tenantId());
            insert.setLong(2, maker.user());
            insert.setLong(3, maker.organisation());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static String one(Connection database, String query) throws SQLException {
        try (ResultSet row = database.createStatement().executeQuery(query)) {
            assertThat(row.next()).as(query).isTrue();
            return row.getString(1);
        }
    }

    private static Map<String, Case> cases() {
        Map<String, Case> cases = new LinkedHashMap<>();
        cases.put("a month opened again", Case.of("/period-proposals", "{\"month\":\"" + closed + "\",\"to\":\"OPEN\",\"reason\":\"proof\"}"));
        cases.put("an entry by hand", Case.of("/ledger-adjustments", "{\"account\":\"BANK\",\"amount\":-1,\"reason\":\"proof\"}"));
        cases.put("an adjustment of a settlement", Case.of("/adjustments",
                "{\"organisation\":\"" + member + "\",\"account\":\"COMMISSION_DUE\",\"amount\":\"1.00\",\"reason\":\"proof\"}"));
        cases.put("a credit line", Case.of("/credit-proposals",
                "{\"organisation\":\"" + member + "\",\"limit\":100,\"periodDays\":30,\"freeDays\":10,\"interest\":12,\"reason\":\"proof\"}"));
        cases.put("how it is settled", Case.of("/settlement-terms", ("{\"validFrom\":\"%d-01-01\",\"kind\":\"MONTH\",\"previewDay\":3,\"objectionDays\":3,\"approveByDay\":10,"
                + "\"payDays\":[15],\"minimum\":\"100\",\"reason\":\"proof\"}").formatted(java.time.Year.now().getValue() + 5)));
        cases.put("a charge that is lost", new Case("/receivables", "{\"member\":\"" + member + "\",\"kind\":\"OTHER\",\"title\":\"proof\",\"net\":1}", "/code",
                "/receivables/{code}/write-off", null, "reject", Role.FINANCE_CHECKER));
        cases.put("a batch of payouts", new Case("/payout-batches", "{\"dueUntil\":\"" + due + "\",\"payOn\":\"" + due + "\"}", "/batches/0/code", "/payout-batches",
                "hash", "cancel", Role.FINANCE_MAKER));
        cases.put("a payment outside a batch", new Case("/payouts/" + payout + "/confirm", "{\"reference\":\"proof\"}", "/code", "/payouts/{code}/report", null, "reject",
                Role.FINANCE_CHECKER));
        cases.put("a plan", new Case("/plans", "{\"basedOn\":\"EXAMPLE\"}", "/code", "/plans", "hash", "reject", Role.FINANCE_CHECKER));
        return cases;
    }

    @Test
    void what_a_person_proposed_its_second_account_does_not_approve() {
        List<String> wrong = new ArrayList<>();
        cases().forEach((name, each) -> {
            JsonNode made = done(Role.FINANCE_MAKER, each.propose(), each.body());
            String code = made.at(each.code()).asText();
            assertThat(code).as(name + ": " + made).isNotEmpty();
            if (name.equals("a plan")) {
                simulated(code);
            }
            String root = each.root().contains("{code}") ? each.root().replace("{code}", code) : each.root() + "/" + code;
            if (each.root().endsWith("/write-off")) {
                done(Role.FINANCE_MAKER, root, WHY);
            }
            // what is approved is what was looked at
            JsonNode looked = name.equals("a plan") ? client.call(twin, "GET", FINANCE + root, null).json() : made;
            String body = each.shown() == null ? null : "{\"" + each.shown() + "\":\"" + looked.at(name.equals("a plan") ? "/hash" : each.code().replace("code", each.shown())).asText() + "\"}";
            Answer answer = client.call(twin, "POST", FINANCE + root + "/approve", body, "Idempotency-Key", UUID.randomUUID().toString());
            if (answer.status() < 400 || !OWN.contains(answer.json().path("code").asText())) {
                wrong.add(name + ": " + answer.status() + " " + answer.body());
            }
            Answer ended = client.call(people.get(each.ends()).key(), "POST", FINANCE + root + "/" + each.end(), WHY);
            if (ended.status() != 200) {
                wrong.add(name + ", which should wait still: " + ended.status() + " " + ended.body());
            }
            if (name.equals("a plan")) {
                done(Role.FINANCE_MAKER, root + "/discard", null);
            }
        });
        assertThat(wrong).isEmpty();
        done(Role.FINANCE_MAKER, "/payouts/" + payout + "/reject", WHY);
    }

    /** A plan is proposed with what it would have cost. */
    private static void simulated(String code) {
        JsonNode draft = client.call(people.get(Role.FINANCE_MAKER).key(), "GET", FINANCE + "/plans/" + code, null).json();
        done(Role.FINANCE_MAKER, "/plans/" + code, "PUT", "{\"version\":%d,\"from\":\"%d-01-01\",\"plan\":%s}".formatted(draft.at("/version").asLong(),
                Integer.parseInt(draft.at("/from").asText().substring(0, 4)) + 8, draft.at("/plan").toString().replaceFirst("\"capPercent\":\\d+", "\"capPercent\":6")));
        String simulation = done(Role.FINANCE_MAKER, "/simulations", "{\"plan\":\"" + code + "\",\"month\":\"" + closed + "\"}").at("/code").asText();
        String state = "";
        for (int i = 0; i < 300 && !state.equals("DONE"); i++) {
            state = client.call(people.get(Role.FINANCE_MAKER).key(), "GET", FINANCE + "/simulations/" + simulation, null).json().path("state").asText();
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000L);
        }
        done(Role.FINANCE_MAKER, "/plans/" + code + "/propose", WHY);
    }

    private static JsonNode done(Role role, String path, String body) {
        return done(role, path, "POST", body);
    }

    private static JsonNode done(Role role, String path, String verb, String body) {
        Answer answer = client.call(people.get(role).key(), verb, FINANCE + path, body, "Idempotency-Key", UUID.randomUUID().toString());
        assertThat(answer.status()).as(path + ": " + answer.body()).isBetween(200, 299);
        return answer.json();
    }
}
