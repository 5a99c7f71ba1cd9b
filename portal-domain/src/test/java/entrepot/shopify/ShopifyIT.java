package entrepot.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Shipping;
import entrepot.kernel.Problem;
import entrepot.lists.NumbersBack;
import entrepot.lists.ShippedNumber;
import entrepot.network.OpenSubShop;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.platform.access.Actor;
import entrepot.platform.outbox.OutboxWorker;
import entrepot.platform.sql.Sql;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShopifyIT {

    private static final Portal PORTAL = Portal.running();
    private static Trade trade;
    private static Shopify shopify;
    private static SubShop shop;
    private static Actor keeper;
    private static Simulator simulator;

    /** A shop at Shopify: one order of two lines, SKU A twice and B once, open or not. */
    private static final class Simulator {
        private final HttpServer server;
        final List<String> posted = new CopyOnWriteArrayList<>();
        volatile int answer = 200;
        volatile String name = "#1001";
        volatile boolean open = true;
        volatile String shut = "closed";
        volatile int left = 1;
        volatile String refusal;
        /** Of A, in a second fulfilment order. */
        volatile int more;
        volatile String moreState = "on_hold";

        Simulator() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.createContext("/admin/api/", exchange -> {
                String path = exchange.getRequestURI().getPath();
                String said = "{}";
                int status = "shpat_right".equals(exchange.getRequestHeaders().getFirst("X-Shopify-Access-Token")) ? answer : 401;
                if (status == 200 && path.endsWith("/orders.json")) {
                    said = "{\"orders\":[{\"id\":77,\"name\":\"" + name + "\",\"line_items\":[{\"id\":1,\"sku\":\"A\",\"quantity\":2},{\"id\":2,\"sku\":\"B\",\"quantity\":1}]}]}";
                } else if (status == 200 && path.endsWith("/fulfillment_orders.json")) {
                    said = "{\"fulfillment_orders\":[{\"id\":900,\"status\":\"" + (open ? "open" : shut)
                            + "\",\"line_items\":[{\"id\":11,\"line_item_id\":1,\"fulfillable_quantity\":" + 2 * left + "},{\"id\":12,\"line_item_id\":2,\"fulfillable_quantity\":" + left + "}]}"
                            + ",{\"id\":901,\"status\":\"" + moreState + "\",\"line_items\":[{\"id\":13,\"line_item_id\":1,\"fulfillable_quantity\":" + more + "}]}]}";
                } else if (status == 200 && path.endsWith("/graphql.json")) {
                    posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                    open = refusal != null;
                    said = refusal != null ? refusal
                            : "{\"data\":{\"fulfillmentCreate\":{\"fulfillment\":{\"id\":\"gid://shopify/Fulfillment/5\"},\"userErrors\":[]}}}";
                }
                byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            });
            server.start();
        }
    }

    @BeforeAll
    static void open() {
        trade = Trade.inChina(PORTAL);
        trade.products(10_000, 500, "A", "B");
        trade.topUp(10_000_000);
        PORTAL.bean(OutboxWorker.class).drain();
        shopify = PORTAL.bean(Shopify.class);
        simulator = new Simulator();
        keeper = Portal.member(trade.tenant, trade.agentOrganisation.id(), "sub-shops:read", "sub-shops:manage", "organisations:read");
        shop = PORTAL.bean(SubShops.class).open(keeper, new OpenSubShop(null, "Shopify", "SHOPIFY", null));
    }

    @AfterAll
    static void shut() {
        simulator.server.stop(0);
    }

    @BeforeEach
    void begin() {
        simulator.answer = 200;
        simulator.name = "#1001";
        simulator.open = true;
        simulator.shut = "closed";
        simulator.left = 1;
        simulator.refusal = null;
        simulator.more = 0;
        simulator.moreState = "on_hold";
        simulator.posted.clear();
        shopify.connect(keeper, shop.code(), "127.0.0.1:" + simulator.server.getAddress().getPort(), "shpat_right");
    }

    /** Places and ships an order; answers its consignment. */
    private static String shipped(String number, Object... lines) {
        PlaceOrder usual = trade.order(number, lines);
        String order = PORTAL.bean(Orders.class).place(trade.agent, new PlaceOrder(shop.code(), number, usual.shipTo(), usual.lines(), "", "", null),
                UUID.randomUUID().toString()).code();
        Consignment consignment = PORTAL.bean(Consignments.class).byOrder(trade.system, order).get(0);
        PORTAL.bean(Shipping.class).pack(trade.system, consignment.code());
        PORTAL.bean(Shipping.class).ship(trade.system, consignment.code(), List.of(new Consignment.Parcel("shunfeng", "SF" + System.nanoTime(), 500),
                new Consignment.Parcel("yuantong", "YT" + System.nanoTime(), 500)));
        PORTAL.bean(OutboxWorker.class).drain();
        return consignment.code();
    }

    private static void send() {
        PORTAL.bean(ShopifySender.class).sendDue(Runnable::run);
    }

    private static void later() {
        PORTAL.in(trade.tenant.id(), () -> PORTAL.bean(Sql.class).update("update shopify_queue set next_at = now() where tenant_id = ?", trade.tenant.id()));
    }

    private static HandBack of(String consignment) {
        return shopify.handedBack(keeper, shop.code()).stream().filter(each -> each.consignment().equals(consignment)).findFirst().orElseThrow();
    }

    @Test
    void what_is_shipped_is_fulfilled_there_with_its_number_company_and_address() {
        String consignment = shipped("1001", "A", 2);
        send();
        assertThat(simulator.posted).hasSize(1);
        assertThat(simulator.posted.get(0)).contains("\"fulfillmentOrderId\":\"gid://shopify/FulfillmentOrder/900\"",
                "{\"id\":\"gid://shopify/FulfillmentOrderLineItem/11\",\"quantity\":2}", "\"company\":\"SF Express\"", "\"numbers\":[\"SF", "\",\"YT",
                "\"urls\":[\"https://www.sf-express.com/").doesNotContain("LineItem/12");
        assertThat(of(consignment).state()).isEqualTo("SENT");
        assertThat(of(consignment).number()).startsWith("SF").contains(", YT");
        PORTAL.bean(OutboxWorker.class).drain();
        assertThat(PORTAL.bean(NumbersBack.class).numbers(trade.agent, shop.code(), 100)).extracting(ShippedNumber::outsideNumber)
                .as("handed back").doesNotContain("1001");
        send();
        assertThat(simulator.posted).as("once").hasSize(1);
    }

    @Test
    void what_was_fulfilled_there_already_is_not_told_again() {
        simulator.name = "#1002";
        simulator.open = false;
        simulator.left = 0;
        String consignment = shipped("#1002", "B", 1);
        send();
        assertThat(simulator.posted).isEmpty();
        assertThat(of(consignment).state()).isEqualTo("SENT");
    }

    @Test
    void what_the_shop_holds_back_waits_and_is_told_when_it_is_open() {
        for (String held : List.of("on_hold", "scheduled")) {
            simulator.name = "#H-" + held;
            simulator.open = false;
            simulator.shut = held;
            String consignment = shipped("H-" + held, "A", 1);
            send();
            assertThat(of(consignment).state()).as(held).isEqualTo("WAITING");
            assertThat(PORTAL.bean(NumbersBack.class).numbers(trade.agent, shop.code(), 100)).extracting(ShippedNumber::outsideNumber).contains("H-" + held);
            simulator.open = true;
            later();
            send();
            assertThat(of(consignment).state()).isEqualTo("SENT");
        }
    }

    @Test
    void what_is_held_back_in_part_waits_for_the_rest_and_takes_no_more_than_that() {
        simulator.name = "#1007";
        simulator.more = 5;
        String consignment = shipped("1007", "A", 3);
        send();
        assertThat(simulator.posted).hasSize(1);
        assertThat(simulator.posted.get(0)).contains("LineItem/11\",\"quantity\":2}").doesNotContain("LineItem/13");
        assertThat(of(consignment).state()).as("one piece is still held back").isEqualTo("WAITING");
        PORTAL.bean(OutboxWorker.class).drain();
        assertThat(PORTAL.bean(NumbersBack.class).numbers(trade.agent, shop.code(), 100)).extracting(ShippedNumber::outsideNumber).contains("1007");
        later();
        send();
        assertThat(simulator.posted).as("nothing new is open").hasSize(1);
        simulator.moreState = "open";
        later();
        send();
        assertThat(simulator.posted).hasSize(2);
        assertThat(simulator.posted.get(1)).as("the others are another consignment's").contains("LineItem/13\",\"quantity\":1}").doesNotContain("LineItem/11");
        assertThat(of(consignment).state()).isEqualTo("SENT");
        PORTAL.bean(OutboxWorker.class).drain();
        assertThat(PORTAL.bean(NumbersBack.class).numbers(trade.agent, shop.code(), 100)).extracting(ShippedNumber::outsideNumber).doesNotContain("1007");
    }

    @Test
    void a_failure_that_passes_is_asked_again() {
        simulator.name = "#1006";
        String consignment = shipped("1006", "A", 1);
        for (String said : List.of("{\"errors\":[{\"extensions\":{\"code\":\"INTERNAL_SERVER_ERROR\"}}]}", "<html>", "{\"errors\":[{\"message\":\"Timeout\"}]}")) {
            simulator.refusal = said;
            later();
            send();
            assertThat(of(consignment).state()).as(said).isEqualTo("WAITING");
        }
        simulator.refusal = null;
        later();
        send();
        assertThat(of(consignment).state()).isEqualTo("SENT");
    }

    @Test
    void a_shop_that_is_away_is_asked_again_and_one_that_refuses_is_for_a_person() {
        simulator.name = "#1003";
        simulator.answer = 503;
        String consignment = shipped("1003", "A", 1);
        send();
        assertThat(of(consignment).state()).isEqualTo("WAITING");
        send();
        assertThat(of(consignment).tries()).as("not at once").isEqualTo(1);
        simulator.answer = 422;
        later();
        send();
        assertThat(of(consignment)).extracting(HandBack::state, HandBack::why, HandBack::outcome).containsExactly("REFUSED", "SHOP_REFUSED", "422");
        simulator.answer = 200;
        for (String said : List.of("{\"errors\":[{\"extensions\":{\"code\":\"ACCESS_DENIED\"}}]}", "{\"data\":{\"fulfillmentCreate\":{\"userErrors\":[{\"message\":\"no\"}]}}}")) {
            simulator.refusal = said;
            shopify.again(keeper, shop.code(), consignment);
            send();
            assertThat(of(consignment).why()).isEqualTo(said.contains("ACCESS_DENIED") ? "TOKEN_REFUSED" : "SHOP_REFUSED");
        }
        simulator.refusal = null;
        assertThat(PORTAL.bean(NumbersBack.class).numbers(trade.agent, shop.code(), 100)).extracting(ShippedNumber::outsideNumber).contains("1003");
        assertThat(shopify.connection(keeper, shop.code()).orElseThrow().refused()).isPositive();
        simulator.answer = 200;
        shopify.again(keeper, shop.code(), consignment);
        send();
        assertThat(of(consignment).state()).isEqualTo("SENT");
    }

    @Test
    void an_unknown_order_a_wrong_token_and_lines_that_are_not_the_shops_are_told_apart() {
        String unknown = shipped("9999", "A", 1);
        send();
        assertThat(of(unknown).why()).isEqualTo("ORDER_UNKNOWN");
        shopify.doneByHand(keeper, shop.code(), unknown);
        assertThat(of(unknown).state()).isEqualTo("BY_HAND");
        PORTAL.bean(OutboxWorker.class).drain();
        assertThat(PORTAL.bean(NumbersBack.class).numbers(trade.agent, shop.code(), 100)).extracting(ShippedNumber::outsideNumber).doesNotContain("9999");
        simulator.name = "#1004";
        shopify.connect(keeper, shop.code(), "127.0.0.1:" + simulator.server.getAddress().getPort(), "shpat_wrong");
        String wrong = shipped("1004", "A", 1);
        send();
        assertThat(of(wrong).why()).isEqualTo("TOKEN_REFUSED");
    }

    @Test
    void the_token_is_sealed_and_only_the_shops_own_domain_is_taken() {
        String kept = PORTAL.in(trade.tenant.id(), () -> PORTAL.bean(Sql.class).one("select token from shopify_connection where tenant_id = ?",
                row -> row.text("token"), trade.tenant.id()));
        assertThat(kept).startsWith("v1.").doesNotContain("shpat");
        for (String domain : List.of("evil.example", "a.myshopify.com.evil.example", "myshopify.com", "10.0.0.1:80", "a@b.myshopify.com")) {
            assertThatThrownBy(() -> shopify.connect(keeper, shop.code(), domain, "t")).as(domain)
                    .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo(ShopifyProblem.SHOPIFY_DOMAIN_INVALID));
        }
        assertThatThrownBy(() -> shopify.connect(keeper, trade.shop.code(), "a.myshopify.com", "t"))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo(ShopifyProblem.NOT_A_SHOPIFY_SHOP));
        Actor other = Portal.member(trade.tenant, trade.members.agent().id(), "sub-shops:read", "sub-shops:manage");
        assertThatThrownBy(() -> shopify.connection(other, shop.code())).isInstanceOf(Problem.class);
    }
}
