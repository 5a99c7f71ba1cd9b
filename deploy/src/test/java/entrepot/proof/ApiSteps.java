package entrepot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import entrepot.identity.Role;
import entrepot.journey.RunningPortal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What people do with the API, so that each operation has succeeded once: things that the steps themselves made are changed and ended, so that the
 * demonstration stays as it was. What cannot be undone (a price list, a settlement run) is done only where examples are recorded.
 */
final class ApiSteps {

    private static final String ORDERS = "/api/agent/v1/orders";
    private static final String CONSIGNMENT = "POST /api/dealer/v1/consignments/{code}/";
    private static final int OFFERS_TRIED = 8;

    private final RunningPortal portal;
    private final Client client;
    private final Map<Role, Person> people;
    private final ApiCalls calls;
    private final String shop;
    private final Goods goods;

    /** What the dealer of these proofs has plenty of and its neighbours have not, and where it is. */
    private record Goods(String sku, String province, String city, String offer) {
    }

    /** A consignment that the dealer was offered, and its order. */
    private record Offered(String order, String code) {
    }

    ApiSteps(RunningPortal portal, Client client, Map<Role, Person> people, Samples samples, ApiCalls calls) throws SQLException {
        this.portal = portal;
        this.client = client;
        this.people = people;
        this.calls = calls;
        this.shop = samples.own("sub-shops", people.get(Role.AGENT)).orElseThrow();
        this.goods = goods();
    }

    void orders() {
        String number = "API-" + UUID.randomUUID().toString().substring(0, 8);
        calls.step(Role.AGENT, "GET /api/agent/v1/sub-shops", null);
        calls.step(Role.AGENT, "POST " + ORDERS + "/quote", order(number + "-1", goods.sku(), 1, buyer()));
        calls.step(Role.AGENT, "POST " + ORDERS + "/quote/keep", order(number + "-1", goods.sku(), 1, buyer()));
        String buyer = buyer();
        String placed = calls.step(Role.AGENT, "POST " + ORDERS, order(number + "-1", goods.sku(), 1, buyer)).at("/code").asText();
        calls.step(Role.AGENT, "POST " + ORDERS + "/batch", "{\"orders\":[" + order(number + "-2", goods.sku(), 1, buyer()) + ","
                + order(number + "-3", "NO-SUCH-SKU", 1, buyer()) + "]}");
        calls.step(Role.AGENT, "GET " + ORDERS + "/{code}", null, placed);
        calls.step(Role.AGENT, "POST " + ORDERS + "/{code}/change", "{\"remark\":\"Please no advertising in the parcel\",\"why\":\"the buyer asked\"}", placed);
        calls.step(Role.HQ_MANAGER, "POST /api/hq/v1/orders/{code}/hold", "{\"reason\":\"The buyer's bank asks about the payment\"}", placed);
        calls.step(Role.HQ_MANAGER, "POST /api/hq/v1/orders/{code}/release", "{\"reason\":\"The payment is in order\"}", placed);
        // the same buyer and item again on one day: asked about before it ships
        calls.quietly(Role.AGENT, "POST", ORDERS, order(number + "-4", goods.sku(), 1, buyer));
        calls.step(Role.AGENT, "POST " + ORDERS + "/{code}/ship-it", "{\"reason\":\"One for each of the children\"}", outside(number + "-4"));
        calls.step(Role.AGENT, "POST " + ORDERS + "/{code}/cancel", "{\"reason\":\"the buyer changed his mind\"}", placed);
        cancel(outside(number + "-2"));
        cancel(outside(number + "-4"));
    }

    /** Quotations, requests and proposals that came to their end, for proofs that act on such things. */
    static void endedThings(RunningPortal portal, Client client, Map<Role, Person> people) throws SQLException {
        ApiSteps steps = new ApiSteps(portal, client, people, new Samples(portal),
                new ApiCalls(client, people, client.call(null, "GET", "/api/openapi.json", null).json()));
        steps.quotations();
        steps.requests();
        steps.holdRules();
    }

