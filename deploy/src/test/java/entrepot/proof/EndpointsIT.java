package entrepot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.identity.Role;
import entrepot.journey.RunningPortal;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every endpoint × every role × own, foreign and unknown codes. */
class EndpointsIT {
    private static final List<Endpoint> ENDPOINTS = Endpoint.all();

    /** Where an empty body is refused on one's own thing, one that is good enough. */
    static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("POST /api/agent/v1/orders/{code}/cancel", "{\"reason\":\"proof\"}"),
            Map.entry("POST /api/dealer/v1/consignments/{code}/decline", "{\"reason\":\"proof\"}"),
            Map.entry("POST /api/dealer/v1/consignments/{code}/accept-part", "{\"accepted\":[{\"line\":1,\"quantity\":1}],\"reason\":\"OUT_OF_STOCK\"}"),
            Map.entry("POST /api/dealer/v1/consignments/{code}/ran-out", "{\"missing\":[{\"line\":1,\"quantity\":1}],\"note\":\"proof\"}"),
            Map.entry("POST /api/dealer/v1/consignments/answers", "{\"answer\":\"ACCEPT\",\"codes\":[\"CON-000000-PROOF0\"]}"),
            Map.entry("POST /api/dealer/v1/consignments/{code}/ship", "{\"parcels\":[{\"carrier\":\"shunfeng\",\"number\":\"PROOF123456\",\"grams\":1000}]}"),
            Map.entry("POST /api/dealer/v1/stock", "{\"lines\":[{\"sku\":\"PROOF-1\",\"quantity\":1}]}"),
            Map.entry("PUT /api/dealer/v1/stock", "{\"lines\":[{\"sku\":\"PROOF-2\",\"quantity\":1}]}"),
            Map.entry("POST /api/agent/v1/deductions/{code}/appeal", "{\"reason\":\"proof\"}"),
            Map.entry("POST /api/dealer/v1/deductions/{code}/appeal", "{\"reason\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/deductions/{code}/reject", "{\"reason\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/deductions/{code}/give-back", "{\"reason\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/deductions/{code}/uphold", "{\"reason\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/plans/{code}/propose", "{\"reason\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/plans/{code}/reject", "{\"reason\":\"proof\"}"),
            Map.entry("POST /api/hq/v1/plans/{code}/propose", "{\"reason\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/settlement-runs/off-cycle", "{\"organisation\":\"ORG-000000-PROOF0\",\"reason\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/adjustments", "{\"organisation\":\"ORG-000000-PROOF0\",\"account\":\"COMMISSION_DUE\",\"amount\":\"1.00\",\"reason\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/settlement-terms", "{\"validFrom\":\"2020-01-01\",\"kind\":\"MONTH\",\"previewDay\":3,\"objectionDays\":3,\"approveByDay\":10,\"payDays\":[15],\"minimum\":\"100\",\"reason\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/settlement-runs", "{\"month\":\"2026-01\"}"),
            Map.entry("POST /api/finance/v1/plans/{code}/approve", "{\"hash\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/settlement-runs/{code}/approve", "{\"totalsHash\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/tax-filings", "{\"month\":\"2020-01\"}"),
            Map.entry("POST /api/finance/v1/tax-filings/{code}/paid", "{\"reference\":\"proof\"}"),
            Map.entry("POST /api/agent/v1/statements/{code}/confirm", "{\"previewHash\":\"proof\"}"),
            Map.entry("POST /api/dealer/v1/statements/{code}/confirm", "{\"previewHash\":\"proof\"}"),
            Map.entry("POST /api/agent/v1/disputes", "{\"statement\":\"STM-000000-PROOF0\",\"line\":\"a~b~c\",\"reason\":\"proof\"}"),
            Map.entry("POST /api/dealer/v1/disputes", "{\"statement\":\"STM-000000-PROOF0\",\"line\":\"a~b~c\",\"reason\":\"proof\"}"),
            Map.entry("POST /api/agent/v1/credit/deposit", "{\"amount\":0}"),
            Map.entry("POST /api/agent/v1/credit/deposit/transfers", "{\"amount\":0,\"reference\":\"proof\"}"),
            Map.entry("POST /api/agent/v1/invoices/charges/{code}/pay", "{\"amount\":1}"),
            Map.entry("POST /api/dealer/v1/invoices/charges/{code}/pay", "{\"amount\":1}"),
            Map.entry("POST /api/finance/v1/charge-schedules/{code}/stop", "{\"reason\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/period-proposals/{code}/reject", "{\"reason\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/ledger-adjustments/{code}/reject", "{\"reason\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/top-ups/{code}/reject", "{\"reason\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/bank-lines/{code}/reopen/reject", "{\"reason\":\"proof\"}"),
            Map.entry("POST /api/agent/v1/returns/{code}/photos", "{\"photos\":[{\"name\":\"proof.pdf\",\"content\":\"JVBERi0xLjQKJSVFT0YK\"}]}"),
            Map.entry("POST /api/hq/v1/returns/{code}/photos", "{\"photos\":[{\"name\":\"proof.pdf\",\"content\":\"JVBERi0xLjQKJSVFT0YK\"}]}"),
            Map.entry("POST /api/finance/v1/leavers/{code}/windows", "{\"reason\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/leavers/{code}/windows/reject", "{\"reason\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/leavers/{code}/settle", "{\"reason\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/leavers/{code}/deposit", "{\"reason\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/leavers/{code}/close", "{\"reason\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/deposit-proposals/{code}/reject", "{\"reason\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/invoice-requests/numbers", "{\"numbers\":[]}"),
            Map.entry("POST /api/finance/v1/receivables/{code}/write-off", "{\"reason\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/receivables/{code}/write-off/reject", "{\"reason\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/red-letters/{code}/issue", "{\"number\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/red-letters/{code}/drop", "{\"reason\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/disputes/{code}/approve", "{\"granted\":\"1.00\"}"),
            Map.entry("POST /api/finance/v1/disputes/{code}/accept", "{\"granted\":\"1.00\",\"answer\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/disputes/{code}/reject", "{\"answer\":\"proof\"}"),
            Map.entry("POST /api/finance/v1/disputes/{code}/send-back", "{\"answer\":\"proof\"}"));

    private static Map<Role, Person> people;
    private static Samples samples;
    private static Client client;

    @BeforeAll
    static void prepare() throws SQLException {
        RunningPortal portal = RunningPortal.shared();
        people = Person.ofEachRole(portal);
        samples = new Samples(portal);
        client = new Client(portal);
        openFeeds(people.get(Role.AGENT));
        addWebhooks(client, people);
        StockPapers.end(portal, client, people);
        ApiSteps.endedThings(portal, client, people);
    }

    /** Opens two feeds to be acted on: one is revoked, the other gets a new address. */
    private static void openFeeds(Person agent) {
        String shop = samples.own("sub-shops", agent).orElseThrow();
        for (int i = 0; i < 2; i++) {
            Answer opened = client.call(agent.key(), "POST", "/api/agent/v1/feeds",
                    "{\"subShop\":\"" + shop + "\",\"format\":\"JSON\"}");
            assertThat(opened.status()).as(opened.body()).isEqualTo(201);
        }
    }

    /** Adds webhooks of each audience to be acted on; one of them is removed. */
    static void addWebhooks(Client client, Map<Role, Person> people) {
        addWebhooks(client, "agent", people.get(Role.AGENT));
        addWebhooks(client, "dealer", people.get(Role.DEALER));
        addWebhooks(client, "hq", people.get(Role.ADMIN));
    }

    private static void addWebhooks(Client client, String audience, Person person) {
        for (int i = 0; i < 2; i++) {
            Answer added = client.call(person.key(), "POST", "/api/" + audience + "/v1/webhooks",
                    "{\"url\":\"https://nobody.invalid/hook\",\"remark\":\"proof\"}");
            assertThat(added.status()).as(added.body()).isEqualTo(201);
        }
    }

    @Test
    void every_endpoint_stands_on_use_cases_and_its_codes_are_known_here() {
        assertThat(ENDPOINTS).hasSizeGreaterThan(5);
        Set<String> bare = new TreeSet<>();
        // /me only repeats who is asking
        ENDPOINTS.stream().filter(e -> e.permissions().isEmpty() && !e.path().endsWith("/me"))
                .forEach(e -> bare.add(e.toString()));
        assertThat(bare).as("endpoints that call no use case").isEmpty();
        assertThat(ENDPOINTS.stream().filter(e -> e.takesBody() && !e.permissions().contains(e.first())).toList())
                .as("endpoints that read a body and do not name (@Requires) a permission of the use case they call").isEmpty();
        assertThat(Samples.unknown(ENDPOINTS.stream().flatMap(e -> e.nouns().stream()).toList()))
                .as("words without a sample: say in Samples what a code of it is and whose").isEmpty();
    }

    @Test
    void every_endpoint_is_open_to_some_role() {
        assertThat(ENDPOINTS.stream().filter(e -> List.of(Role.values()).stream().noneMatch(e::isOpenTo)).toList())
                .isEmpty();
    }

    @Test
    void without_a_key_of_ours_nobody_gets_in() {
        Set<String> wrong = new TreeSet<>();
        for (Endpoint endpoint : ENDPOINTS) {
            String path = endpoint.at(unknown(endpoint));
            for (String key : new String[] {null, "", "ek_acme_wrong", "ek_nobody_wrong", "nonsense"}) {
                expect(wrong, endpoint, "key " + key, client.call(key, endpoint.verb(), path, body(endpoint)), 401);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_role_without_the_permission_is_refused() {
        Set<String> wrong = new TreeSet<>();
        forEachRole((endpoint, person) -> {
            if (endpoint.isShutTo(person.role())) {
                expect(wrong, endpoint, person.role() + " unknown", call(endpoint, person, unknown(endpoint)), 403);
            } else if (!endpoint.isOpenTo(person.role())) {
                own(endpoint, person).ifPresent(codes -> {
                    Answer answer = call(endpoint, person, codes);
                    if (answer.status() < 400 || answer.status() >= 500) {
                        wrong.add(endpoint + " as " + person.role() + ", who lacks a permission of "
                                + endpoint.permissions() + ": " + answer.status());
                    }
                });
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void what_a_role_may_do_it_can_do_with_its_own() {
        Set<String> wrong = new TreeSet<>();
        forEachRole((endpoint, person) -> {
            if (endpoint.isOpenTo(person.role())) {
                Optional<Map<String, String>> codes = own(endpoint, person);
                if (codes.isEmpty()) {
                    String none = endpoint + " as " + person.role() + ": the demonstration has none of "
                            + endpoint.nouns() + (endpoint.reads() ? " for " : " to act on for ") + person.login();
                    wrong.add(none);
                    return;
                }
                Answer answer = call(endpoint, person, codes.get());
                boolean read = endpoint.reads() ? answer.status() == 200
                        : answer.status() < 500 && !Set.of(401, 403, 404, 405, 415).contains(answer.status());
                if (!read) {
                    wrong.add(endpoint + " as " + person.role() + " with " + codes.get().values() + ": "
                            + answer.status() + " " + answer.body());
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void what_belongs_to_others_does_not_exist() {
        Set<String> wrong = new TreeSet<>();
        int[] tried = {0};
        forEachRole((endpoint, person) -> {
            if (!endpoint.isOpenTo(person.role()) || endpoint.nouns().isEmpty()) {
                return;
            }
            Answer nothing = call(endpoint, person, unknown(endpoint));
            expect(wrong, endpoint, person.role() + " unknown", nothing, 404);
            for (String noun : endpoint.nouns()) {
                for (Optional<String> foreign : List.of(samples.ofAnotherMember(noun, person),
                        samples.ofAnotherTenant(noun, person))) {
                    if (foreign.isPresent()) {
                        Map<String, String> codes = own(endpoint, person).orElseGet(() -> unknown(endpoint));
                        codes.put(noun, foreign.get());
                        Answer answer = call(endpoint, person, codes);
                        tried[0]++;
                        if (!answer.shape().equals(nothing.shape())) {
                            wrong.add(endpoint + " as " + person.role() + " with foreign " + codes + ": "
                                    + answer.shape() + " instead of " + nothing.shape());
                        }
                        String told = answer.body().replace(foreign.get(), Samples.UNKNOWN);
                        if (!told.equals(nothing.body())) {
                            wrong.add(endpoint + " as " + person.role() + " tells foreign from nothing: " + told
                                    + " instead of " + nothing.body());
                        }
                    }
                }
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(tried[0]).as("foreign codes tried").isPositive();
    }

    private interface Trial {
        void of(Endpoint endpoint, Person person);
    }

    private static void forEachRole(Trial trial) {
        ENDPOINTS.forEach(endpoint -> people.values().forEach(person -> trial.of(endpoint, person)));
    }

    private static Answer call(Endpoint endpoint, Person person, Map<String, String> codes) {
        // what begins something new is begun by nobody here: who may gets an empty body
        boolean begins = endpoint.nouns().isEmpty() && endpoint.isOpenTo(person.role());
        return client.call(person.key(), endpoint.verb(), endpoint.at(codes),
                begins && endpoint.takesBody() ? "{}" : body(endpoint),
                "Idempotency-Key", UUID.randomUUID().toString());
    }

    /** Enough to be read; what is acted on is either not one's own or at its end. */
    private static String body(Endpoint endpoint) {
        return endpoint.takesBody() ? BODIES.getOrDefault(endpoint.toString(), "{}") : null;
    }

    private static Map<String, String> unknown(Endpoint endpoint) {
        Map<String, String> codes = new HashMap<>();
        endpoint.nouns().forEach(noun -> codes.put(noun, Samples.UNKNOWN));
        return codes;
    }

    private static Optional<Map<String, String>> own(Endpoint endpoint, Person person) {
        Map<String, String> codes = new HashMap<>();
        for (String noun : endpoint.nouns()) {
            Optional<String> code = endpoint.reads() ? samples.own(noun, person) : samples.ownAtItsEnd(noun, person);
            if (code.isEmpty()) {
                return Optional.empty();
            }
            codes.put(noun, code.get());
        }
        return Optional.of(codes);
    }

    private static void expect(Set<String> wrong, Endpoint endpoint, String how, Answer answer, int status) {
        if (answer.status() != status) {
            wrong.add(endpoint + " as " + how + ": " + answer.status() + " instead of " + status + " "
                    + answer.body());
        } else if (!answer.faultAsProblem().isEmpty()) {
            wrong.add(endpoint + " as " + how + ": the answer " + answer.faultAsProblem());
        }
    }
}
