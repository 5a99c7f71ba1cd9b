package entrepot.bench;

import entrepot.ordering.Orders;
import entrepot.testing.Force;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What an order costs where 5 tenants take turns, against 50 in the same database. */
final class TenantsBench {

    private static final int FEW = 5;
    private static final int MANY = 50;
    private static final int THREADS = 8;
    private static final int ORDERS = 800;
    private static final int ROUNDS = 3;

    private final Portal portal = Portal.running();
    private final Orders orders = portal.bean(Orders.class);
    private final AtomicLong number = new AtomicLong();

    void run() throws Exception {
        List<Trade> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Trade trade = Trade.inChina(portal);
            trade.products(10_000, 1_000_000, "TA", "TB", "TC");
            trade.topUp(900_000_000_000L);
            all.add(trade);
        }
        List<Trade> few = all.subList(0, FEW);
        seconds(all);
        portal.analyze();
        seconds(few);
        double one = 0;
        double other = 0;
        for (int round = 0; round < ROUNDS; round++) {
            one += seconds(few);
            other += seconds(all);
        }
        Found.print("orders.ms_few_tenants", one * 1e3 / ORDERS / ROUNDS, "ms");
        Found.print("orders.ms_many_tenants", other * 1e3 / ORDERS / ROUNDS, "ms");
        Found.print("orders.tenant_growth", other / one, "ratio");
    }

    private double seconds(List<Trade> tenants) throws Exception {
        long began = System.nanoTime();
        Force.at(THREADS, ORDERS, i -> {
            Trade trade = tenants.get(i % tenants.size());
            long no = number.incrementAndGet();
            return orders.place(trade.agent, trade.order("tenant-" + no, "TA", 1, "TB", 1, "TC", 1), "tenant-" + no);
        });
        return (System.nanoTime() - began) / 1e9;
    }
}
