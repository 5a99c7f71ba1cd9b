package entrepot.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import entrepot.identity.Role;
import entrepot.proof.Answer;
import entrepot.proof.Client;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The main job by REST alone: an agent's program looks at its goods and prices, reads a feed, orders; a dealer's declines, the next one's ships; what the
 * sponsor earned is due after the return window; finance settles the month; the statements prove themselves. Each person makes a key by hand on the page
 * for it, and only the demonstration's clock is moved by a page, for it has no place in an API.
 */
class RestJourneyIT {

    private static final String KEY = "Idempotency-Key";
    private static final String ORDERS = "/api/agent/v1/orders";
    private static final String CONSIGNMENTS = "/api/dealer/v1/consignments/";
    private static final int OBJECTION_DAYS_MAX = 14;
    private static final String RUNS = "/api/finance/v1/settlement-runs";
    private static final String STATEMENTS = "/api/agent/v1/statements";
    /** They stand within one city, so that the order goes to one of them and, declined, to another. */
    private static final List<String> DEALERS = List.of("wu", "shen", "yu");
    private static final List<String> DOWNLINES = List.of("zhou", "sun", "zhu", "ma");
    private static final int PIECES = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static RunningPortal portal;
    private static Client http;
    private static final Map<String, String> KEYS = new HashMap<>();

    private String agent;
    private String sku;

    static {
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }

    @BeforeAll
    static void start() throws SQLException {
        portal = RunningPortal.shared();
        http = new Client(portal);
        endKeys();
    }

    /** A person may have twenty keys, so what this journey makes, it ends; also what one before it had to leave behind. */
    @AfterAll
    static void endKeys() throws SQLException {
        try (Connection database = portal.database(); PreparedStatement end = database.prepareStatement(
                "update api_key set revoked_at = now() where name = 'journey' and revoked_at is null")) {
            end.executeUpdate();
        }
    }

    @Test
    void a_program_follows_an_order_from_birth_to_settlement() throws Exception {
        sku = skuThatAllDealersHold();
        agent = agentWithMoney();
        whoAmI();
        JsonNode item = theAgentsOwnPrices();
        String shop = theSubShopAndItsFeed(item);

        JsonNode before = wallet();
        ObjectNode wish = wish(shop);
        JsonNode quote = read(post(agent, ORDERS + "/quote", wish, null), 200);
        String order = theOrderIsPlacedOnce(wish, quote);
        BigDecimal total = amount(quote.path("total"));
        assertThat(amount(wallet().path("available"))).isEqualByComparingTo(amount(before.path("available")).subtract(total));
        assertThat(amount(wallet().path("held"))).isEqualByComparingTo(amount(before.path("held")).add(total));

        JsonNode routed = theRouteSaysWhy(order);
        String consignment = routed.path("consignments").path(0).path("code").asText();
        theDealersShip(order, consignment, routed);
        assertThat(amount(wallet().path("available"))).as("spent").isEqualByComparingTo(amount(before.path("available")).subtract(total));
        assertThat(amount(wallet().path("held"))).as("nothing is held any more").isEqualByComparingTo(amount(before.path("held")));
        theWalletTellsWhatMoved(order, total);

        String accrual = theSponsorHasEarned(order);
        clock("window");
        JsonNode due = await("the commission of " + order + " to be due", () -> get("lin", "/api/agent/v1/accruals/" + accrual),
                read -> read.path("state").asText().equals("DUE"));
        clock("settlement");
        theMonthsAreSettled();
        theSponsorsStatementProvesItself(order, accrual, amount(due.path("amount")));
        theAgentsStatementTellsItsWallet();
    }

    private void whoAmI() {
        JsonNode me = get(agent, "/api/agent/v1/me");
        assertThat(me.path("tenant").asText()).isEqualTo("acme");
        assertThat(me.path("scopes").toString()).contains("orders:place").doesNotContain("settlement:");
    }

