package entrepot.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import entrepot.kernel.TenantId;
import entrepot.platform.access.Actor;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Vault;
import entrepot.platform.outbound.Outbound;
import entrepot.platform.outbox.Outbox;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Hands numbers back to shops at Shopify: finds the order by its number, what of it is still to be fulfilled, and makes the fulfilment with the numbers of all its parcels.
 * What the shop holds back of it waits and is told when it is open.
 * Calls happen outside of transactions; what was posted without our hearing of it is found fulfilled at the next try. {@value #AT_A_TIME} at a time.
 */
@ApplicationScoped
public class ShopifySender {

    private static final Logger LOG = Logger.getLogger(ShopifySender.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "2025-01";
    private static final String GID = "gid://shopify/";
    /** Not by REST: there a fulfilment has one number, and a consignment may travel in several parcels. */
    private static final String FULFIL = "mutation ($fulfillment: FulfillmentInput!) { fulfillmentCreate(fulfillment: $fulfillment) "
            + "{ fulfillment { id } userErrors { field message } } }";
    private static final List<String> OPEN = List.of("open", "in_progress");
    private static final List<String> ENDED = List.of("closed", "cancelled");
    private static final int AT_A_TIME = 4;
    private static final int OF_ONE_TENANT = 2;
    private static final int LEASE_SECONDS = 90;
    private static final int TRIES_MAX = 12;
    private static final Duration PAUSE_MAX = Duration.ofHours(12);

    @Inject
    private Transactions transactions;

    @Inject
    private Sql sql;

    @Inject
    private Outbox outbox;

    @Inject
    private BusinessClock clock;

    private final AtomicInteger busy = new AtomicInteger();

    private record Due(long id, String domain, String token, String orderNumber, boolean whole, String company, List<String> numbers, List<String> addresses,
                       List<Shopify.Line> lines, List<Shopify.Line> told, String consignment, int tries) {
    }

    /** What came of it. @param state SENT, REFUSED, or WAITING for another try @param told what the shop knows by it */
    private record Result(String state, String why, String outcome, Duration pause, List<Shopify.Line> told) {

        Result(String state, String why, String outcome, Duration pause) {
            this(state, why, outcome, pause, List.of());
        }

        static Result refused(String why, Outbound.Answer answer) {
            return new Result("REFUSED", why, answer.outcome(), null);
        }
    }

    /** What of a consignment its shop lets be told now. @param rest whether it holds back more of it (on hold, scheduled) */
    private record Parts(ArrayNode now, List<Shopify.Line> lines, boolean rest) {

        String state() {
            return rest ? "WAITING" : "SENT";
        }
    }

    /** Begins what is due, as far as there is room. */
    public void sendDue(Executor executor) {
        List<TenantId> tenants = transactions.withoutTenant(() -> sql.list(
                "select distinct tenant_id from shopify_queue where next_at <= now() limit 1000", row -> new TenantId(row.number("tenant_id"))));
        for (TenantId tenant : tenants) {
            int room = Math.min(OF_ONE_TENANT, AT_A_TIME - busy.get());
            if (room > 0) {
                claimed(tenant, room).forEach(due -> begin(executor, tenant, due));
            }
        }
    }

    private void begin(Executor executor, TenantId tenant, Due due) {
        busy.incrementAndGet();
        try {
            executor.execute(() -> {
                try {
                    Result result = tell(due);
                    transactions.in(tenant, () -> noted(tenant, due, result));
                } catch (RuntimeException failure) {
                    // the lease runs out, and somebody tries again
                    LOG.log(Level.WARNING, failure, () -> "a hand-back of tenant " + tenant.value() + " was interrupted");
                } finally {
                    busy.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException full) {
            busy.decrementAndGet();
        }
    }

    private List<Due> claimed(TenantId tenant, int room) {
        return transactions.in(tenant, () -> sql.list("""
                with due as (
                    update shopify_queue q set next_at = now() + make_interval(secs => ?)
                      from (select tenant_id, hand_back_id from shopify_queue where tenant_id = ? and next_at <= now()
                             order by next_at limit ? for update skip locked) d
                     where q.tenant_id = d.tenant_id and q.hand_back_id = d.hand_back_id
                    returning q.tenant_id, q.hand_back_id)
                select h.id, c.domain, c.token, h.order_number, h.whole, h.company, h.consignment,
                       case when h.numbers = '{}' then array[h.number] else h.numbers end as numbers,
                       case when h.numbers = '{}' then array[h.address] else h.addresses end as addresses, h.lines::text as lines, h.told::text as told, h.tries
                  from due
                  join shopify_hand_back h on h.tenant_id = due.tenant_id and h.id = due.hand_back_id and h.state = 'WAITING'
                  join shopify_connection c on c.tenant_id = h.tenant_id and c.id = h.connection_id and c.active""",
                row -> new Due(row.number("id"), row.text("domain"), Vault.open(tenant, Shopify.TOKEN, row.text("token")), row.text("order_number"),
                        row.flag("whole"), row.text("company"), row.texts("numbers"), row.texts("addresses"),
                        row.json("lines").asListOf(Shopify.Line.class), row.json("told").asListOf(Shopify.Line.class), row.text("consignment"), row.integer("tries")),
                LEASE_SECONDS, tenant, room));
    }

    private int noted(TenantId tenant, Due due, Result result) {
        int tries = due.tries() + 1;
        if (result.state().equals("SENT")) {
            Shopify.told(sql, outbox, Actor.system(tenant), due.consignment(), clock.now());
        }
        boolean gaveUp = result.state().equals("WAITING") && tries >= TRIES_MAX;
        sql.update("update shopify_hand_back set state = ?, why = ?, outcome = ?, tries = ?, tried_at = now(), told = told || ?::jsonb where tenant_id = ? and id = ?",
                gaveUp ? "REFUSED" : result.state(), gaveUp ? "GAVE_UP" : result.why(), result.outcome(), tries, Json.of(result.told()), tenant, due.id());
        if (result.state().equals("WAITING") && !gaveUp) {
            Duration doubled = Duration.ofSeconds(30L << Math.min(tries, 20));
            Duration pause = result.pause() != null ? result.pause() : doubled.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : doubled;
            return sql.update("update shopify_queue set next_at = now() + ? * interval '1 millisecond' where tenant_id = ? and hand_back_id = ?",
                    pause.toMillis(), tenant, due.id());
        }
        return sql.update("delete from shopify_queue where tenant_id = ? and hand_back_id = ?", tenant, due.id());
    }

    private static Result tell(Due due) {
        Outbound.Answer found = call(due, "GET", "orders.json?status=any&fields=id,name,line_items&name=" + encoded(due.orderNumber()), null);
        Optional<Result> failed = failed(found);
        if (failed.isPresent()) {
            return failed.get();
        }
        JsonNode order = null;
        for (JsonNode each : json(found).path("orders")) {
            order = bare(each.path("name").asText()).equals(bare(due.orderNumber())) ? each : order;
        }
        if (order == null) {
            return Result.refused("ORDER_UNKNOWN", found);
        }
        Outbound.Answer open = call(due, "GET", "orders/" + order.path("id").asLong() + "/fulfillment_orders.json", null);
        failed = failed(open);
        if (failed.isPresent()) {
            return failed.get();
        }
        Parts parts = parts(due, order, json(open).path("fulfillment_orders"));
        if (parts == null) {
            return Result.refused("LINES_UNKNOWN", open);
        }
        if (parts.now().isEmpty()) {
            // where nothing is held back, nothing is left to fulfil: it was told before, by us or by hand
            return new Result(parts.state(), "", open.outcome(), null);
        }
        ObjectNode variables = JSON.createObjectNode();
        ObjectNode fulfilment = variables.putObject("fulfillment").put("notifyCustomer", true);
        ObjectNode tracking = fulfilment.putObject("trackingInfo").put("company", due.company());
        due.numbers().forEach(tracking.putArray("numbers")::add);
        if (due.addresses().stream().noneMatch(String::isEmpty)) {
            due.addresses().forEach(tracking.putArray("urls")::add);
        }
        fulfilment.set("lineItemsByFulfillmentOrder", parts.now());
        ObjectNode mutation = JSON.createObjectNode().put("query", FULFIL);
        mutation.set("variables", variables);
        Outbound.Answer posted = call(due, "POST", "graphql.json", mutation.toString());
        return failed(posted).or(() -> refused(posted)).orElseGet(() -> new Result(parts.state(), "", posted.outcome(), null, parts.lines()));
    }

    /** GraphQL says no with a good status: for good where it names what is wrong with the call, else for now. */
    private static Optional<Result> refused(Outbound.Answer answer) {
        JsonNode said = json(answer);
        String code = said.path("errors").path(0).path("extensions").path("code").asText();
        if (code.equals("THROTTLED")) {
            return Optional.of(new Result("WAITING", "", answer.outcome(), Duration.ofSeconds(10)));
        }
        if (code.equals("ACCESS_DENIED")) {
            return Optional.of(Result.refused("TOKEN_REFUSED", answer));
        }
        JsonNode made = said.path("data").path("fulfillmentCreate");
        if (!made.path("userErrors").isEmpty()) {
            return Optional.of(Result.refused("SHOP_REFUSED", answer));
        }
        return made.path("fulfillment").path("id").asText().isEmpty()
                ? Optional.of(new Result("WAITING", "", answer.outcome(), null)) : Optional.empty();
    }

    /** What of the open fulfilment orders this consignment fulfils, with what was told before left out; null when its lines are not the shop's. */
    private static Parts parts(Due due, JsonNode order, JsonNode fulfilmentOrders) {
        Map<Long, String> skus = skus(order);
        Map<String, Integer> wanted = new HashMap<>();
        due.lines().forEach(line -> wanted.merge(line.sku(), line.quantity(), Integer::sum));
        // what the shop calls otherwise (an alias) is known only where the whole order left at once
        boolean known = skus.values().containsAll(wanted.keySet());
        if (!known && !due.whole()) {
            return null;
        }
        due.told().forEach(line -> wanted.merge(line.sku(), -line.quantity(), Integer::sum));
        ArrayNode parts = JSON.createArrayNode();
        List<Shopify.Line> told = new ArrayList<>();
        for (JsonNode each : fulfilmentOrders) {
            if (!OPEN.contains(each.path("status").asText())) {
                continue;
            }
            List<ObjectNode> lines = new ArrayList<>();
            for (JsonNode line : each.path("line_items")) {
                String sku = skus.get(line.path("line_item_id").asLong());
                int take = take(line, sku, known, wanted);
                if (take > 0) {
                    if (known) {
                        wanted.merge(sku, -take, Integer::sum);
                        told.add(new Shopify.Line(sku, take));
                    }
                    lines.add(JSON.createObjectNode().put("id", GID + "FulfillmentOrderLineItem/" + line.path("id").asLong()).put("quantity", take));
                }
            }
            if (!lines.isEmpty()) {
                ObjectNode part = parts.addObject().put("fulfillmentOrderId", GID + "FulfillmentOrder/" + each.path("id").asLong());
                lines.forEach(part.putArray("fulfillmentOrderLineItems")::add);
            }
        }
        boolean rest = false;
        for (JsonNode each : fulfilmentOrders) {
            if (!OPEN.contains(each.path("status").asText()) && !ENDED.contains(each.path("status").asText())) {
                for (JsonNode line : each.path("line_items")) {
                    rest |= take(line, skus.get(line.path("line_item_id").asLong()), known, wanted) > 0;
                }
            }
        }
        return new Parts(parts, told, rest);
    }

    /** How many pieces of a line that the shop still has to fulfil are of this consignment. */
    private static int take(JsonNode line, String sku, boolean known, Map<String, Integer> wanted) {
        int left = line.path("fulfillable_quantity").asInt();
        return known ? Math.min(left, wanted.getOrDefault(sku, 0)) : left;
    }

    private static Map<Long, String> skus(JsonNode order) {
        Map<Long, String> skus = new HashMap<>();
        order.path("line_items").forEach(line -> skus.put(line.path("id").asLong(), line.path("sku").asText()));
        return skus;
    }

    private static Optional<Result> failed(Outbound.Answer answer) {
        if (answer.good()) {
            return Optional.empty();
        }
        if (answer.status() == 401 || answer.status() == 403) {
            return Optional.of(Result.refused("TOKEN_REFUSED", answer));
        }
        if (answer.status() == 429) {
            String asked = answer.headers().getOrDefault("retry-after", "");
            long seconds = asked.matches("\\d{1,4}(\\.\\d+)?") ? Long.parseLong(asked.split("\\.")[0]) : 10;
            return Optional.of(new Result("WAITING", "", answer.outcome(), Duration.ofSeconds(Math.max(2, seconds))));
        }
        if (answer.status() >= 400 && answer.status() < 500) {
            return Optional.of(Result.refused("SHOP_REFUSED", answer));
        }
        return Optional.of(new Result("WAITING", "", answer.outcome(), null));
    }

    private static Outbound.Answer call(Due due, String verb, String path, String body) {
        String scheme = due.domain().endsWith(".myshopify.com") ? "https://" : "http://";
        Map<String, String> headers = new HashMap<>(Map.of("X-Shopify-Access-Token", due.token(), "Accept", "application/json"));
        if (body != null) {
            headers.put("Content-Type", "application/json");
        }
        return Outbound.send(new Outbound.Call(verb, URI.create(scheme + due.domain() + "/admin/api/" + VERSION + "/" + path), headers,
                body == null ? null : body.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonNode json(Outbound.Answer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException malformed) {
            return JSON.createObjectNode();
        }
    }

    private static String bare(String number) {
        return number.startsWith("#") ? number.substring(1) : number;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
