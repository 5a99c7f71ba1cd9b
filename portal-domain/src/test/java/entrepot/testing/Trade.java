package entrepot.testing;

import entrepot.catalog.CatalogPermission;
import entrepot.catalog.ProductDraft;
import entrepot.catalog.Products;
import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.inventory.OpenWarehouse;
import entrepot.inventory.Stock;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.VariantId;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.NewPosting;
import entrepot.network.Organisation;
import entrepot.network.SubShop;
import entrepot.ordering.PlaceOrder;
import entrepot.platform.access.Actor;
import entrepot.platform.geo.Address;
import entrepot.platform.outbox.OutboxWorker;
import entrepot.platform.sql.Sql;
import entrepot.platform.tenant.Tenant;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A tenant that trades: headquarters, a central warehouse, an agent with a sub-shop; products, stock and money as a test wants them. */
public final class Trade {

    private static final AtomicLong COUNTER = new AtomicLong();

    public final Portal portal;
    public final Tenant tenant;
    public final Actor system;
    public final Members members;
    public final Organisation agentOrganisation;
    public final SubShop shop;
    public final Actor agent;
    public final Warehouse central;

    private Trade(Portal portal, Tenant tenant, Address house) {
        this.portal = portal;
        this.tenant = tenant;
        this.system = Actor.system(tenant.id());
        this.members = Members.of(portal, tenant);
        // whoever waits for a new tenant or a new member sets it up: prices, zones, accounts
        portal.bean(OutboxWorker.class).drain();
        this.agentOrganisation = members.agent();
        portal.bean(OutboxWorker.class).drain();
        portal.bean(Ledger.class).openAccounts(system, agentOrganisation.id());
        this.shop = members.shopOf(agentOrganisation);
        this.agent = actorOf(agentOrganisation);
        this.central = portal.bean(Warehouses.class).open(system, new OpenWarehouse("Central",
                members.headquarters().id(), house, null, 10_000));
    }

    /** In China, in CNY. */
    public static Trade inChina(Portal portal) {
        return new Trade(portal, portal.newTenant(), hangzhou());
    }

    /** In Great Britain, in GBP. */
    public static Trade inBritain(Portal portal) {
        return new Trade(portal, portal.newTenant("GBP", "GB", "Europe/London"), new Address("Central", "02070000000",
                "GB", "", "Birmingham", "", "1 Example Street", "B1 1AA"));
    }

    public static Address hangzhou() {
        return new Address("王五", "13800000001", "CN", "浙江省", "杭州市", "西湖区", "测试路1号", "310000");
    }

    /** A person of that member who may do all that agents do. */
    public Actor actorOf(Organisation member) {
        return Portal.member(tenant, member.id(), "orders:view", "orders:place", "orders:change", "orders:cancel", "catalogue:view",
                "prices:quote", "freight:quote", "sub-shops:read", "organisations:read", "consignments:view", "parcels:view",
                "routing:view", "wallet:read");
    }

    /** Products of one variant each, at that retail price, of half a kilogram, so many of each in the central warehouse. */
    public List<Variant> products(long retailMinor, int pieces, String... skus) {
        List<ProductDraft> drafts = new ArrayList<>();
        for (String sku : skus) {
            drafts.add(new ProductDraft("p-" + COUNTER.incrementAndGet(), "Product " + sku, null, "Ours", "Things", null,
                    null, List.of(), List.of(new ProductDraft.VariantDraft(sku, List.of(),
                    Money.of(retailMinor, tenant.currency()), 500, null, null, false)), List.of()));
        }
        Actor editor = Portal.headquarters(tenant, members.headquarters().id(), CatalogPermission.VIEW,
                CatalogPermission.EDIT);
        portal.bean(Products.class).take(editor, drafts);
        Map<String, Variant> bySku = portal.bean(Variants.class).bySkus(editor, List.of(skus));
        List<Variant> variants = Stream.of(skus).map(bySku::get).toList();
        stock(central, variants, members.headquarters().id(), pieces);
        return variants;
    }

    public void stock(Warehouse warehouse, VariantId variant, OrganisationId owner, int pieces) {
        if (pieces > 0) {
            portal.bean(Stock.class).receive(system, warehouse.id(), variant, owner, pieces,
                    "IN-" + COUNTER.incrementAndGet());
        }
    }

    /** So many of each, in one delivery. */
    public void stock(Warehouse warehouse, Collection<Variant> variants, OrganisationId owner, int pieces) {
        if (pieces > 0) {
            portal.bean(Stock.class).receive(system, warehouse.id(), owner,
                    variants.stream().collect(Collectors.toMap(Variant::id, variant -> pieces)), "IN-" + COUNTER.incrementAndGet());
        }
    }

    /** Money into the agent's wallet. */
    public void topUp(long minor) {
        topUp(agentOrganisation.id(), minor);
    }

    public void topUp(OrganisationId member, long minor) {
        portal.bean(Ledger.class).post(system, NewPosting.transfer("test.top-up", "test",
                "T" + COUNTER.incrementAndGet(), Account.of(AccountKind.BANK), Account.of(AccountKind.WALLET, member),
                Money.of(minor, tenant.currency())));
    }

    public Money balance(AccountKind kind) {
        return portal.bean(Ledger.class).balance(system, Account.of(kind, agentOrganisation.id()));
    }

    /** An order of the agent's shop to Hangzhou. */
    public PlaceOrder order(String number, Object... skusAndQuantities) {
        List<PlaceOrder.Line> lines = new ArrayList<>();
        for (int i = 0; i < skusAndQuantities.length; i += 2) {
            lines.add(new PlaceOrder.Line((String) skusAndQuantities[i], (Integer) skusAndQuantities[i + 1], null));
        }
        return new PlaceOrder(shop.code(), number, hangzhou(), lines, "", "", null);
    }

    public PlaceOrder order(String number, String sku, int quantity, String asked) {
        return new PlaceOrder(shop.code(), number, hangzhou(),
                List.of(new PlaceOrder.Line(sku, quantity, new BigDecimal(asked))), "", "", null);
    }

    public long count(String table) {
        return portal.in(tenant.id(), () -> portal.bean(Sql.class).one("select count(*) as n from " + table
                + " where tenant_id = ?", row -> row.number("n"), tenant.id()));
    }

    /** A fingerprint of all business tables of the tenant: equal before and after what must change nothing. */
    public String fingerprint() {
        return portal.in(tenant.id(), () -> {
            StringBuilder all = new StringBuilder();
            for (String table : Set.of("sales_order", "order_line", "shipping_list", "shipping_list_order", "stored_file",
                    "stock", "consignment", "idempotency_key", "state_change", "outbox_fact", "ledger_entry",
                    "routing_decision").stream().sorted().toList()) {
                portal.bean(Sql.class).first("""
                        select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as print
                          from %s t where tenant_id = ?""".formatted(table), row -> row.text("print"), tenant.id())
                        .ifPresent(print -> all.append(table).append(' ').append(print).append('\n'));
            }
            return all.toString();
        });
    }
}
