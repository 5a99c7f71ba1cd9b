package entrepot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import entrepot.identity.Role;
import entrepot.journey.RunningPortal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the API does with what it cannot use: it says so as problem+json, tells nothing of its inside, and changes nothing. */
class RestRefusalsIT {
    private static final String KEY = "Idempotency-Key";
    private static final String ORDERS = "/api/agent/v1/orders";
    /** Written behind the scenes at any time: heads of queues, when a key was last used. */
    private static final Set<String> RESTLESS = Set.of("job_head", "outbox_head", "api_key_use", "api_key",
            // receivers are told, and told again, all the time
            "webhook_queue", "webhook_attempt", "webhook_delivery", "webhook_endpoint");

    private static RunningPortal portal;
    private static Map<Role, Person> people;
    private static Client client;

    @BeforeAll
    static void prepare() throws SQLException {
        portal = RunningPortal.shared();
        people = Person.ofEachRole(portal);
        client = new Client(portal);
        EndpointsIT.addWebhooks(client, people);
        StockPapers.end(portal, client, people);
        ApiSteps.endedThings(portal, client, people);
    }

    @Test
    void a_body_that_is_no_good_is_refused_and_changes_nothing() throws SQLException {
        Map<String, String> before = rows();
        Set<String> wrong = new TreeSet<>();
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("half an object", "{\"a\":");
        bodies.put("no JSON", "order=1");
        bodies.put("an unknown field", "{\"noFieldHasThisName\":1}");
        bodies.put("a field twice", "{\"reason\":\"a\",\"reason\":\"b\"}");
        bodies.put("two documents", "{} {}");
        bodies.put("a list", "[]");
        bodies.put("a number", "42");
        bodies.put("a text", "\"order\"");
        bodies.put("too deep", "{\"lines\":" + "[".repeat(500) + "]".repeat(500) + "}");
        bodies.put("a number too long", "{\"lines\":[{\"quantity\":" + "9".repeat(500) + "}]}");
        bodies.put("a line that is nothing", "{\"lines\":[null]}");
        bodies.put("a wish that is nothing", "{\"subShop\":\"x\",\"text\":\"x\",\"wishes\":[null]}");
        bodies.put("a parcel of nothing", "{\"parcels\":[{}]}");
        bodies.put("a parcel that is nothing", "{\"parcels\":[null]}");
        bodies.put("a code that is nothing", "{\"answer\":\"ACCEPT\",\"codes\":[null]}");
        bodies.put("an event that is nothing", "{\"url\":\"https://nobody.invalid/hook\",\"events\":[null]}");
        bodies.put("a megabyte of one text", "{\"remark\":\"" + "x".repeat(1_000_000) + "\"}");
        for (Endpoint endpoint : writing()) {
            String own = endpoint.at(own(endpoint));
            bodies.forEach((how, body) -> refused(wrong, endpoint + " with " + how, client.call(holder(endpoint).key(),
                    endpoint.verb(), own, body, KEY, UUID.randomUUID().toString()), Set.of(400, 413, 422)));
            refused(wrong, endpoint + " with text/plain", call(endpoint, "{}", KEY, "k", "Content-Type", "text/plain"),
                    Set.of(415));
            refused(wrong, endpoint + " with XML", call(endpoint, "<a/>", KEY, "k", "Content-Type", "application/xml"),
                    Set.of(415));
        }
        assertThat(wrong).isEmpty();
        assertThat(rows()).as("rows of all tables").isEqualTo(before);
    }

