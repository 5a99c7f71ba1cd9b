package entrepot.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.catalog.Variant;
import entrepot.platform.sql.Sql;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExpiryIT {

    private final Portal portal = Portal.running();
    private final Stock stock = portal.bean(Stock.class);
    private final Trade trade = Trade.inChina(portal);
    private final List<Variant> variants = trade.products(10_000, 50, "E-1", "E-2", "E-3");

    private List<Need> needs(int... which) {
        return IntStream.of(which).mapToObj(i -> new Need(trade.central.id(), variants.get(i).id(), 1)).toList();
    }

    private int reserved(int which) {
        return stock.availability(trade.system, List.of(variants.get(which).id())).get(0).reserved();
    }

    private void hold(String reference, Instant until, int... which) {
        stock.reserve(trade.system, reference, needs(which));
        assertThat(stock.holdUntil(trade.system, reference, until)).isTrue();
    }

    @Test
    void what_is_set_aside_for_a_time_goes_back_when_it_is_over_and_what_lasts_stays() {
        Instant now = portal.now(trade.tenant);
        hold("HOLD-1", now.minusSeconds(1), 0, 1);
        hold("HOLD-2", now.plusSeconds(3600), 0);
        hold("HOLD-3", now.minusSeconds(1), 2);
        assertThat(stock.holdUntil(trade.system, "HOLD-3", null)).isTrue();

        assertThat(stock.expire(trade.system, 50)).isEqualTo(1);

        assertThat(reserved(0)).isEqualTo(1);
        assertThat(reserved(1)).isZero();
        assertThat(reserved(2)).isEqualTo(1);
        assertThat(stock.holdUntil(trade.system, "HOLD-1", null)).as("too late").isFalse();
    }

    @Test
    void shipping_prolonging_and_expiring_at_once_each_win_whole_or_lose_whole() throws Exception {
        int rounds = 40;
        Instant over = portal.now(trade.tenant).minusSeconds(1);
        IntStream.range(0, rounds).forEach(n -> hold("R-" + n, over, 0, 1, 2));
        Map<String, List<Shipped>> shipped = new java.util.concurrent.ConcurrentHashMap<>();
        Map<String, Boolean> kept = new java.util.concurrent.ConcurrentHashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int n = 0; n < rounds; n++) {
                String reference = "R-" + n;
                all.add(n % 2 == 0
                        ? threads.submit(() -> shipped.put(reference, stock.ship(trade.system, reference)))
                        : threads.submit(() -> kept.put(reference, stock.holdUntil(trade.system, reference, null))));
                if (n % 5 == 0) {
                    all.add(threads.submit(() -> stock.expire(trade.system, 4)));
                }
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(shipped.values()).allSatisfy(pieces -> assertThat(pieces.size()).isIn(0, 3));
        long there = kept.values().stream().filter(k -> k).count();
        long left = portal.in(trade.tenant.id(), () -> portal.bean(Sql.class).one("""
                select count(*) as n from (select reference from reservation where tenant_id = ? and expires_at is null
                                            group by reference having count(*) = 3) r""", row -> row.number("n"), trade.tenant.id()));
        assertThat(left).isEqualTo(there);
        stock.expire(trade.system, 100);
        assertThat(IntStream.range(0, 3).map(this::reserved)).containsOnly((int) there);
    }
}