    /** What may be ordered a day: the member says it, then headquarters, which lifts it again. */
    void limits() {
        String own = "/api/agent/v1/sub-shops/{code}/limit";
        String theirs = "/api/hq/v1/sub-shops/{code}/limit";
        calls.step(Role.AGENT, "PUT " + own, "{\"orders\":20000,\"money\":9000000}", shop);
        calls.step(Role.AGENT, "GET " + own, null, shop);
        calls.step(Role.HQ_MANAGER, "PUT " + theirs, "{\"orders\":30000,\"money\":9500000}", shop);
        calls.step(Role.HQ_MANAGER, "GET " + theirs, null, shop);
        calls.step(Role.HQ_MANAGER, "POST /api/hq/v1/sub-shops/{code}/lift-limit", null, shop);
        calls.step(Role.AGENT, "POST /api/agent/v1/sub-shops/{code}/lift-limit", null, shop);
    }

    /** Requests for prices: one becomes an order, which is cancelled; the others end otherwise. */
    void quotations() {
        String root = "/api/agent/v1/quotations";
        String answers = "/api/hq/v1/quotations";
        String taken = asked();
        calls.step(Role.AGENT, "GET " + root + "/{code}", null, taken);
        calls.step(Role.HQ_MANAGER, "GET " + answers + "/{code}", null, taken);
        answer(taken);
        String order = calls.step(Role.AGENT, "POST " + root + "/{code}/accept",
                "{\"shipTo\":{\"name\":\"王小明\",\"phone\":\"13800001234\",\"country\":\"CN\",\"province\":\"%s\",\"city\":\"%s\",\"district\":\"\",\"street\":\"文三路1号\"}}"
                        .formatted(goods.province(), goods.city()), taken).at("/code").asText();
        cancel(order);
        String declined = asked();
        answer(declined);
        calls.step(Role.AGENT, "POST " + root + "/{code}/decline", "{\"reason\":\"Another maker is cheaper\"}", declined);
        calls.step(Role.AGENT, "POST " + root + "/{code}/withdraw", null, asked());
        calls.step(Role.HQ_MANAGER, "POST " + answers + "/{code}/refuse", "{\"reason\":\"We print from 500 pieces on\"}", asked());
    }

    private String asked() {
        return calls.step(Role.AGENT, "POST /api/agent/v1/quotations", "{\"subShop\":\"%s\",\"text\":\"With our shop's name on the bag\",\"wishes\":[{\"sku\":\"%s\",\"text\":\"one colour\",\"quantity\":2}]}"
                .formatted(shop, goods.sku())).at("/code").asText();
    }

    /** At a price that one person may give. */
    private void answer(String code) {
        calls.step(Role.HQ_MANAGER, "POST /api/hq/v1/quotations/{code}/answer", "{\"lines\":[{\"sku\":\"%s\",\"quantity\":2,\"unit\":%s}],\"validUntil\":\"%s\",\"text\":\"Ready in two weeks\"}"
                .formatted(goods.sku(), goods.offer(), java.time.Instant.parse(now()).plus(java.time.Duration.ofDays(30))), code);
    }

    /** What is asked about a packed parcel: withdrawn, refused, and agreed, which unpacks it and cancels its order. */
    void requests() throws SQLException {
        Offered packed = offered();
        calls.quietly(Role.DEALER, "POST", (CONSIGNMENT + "accept").substring(5).replace("{code}", packed.code()), null);
        calls.quietly(Role.DEALER, "POST", (CONSIGNMENT + "pack").substring(5).replace("{code}", packed.code()), null);
        String answers = "/api/hq/v1/order-requests";
        String withdrawn = asked(packed, "OTHER", "Please put a greeting card in");
        calls.step(Role.HQ_MANAGER, "GET " + answers, null);
        calls.step(Role.AGENT, "POST /api/agent/v1/order-requests/{code}/withdraw", null, withdrawn);
        String refused = asked(packed, "OTHER", "Please wrap it in red paper");
        calls.step(Role.HQ_MANAGER, "POST " + answers + "/{code}/refuse", "{\"answer\":\"The warehouse has none\"}", refused);
        calls.step(Role.AGENT, "GET /api/agent/v1/order-requests/{code}", null, refused);
        String agreed = asked(packed, "STOP", "The buyer does not want it any more");
        calls.step(Role.HQ_MANAGER, "POST " + answers + "/{code}/agree", "{\"answer\":\"It is unpacked\"}", agreed);
        calls.step(Role.HQ_MANAGER, "GET " + answers + "/{code}", null, agreed);
    }