    /** The order in which a request is looked at, so that a stranger learns nothing from its later parts. */
    @Test
    void the_key_is_asked_for_first_then_the_permission_then_the_thing_and_then_the_body() throws SQLException {
        Map<String, String> before = rows();
        Set<String> wrong = new TreeSet<>();
        int[] withinArea = {0};
        for (Endpoint endpoint : writing()) {
            String own = endpoint.at(own(endpoint));
            for (String body : new String[] {"{\"a\":", "{\"noFieldHasThisName\":1}", "{}", "null", ""}) {
                String how = endpoint + " with <" + body + ">";
                String path = endpoint.at(unknown(endpoint));
                refused(wrong, how + " without a key", client.call(null, endpoint.verb(), path, body), Set.of(401));
                for (Person person : people.values()) {
                    if (endpoint.isShutTo(person.role())) {
                        withinArea[0] += person.role().permissions().contains("area:" + endpoint.audience()) ? 1 : 0;
                        refused(wrong, how + " by " + person.role(), client.call(person.key(), endpoint.verb(), path, body),
                                Set.of(403));
                    }
                }
                if (!endpoint.nouns().isEmpty()) {
                    refused(wrong, how + " on nothing", call(endpoint, body), Set.of(404));
                    refused(wrong, how + " on nothing, with a key", call(endpoint, body, KEY, "k"), Set.of(404));
                    refused(wrong, how, client.call(holder(endpoint).key(), endpoint.verb(), own, body,
                            KEY, UUID.randomUUID().toString()), body.equals("{}") ? Set.of(200, 400, 409, 422)
                                    // where a reason may be left out, the thing's state is what is wrong
                                    : body.isEmpty() || body.equals("null") ? Set.of(400, 409, 422) : Set.of(400, 422));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(withinArea[0]).as("refusals of somebody of the same area").isPositive();
        assertThat(rows()).as("rows of all tables").isEqualTo(before);
    }

    @Test
    void a_verb_without_use_for_a_body_is_refused_as_without_one() {
        Set<String> wrong = new TreeSet<>();
        String key = seller();
        refused(wrong, "DELETE", client.call(key, "DELETE", ORDERS, "{\"a\":1}"), Set.of(405));
        refused(wrong, "DELETE of a million bytes", client.call(key, "DELETE", ORDERS, "x".repeat(1_000_000)), Set.of(405));
        refused(wrong, "DELETE without a key", client.call(null, "DELETE", ORDERS, "{\"a\":1}"), Set.of(401));
        refused(wrong, "DELETE as another", client.call(people.get(Role.DEALER).key(), "DELETE", ORDERS, "{}"), Set.of(403));
        assertThat(client.call(key, "GET", ORDERS, "{\"a\":1}").status()).isEqualTo(200);
        assertThat(client.call(key, "GET", ORDERS, null).status()).as("what was not read is in nobody's way").isEqualTo(200);
        assertThat(wrong).isEmpty();
    }

    @Test
    void the_offer_of_another_protocol_changes_no_answer() {
        Set<String> wrong = new TreeSet<>();
        Client modern = client.offeringHttp2();
        String orders = ORDERS + "/" + Samples.UNKNOWN;
        for (String key : new String[] {null, "nonsense", seller(), people.get(Role.DEALER).key()}) {
            for (String path : List.of(ORDERS, orders, "/api/agent/v1/no/such/path", "/api/agent/v1/x;y=1", "/nothing")) {
                for (String verb : List.of("GET", "PUT", "POST")) {
                    String body = verb.equals("GET") ? null : "{";
                    Answer plain = client.call(key, verb, path, body);
                    long begun = System.nanoTime();
                    Answer offered = modern.call(key, verb, path, body);
                    if (System.nanoTime() - begun > 20_000_000_000L) {
                        wrong.add(verb + " " + path + " was waited for until the server was tired of it");
                    }
                    if (!(offered.status() + offered.type()).equals(plain.status() + plain.type())) {
                        wrong.add(verb + " " + path + ": " + offered.status() + " " + offered.type() + " instead of "
                                + plain.status() + " " + plain.type());
                    }
                    if (path.startsWith("/api/") && plain.status() >= 400) {
                        refused(wrong, verb + " " + path, offered, Set.of(plain.status()));
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Verbs that need no key because the state of the thing makes them safe to repeat: the same answer, or 409 with the state. */
    @Test
    void a_verb_without_a_key_does_its_work_once() throws SQLException {
        String code = client.call(seller(), "POST", ORDERS, order(1).toString(), KEY, UUID.randomUUID().toString())
                .json().path("code").asText();
        Answer cancelled = client.call(seller(), "POST", ORDERS + "/" + code + "/cancel", "{\"reason\":\"proof\"}");
        assertThat(cancelled.status()).as(cancelled.body()).isEqualTo(200);
        assertThat(cancelled.json().path("state").asText()).isEqualTo("CANCELLED");
        Map<String, String> before = rows();
        Answer again = client.call(seller(), "POST", ORDERS + "/" + code + "/cancel", "{\"reason\":\"another\"}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(cancelled.json());

        Person manager = people.get(Role.HQ_MANAGER);
        String list = new Samples(portal).ownAtItsEnd("price-lists", manager).orElseThrow();
        for (String verb : List.of("approve", "reject")) {
            Answer decided = client.call(manager.key(), "POST", "/api/hq/v1/price-lists/" + list + "/" + verb,
                    verb.equals("reject") ? "{\"reason\":\"proof\"}" : null);
            assertThat(decided.status()).as(decided.body()).isEqualTo(409);
            assertThat(decided.json().path("code").asText()).isEqualTo("ALREADY_DECIDED");
            assertThat(decided.json().path("details").path("state").asText()).isEqualTo("APPROVED");
        }
        Person maker = people.get(Role.FINANCE_MAKER);
        String run = new Samples(portal).ownAtItsEnd("settlement-runs", maker).orElseThrow();
        Answer submitted = client.call(maker.key(), "POST", "/api/finance/v1/settlement-runs/" + run + "/submit", null);
        assertThat(submitted.status()).as(submitted.body()).isEqualTo(409);
        assertThat(submitted.json().path("details").path("from").asText()).isIn("ISSUED", "PAID_OUT");
        assertThat(rows()).as("rows of all tables").isEqualTo(before);
    }

    @Test
    void a_key_that_comes_too_often_is_told_when_to_come_again() throws Exception {
        Person agent = people.get(Role.AGENT);
        String busy;
        try (Connection database = portal.database()) {
            busy = Person.key(database, agent.tenantId(), agent.organisation(), agent.user(), Role.AGENT, Person.HOME);
        }
        AtomicInteger answered = new AtomicInteger();
        Queue<Answer> refused = new ConcurrentLinkedQueue<>();
        ExecutorService many = Executors.newFixedThreadPool(8);
        try {
            for (int i = 0; i < 8; i++) {
                many.submit(() -> {
                    Client own = new Client(portal);
                    while (refused.isEmpty() && answered.get() < 12_000) {
                        Answer answer = own.call(busy, "GET", "/api/agent/v1/me", null);
                        if (answer.status() == 200) {
                            answered.incrementAndGet();
                        } else {
                            refused.add(answer);
                        }
                    }
                });
            }
        } finally {
            many.shutdown();
            assertThat(many.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(answered.get()).as("requests of one key before it was refused").isBetween(2_990, 11_999);
        Set<String> wrong = new TreeSet<>();
        for (String[] language : new String[][] {{"en", "Too often", "seconds"}, {"zh-CN", "操作过于频繁", "秒"},
            {"es", "Demasiadas veces", "segundos"}}) {
            Answer answer = null;
            // the bucket fills by fifty a second meanwhile
            for (int i = 0; i < 2_000 && (answer == null || answer.status() == 200); i++) {
                answer = client.call(busy, "GET", "/api/agent/v1/me", null, "Accept-Language", language[0]);
            }
            refused(wrong, language[0], answer, Set.of(429));
            assertThat(answer.json().path("code").asText()).isEqualTo("REQUESTS_TOO_OFTEN");
            assertThat(answer.json().path("title").asText()).isEqualTo(language[1]);
            assertThat(answer.json().path("detail").asText()).containsPattern("3[.,]?000").contains(language[2]).doesNotContain("{");
            assertThat(Integer.parseInt(answer.whole().headers().firstValue("Retry-After").orElseThrow())).isPositive();
        }
        assertThat(client.call(agent.key(), "GET", "/api/agent/v1/me", null).status())
                .as("another key of the same member").isEqualTo(200);
        Thread.sleep(1_100);
        assertThat(client.call(busy, "GET", "/api/agent/v1/me", null).status()).as("a second later").isEqualTo(200);
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_verb_or_path_that_is_not_there_is_refused() {
        Set<String> wrong = new TreeSet<>();
        Map<String, Set<String>> verbs = new TreeMap<>();
        Endpoint.all().forEach(endpoint -> verbs.computeIfAbsent(endpoint.at(unknown(endpoint)), path -> new TreeSet<>())
                .add(endpoint.verb()));
        for (Endpoint endpoint : Endpoint.all()) {
            String path = endpoint.at(unknown(endpoint));
            for (String verb : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
                // a fixed path such as orders/quote is also a code to orders/{code}
                boolean known = Endpoint.all().stream().filter(other -> other.verb().equals(verb))
                        .anyMatch(other -> path.matches(other.path().replaceAll("\\{\\w+}", "[^/]+")));
                if (!known) {
                    refused(wrong, verb + " " + path, client.call(holder(endpoint).key(), verb, path,
                            Set.of("GET", "DELETE").contains(verb) ? null : "{}", KEY, "k"), Set.of(405));
                }
            }
            refused(wrong, path + "/no/such/path", client.call(holder(endpoint).key(), "GET", path + "/no/such/path",
                    null), Set.of(404));
        }
        refused(wrong, "/api", client.call(people.get(Role.AGENT).key(), "GET", "/api/agent/v2/orders", null), Set.of(404));
        refused(wrong, "bad page size", client.call(people.get(Role.AGENT).key(), "GET", ORDERS + "?limit=many", null),
                Set.of(400, 404));
        refused(wrong, "bad state", client.call(people.get(Role.AGENT).key(), "GET", ORDERS + "?state=GONE", null),
                Set.of(400));
        assertThat(wrong).isEmpty();
    }

    @Test
    void what_moves_stock_or_money_needs_a_key() throws SQLException {
        Map<String, String> before = rows();
        Set<String> wrong = new TreeSet<>();
        Answer missing = client.call(seller(), "POST", ORDERS, order(1).toString());
        refused(wrong, "no key", missing, Set.of(400));
        assertThat(missing.json().path("code").asText()).isEqualTo("KEY_MISSING");
        refused(wrong, "a key too long", client.call(seller(), "POST", ORDERS, order(1).toString(), KEY, "k".repeat(256)),
                Set.of(400));
        refused(wrong, "a key with blanks", client.call(seller(), "POST", ORDERS, order(1).toString(), KEY, "a b"), Set.of(400));
        for (Endpoint endpoint : Endpoint.all()) {
            if (endpoint.keyed()) {
                refused(wrong, endpoint + " without a key", client.call(holder(endpoint).key(), endpoint.verb(),
                        endpoint.at(own(endpoint)), "{}"), Set.of(400));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(rows()).as("rows of all tables").isEqualTo(before);
    }

    @Test
    void the_same_key_answers_the_same_once_and_refuses_another_body() throws SQLException {
        String key = UUID.randomUUID().toString();
        ObjectNode order = order(1);
        Answer first = client.call(seller(), "POST", ORDERS, order.toString(), KEY, key);
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        Map<String, String> before = rows();
        Answer again = client.call(seller(), "POST", ORDERS, order.toString(), KEY, key);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        Answer other = client.call(seller(), "POST", ORDERS, order.deepCopy().put("remark", "else").toString(), KEY, key);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().path("code").asText()).isEqualTo("KEY_REUSED");
        Answer taken = client.call(seller(), "POST", ORDERS, order.toString(), KEY, UUID.randomUUID().toString());
        assertThat(taken.status()).as("the same outside number under another key").isEqualTo(409);
        assertThat(rows()).as("rows of all tables").isEqualTo(before);
        // put back, for the pictures and journeys that follow
        client.call(seller(), "POST", ORDERS + "/" + first.json().path("code").asText() + "/cancel", "{\"reason\":\"proof\"}");
    }

    /** The place of an order that is none, among those of a thousand. */
    private static final int NOTHING = 7;
    /** That of one without an outside number, of the first again, and of another one under the first's number. */
    private static final int NAMELESS = 8;
    private static final int TWIN = 9;
    private static final int IMPOSTOR = 10;

    @Test
    void a_call_with_a_thousand_orders_has_a_thousand_answers_and_sent_again_places_none_twice() throws SQLException {
        String marked = "THOUSAND-" + UUID.randomUUID().toString().substring(0, 8) + "-";
        ObjectNode one = order(1);
        ArrayNode thousand = new ObjectMapper().createArrayNode();
        for (int i = 0; i < 1_000; i++) {
            ObjectNode each = one.deepCopy().put("outsideNumber", marked + i).put("waitForFunds", true);
            // one in a hundred is good; of the others some are unknown, some hold nothing, some are nobody's, and one is nothing at all
            thousand.add(i == NOTHING ? NullNode.getInstance() : i == NAMELESS ? each.without(List.of("outsideNumber"))
                    : i == TWIN ? each.put("outsideNumber", marked + 0)
                    : i == IMPOSTOR ? each.put("outsideNumber", marked + 0).put("remark", "else") : switch (i % 100) {
                case 0 -> each;
                case 1, 2 -> each.set("lines", json("[]"));
                case 3 -> each.set("lines", json("[null]"));
                case 4, 5, 6 -> each.put("subShop", Samples.UNKNOWN);
                default -> line(each, "sku", "\"NO-SUCH-SKU-" + i + "\"");
            });
        }
        String body = new ObjectMapper().createObjectNode().set("orders", thousand).toString();
        JsonNode first = batch(body, UUID.randomUUID().toString());
        assertThat(first.path("placed").asInt()).isEqualTo(11);
        assertThat(first.path("refused").asInt()).isEqualTo(989);
        assertThat(first.path("results")).hasSize(1_000);
        for (int i = 0; i < 1_000; i++) {
            JsonNode result = first.path("results").path(i);
            assertThat(result.path("index").asInt()).isEqualTo(i);
            assertThat(result.path("outsideNumber").asText()).isEqualTo(i == NOTHING || i == NAMELESS ? ""
                    : marked + (i == TWIN || i == IMPOSTOR ? 0 : i));
            assertThat(result.path("status").asInt()).as(result.toString()).isEqualTo(i % 100 == 0 || i == TWIN ? 201
                    : i == IMPOSTOR ? 409 : i % 100 < 4 || i == NOTHING || i == NAMELESS ? 400 : i % 100 < 7 ? 404 : 422);
        }
        assertThat(first.path("results").path(TWIN).path("receipt")).isEqualTo(first.path("results").path(0).path("receipt"));
        JsonNode again = batch(body, UUID.randomUUID().toString());
        assertThat(again.path("placed").asInt()).isEqualTo(11);
        for (int i = 0; i < 1_000; i += 100) {
            assertThat(again.path("results").path(i).path("receipt")).isEqualTo(first.path("results").path(i).path("receipt"));
        }
        try (Connection database = portal.database(); PreparedStatement query = database.prepareStatement(
                "select count(*), count(distinct outside_number) from sales_order where starts_with(outside_number, ?)")) {
            query.setString(1, marked);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                assertThat(row.getInt(1)).isEqualTo(10);
                assertThat(row.getInt(2)).isEqualTo(10);
            }
        }
        // put back, for the pictures and journeys that follow
        for (int i = 0; i < 1_000; i += 100) {
            client.call(seller(), "POST", ORDERS + "/" + first.path("results").path(i).path("receipt").path("code").asText() + "/cancel", "{\"reason\":\"proof\"}");
        }
    }

    private static JsonNode batch(String body, String key) {
        Answer answer = client.call(seller(), "POST", ORDERS + "/batch", body, KEY, key);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void a_wrong_order_is_refused_with_its_rule_and_changes_nothing() throws SQLException {
        Map<String, String> before = rows();
        Set<String> wrong = new TreeSet<>();
        Map<String, ObjectNode> orders = new LinkedHashMap<>();
        for (int quantity : new int[] {0, -1, 10_000, Integer.MAX_VALUE}) {
            orders.put("quantity " + quantity, order(quantity));
        }
        orders.put("quantity 1.5", line(order(1), "quantity", "1.5"));
        orders.put("quantity as text", line(order(1), "quantity", "\"1\""));
        orders.put("no quantity", line(order(1), "quantity", "null"));
        orders.put("an unknown SKU", line(order(1), "sku", "\"NO-SUCH-SKU\""));
        orders.put("no SKU", line(order(1), "sku", "null"));
        orders.put("a negative price", line(order(1), "askedPrice", "\"-5\""));
        orders.put("a price beyond all numbers", line(order(1), "askedPrice", "1e400"));
        orders.put("a price in words", line(order(1), "askedPrice", "\"cheap\""));
        orders.put("no lines", (ObjectNode) order(1).set("lines", json("[]")));
        orders.put("too many lines", (ObjectNode) order(1).set("lines", many(2000)));
        orders.put("nobody's sub-shop", order(1).put("subShop", Samples.UNKNOWN));
        orders.put("another member's sub-shop", order(1).put("subShop", new Samples(portal)
                .ofAnotherMember("sub-shops", people.get(Role.AGENT)).orElseThrow()));
        orders.put("another tenant's sub-shop", order(1).put("subShop", new Samples(portal)
                .ofAnotherTenant("sub-shops", people.get(Role.AGENT)).orElseThrow()));
        orders.put("no address", (ObjectNode) order(1).set("shipTo", json("null")));
        orders.put("half an address", (ObjectNode) order(1).set("shipTo", json("{\"name\":\"a\",\"country\":\"CN\"}")));
        orders.put("a place that is none", (ObjectNode) order(1).set("shipTo", json("{\"name\":\"a\",\"phone\":\"13800000000\","
                + "\"country\":\"ZZ\",\"province\":\"?\",\"city\":\"?\",\"street\":\"?\"}")));
        orders.put("a time that is none", order(1).put("paidAt", "yesterday"));
        orders.put("NUL in a text", order(1).put("remark", "a\u0000b"));
        orders.put("a remark without end", order(1).put("remark", "x".repeat(90_000)));
        orders.put("an outside number without end", order(1).put("outsideNumber", "9".repeat(5_000)));
        orders.forEach((how, order) -> {
            Answer answer = client.call(seller(), "POST", ORDERS, order.toString(), KEY, UUID.randomUUID().toString());
            refused(wrong, how, answer, Set.of(400, 404, 409, 413, 422));
        });
        assertThat(wrong).isEmpty();
        assertThat(rows()).as("rows of all tables").isEqualTo(before);
    }

    private static List<Endpoint> writing() {
        return Endpoint.all().stream().filter(endpoint -> !endpoint.reads() && endpoint.takesBody()).toList();
    }

    private static Answer call(Endpoint endpoint, String body, String... headers) {
        return client.call(holder(endpoint).key(), endpoint.verb(), endpoint.at(unknown(endpoint)), body, headers);
    }

    private static Person holder(Endpoint endpoint) {
        return people.values().stream().filter(person -> endpoint.isOpenTo(person.role())).findFirst()
                .orElseThrow(() -> new AssertionError(endpoint + " is open to no role"));
    }

    /** Codes that the endpoint's holder may act on, because no verb changes these things any more. */
    private static Map<String, String> own(Endpoint endpoint) {
        Map<String, String> codes = new HashMap<>();
        endpoint.nouns().forEach(noun -> codes.put(noun, new Samples(portal).ownAtItsEnd(noun, holder(endpoint))
                .orElseThrow(() -> new AssertionError("the demonstration has none of " + noun))));
        return codes;
    }

    private static Map<String, String> unknown(Endpoint endpoint) {
        Map<String, String> codes = new HashMap<>();
        endpoint.nouns().forEach(noun -> codes.put(noun, Samples.UNKNOWN));
        return codes;
    }

    private static void refused(Set<String> wrong, String how, Answer answer, Set<Integer> statuses) {
        if (!statuses.contains(answer.status())) {
            wrong.add(how + ": " + answer.status() + " " + answer.body());
        } else if (!answer.faultAsProblem().isEmpty()) {
            wrong.add(how + ": the answer " + answer.faultAsProblem());
        }
    }

    private static String seller() {
        return people.get(Role.AGENT).key();
    }

    /** An order that can be placed, but for its quantity: what the seller ordered last, to the same buyer. */
    private static ObjectNode order(int quantity) throws SQLException {
        try (Connection database = portal.database(); PreparedStatement query = database.prepareStatement("""
                select json_build_object('subShop', s.code, 'outsideNumber', ?, 'shipTo', json_build_object('name', o.receiver,
                         'phone', o.phone, 'country', o.country, 'province', o.province, 'city', o.city, 'district', o.district,
                         'street', o.street, 'postcode', o.postcode),
                         'lines', json_build_array(json_build_object('sku', l.sku, 'quantity', ?)), 'remark', '')
                  from sales_order o
                  join sub_shop s on s.tenant_id = o.tenant_id and s.id = o.sub_shop_id and s.state = 'OPEN'
                  join order_line l on l.tenant_id = o.tenant_id and l.order_id = o.id
                  join available_stock a on a.tenant_id = l.tenant_id and a.variant_id = l.variant_id and a.available > 50
                 where o.tenant_id = ? and o.organisation_id = ? and o.state in ('DELIVERED', 'COMPLETED')
                 order by o.id desc, a.available desc limit 1""")) {
            query.setString(1, "PROOF-" + UUID.randomUUID());
            query.setInt(2, quantity);
            query.setLong(3, people.get(Role.AGENT).tenantId());
            query.setLong(4, people.get(Role.AGENT).organisation());
            try (ResultSet row = query.executeQuery()) {
                assertThat(row.next()).as("an order of the demonstration's agent").isTrue();
                return (ObjectNode) json(row.getString(1));
            }
        }
    }

    private static ObjectNode line(ObjectNode order, String field, String value) {
        ((ObjectNode) order.path("lines").path(0)).set(field, json(value));
        return order;
    }

    private static JsonNode many(int lines) throws SQLException {
        return json("[" + (order(1).path("lines").path(0) + ",").repeat(lines - 1) + order(1).path("lines").path(0) + "]");
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Each table's number of rows and the sum of their hashes, once the workers behind the scenes have nothing to do. */
    private static Map<String, String> rows() throws SQLException {
        Map<String, String> rows = new TreeMap<>();
        try (Connection database = portal.database(); Statement statement = database.createStatement()) {
            settle(statement);
            database.setAutoCommit(false);
            database.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            Set<String> tables = new TreeSet<>();
            try (ResultSet names = statement.executeQuery("select tablename from pg_tables where schemaname = 'public'")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            tables.removeAll(RESTLESS);
            for (String table : tables) {
                try (ResultSet row = statement.executeQuery("select count(*) || ' rows, hash '"
                        + " || coalesce(sum(hashtextextended(t::text, 0)), 0) from " + table + " t")) {
                    row.next();
                    rows.put(table, row.getString(1));
                }
            }
        }
        return rows;
    }

    private static void settle(Statement statement) throws SQLException {
        long end = System.nanoTime() + 30_000_000_000L;
        while (System.nanoTime() < end) {
            try (ResultSet row = statement.executeQuery("select count(*) from outbox_head where not parked")) {
                row.next();
                if (row.getInt(1) == 0) {
                    return;
                }
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("Facts stay in the outbox");
    }
}
