package entrepot.testing;

import entrepot.catalog.Variant;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Offers;
import entrepot.inventory.Need;
import entrepot.inventory.OpenWarehouse;
import entrepot.inventory.Stock;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.Problem;
import entrepot.network.Organisation;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.platform.geo.Address;
import entrepot.platform.sql.Sql;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many clients at once on little stock: baskets of five variants in any order, alone and together, cancelled by the agent
 * while the dealer declines; reservations that run out while they are paid for. A refusal is an answer; anything
 * else that a client sees (a deadlock, a failed statement) ends the run.
 */
public final class Force {

    private static final int BASKET = 5;

    private final Trade trade;
    private final Portal portal;
    private final List<Variant> variants;
    private final List<Warehouse> warehouses = new ArrayList<>();
    private final AtomicInteger number = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> placed = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> paid = new ConcurrentLinkedQueue<>();

    /** Goods so many pieces each, half of them at two dealers near the buyers. */
    public Force(Trade trade, int goods, int pieces) {
        this.trade = trade;
        this.portal = trade.portal;
        String[] skus = new String[goods];
        for (int i = 0; i < goods; i++) {
            skus[i] = "F" + i;
        }
        variants = trade.products(1_000, pieces / 2, skus);
        warehouses.add(trade.central);
        for (String city : List.of("宁波市", "温州市")) {
            Organisation dealer = trade.members.dealer("浙江省", city);
            Warehouse there = portal.bean(Warehouses.class).open(trade.system, new OpenWarehouse(city, dealer.id(),
                    new Address("D", "13800000001", "CN", "浙江省", city, "", "路1号", ""), null, 100_000));
            variants.forEach(variant -> trade.stock(there, variant.id(), trade.members.headquarters().id(), pieces / 4));
            warehouses.add(there);
        }
        trade.topUp(100_000_000);
    }

    /** Lets so many threads do so many things in all. */
    public void run(int threads, int things, long seed) throws Exception {
        at(threads, things, i -> {
            Random random = new Random(seed * 1_000_003 + i);
            try {
                something(random);
            } catch (Problem refusal) {
                // an answer like any other
            }
            return null;
        });
    }

