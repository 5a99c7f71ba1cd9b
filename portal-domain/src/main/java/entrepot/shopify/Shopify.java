package entrepot.shopify;

import entrepot.fulfilment.Carriers;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentShipped;
import entrepot.fulfilment.Consignments;
import entrepot.kernel.Problem;
import entrepot.kernel.Text;
import entrepot.network.Channel;
import entrepot.network.NetworkPermission;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.ordering.Order;
import entrepot.ordering.Orders;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Vault;
import entrepot.platform.outbound.Outbound;
import entrepot.platform.outbox.FactConsumer;
import entrepot.platform.outbox.Outbox;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Connections of sub-shops to their shops at Shopify, and what was handed back to them. */
@UseCases
@ApplicationScoped
public class Shopify {

    /** Where tokens stand: what is sealed for there opens only there. */
    static final String TOKEN = "shopify_connection.token";
    private static final int TOKEN_MAX = 200;
    private static final int LIST_MAX = 200;

    @Inject
    private Sql sql;

    @Inject
    private SubShops subShops;

    @Inject
    private BusinessClock clock;

    @Inject
    private Outbox outbox;

    /** A line of a consignment, as the shop may know it. */
    record Line(String sku, int quantity) {
    }

    /** The connection of a sub-shop; empty where there is none. @throws Problem NOT_FOUND */
    @Requires(NetworkPermission.SHOPS_READ)
    public Optional<ShopifyConnection> connection(Actor actor, String subShop) {
        SubShop shop = subShops.byCode(actor, subShop);
        return sql.first("""
                select c.domain, c.active, c.made_by, c.created_at,
                       (select count(*) from shopify_hand_back h where h.tenant_id = c.tenant_id and h.connection_id = c.id and h.state = 'WAITING') as waiting,
                       (select count(*) from shopify_hand_back h where h.tenant_id = c.tenant_id and h.connection_id = c.id and h.state = 'REFUSED') as refused
                  from shopify_connection c where c.tenant_id = ? and c.sub_shop_id = ?""",
                row -> new ShopifyConnection(row.text("domain"), row.flag("active"), row.text("made_by"), row.instant("created_at"), row.number("waiting"),
                        row.number("refused")), actor.tenant(), shop.id());
    }

    /**
     * Connects a sub-shop, or gives its connection another shop or token. What is shipped from now on is told there.
     *
     * @param domain {@code name.myshopify.com}
     * @param token  of an app of the shop that may read orders and write fulfilments
     * @throws Problem SHOPIFY_DOMAIN_INVALID, NOT_A_SHOPIFY_SHOP, FIELD_MISSING
     */
    @Requires(NetworkPermission.SHOPS_MANAGE)
    public void connect(Actor actor, String subShop, String domain, String token) {
        SubShop shop = subShops.byCode(actor, subShop);
        if (!shop.channel().equals(Channel.SHOPIFY.name())) {
            throw new Problem(ShopifyProblem.NOT_A_SHOPIFY_SHOP).with("name", shop.name());
        }
        String at = Text.required("domain", domain, Text.NAME_MAX).toLowerCase(Locale.ROOT).replaceFirst("^https://", "").replaceFirst("/$", "");
        // a shop of a test or a demonstration is on this machine, where the operator allows that
        if (!at.matches("[a-z0-9][a-z0-9-]*\\.myshopify\\.com") && !(at.matches("(localhost|127\\.0\\.0\\.1):\\d+.*") && Outbound.acceptable("http://" + at))) {
            throw new Problem(ShopifyProblem.SHOPIFY_DOMAIN_INVALID).with("domain", at);
        }
        sql.update("""
                insert into shopify_connection (tenant_id, id, organisation_id, sub_shop_id, domain, token, made_by, created_at)
                values (?, nextval('shopify_connection_seq'), ?, ?, ?, ?, ?, ?)
                on conflict (tenant_id, sub_shop_id) do update set domain = excluded.domain, token = excluded.token, active = true, made_by = excluded.made_by""",
                actor.tenant(), shop.organisation(), shop.id(), at,
                Vault.seal(actor.tenant(), TOKEN, Text.required("token", token, TOKEN_MAX)), actor.name(), clock.now());
    }

    /** Tells the shop nothing more; what waits goes on waiting for {@link #connect}. */
    @Requires(NetworkPermission.SHOPS_MANAGE)
    public void disconnect(Actor actor, String subShop) {
        sql.update("update shopify_connection set active = false where tenant_id = ? and sub_shop_id = ?", actor.tenant(),
                subShops.byCode(actor, subShop).id());
    }