    /** What is asked about parcels on their way: each audience agrees once, and says once that the carrier caught it and once that it was too late. */
    void intercepts() throws SQLException {
        Offered one = offered();
        Offered other = offered();
        String hq = "/api/hq/v1/order-requests";
        String dealer = "/api/dealer/v1/order-requests";
        for (Offered each : new Offered[] {one, other}) {
            calls.quietly(Role.DEALER, "POST", (CONSIGNMENT + "accept").substring(5).replace("{code}", each.code()), null);
            calls.quietly(Role.DEALER, "POST", (CONSIGNMENT + "ship").substring(5).replace("{code}", each.code()),
                    "{\"parcels\":[{\"carrier\":\"shunfeng\",\"number\":\"SF" + System.nanoTime() + "\",\"grams\":800}]}");
        }
        calls.step(Role.DEALER, "POST " + dealer + "/{code}/refuse", "{\"answer\":\"The carrier does not do that\"}", asked(one, "STOP", "The buyer does not want it any more"));
        String missed = asked(one, "STOP", "The buyer is away for a month");
        calls.step(Role.DEALER, "GET " + dealer, null);
        calls.step(Role.DEALER, "POST " + dealer + "/{code}/agree", "{\"answer\":\"We asked the carrier\"}", missed);
        calls.step(Role.DEALER, "POST " + dealer + "/{code}/too-late", "{\"answer\":\"It was out for delivery\"}", missed);
        calls.step(Role.DEALER, "GET " + dealer + "/{code}", null, missed);
        String stopped = asked(one, "STOP", "The buyer ordered twice");
        calls.quietly(Role.HQ_MANAGER, "POST", hq + "/" + stopped + "/agree", "{\"answer\":\"We asked the carrier\"}");
        calls.step(Role.HQ_MANAGER, "POST " + hq + "/{code}/caught", "{\"answer\":\"It turned back at its station\"}", stopped);
        String again = asked(other, "STOP", "The buyer ordered twice");
        calls.quietly(Role.HQ_MANAGER, "POST", hq + "/" + again + "/agree", "{\"answer\":\"We asked the carrier\"}");
        calls.step(Role.HQ_MANAGER, "POST " + hq + "/{code}/too-late", "{\"answer\":\"It was out for delivery\"}", again);
        String third = asked(other, "STOP", "The buyer is away for a month");
        calls.quietly(Role.HQ_MANAGER, "POST", hq + "/" + third + "/agree", "{\"answer\":\"We asked the carrier\"}");
        calls.step(Role.DEALER, "POST " + dealer + "/{code}/caught", "{\"answer\":\"It turned back at its station\"}", third);
    }

    private String asked(Offered packed, String kind, String text) {
        return calls.step(Role.AGENT, "POST " + ORDERS + "/{code}/requests",
                "{\"consignment\":\"%s\",\"kind\":\"%s\",\"text\":\"%s\"}".formatted(packed.code(), kind, text), packed.order()).at("/code").asText();
    }

    /** Rules by which orders are held: proposed twice, so that the first is withdrawn. */
    void holdRules() {
        String root = "/api/hq/v1/hold-rules";
        String first = proposed(people.get(Role.HQ_MANAGER).key(), 2_500);
        calls.step(Role.HQ_MANAGER, "GET " + root + "/{code}", null, first);
        calls.step(Role.HQ_MANAGER, "POST " + root, rules(3_000));
        calls.step(Role.HQ_MANAGER, "GET " + root, null);
    }

