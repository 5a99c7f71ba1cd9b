package entrepot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the API does with what it cannot use: it says so as problem+json, tells nothing of its inside, and changes nothing. */
class RestRefusalsIT {
    private static final String KEY = "Idempotency-Key";
    private static final String ORDERS = "/api/agent/v1/orders";
    /** Written behind the scenes at any time: heads of queues, when a key was last used. */
    private static final Set<String> RESTLESS = Set.of("job_head", "outbox_head", "api_key_use", "api_key");

    private static RunningPortal portal;
    private static Map<Role, Person> people;
    private static Client client;

    @BeforeAll
    static void prepare() throws SQLException {
        portal = RunningPortal.shared();
        people = Person.ofEachRole(portal);
        client = new Client(portal);
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
        bodies.put("a megabyte of one text", "{\"remark\":\"" + "x".repeat(1_000_000) + "\"}");
        for (Endpoint endpoint : writing()) {
            bodies.forEach((how, body) -> refused(wrong, endpoint + " with " + how, call(endpoint, body,
                    KEY, UUID.randomUUID().toString()), Set.of(400, 413, 422)));
            refused(wrong, endpoint + " with text/plain", call(endpoint, "{}", KEY, "k", "Content-Type", "text/plain"),
                    Set.of(415));
            refused(wrong, endpoint + " with XML", call(endpoint, "<a/>", KEY, "k", "Content-Type", "application/xml"),
                    Set.of(415));
        }
        assertThat(wrong).isEmpty();
        assertThat(rows()).as("rows of all tables").isEqualTo(before);
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
                refused(wrong, endpoint + " without a key", call(endpoint, "{}"), Set.of(400, 404));
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
        orders.put("a price of nothing", line(order(1), "askedPrice", "\"0\""));
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