    /** A SKU of which each of the three dealers has some left, as their own stock lists say. */
    private String skuThatAllDealersHold() {
        Map<String, Integer> holders = new HashMap<>();
        for (String dealer : DEALERS) {
            Map<String, Integer> free = new HashMap<>();
            items(dealer, "/api/dealer/v1/stock?limit=200").forEach(pile ->
                    free.merge(pile.path("sku").asText(), pile.path("available").asInt(), Integer::sum));
            free.forEach((each, available) -> holders.merge(each, available >= PIECES ? 1 : 0, Integer::sum));
        }
        return holders.entrySet().stream().filter(each -> each.getValue() == DEALERS.size()).map(Map.Entry::getKey).sorted()
                .findFirst().orElseThrow(() -> new AssertionError("no SKU that all of " + DEALERS + " hold"));
    }

    /** One of Lin's downlines who can pay. */
    private String agentWithMoney() {
        return DOWNLINES.stream().max(Comparator.comparing(login -> amount(get(login, "/api/agent/v1/wallet").path("available"))))
                .orElseThrow();
    }

    private JsonNode theAgentsOwnPrices() {
        JsonNode item = items(agent, "/api/agent/v1/products?words=" + sku).filter(each -> each.path("sku").asText().equals(sku))
                .findFirst().orElseThrow();
        assertThat(amount(item.path("supply"))).isPositive().isLessThan(amount(item.path("retail")));
        assertThat(amount(item.path("lowest"))).isLessThanOrEqualTo(amount(item.path("highest")));
        assertThat(item.path("rule").asText()).as("which price rule won").isNotEmpty();
        return item;
    }

    private String theSubShopAndItsFeed(JsonNode item) throws Exception {
        String shop = items(agent, "/api/agent/v1/sub-shops").filter(each -> each.path("state").asText().equals("OPEN")).findFirst()
                .orElseThrow().path("code").asText();
        assertThat(get(agent, "/api/agent/v1/sub-shops/" + shop).path("code").asText()).isEqualTo(shop);
        JsonNode feed = read(post(agent, "/api/agent/v1/feeds", JSON.createObjectNode().put("subShop", shop).put("format", "JSON"), null), 201);
        String address = feed.path("address").asText();
        Answer whole = http.call(null, "GET", address, null);
        assertThat(whole.status()).as(address).isEqualTo(200);
        assertThat(whole.body()).contains("\"" + sku + "\"").contains(amount(item.path("supply")).toPlainString());
        String tag = whole.whole().headers().firstValue("ETag").orElseThrow();
        assertThat(http.call(null, "GET", address, null, "If-None-Match", tag).status()).isEqualTo(304);
        assertThat(http.call(null, "GET", address.replaceAll("/feeds/acme/.{8}", "/feeds/acme/AAAAAAAA"), null).status()).isEqualTo(404);
        assertThat(items(agent, "/api/agent/v1/feeds").toList().toString()).contains(feed.path("code").asText()).doesNotContain(address);
        JsonNode revoked = read(post(agent, "/api/agent/v1/feeds/" + feed.path("code").asText() + "/revoke", null, null), 200);
        assertThat(revoked.path("active").asBoolean()).isFalse();
        assertThat(http.call(null, "GET", address, null).status()).as("revoked").isEqualTo(404);
        return shop;
    }

    private ObjectNode wish(String shop) {
        ObjectNode wish = JSON.createObjectNode().put("subShop", shop).put("outsideNumber", "REST-" + UUID.randomUUID());
        wish.putObject("shipTo").put("name", "王小明").put("phone", "13800001234").put("country", "CN").put("province", "浙江省")
                .put("city", "杭州市").put("district", "西湖区").put("street", "文三路1号");
        wish.putArray("lines").addObject().put("sku", sku).put("quantity", PIECES);
        return wish;
    }