    /** What another manager proposes is rejected once and approved once. */
    void holdRulesDecided() {
        String deputy = new Client(portal).signIn("deputy@acme.example").makeKey("hold rules");
        String root = "POST /api/hq/v1/hold-rules/{code}/";
        calls.step(Role.HQ_MANAGER, root + "reject", "{\"reason\":\"Not before the season\"}", proposed(deputy, 1_500));
        calls.step(Role.HQ_MANAGER, root + "approve", null, proposed(deputy, ThreadLocalRandom.current().nextInt(2_001, 2_400)));
    }

    private String proposed(String key, int value) {
        return client.call(key, "POST", "/api/hq/v1/hold-rules", rules(value)).json().at("/code").asText();
    }

    private static String rules(int value) {
        return "{\"rules\":{\"valueOver\":%d,\"firstOrders\":3,\"addressUnclear\":true,\"priceBreach\":true,\"payment\":true,\"duplicates\":true,\"silenceHours\":4},\"reason\":\"The average order has grown\"}"
                .formatted(value);
    }

    void feeds() {
        String feed = calls.step(Role.AGENT, "POST /api/agent/v1/feeds", "{\"subShop\":\"" + shop + "\",\"format\":\"JSON\"}").at("/code").asText();
        calls.step(Role.AGENT, "POST /api/agent/v1/feeds/{code}/rotate", null, feed);
        calls.step(Role.AGENT, "POST /api/agent/v1/feeds/{code}/revoke", null, feed);
    }

    void webhooks() {
        webhooks("agent", Role.AGENT);
        webhooks("dealer", Role.DEALER);
        webhooks("hq", Role.ADMIN);
    }

    private void webhooks(String audience, Role role) {
        String root = "/api/" + audience + "/v1/webhooks";
        String body = "{\"url\":\"https://shop.invalid/entrepot\",\"remark\":\"Shop system\",\"events\":[\"consignment.shipped\"]}";
        String code = calls.step(role, "POST " + root, body).at("/webhook/code").asText();
        calls.step(role, "GET " + root, null);
        calls.step(role, "GET " + root + "/{code}", null, code);
        calls.step(role, "POST " + root + "/{code}/change", body.replace("consignment.shipped", "consignment.delivered"), code);
        calls.step(role, "POST " + root + "/{code}/rotate", null, code);
        calls.step(role, "POST " + root + "/{code}/test", null, code);
        calls.step(role, "GET " + root + "/{code}/deliveries", null, code);
        calls.step(role, "POST " + root + "/{code}/replay", "{\"since\":\"" + now() + "\"}", code);
        calls.step(role, "POST " + root + "/{code}/disable", null, code);
        calls.step(role, "POST " + root + "/{code}/enable", null, code);
        calls.step(role, "POST " + root + "/{code}/remove", null, code);
    }

    /** Orders that go to this dealer: one is accepted, packed, asked about, shipped and delivered, the others only begun. */
    void consignments() throws SQLException {
        Offered whole = offered();
        calls.step(Role.DEALER, "GET /api/dealer/v1/consignments/{code}", null, whole.code());
        calls.step(Role.DEALER, CONSIGNMENT + "accept", null, whole.code());
        calls.step(Role.DEALER, CONSIGNMENT + "pack", null, whole.code());
        calls.step(Role.AGENT, "POST " + ORDERS + "/{code}/requests",
                "{\"consignment\":\"%s\",\"kind\":\"OTHER\",\"text\":\"Please put a greeting card in\"}".formatted(whole.code()), whole.order());
        calls.step(Role.DEALER, CONSIGNMENT + "ship",
                "{\"parcels\":[{\"carrier\":\"shunfeng\",\"number\":\"SF" + System.nanoTime() + "\",\"grams\":800}]}", whole.code());
        calls.step(Role.DEALER, CONSIGNMENT + "deliver", null, whole.code());
        Offered part = offered();
        calls.step(Role.DEALER, CONSIGNMENT + "accept-part", "{\"accepted\":[{\"line\":1,\"quantity\":1}],\"reason\":\"OUT_OF_STOCK\",\"note\":\"One has a scratch\"}",
                part.code());
        cancel(part.order());
        Offered short1 = offered();
        calls.step(Role.DEALER, "POST /api/dealer/v1/consignments/answers", "{\"answer\":\"ACCEPT\",\"codes\":[\"%s\"]}".formatted(short1.code()));
        calls.step(Role.DEALER, CONSIGNMENT + "ran-out", "{\"missing\":[{\"line\":1,\"quantity\":1}],\"note\":\"The shelf holds one less\"}", short1.code());
        cancel(short1.order());
        Offered declined = offered();
        calls.step(Role.DEALER, CONSIGNMENT + "decline", "{\"reason\":\"the last one is damaged\"}", declined.code());
        cancel(declined.order());
    }