    private void something(Random random) {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> {
                int no = number.incrementAndGet();
                placed.add(portal.bean(Orders.class).place(trade.agent, basket(random, no), "force-" + no).code());
            }
            case 3 -> {
                List<PlaceOrder> some = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    some.add(basket(random, number.incrementAndGet()));
                }
                portal.bean(Orders.class).placeAll(trade.agent, some).stream().filter(Orders.Outcome::placed)
                        .forEach(outcome -> placed.add(outcome.receipt().code()));
            }
            case 4, 5 -> {
                String code = placed.poll();
                if (code != null) {
                    // the dealer declines the same order, on another thread
                    placed.add(code);
                    portal.bean(Orders.class).cancel(trade.agent, code, "changed");
                }
            }
            case 6, 7 -> {
                String code = placed.peek();
                if (code != null) {
                    for (Consignment consignment : portal.bean(Consignments.class).byOrder(trade.system, code)) {
                        if (consignment.state() == ConsignmentState.OFFERED) {
                            portal.bean(Offers.class).decline(trade.system, consignment.code(), "no hands");
                        }
                    }
                }
            }
            case 8 -> {
                // set aside for a moment, and paid for while it runs out
                String reference = "HOLD-" + number.incrementAndGet();
                Stock stock = portal.bean(Stock.class);
                stock.reserve(trade.system, reference, List.of(new Need(trade.central.id(),
                        variants.get(random.nextInt(variants.size())).id(), 1)));
                stock.holdUntil(trade.system, reference, portal.now(trade.tenant));
                if (stock.holdUntil(trade.system, reference, null)) {
                    paid.add(reference);
                }
            }
            default -> portal.bean(Stock.class).expire(trade.system, 10);
        }
    }

    private PlaceOrder basket(Random random, int no) {
        List<Variant> mixed = new ArrayList<>(variants);
        Collections.shuffle(mixed, random);
        List<PlaceOrder.Line> lines = mixed.subList(0, BASKET).stream()
                .map(variant -> new PlaceOrder.Line(variant.sku(), 1 + random.nextInt(2), null)).toList();
        return new PlaceOrder(trade.shop.code(), "force-" + no, Trade.hangzhou(), lines, "", "", null);
    }

    /** @throws AssertionError with what does not add up */
    public void requireThatNothingWasLost() {
        portal.settleDown(trade.tenant);
        portal.bean(Stock.class).expire(trade.system, 10_000);
        List<String> wrong = new ArrayList<>();
        check(wrong, "set aside but not reserved, or the reverse", """
                select s.variant_id::text as what from stock s left join (
                    select variant_id, warehouse_id, owner_id, sum(quantity) as n from reservation where tenant_id = ?
                     group by variant_id, warehouse_id, owner_id) r using (variant_id, warehouse_id, owner_id)
                 where s.tenant_id = ? and (s.reserved <> coalesce(r.n, 0) or s.reserved > s.on_hand)""");
        check(wrong, "a consignment that is not set aside whole", """
                select c.code as what from consignment c where c.tenant_id = ? and c.state in ('OFFERED', 'ACCEPTED', 'PACKED')
                   and c.pieces <> coalesce((select sum(r.quantity) from reservation r
                                              where r.tenant_id = ? and r.reference = c.code), 0)""");
        check(wrong, "set aside for a consignment that needs nothing", """
                select r.reference as what from reservation r left join consignment c
                    on c.tenant_id = ? and c.code = r.reference and c.state in ('OFFERED', 'ACCEPTED', 'PACKED', 'HELD')
                 where r.tenant_id = ? and c.code is null and r.reference not like 'HOLD-%'""");
        check(wrong, "held is not what open orders cost", """
                select o.code || ' ' || o.state || ' ' || o.goods_minor + o.freight_minor || ' ' || coalesce(p.held, 0) as what
                  from sales_order o left join (
                    select p.cause_code as code, sum(-e.amount_minor) as held from ledger_posting p
                      join ledger_entry e on e.tenant_id = p.tenant_id and e.posting_id = p.id
                      join ledger_account a on a.tenant_id = e.tenant_id and a.id = e.account_id and a.kind = 'HELD'
                     where p.tenant_id = ? group by p.cause_code) p on p.code = o.code
                 where o.tenant_id = ?
                   and coalesce(p.held, 0) <> case when o.state = 'PLACED' then o.goods_minor + o.freight_minor else 0 end""");
        check(wrong, "the books do not sum to zero", """
                select 'sum' as what from ledger_entry where tenant_id = ? and tenant_id = ? having sum(amount_minor) <> 0""");
        List<String> kept = portal.in(trade.tenant.id(), () -> portal.bean(Sql.class).list(
                "select reference from reservation where tenant_id = ? and reference like 'HOLD-%'",
                row -> row.text("reference"), trade.tenant.id()));
        if (!Map.of("kept", List.copyOf(new java.util.TreeSet<>(kept))).equals(
                Map.of("kept", List.copyOf(new java.util.TreeSet<>(paid))))) {
            wrong.add("paid for and gone, or not paid for and kept: " + kept + " but paid " + paid);
        }
        if (!wrong.isEmpty()) {
            throw new AssertionError(String.join("\n", wrong));
        }
    }

    private void check(List<String> wrong, String what, String sql) {
        portal.in(trade.tenant.id(), () -> portal.bean(Sql.class).list(sql, row -> what + ": " + row.text("what"),
                trade.tenant.id(), trade.tenant.id())).stream().limit(5).forEach(wrong::add);
    }

    /** Runs the same work with numbers, so many times in so many threads. */
    public static <T> List<T> at(int threads, int times, Numbered<T> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<T>> tasks = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                int number = i;
                tasks.add(() -> work.run(number));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdown();
        }
    }

    /** Work that knows how many were begun before it. */
    public interface Numbered<T> {
        T run(int number) throws Exception;
    }
}