    private String theOrderIsPlacedOnce(ObjectNode wish, JsonNode quote) {
        String key = UUID.randomUUID().toString();
        Answer placed = post(agent, ORDERS, wish, key);
        JsonNode receipt = read(placed, 201);
        String code = receipt.path("code").asText();
        assertThat(placed.whole().headers().firstValue("Location").orElse("")).endsWith(ORDERS + "/" + code);
        assertThat(receipt.path("total")).as("as it was quoted").isEqualTo(quote.path("total"));
        assertThat(read(post(agent, ORDERS, wish, key), 201)).as("the same key again").isEqualTo(receipt);
        assertThat(read(post(agent, ORDERS, wish.deepCopy().put("remark", "else"), key), 422).path("code").asText()).isEqualTo("KEY_REUSED");
        assertThat(items(agent, ORDERS).filter(each -> each.path("outsideNumber").equals(wish.path("outsideNumber"))).count()).isEqualTo(1);
        if (receipt.path("state").asText().equals("ON_HOLD")) {
            // an order that headquarters looks at first goes on when it says so
            assertThat(read(post("manager", "/api/hq/v1/orders/" + code + "/release", JSON.createObjectNode().put("reason", "known"), null), 200)
                    .path("state").asText()).isEqualTo("PLACED");
        }
        return code;
    }

    /** Every candidate is named; one was chosen, and each other says why it lost. */
    private JsonNode theRouteSaysWhy(String order) {
        Answer answer = http.call(key(agent), "GET", ORDERS + "/" + order, null);
        JsonNode whole = read(answer, 200);
        assertThat(whole.path("state").asText()).isEqualTo("PLACED");
        assertThat(whole.path("lines").path(0).path("rule").asText()).isNotEmpty();
        JsonNode candidates = whole.path("routing").path("candidates");
        assertThat(candidates.size()).isGreaterThanOrEqualTo(DEALERS.size() + 1);
        int chosen = 0;
        for (JsonNode candidate : candidates) {
            chosen += candidate.path("chosen").asBoolean() ? 1 : 0;
            assertThat(candidate.hasNonNull("lostBecause")).as(candidate.toString()).isNotEqualTo(candidate.path("chosen").asBoolean());
        }
        assertThat(chosen).isEqualTo(1);
        String tag = answer.whole().headers().firstValue("ETag").orElseThrow();
        assertThat(http.call(key(agent), "GET", ORDERS + "/" + order, null, "If-None-Match", tag).status()).isEqualTo(304);
        assertThat(http.call(key("han"), "GET", ORDERS + "/" + order, null).status()).as("another member's").isEqualTo(404);
        return whole;
    }

    private void theDealersShip(String order, String consignment, JsonNode routed) {
        String first = dealerWithOffer(consignment);
        String again = UUID.randomUUID().toString();
        JsonNode reason = JSON.createObjectNode().put("reason", "no hands today");
        for (int i = 0; i < 2; i++) {
            assertThat(post(first, CONSIGNMENTS + consignment + "/decline", reason, again).status()).as("declined, time " + i).isEqualTo(204);
        }
        assertThat(http.call(key(first), "GET", CONSIGNMENTS + consignment, null).status()).as("no more the first dealer's").isEqualTo(404);
        String next = dealerWithOffer(consignment);
        assertThat(next).as("what one declined goes to the next").isNotEqualTo(first);
        JsonNode rerouted = get(agent, ORDERS + "/" + order).path("routing");
        assertThat(loss(rerouted, chosen(routed.path("routing")))).as("why the first one is out now").isEqualTo("EXCLUDED");
        assertThat(chosen(rerouted)).isNotEqualTo(chosen(routed.path("routing")));

        assertThat(read(post(next, CONSIGNMENTS + consignment + "/accept", null, UUID.randomUUID().toString()), 200).path("state").asText()).isEqualTo("ACCEPTED");
        assertThat(shipment(order).path("state").asText()).isEqualTo("ACCEPTED");
        String number = "REST" + Long.toString(System.nanoTime(), 36).toUpperCase(java.util.Locale.ROOT);
        assertThat(post(next, CONSIGNMENTS + consignment + "/ship", parcel("pigeon", number), UUID.randomUUID().toString()).status()).as("no such carrier").isIn(400, 422);
        JsonNode shipped = read(post(next, CONSIGNMENTS + consignment + "/ship", parcel("shunfeng", number), UUID.randomUUID().toString()), 200);
        assertThat(shipped.path("state").asText()).isEqualTo("SHIPPED");
        assertThat(shipment(order).path("parcels").path(0).path("number").asText()).isEqualTo(number);
        assertThat(shipment(order).path("parcels").path(0).path("carrier").asText()).isEqualTo("shunfeng");
        await("the order to be shipped", () -> get(agent, ORDERS + "/" + order), whole -> whole.path("state").asText().equals("SHIPPED"));
        read(post(next, CONSIGNMENTS + consignment + "/deliver", null, UUID.randomUUID().toString()), 200);
        assertThat(shipment(order).hasNonNull("deliveredAt")).isTrue();
        await("the order to be delivered", () -> get(agent, ORDERS + "/" + order), whole -> whole.path("state").asText().equals("DELIVERED"));
    }