    /** The dealer says of its own goods what is there already. */
    void stock() throws SQLException {
        try (Connection database = portal.database(); ResultSet row = database.createStatement().executeQuery("""
                select v.sku, s.on_hand - s.promised from stock s
                  join warehouse w on w.tenant_id = s.tenant_id and w.id = s.warehouse_id
                  join variant v on v.tenant_id = s.tenant_id and v.id = s.variant_id
                 where s.tenant_id = %d and w.owner_id = %d and s.owner_id = w.owner_id order by v.sku limit 1"""
                .formatted(people.get(Role.DEALER).tenantId(), people.get(Role.DEALER).organisation()))) {
            row.next();
            String said = "{\"lines\":[{\"sku\":\"%s\",\"quantity\":%d}]}".formatted(row.getString(1), row.getInt(2));
            calls.step(Role.DEALER, "POST /api/dealer/v1/stock", said);
            calls.step(Role.DEALER, "PUT /api/dealer/v1/stock", said);
        }
    }

    /** Documents about stock, written and brought to their end; pieces come back to where they were, but for two that a dealer gets. */
    void stockDocuments() throws SQLException {
        StockPapers papers = StockPapers.of(portal, people.get(Role.DEALER));
        transfers(papers);
        purchases("hq", Role.HQ_MANAGER, papers.sku(), papers);
        purchases("dealer", Role.DEALER, papers.own(), papers);
        // what was moved is counted as it lies now
        counts(StockPapers.of(portal, people.get(Role.DEALER)));
        holds(papers);
    }

    private void transfers(StockPapers papers) {
        String root = "POST /api/hq/v1/transfers";
        String sent = calls.step(Role.HQ_MANAGER, root, papers.transfer(3)).at("/code").asText();
        calls.step(Role.HQ_MANAGER, root + "/{code}/change", "{\"lines\":" + StockPapers.lines(papers.sku(), 2) + "}", sent);
        calls.step(Role.HQ_MANAGER, root + "/{code}/send", null, sent);
        calls.step(Role.HQ_MANAGER, root + "/{code}/receive", "{\"lines\":" + StockPapers.lines(papers.sku(), 1) + "}", sent);
        calls.step(Role.DEALER, "POST /api/dealer/v1/transfers/{code}/receive", "{\"remark\":\"All there, one box dented\"}", sent);
        String cancelled = calls.step(Role.HQ_MANAGER, root, papers.transfer(1)).at("/code").asText();
        calls.step(Role.HQ_MANAGER, root + "/{code}/cancel", "{\"reason\":\"They have enough\"}", cancelled);
    }

    private void purchases(String audience, Role role, String sku, StockPapers papers) {
        String root = "POST /api/" + audience + "/v1/purchases";
        String asked = papers.purchase(people.get(role), 12);
        String ordered = calls.step(role, root, asked).at("/code").asText();
        calls.step(role, root + "/{code}/change", asked.replace("12}", "10}"), ordered);
        calls.step(role, root + "/{code}/order", null, ordered);
        calls.step(role, root + "/{code}/receive", "{\"deliveryNote\":\"DN-4711\",\"lines\":" + StockPapers.lines(sku, 1) + "}", ordered);
        calls.step(role, root + "/{code}/close", "{\"reason\":\"The rest will not come\"}", ordered);
        String cancelled = calls.step(role, root, asked).at("/code").asText();
        calls.step(role, root + "/{code}/cancel", "{\"reason\":\"Another supplier is cheaper\"}", cancelled);
    }