    /** What was handed back, what waits and what was refused, refusals first; {@value #LIST_MAX} at most. */
    @Requires(NetworkPermission.SHOPS_READ)
    public List<HandBack> handedBack(Actor actor, String subShop) {
        return sql.list("""
                select h.consignment, h.order_code, h.order_number, h.company,
                       case when h.numbers = '{}' then h.number else array_to_string(h.numbers, ', ') end as number, h.state, h.why, h.outcome, h.tries, h.tried_at
                  from shopify_hand_back h join shopify_connection c on c.tenant_id = h.tenant_id and c.id = h.connection_id
                 where h.tenant_id = ? and c.sub_shop_id = ? order by h.state = 'REFUSED' desc, h.id desc limit ?""",
                row -> new HandBack(row.text("consignment"), row.text("order_code"), row.text("order_number"), row.text("company"), row.text("number"),
                        row.text("state"), row.text("why"), row.text("outcome"), row.integer("tries"), row.instant("tried_at")),
                actor.tenant(), subShops.byCode(actor, subShop).id(), LIST_MAX);
    }

    /** Tells one again that was refused. @throws Problem NOT_FOUND */
    @Requires(NetworkPermission.SHOPS_MANAGE)
    public void again(Actor actor, String subShop, String consignment) {
        move(actor, subShop, consignment, "WAITING");
        sql.update("""
                insert into shopify_queue (tenant_id, hand_back_id)
                select h.tenant_id, h.id from shopify_hand_back h join shopify_connection c on c.tenant_id = h.tenant_id and c.id = h.connection_id
                 where h.tenant_id = ? and c.sub_shop_id = ? and h.consignment = ?
                on conflict (tenant_id, hand_back_id) do update set next_at = now()""",
                actor.tenant(), subShops.byCode(actor, subShop).id(), consignment);
    }

    /** Says that somebody typed the number there. @throws Problem NOT_FOUND */
    @Requires(NetworkPermission.SHOPS_MANAGE)
    public void doneByHand(Actor actor, String subShop, String consignment) {
        move(actor, subShop, consignment, "BY_HAND");
        told(sql, outbox, actor, consignment, clock.now());
    }

    /** Whoever keeps account of what shops know hears of it. */
    static void told(Sql sql, Outbox outbox, Actor actor, String consignment, Instant at) {
        outbox.addAll(actor, sql.list("""
                select order_code, case when numbers = '{}' then array[number] else numbers end as numbers
                  from shopify_hand_back where tenant_id = ? and consignment = ?""",
                row -> new ShopToldNumbers(row.text("order_code"), row.texts("numbers"), at), actor.tenant(), consignment));
    }

    private void move(Actor actor, String subShop, String consignment, String state) {
        int moved = sql.update("""
                update shopify_hand_back h set state = ?, tries = 0 from shopify_connection c
                 where c.tenant_id = h.tenant_id and c.id = h.connection_id and h.tenant_id = ? and c.sub_shop_id = ? and h.consignment = ?
                   and h.state = 'REFUSED'""", state, actor.tenant(), subShops.byCode(actor, subShop).id(), consignment);
        if (moved == 0) {
            throw Problem.notFound("consignment", consignment);
        }
    }

    /** A consignment has left: its sub-shop's shop hears of it, if there is one and it calls the order something. */
    @ApplicationScoped
    static class HandBackShipped implements FactConsumer<ConsignmentShipped> {

        @Inject
        private Sql sql;

        @Inject
        private Orders orders;

        @Inject
        private Consignments consignments;

        @Inject
        private BusinessClock clock;

        @Override
        public Class<ConsignmentShipped> consumes() {
            return ConsignmentShipped.class;
        }

        @Override
        public void on(Actor system, ConsignmentShipped fact) {
            // one statement where the seller has no such shop
            if (sql.first("select 1 from shopify_connection where tenant_id = ? and organisation_id = ? and active limit 1", row -> true,
                    system.tenant(), fact.seller()).isEmpty()) {
                return;
            }
            Order order = orders.get(system, fact.orderCode());
            if (order.outsideNumber().isEmpty()) {
                return;
            }
            Consignment consignment = consignments.get(system, fact.code());
            List<Consignment.Parcel> parcels = consignment.parcels();
            if (parcels.isEmpty()) {
                return;
            }
            String first = parcels.get(0).carrier();
            String[] numbers = parcels.stream().map(Consignment.Parcel::number).toArray(String[]::new);
            String[] links = parcels.stream().map(p -> Carriers.byCode(p.carrier()).map(c -> c.link(p.number())).orElse("")).toArray(String[]::new);
            sql.update("""
                    with fresh as (
                        insert into shopify_hand_back (tenant_id, id, connection_id, consignment, order_code, order_number, whole, company, number, address,
                                                       numbers, addresses, lines, created_at)
                        select c.tenant_id, nextval('shopify_hand_back_seq'), c.id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?
                          from shopify_connection c where c.tenant_id = ? and c.sub_shop_id = ? and c.active
                        on conflict (tenant_id, connection_id, consignment) do nothing
                        returning tenant_id, id)
                    insert into shopify_queue (tenant_id, hand_back_id) select tenant_id, id from fresh""",
                    fact.code(), fact.orderCode(), order.outsideNumber(), consignment.pieces() == order.pieces(),
                    Carriers.byCode(first).map(Carriers.Carrier::english).orElse(first), numbers[0], links[0], numbers, links,
                    Json.of(consignment.lines().stream()
                            .map(line -> new Line(line.sku(), line.quantity())).toList()), clock.now(), system.tenant(), order.subShop());
        }
    }
}