    private static JsonNode parcel(String carrier, String number) {
        ObjectNode parcels = JSON.createObjectNode();
        parcels.putArray("parcels").addObject().put("carrier", carrier).put("number", number).put("grams", 900);
        return parcels;
    }

    private JsonNode shipment(String order) {
        return get(agent, ORDERS + "/" + order).path("consignments").path(0);
    }

    private static String dealerWithOffer(String consignment) {
        return DEALERS.stream().filter(dealer -> items(dealer, CONSIGNMENTS.replaceAll("/$", "") + "?state=OFFERED&limit=200")
                .anyMatch(each -> each.path("code").asText().equals(consignment))).findFirst()
                .orElseThrow(() -> new AssertionError("no dealer of " + DEALERS + " was offered " + consignment));
    }

    private static String chosen(JsonNode routing) {
        return StreamSupport.stream(routing.path("candidates").spliterator(), false).filter(each -> each.path("chosen").asBoolean())
                .findFirst().orElseThrow().path("warehouse").asText();
    }

    private static String loss(JsonNode routing, String warehouse) {
        return StreamSupport.stream(routing.path("candidates").spliterator(), false)
                .filter(each -> each.path("warehouse").asText().equals(warehouse)).findFirst().orElseThrow().path("lostBecause").asText();
    }

    private void theWalletTellsWhatMoved(String order, BigDecimal total) {
        JsonNode entry = items(agent, "/api/agent/v1/wallet/entries").filter(each -> each.path("cause").asText().equals(order)).findFirst()
                .orElseThrow(() -> new AssertionError("nothing about " + order + " in the wallet"));
        assertThat(amount(entry.path("amount"))).isEqualByComparingTo(total.negate());
    }

    /** Returns the code of the accrual. It is computed again here from nothing but its explanation. */
    private String theSponsorHasEarned(String order) {
        JsonNode accruals = await("what " + order + " earns its sponsor", () -> get("lin", "/api/agent/v1/accruals?order=" + order),
                page -> !page.path("items").isEmpty()).path("items");
        assertThat(accruals.size()).isEqualTo(1);
        JsonNode accrual = accruals.path(0);
        assertThat(accrual.path("earner").asText()).isEqualTo("UPLINE_1");
        assertThat(accrual.path("state").asText()).as("held until the return window closes").isEqualTo("PENDING");
        JsonNode why = accrual.path("explanation");
        assertThat(why.path("rule").asText()).isNotEmpty();
        BigDecimal computed = amount(why.path("baseAmount")).multiply(why.path("percent").decimalValue()).divide(BigDecimal.valueOf(100))
                .setScale(2, RoundingMode.HALF_UP);
        assertThat(amount(accrual.path("amount"))).isPositive().isEqualByComparingTo(computed);
        String code = accrual.path("code").asText();
        assertThat(get("lin", "/api/agent/v1/accruals/" + code)).isEqualTo(accrual);
        assertThat(http.call(key(agent), "GET", "/api/agent/v1/accruals/" + code, null).status()).as("another's earnings").isEqualTo(404);
        assertThat(amount(get("lin", "/api/agent/v1/commission").path("pending"))).as("the forecast").isGreaterThanOrEqualTo(computed);
        return code;
    }

