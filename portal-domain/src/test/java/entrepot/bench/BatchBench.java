package entrepot.bench;

import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import java.util.ArrayList;
import java.util.List;

/** 10,000 orders of three lines in hundreds, as a list is placed, against the same orders one by one; one thread both. */
final class BatchBench {

    private static final int ORDERS = 10_000;
    private static final int TOGETHER = 100;
    private static final int ALONE = 1_000;

    private final Portal portal = Portal.running();
    private final Trade trade = Trade.inChina(portal);
    private final Orders orders = portal.bean(Orders.class);
    private int number;

    void run() {
        trade.products(10_000, 1_000_000, "BA", "BB", "BC");
        trade.topUp(900_000_000_000L);
        together(2_000);
        alone(500);
        portal.analyze();
        requireEqualWork();
        alone(200);
        double before = alone(ALONE);
        double batch = together(ORDERS);
        double single = (before + alone(ALONE)) / 2;
        Found.print("batch.per_s", batch, "orders/s");
        Found.print("batch.single_per_s", single, "orders/s");
        Found.print("batch.vs_single", batch / single, "ratio");
    }

    /** A list that writes less than its orders one by one would be no list of orders. */
    private void requireEqualWork() {
        List<Long> before = OrdersBench.written(trade);
        alone(TOGETHER);
        List<Long> single = OrdersBench.written(trade);
        together(TOGETHER);
        List<Long> listed = OrdersBench.written(trade);
        for (int i = 0; i < before.size(); i++) {
            if (single.get(i) - before.get(i) != listed.get(i) - single.get(i) || single.get(i).equals(before.get(i))) {
                throw new IllegalStateException("A list does not write what its orders write: " + before + single + listed);
            }
        }
    }

    private PlaceOrder next() {
        return trade.order("batch-" + ++number, "BA", 1, "BB", 1, "BC", 1);
    }

    private double alone(int howMany) {
        long began = System.nanoTime();
        for (int i = 0; i < howMany; i++) {
            PlaceOrder order = next();
            orders.place(trade.agent, order, "alone-" + number);
        }
        return howMany * 1e9 / (System.nanoTime() - began);
    }

    private double together(int howMany) {
        long began = System.nanoTime();
        for (int i = 0; i < howMany; i += TOGETHER) {
            List<PlaceOrder> some = new ArrayList<>();
            for (int n = 0; n < TOGETHER; n++) {
                some.add(next());
            }
            orders.placeAll(trade.agent, some).stream().filter(outcome -> !outcome.placed()).findFirst().ifPresent(outcome -> {
                throw outcome.refusal();
            });
        }
        return howMany * 1e9 / (System.nanoTime() - began);
    }
}