    /** Both find all as the books say. What a dealer counted of headquarters' goods and waits is counted again, and waits again. */
    private void counts(StockPapers papers) throws SQLException {
        count("hq", Role.HQ_MANAGER, papers, papers.counted(), papers.there());
        count("dealer", Role.DEALER, papers, papers.own(), papers.lie());
        try (Connection database = portal.database(); ResultSet waits = database.createStatement().executeQuery("""
                select c.code from stock_count c join warehouse w on w.tenant_id = c.tenant_id and w.id = c.warehouse_id
                 where c.tenant_id = %d and c.state = 'SUBMITTED' and w.owner_id = %d limit 1"""
                .formatted(people.get(Role.DEALER).tenantId(), people.get(Role.DEALER).organisation()))) {
            if (waits.next()) {
                calls.step(Role.HQ_MANAGER, "POST /api/hq/v1/stock-counts/{code}/reject", "{\"reason\":\"Please count once more\"}", waits.getString(1));
                calls.step(Role.DEALER, "POST /api/dealer/v1/stock-counts/{code}/finish", "{\"restIsZero\":false}", waits.getString(1));
            }
        }
    }

    private void count(String audience, Role role, StockPapers papers, String sku, int there) {
        String root = "POST /api/" + audience + "/v1/stock-counts";
        String count = calls.step(role, root, papers.count(people.get(role))).at("/code").asText();
        calls.step(role, root + "/{code}/lines", "{\"lines\":" + StockPapers.lines(sku, there) + "}", count);
        calls.step(role, root + "/{code}/finish", "{\"restIsZero\":false}", count);
        String cancelled = calls.step(role, root, papers.count(people.get(role))).at("/code").asText();
        calls.step(role, root + "/{code}/cancel", "{\"reason\":\"Counted yesterday\"}", cancelled);
    }

    /** The dealer's own piece is good after all, headquarters' is lost; what headquarters writes off itself waits for another person there. */
    private void holds(StockPapers papers) {
        String hq = "POST /api/hq/v1/quality-holds";
        String dealer = "POST /api/dealer/v1/quality-holds";
        String good = calls.step(Role.DEALER, dealer, papers.hold(people.get(Role.DEALER), true)).at("/code").asText();
        calls.step(Role.DEALER, dealer + "/{code}/release", "{\"reason\":\"It can be sewn\"}", good);
        String lost = calls.step(Role.DEALER, dealer, papers.hold(people.get(Role.DEALER), false)).at("/code").asText();
        for (String verdict : new String[] {"reject", "approve"}) {
            calls.step(Role.DEALER, dealer + "/{code}/write-off", "{\"reason\":\"Torn beyond repair\"}", lost);
            calls.step(Role.HQ_MANAGER, hq + "/{code}/" + verdict, verdict.equals("reject") ? "{\"reason\":\"Please send a picture\"}" : null, lost);
        }
        String mine = calls.step(Role.HQ_MANAGER, hq, papers.hold(people.get(Role.HQ_MANAGER), true)).at("/code").asText();
        calls.step(Role.HQ_MANAGER, hq + "/{code}/release", "{\"reason\":\"It can be sewn\"}", mine);
    }

