package entrepot.feed;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.SubShopId;
import entrepot.network.Ability;
import entrepot.network.AdmitOrganisation;
import entrepot.network.FoundHeadquarters;
import entrepot.network.Headquarters;
import entrepot.network.OpenSubShop;
import entrepot.network.Organisations;
import entrepot.network.SubShops;
import entrepot.platform.access.Actor;
import entrepot.platform.tenant.Tenant;
import entrepot.pricing.PriceLists;
import entrepot.pricing.PricingPermission;
import entrepot.pricing.ProposePriceList;
import entrepot.testing.Portal;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ObjDoubleConsumer;
import org.postgresql.PGConnection;

/**
 * A feed of 100,000 variants: built and written, against {@code COPY} of the same query by a bare client; and how much
 * live memory that takes above what was there before.
 */
public final class FeedBench {

    private static final int VARIANTS = 100_000;
    private static final int ROUNDS = 7;
    private static final double MIB = 1024 * 1024;

    private final Portal portal = Portal.running();
    private final Feeds feeds = portal.bean(Feeds.class);

    private Tenant tenant;
    private OrganisationId member;

    /** Measures and hands each figure on by its name. */
    public void run(ObjDoubleConsumer<String> figure) throws Exception {
        OpenedFeed opened = open();
        String token = opened.path().substring(opened.path().lastIndexOf('/') + 1, opened.path().lastIndexOf('.'));
        double feed = median(() -> read(opened, token));
        double copy = median(this::copy);
        figure.accept("feed.seconds", feed);
        figure.accept("feed.copy_seconds", copy);
        figure.accept("feed.vs_copy", feed / copy);
        figure.accept("feed.heap_mib", heap(() -> read(opened, token)));
    }

    private interface Work {
        void go() throws Exception;
    }

    private OpenedFeed open() throws Exception {
        tenant = portal.newTenant();
        Actor system = Actor.system(tenant.id());
        OrganisationId headquarters = portal.bean(Headquarters.class).found(system,
                new FoundHeadquarters("HQ", "浙江省", "杭州市", "", "", "")).id();
        member = portal.bean(Organisations.class).admit(system, new AdmitOrganisation("Member", Set.of(Ability.SELLS),
                "GOLD", null, "浙江省", "杭州市", List.of(), "Ms Li", "li@example.com", "", "", null, null)).id();
        SubShopId shop = portal.bean(SubShops.class).open(system, new OpenSubShop(member, "Shop", "SHOPIFY", null)).id();
        try (Connection owner = portal.asOwner(); Statement statement = owner.createStatement()) {
            statement.execute("select set_config('app.tenant_id', '" + tenant.id().value() + "', false)");
            statement.execute("""
                    insert into product (tenant_id, id, handle, title, description, vendor, category, state, option1_name,
                                         since, version)
                    select %1$d, 500000000 + n, 'product-' || n, 'Product ' || n, '<p>' || repeat('Good and solid. ', 12) || '</p>',
                           'Ours', 'Category ' || n %% 40, 'ACTIVE', 'Size', now(), 1 from generate_series(1, %2$d) n"""
                    .formatted(tenant.id().value(), VARIANTS / 4));
            statement.execute("""
                    insert into variant (tenant_id, id, product_id, position, sku, option1, retail_minor, currency,
                                         weight_grams, version)
                    select %1$d, 500000000 + n, 500000000 + (n - 1) / 4 + 1, n %% 4, 'SKU-' || n, 'Size ' || n %% 4,
                           1000 + n, 'CNY', 250, 1 from generate_series(1, %2$d) n"""
                    .formatted(tenant.id().value(), VARIANTS));
            statement.execute("vacuum analyze product, variant");
        }
        PriceLists lists = portal.bean(PriceLists.class);
        lists.approve(Portal.headquarters(tenant, headquarters, PricingPermission.APPROVE),
                lists.propose(Portal.headquarters(tenant, headquarters, PricingPermission.PROPOSE), new ProposePriceList("GOLD",
                        null, ProposePriceList.PercentOf.RETAIL, new BigDecimal("52"), List.of(), "bench")).code());
        try (Connection owner = portal.asOwner(); Statement statement = owner.createStatement()) {
            statement.execute("vacuum analyze price_list_item");
        }
        return feeds.open(Portal.member(tenant, member, FeedPermission.MANAGE), shop, FeedFormat.SHOPIFY_CSV);
    }

    private void read(OpenedFeed opened, String token) {
        portal.bean(FeedSpool.class).forget(tenant.id().value() + "/" + opened.feed().code());
        FeedFile file = feeds.read(Actor.visitor(tenant.id()), token, FeedFormat.SHOPIFY_CSV).orElseThrow();
        if (file.bytes() < VARIANTS * 40L) {
            throw new IllegalStateException("the feed is too short: " + file.bytes());
        }
    }

    private void copy() throws Exception {
        String query = Feeds.QUERY;
        Instant now = Instant.now();
        for (Object value : List.of(tenant.id().value(), member.value(), "'" + LocalDate.now() + "'", "'" + now + "'",
                tenant.id().value(), tenant.id().value(), tenant.id().value())) {
            query = query.replaceFirst("\\?", value.toString());
        }
        try (Connection app = portal.asApp(); Statement statement = app.createStatement()) {
            statement.execute("select set_config('app.tenant_id', '" + tenant.id().value() + "', false)");
            long rows = app.unwrap(PGConnection.class).getCopyAPI()
                    .copyOut("copy (" + query + ") to stdout with (format csv)", OutputStream.nullOutputStream());
            if (rows != VARIANTS) {
                throw new IllegalStateException(rows + " rows were copied");
            }
        }
    }

    /** The most that is still alive while the work runs, above what was before, in MiB. */
    private static double heap(Work work) throws Exception {
        System.gc();
        long before = used();
        long[] most = {0};
        AtomicBoolean done = new AtomicBoolean();
        Thread watch = new Thread(() -> {
            while (!done.get()) {
                System.gc();
                most[0] = Math.max(most[0], used() - before);
            }
        });
        watch.start();
        work.go();
        done.set(true);
        watch.join();
        return most[0] / MIB;
    }

    private static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double median(Work work) throws Exception {
        double[] seconds = new double[ROUNDS];
        for (int i = -2; i < ROUNDS; i++) {
            long began = System.nanoTime();
            work.go();
            if (i >= 0) {
                seconds[i] = (System.nanoTime() - began) / 1e9;
            }
        }
        Arrays.sort(seconds);
        return seconds[ROUNDS / 2];
    }
}