    /** Every month that is over and not settled, oldest first: other journeys on this portal may have settled some. */
    private void theMonthsAreSettled() throws Exception {
        YearMonth month = items("finance", RUNS + "?limit=200").filter(run -> !run.path("state").asText().equals("CANCELLED"))
                .map(run -> YearMonth.parse(run.path("month").asText())).max(Comparator.naturalOrder()).orElseThrow().plusMonths(1);
        int settled = 0;
        for (; ; month = month.plusMonths(1)) {
            String key = UUID.randomUUID().toString();
            ObjectNode wanted = JSON.createObjectNode().put("month", month.toString());
            Answer started = post("finance", RUNS, wanted, key);
            if (started.status() == 422) {
                assertThat(started.json().path("code").asText()).isEqualTo("PERIOD_OPEN");
                break;
            }
            String run = read(started, 201).path("code").asText();
            assertThat(read(post("finance", RUNS, wanted, key), 201).path("code").asText()).as("the same key again").isEqualTo(run);
            settle(RUNS + "/" + run);
            settled++;
        }
        assertThat(settled).as("months that were over").isPositive();
    }

    private void settle(String run) throws Exception {
        JsonNode previewed = await(run + " to be previewed", () -> get("finance", run), read -> read.path("state").asText().equals("PREVIEWED"));
        JsonNode totals = previewed.path("totals");
        assertThat(sum(totals)).as("opening + lines - payouts = closing, of all members").isEqualByComparingTo(amount(totals.path("closing")));
        ObjectNode early = JSON.createObjectNode().put("totalsHash", previewed.path("totalsHash").asText());
        assertThat(post("checker", run + "/approve", early, UUID.randomUUID().toString()).status()).as("not submitted yet").isEqualTo(409);
        JsonNode submitted = submitted(run);
        ObjectNode seen = JSON.createObjectNode().put("totalsHash", submitted.path("totalsHash").asText());
        assertThat(submitted.path("state").asText()).isEqualTo("SUBMITTED");
        assertThat(read(post("finance", run + "/submit", null, null), 200)).as("submitted again").isEqualTo(submitted);
        assertThat(post("finance", run + "/approve", seen, UUID.randomUUID().toString()).status()).as("who prepares does not approve").isEqualTo(403);
        theSamePersonIsRefusedEvenWithBothRoles(run, seen);
        assertThat(read(post("checker", run + "/approve", JSON.createObjectNode().put("totalsHash", "another"), UUID.randomUUID().toString()), 409)
                .path("code").asText()).isEqualTo("TOTALS_CHANGED");
        String key = UUID.randomUUID().toString();
        JsonNode approved = read(post("checker", run + "/approve", seen, key), 200);
        assertThat(read(post("checker", run + "/approve", seen, key), 200)).as("approved again").isEqualTo(approved);
        await(run + " to be issued", () -> get("finance", run), read -> List.of("ISSUED", "PAID_OUT").contains(read.path("state").asText()));
    }

    /** Submits it when silence has consented: before, members may object. */
    private JsonNode submitted(String run) throws Exception {
        for (int day = 0; day < OBJECTION_DAYS_MAX; day++) {
            Answer answer = post("finance", run + "/submit", null, null);
            if (answer.status() == 200) {
                return read(answer, 200);
            }
            assertThat(answer.body()).as("only objections keep it").contains("OBJECTIONS_OPEN");
            clock("tomorrow");
        }
        throw new AssertionError("Members may object to " + run + " for ever");
    }