    /** The second person's words about a count of another manager, and something of headquarters' own that waits to be written off. */
    void stockDecisions() throws SQLException {
        StockPapers papers = StockPapers.of(portal, people.get(Role.DEALER));
        String key = new Client(portal).signIn("deputy@acme.example").makeKey("counts");
        String root = "/api/hq/v1/stock-counts";
        String count = client.call(key, "POST", root, papers.count(people.get(Role.HQ_MANAGER)), "Idempotency-Key", UUID.randomUUID().toString()).json().path("code").asText();
        client.call(key, "POST", root + "/" + count + "/lines", "{\"lines\":" + StockPapers.lines(papers.counted(), papers.there() + 1) + "}");
        client.call(key, "POST", root + "/" + count + "/finish", "{\"restIsZero\":false}");
        calls.step(Role.HQ_MANAGER, "POST " + root + "/{code}/reject", "{\"reason\":\"Please count once more\"}", count);
        client.call(key, "POST", root + "/" + count + "/finish", "{\"restIsZero\":false}");
        calls.step(Role.HQ_MANAGER, "POST " + root + "/{code}/approve", null, count);
        String waits = calls.step(Role.HQ_MANAGER, "POST /api/hq/v1/quality-holds", StockPapers.of(portal, people.get(Role.DEALER))
                .hold(people.get(Role.HQ_MANAGER), true)).at("/code").asText();
        calls.step(Role.HQ_MANAGER, "POST /api/hq/v1/quality-holds/{code}/write-off", "{\"reason\":\"Torn beyond repair\"}", waits);
    }

    /** Two price lists that an editor proposes on the page: one is approved, the other is not. */
    void priceLists() throws SQLException {
        Client editor = new Client(portal).signIn(people.get(Role.HQ_EDITOR).login());
        for (String tier : new String[] {"GOLD", "SILVER"}) {
            editor.upload("/hq/prices/new", "propose", "go", Map.of("tier_input", tier, "base_input", "RETAIL", "percent", tier.equals("GOLD") ? "55" : "40",
                    "reason", "The season's prices"), "file", "none.csv", "");
        }
        calls.step(Role.HQ_MANAGER, "POST /api/hq/v1/price-lists/{code}/approve", null, proposed("GOLD"));
        calls.step(Role.HQ_MANAGER, "POST /api/hq/v1/price-lists/{code}/reject", "{\"reason\":\"Silver stays where it is\"}", proposed("SILVER"));
    }

    private String proposed(String tier) throws SQLException {
        return one("select code from price_list where tenant_id = %d and state = 'PROPOSED' and tier = '" + tier + "' order by id desc limit 1");
    }

    /** The month after the last one that was settled: members say what they have to say, then it is paid. */
    void settlement(BookSteps members) throws SQLException {
        String month = one("select to_char(max(month) + interval '1 month', 'YYYY-MM') from settlement_run where scope = 'ALL' and state <> 'CANCELLED' and tenant_id = %d");
        String root = "/api/finance/v1/settlement-runs";
        String code = calls.step(Role.FINANCE_MAKER, "POST " + root, "{\"month\":\"" + month + "\"}").at("/code").asText();
        String state = "";
        for (int i = 0; i < 300 && !state.equals("PREVIEWED"); i++) {
            state = calls.quietly(Role.FINANCE_MAKER, "GET", root + "/" + code, null).json().path("state").asText();
            java.util.concurrent.locks.LockSupport.parkNanos(200_000_000L);
        }
        members.previewed();
        // the demonstration's clock stays where it is
        try (Connection database = portal.database(); PreparedStatement over = database.prepareStatement(
                "update settlement_run set objections_until = started_at where code = ?")) {
            over.setString(1, code);
            over.executeUpdate();
        }
        calls.step(Role.FINANCE_MAKER, "POST " + root + "/{code}/submit", null, code);
        String hash = calls.step(Role.FINANCE_MAKER, "GET " + root + "/{code}", null, code).path("totalsHash").asText();
        calls.step(Role.FINANCE_CHECKER, "POST " + root + "/{code}/approve", "{\"totalsHash\":\"" + hash + "\"}", code);
    }

