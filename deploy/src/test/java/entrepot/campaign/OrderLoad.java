package entrepot.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import entrepot.identity.Role;
import entrepot.journey.RunningPortal;
import entrepot.proof.Person;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that place orders over REST, each as fast as it is answered, until they are told to stop or nobody answers. */
final class OrderLoad {
    private static final int CLIENTS = 8;
    private static final int SHOPS = 30;
    private static final int GOODS = 200;
    private static final int MANY = 9999;
    private static final Duration TAKING_BACK = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Shop(String code, String apiKey) {
    }

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    private final List<Shop> shops = new ArrayList<>();
    private final List<String> skus = new ArrayList<>();
    private final List<JsonNode> buyers = new ArrayList<>();
    private final List<Thread> clients = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final ClientLog log;
    private final String name;
    private volatile boolean over;

    /** Looks for sellers with money, goods in stock and buyers that are served. @param name begins each key */
    OrderLoad(RunningPortal portal, ClientLog log, String name) throws SQLException {
        this.log = log;
        this.name = name;
        try (Connection database = portal.database(); Statement statement = database.createStatement()) {
            List<Object[]> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery("""
                    select s.code, m.tenant_id, m.organisation_id, m.user_id from sub_shop s
                      join tenant t on t.id = s.tenant_id and t.code = 'acme'
                      join lateral (select * from membership m where m.tenant_id = s.tenant_id and m.role = 'AGENT'
                                       and m.organisation_id = s.organisation_id order by m.id limit 1) m on true
                      join ledger_account a on a.tenant_id = s.tenant_id and a.organisation_id = s.organisation_id and a.kind = 'WALLET'
                      join ledger_balance b on b.tenant_id = a.tenant_id and b.account_id = a.id
                      join organisation o on o.tenant_id = s.tenant_id and o.id = s.organisation_id and o.state = 'ACTIVE'
                     where s.state = 'OPEN' order by b.balance_minor desc limit %d""".formatted(SHOPS))) {
                while (row.next()) {
                    found.add(new Object[] {row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)});
                }
            }
            for (Object[] shop : found) {
                shops.add(new Shop((String) shop[0], Person.key(database, (Long) shop[1], (Long) shop[2], (Long) shop[3],
                        Role.AGENT, "acme")));
            }
            try (ResultSet row = statement.executeQuery("""
                    select v.sku from available_stock a join tenant t on t.id = a.tenant_id and t.code = 'acme'
                      join variant v on v.tenant_id = a.tenant_id and v.id = a.variant_id
                     where a.available > 20 order by v.retail_minor, v.id limit %d""".formatted(GOODS))) {
                while (row.next()) {
                    skus.add(row.getString(1));
                }
            }
            try (ResultSet row = statement.executeQuery("""
                    select distinct json_build_object('name', o.receiver, 'phone', o.phone, 'country', o.country, 'province',
                           o.province, 'city', o.city, 'district', o.district, 'street', o.street, 'postcode', o.postcode)::text
                      from sales_order o join tenant t on t.id = o.tenant_id and t.code = 'acme' limit 100""")) {
                while (row.next()) {
                    buyers.add(JSON.readTree(row.getString(1)));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        if (shops.isEmpty() || skus.isEmpty() || buyers.isEmpty()) {
            throw new AssertionError("The demonstration has no sellers, stock or buyers to load it with: " + shops.size()
                    + " sub-shops, " + skus.size() + " SKUs, " + buyers.size() + " buyers");
        }
    }

    void start(RunningPortal portal, SplittableRandom random) {
        over = false;
        clients.clear();
        for (int i = 0; i < CLIENTS; i++) {
            SplittableRandom own = random.split();
            Thread client = new Thread(() -> run(portal, own), "client-" + i);
            clients.add(client);
            client.start();
        }
    }

    /** Lets no client begin another order, and waits for their last answers. */
    void stop() {
        over = true;
        try {
            for (Thread client : clients) {
                client.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Cancels what was ordered, so that the next round finds money and stock again.
     *
     * @return how many orders could not be cancelled
     */
    int takeBack(RunningPortal portal) {
        ExecutorService clerks = Executors.newFixedThreadPool(CLIENTS);
        AtomicInteger left = new AtomicInteger();
        for (ClientLog.Case one : log.all(ClientLog.Word.OK)) {
            clerks.execute(() -> {
                if (!cancelled(portal, one)) {
                    left.incrementAndGet();
                }
            });
        }
        clerks.shutdown();
        try {
            if (!clerks.awaitTermination(TAKING_BACK.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("The orders of a round are not cancelled after " + TAKING_BACK.toSeconds() + " s.");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return left.get();
    }

    private boolean cancelled(RunningPortal portal, ClientLog.Case one) {
        try {
            return http.send(portal.request("acme", "/api/agent/v1/orders/" + one.detail() + "/cancel")
                    .timeout(Duration.ofSeconds(20)).header("Authorization", "Bearer " + one.wish().apiKey())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"end of a round\"}")).build(),
                    HttpResponse.BodyHandlers.ofString()).statusCode() < 300;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(RunningPortal portal, SplittableRandom random) {
        String last = null;
        while (!over) {
            // now and then the last one again, as a client does that is not sure whether it was heard
            if (last != null && random.nextInt(20) == 0) {
                submit(portal, last);
                continue;
            }
            String key = name + "-" + next.incrementAndGet();
            log.sent(key, wish(key, random));
            submit(portal, key);
            last = key;
        }
    }

    private ClientLog.Wish wish(String key, SplittableRandom random) {
        Shop shop = shops.get(random.nextInt(shops.size()));
        String sku = skus.get(random.nextInt(skus.size()));
        // one in ten asks for more than anybody has, and must be refused
        int quantity = random.nextInt(10) == 0 ? MANY : 1 + random.nextInt(3);
        ObjectNode body = JSON.createObjectNode().put("subShop", shop.code()).put("outsideNumber", key);
        body.set("shipTo", buyers.get(random.nextInt(buyers.size())));
        body.putArray("lines").addObject().put("sku", sku).put("quantity", quantity);
        return new ClientLog.Wish(shop.apiKey(), body.toString(), sku, quantity);
    }

    /** Sends the order of that key, for the first time or again, and writes down what came of it. */
    void submit(RunningPortal portal, String key) {
        ClientLog.Case one = log.of(key);
        try {
            HttpResponse<String> answer = http.send(portal.request("acme", "/api/agent/v1/orders")
                    .timeout(Duration.ofSeconds(20)).header("Authorization", "Bearer " + one.wish().apiKey())
                    .header("Idempotency-Key", key).header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(one.wish().body(), StandardCharsets.UTF_8)).build(),
                    HttpResponse.BodyHandlers.ofString());
            int status = answer.statusCode();
            if (status == 201) {
                String code = JSON.readTree(answer.body()).path("code").asText();
                if (one.word() == ClientLog.Word.OK && !one.detail().equals(code)) {
                    throw new AssertionError(key + " was " + one.detail() + " and now is " + code);
                }
                log.ok(key, code);
            } else if (status >= 500 || status == 429 || status == 409 && answer.body().contains("KEY_IN_FLIGHT")) {
                log.unknown(key, String.valueOf(status));
            } else if (one.word() == ClientLog.Word.OK) {
                throw new AssertionError(key + " was " + one.detail() + " and now is refused: " + answer.body());
            } else {
                log.refused(key, status + " " + JSON.readTree(answer.body()).path("code").asText());
            }
        } catch (IOException e) {
            log.unknown(key, e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