    /** Somebody who prepared the run gets the other role as well, past the portal, and takes it off again. */
    private void theSamePersonIsRefusedEvenWithBothRoles(String run, JsonNode seen) throws SQLException {
        try (Connection database = portal.database()) {
            String whose = " from user_account u join tenant t on t.id = u.tenant_id and t.code = 'acme' where u.login = 'finance@acme.example'";
            long[] ids = new long[4];
            try (PreparedStatement query = database.prepareStatement("""
                    insert into membership (tenant_id, id, user_id, organisation_id, role, created_at, version)
                    select m.tenant_id, nextval('membership_seq'), m.user_id, m.organisation_id, 'FINANCE_CHECKER', m.created_at, 1
                      from membership m where (m.tenant_id, m.user_id) in (select u.tenant_id, u.id""" + whose + ") returning tenant_id, id, user_id, organisation_id");
                    ResultSet row = query.executeQuery()) {
                assertThat(row.next()).isTrue();
                for (int i = 0; i < ids.length; i++) {
                    ids[i] = row.getLong(i + 1);
                }
            }
            String both = entrepot.proof.Person.key(database, ids[0], ids[3], ids[2], Role.FINANCE_CHECKER, "acme");
            Answer refused = http.call(both, "POST", run + "/approve", seen.toString(), KEY, UUID.randomUUID().toString());
            try (PreparedStatement delete = database.prepareStatement("delete from membership where tenant_id = ? and id = ?")) {
                delete.setLong(1, ids[0]);
                delete.setLong(2, ids[1]);
                delete.executeUpdate();
            }
            assertThat(read(refused, 422).path("code").asText()).isEqualTo("OWN_RUN");
        }
    }