    /** A consignment of two pieces that this dealer has delivered to a buyer of the agent. @return its code */
    String delivered() throws SQLException {
        Offered offered = offered();
        for (String verb : new String[] {"accept", "pack", "ship", "deliver"}) {
            Answer answer = calls.quietly(Role.DEALER, "POST", (CONSIGNMENT + verb).substring(5).replace("{code}", offered.code()), verb.equals("ship")
                    ? "{\"parcels\":[{\"carrier\":\"shunfeng\",\"number\":\"SF" + System.nanoTime() + "\",\"grams\":800}]}" : null);
            assertThat(answer.status()).as(verb + ": " + answer.body()).isBetween(200, 299);
        }
        return offered.code();
    }

    /** Two pieces that wait for this dealer's answer. Another dealer as near may get an order first: it is cancelled then. */
    private Offered offered() throws SQLException {
        for (int i = 0; i < OFFERS_TRIED; i++) {
            String order = calls.quietly(Role.AGENT, "POST", ORDERS, order("DLV-" + UUID.randomUUID(), goods.sku(), 2, buyer())).json().path("code").asText();
            Person dealer = people.get(Role.DEALER);
            try (Connection database = portal.database(); ResultSet row = database.createStatement().executeQuery("""
                    select code from consignment where tenant_id = %d and order_code = '%s' and dealer_id = %d and state = 'OFFERED'"""
                    .formatted(dealer.tenantId(), order.replaceAll("[^A-Z0-9-]", ""), dealer.organisation()))) {
                if (row.next()) {
                    return new Offered(order, row.getString(1));
                }
            }
            cancel(order);
        }
        throw new AssertionError("No order of " + goods + " goes to the dealer of these proofs");
    }

    private void cancel(String order) {
        calls.quietly(Role.AGENT, "POST", ORDERS + "/" + order + "/cancel", "{\"reason\":\"proof\"}");
    }

    private String outside(String number) {
        return client.call(people.get(Role.AGENT).key(), "GET", ORDERS + "?outside=" + number, null).json().at("/items/0/code").asText();
    }

    /** An order as somebody would place it. */
    String anyOrder() {
        return order("API-" + UUID.randomUUID(), goods.sku(), 1, buyer());
    }

    /** Another one each time, or the second would be asked about. */
    private static String buyer() {
        return Integer.toString(1000 + ThreadLocalRandom.current().nextInt(9000));
    }

    private String order(String number, String sku, int quantity, String buyer) {
        return """
                {"subShop":"%s","outsideNumber":"%s","shipTo":{"name":"王小明","phone":"1380000%s","country":"CN","province":"%s","city":"%s","district":"","street":"文三路%s号"},"lines":[{"sku":"%s","quantity":%d}]}"""
                .formatted(shop, number, buyer, goods.province(), goods.city(), buyer, sku, quantity);
    }

    private Goods goods() throws SQLException {
        Person dealer = people.get(Role.DEALER);
        try (Connection database = portal.database(); ResultSet row = database.createStatement().executeQuery("""
                select v.sku, w.province, w.city, round(v.retail_minor * 0.8 / 100, 2) as offer from stock s
                  join warehouse w on w.tenant_id = s.tenant_id and w.id = s.warehouse_id
                  join variant v on v.tenant_id = s.tenant_id and v.id = s.variant_id
                 where s.tenant_id = %d and w.owner_id = %d
                 order by (select count(*) from stock n join warehouse nw on nw.tenant_id = n.tenant_id and nw.id = n.warehouse_id
                            where n.tenant_id = s.tenant_id and n.variant_id = s.variant_id and nw.city = w.city and nw.id <> w.id),
                          s.on_hand - s.reserved desc, v.sku limit 1""".formatted(dealer.tenantId(), dealer.organisation()))) {
            row.next();
            return new Goods(row.getString(1), row.getString(2), row.getString(3), row.getString(4));
        }
    }

    /** The demonstration's business time is its own. */
    String now() {
        try {
            return one("select to_char(max(placed_at) at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') from sales_order where tenant_id = %d");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    String one(String query) throws SQLException {
        try (Connection database = portal.database(); ResultSet row = database.createStatement().executeQuery(query.formatted(people.get(Role.AGENT).tenantId()))) {
            assertThat(row.next()).as(query).isTrue();
            return row.getString(1);
        }
    }
}
