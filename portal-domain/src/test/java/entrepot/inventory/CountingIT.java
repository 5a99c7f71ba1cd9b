package entrepot.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.catalog.Variant;
import entrepot.kernel.OrganisationId;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class CountingIT {

    private final Portal portal = Portal.running();
    private final Stock stock = portal.bean(Stock.class);
    private final Trade trade = Trade.inChina(portal);

    @Test
    void a_new_pile_that_many_count_at_once_holds_what_was_counted() throws Exception {
        OrganisationId owner = trade.members.headquarters().id();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Variant variant : trade.products(10_000, 0, "C-1", "C-2", "C-3", "C-4", "C-5")) {
                Callable<StockLevel> count = () -> stock.count(trade.system, trade.central.id(), variant.id(), owner,
                        10, "count");
                for (Future<StockLevel> counted : threads.invokeAll(Collections.nCopies(8, count))) {
                    assertThat(counted.get().onHand()).isEqualTo(10);
                }
                assertThat(stock.availability(trade.system, List.of(variant.id()))).singleElement()
                        .satisfies(level -> assertThat(level.onHand()).isEqualTo(10));
            }
        } finally {
            threads.shutdown();
        }
    }
}