    private void theSponsorsStatementProvesItself(String order, String accrual, BigDecimal earned) throws Exception {
        JsonNode whole = items("lin", STATEMENTS).map(each -> get("lin", STATEMENTS + "/" + each.path("code").asText()))
                .filter(each -> lines(each).anyMatch(line -> line.path("cause").asText().equals(accrual))).findFirst()
                .orElseThrow(() -> new AssertionError("no statement names " + accrual));
        JsonNode statement = whole.path("statement");
        assertThat(statement.path("state").asText()).isIn("ISSUED", "PAID");
        assertThat(sum(statement)).isEqualByComparingTo(amount(statement.path("closing")));
        BigDecimal lines = BigDecimal.ZERO;
        BigDecimal ours = BigDecimal.ZERO;
        for (JsonNode line : lines(whole).toList()) {
            lines = lines.add(amount(line.path("amount")));
            ours = line.path("cause").asText().equals(accrual) ? ours.add(amount(line.path("amount"))) : ours;
        }
        assertThat(lines).as("its lines add up").isEqualByComparingTo(amount(statement.path("lines")));
        assertThat(ours).as("what " + order + " earned").isEqualByComparingTo(earned);

        JsonNode proof = whole.path("proof");
        assertThat(whole.path("proved").asBoolean()).isTrue();
        assertThat(amount(proof.path("listed"))).as("what the books say of the entries on it and before").isEqualByComparingTo(amount(statement.path("closing")));
        assertThat(amount(proof.path("ledger"))).as("past the portal, in the ledger itself")
                .isEqualByComparingTo(ledger("lin", "COMMISSION_DUE", "DEALER_DUE", "PAYABLE"));
        assertThat(amount(proof.path("listed")).add(amount(proof.path("since")))).isEqualByComparingTo(amount(proof.path("ledger")));

        String path = STATEMENTS + "/" + statement.path("code").asText();
        Answer csv = http.call(key("lin"), "GET", path + ".csv", null);
        assertThat(csv.type()).startsWith("text/csv");
        assertThat(csv.body()).contains(order).contains(accrual).contains(amount(statement.path("closing")).toPlainString());
        HttpResponse<byte[]> pdf = HttpClient.newHttpClient().send(portal.request("acme", path + ".pdf").header("Authorization", "Bearer " + key("lin"))
                .header("Accept-Language", "zh-CN").GET().build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(pdf.headers().firstValue("Content-Type").orElse("")).isEqualTo("application/pdf");
        assertThat(new String(pdf.body(), 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(pdf.body().length).isGreaterThan(5_000);
        assertThat(http.call(key(agent), "GET", path, null).status()).as("another member's").isEqualTo(404);
    }

    /** All lines of lin's statement, of each kind. */
    private static Stream<JsonNode> lines(JsonNode whole) {
        String path = STATEMENTS + "/" + whole.path("statement").path("code").asText() + "/lines?group=";
        return StreamSupport.stream(whole.path("content").path("groups").spliterator(), false)
                .flatMap(group -> items("lin", path + URLEncoder.encode(group.path("key").asText(), StandardCharsets.UTF_8)));
    }

    private void theAgentsStatementTellsItsWallet() throws Exception {
        JsonNode whole = get(agent, STATEMENTS + "/" + items(agent, STATEMENTS).findFirst().orElseThrow().path("code").asText());
        assertThat(whole.path("proved").asBoolean()).isTrue();
        assertThat(sum(whole.path("statement"))).isEqualByComparingTo(amount(whole.path("statement").path("closing")));
        assertThat(amount(whole.path("proof").path("ledger"))).isEqualByComparingTo(ledger(agent, "COMMISSION_DUE", "DEALER_DUE", "PAYABLE"));
        JsonNode section = whole.path("content").path("wallet");
        BigDecimal closing = amount(section.path("opening"));
        for (JsonNode movement : section.path("movements")) {
            closing = closing.add(amount(movement.path("amount")));
        }
        assertThat(closing).isEqualByComparingTo(amount(section.path("closing")));
        assertThat(amount(wallet().path("available"))).as("the wallet and the ledger").isEqualByComparingTo(ledger(agent, "WALLET"));
    }

    private static BigDecimal ledger(String login, String... kinds) throws SQLException {
        try (Connection database = portal.database(); PreparedStatement query = database.prepareStatement("""
                select coalesce(-sum(e.amount_minor), 0) from ledger_entry e
                  join ledger_account a on a.tenant_id = e.tenant_id and a.id = e.account_id and a.kind = any (?)
                 where (a.tenant_id, a.organisation_id) in (select m.tenant_id, m.organisation_id from membership m
                          join user_account u on u.tenant_id = m.tenant_id and u.id = m.user_id
                          join tenant t on t.id = u.tenant_id and t.code = 'acme' where u.login = ?)""")) {
            query.setArray(1, database.createArrayOf("text", kinds));
            query.setString(2, login + "@acme.example");
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBigDecimal(1).movePointLeft(2);
            }
        }
    }

    /** Moves the demonstration's clock by its page, as the administrator. */
    private static void clock(String button) {
        Answer moved = new Client(portal).signIn("admin@acme.example").press("/demo/clock", "clock", button, Map.of());
        assertThat(moved.status()).as(moved.body()).isEqualTo(302);
    }

    private static String key(String login) {
        return KEYS.computeIfAbsent(login, who -> new Client(portal).signIn(who + "@acme.example").makeKey("journey"));
    }

    private JsonNode wallet() {
        return get(agent, "/api/agent/v1/wallet");
    }

    private static JsonNode get(String who, String path) {
        return read(http.call(key(who), "GET", path, null), 200);
    }

    /** What a list holds, page after page, no further than is asked for. */
    private static Stream<JsonNode> items(String who, String path) {
        List<JsonNode> items = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = get(who, path + (after.isEmpty() ? "" : (path.contains("?") ? "&" : "?") + "after=" + URLEncoder.encode(after, StandardCharsets.UTF_8)));
            page.path("items").forEach(items::add);
            after = page.path("next").asText("");
        } while (!after.isEmpty() && items.size() < 2_000);
        return items.stream();
    }

    private static Answer post(String who, String path, JsonNode body, String idempotency) {
        return idempotency == null ? http.call(key(who), "POST", path, body == null ? null : body.toString())
                : http.call(key(who), "POST", path, body == null ? null : body.toString(), KEY, idempotency);
    }

    private static JsonNode read(Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return answer.json();
    }

    private static JsonNode await(String what, Supplier<JsonNode> look, Predicate<JsonNode> there) throws AssertionError {
        long end = System.nanoTime() + PATIENCE.toNanos();
        JsonNode last;
        do {
            last = look.get();
            if (there.test(last)) {
                return last;
            }
            try {
                Thread.sleep(300);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        } while (System.nanoTime() < end);
        throw new AssertionError("Waited in vain for " + what + ": " + last);
    }

    private static BigDecimal sum(JsonNode account) {
        return amount(account.path("opening")).add(amount(account.path("lines"))).subtract(amount(account.path("payouts")));
    }

    private static BigDecimal amount(JsonNode money) {
        assertThat(money.path("currency").asText()).as(money.toString()).isEqualTo("CNY");
        return new BigDecimal(money.path("amount").asText());
    }
}
