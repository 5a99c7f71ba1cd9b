package entrepot.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.access.Actor;
import entrepot.platform.sql.Sql;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Portal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReservationIT {

    private static final OrganisationId HEADQUARTERS = new OrganisationId(1);
    private static final OrganisationId DEALER = new OrganisationId(2);
    private static final VariantId SHIRT = new VariantId(7);

    private final Portal portal = Portal.running();
    private final Sql sql = portal.bean(Sql.class);
    private final Stock stock = portal.bean(Stock.class);
    private final Tenant tenant = portal.newTenant();
    private final Actor system = Actor.system(tenant.id());
    private final WarehouseId hangzhou = warehouse(1);

    private WarehouseId warehouse(long id) {
        portal.in(tenant.id(), () -> sql.update("""
                insert into warehouse (tenant_id, id, code, name, owner_id, central, country, province, city, street,
                                       lat_micro, lng_micro, precision, daily_limit, opened_at)
                values (?, ?, ?, 'W', ?, false, 'CN', '浙江省', '杭州市', '', 30000000, 120000000, 'CITY', 100, now())""",
                tenant.id(), id, "WH-" + id, DEALER));
        return new WarehouseId(id);
    }

    private void put(WarehouseId warehouse, VariantId variant, OrganisationId owner, int pieces) {
        portal.in(tenant.id(), () -> sql.update("""
                insert into stock (tenant_id, variant_id, warehouse_id, owner_id, own, on_hand) values (?, ?, ?, ?, ?, ?)""",
                tenant.id(), variant, warehouse, owner, owner.equals(DEALER), pieces));
    }

    private StockLevel level(WarehouseId warehouse, VariantId variant, OrganisationId owner) {
        return stock.availability(system, List.of(variant)).stream()
                .filter(l -> l.warehouse().equals(warehouse) && l.owner().equals(owner)).findFirst().orElseThrow();
    }

    private long reservedPieces() {
        return portal.in(tenant.id(), () -> sql.one(
                "select coalesce(sum(quantity), 0) as n from reservation where tenant_id = ?",
                row -> row.number("n"), tenant.id()));
    }

    @Test
    void consigned_pieces_are_taken_before_the_dealers_own() {
        put(hangzhou, SHIRT, HEADQUARTERS, 3);
        put(hangzhou, SHIRT, DEALER, 10);

        stock.reserve(system, "CON-1", List.of(new Need(hangzhou, SHIRT, 5)));

        assertThat(level(hangzhou, SHIRT, HEADQUARTERS).reserved()).isEqualTo(3);
        assertThat(level(hangzhou, SHIRT, DEALER).reserved()).isEqualTo(2);
    }

    @Test
    void own_goods_are_left_alone_where_only_consigned_ones_may_go() {
        put(hangzhou, SHIRT, HEADQUARTERS, 3);
        put(hangzhou, SHIRT, DEALER, 10);

        assertThatThrownBy(() -> stock.reserve(system, "CON-1", List.of(new Need(hangzhou, SHIRT, 4, true))))
                .isInstanceOf(Problem.class);
        assertThat(reservedPieces()).isZero();
    }

    @Test
    void a_reservation_is_all_or_nothing_even_if_the_caller_goes_on() {
        VariantId trousers = new VariantId(8);
        put(hangzhou, SHIRT, HEADQUARTERS, 5);
        put(hangzhou, trousers, HEADQUARTERS, 1);

        portal.in(tenant.id(), () -> {
            assertThatThrownBy(() -> stock.reserve(system, "CON-1",
                    List.of(new Need(hangzhou, SHIRT, 2), new Need(hangzhou, trousers, 2))))
                    .isInstanceOfSatisfying(Problem.class,
                            problem -> assertThat(problem.code()).isEqualTo(InventoryProblem.INSUFFICIENT_STOCK));
            stock.reserve(system, "CON-2", List.of(new Need(hangzhou, SHIRT, 5)));
            return null;
        });

        assertThat(level(hangzhou, SHIRT, HEADQUARTERS).reserved()).isEqualTo(5);
        assertThat(level(hangzhou, trousers, HEADQUARTERS).reserved()).isZero();
        assertThat(reservedPieces()).isEqualTo(5);
    }

    @Test
    void the_same_variant_in_two_lines_is_added_up() {
        put(hangzhou, SHIRT, HEADQUARTERS, 3);

        assertThatThrownBy(() -> stock.reserve(system, "CON-1",
                List.of(new Need(hangzhou, SHIRT, 2), new Need(hangzhou, SHIRT, 2)))).isInstanceOf(Problem.class);
    }

    @Test
    void release_gives_back_once() {
        put(hangzhou, SHIRT, HEADQUARTERS, 5);
        stock.reserve(system, "CON-1", List.of(new Need(hangzhou, SHIRT, 2)));
        stock.reserve(system, "CON-2", List.of(new Need(hangzhou, SHIRT, 3)));

        stock.release(system, "CON-1");
        stock.release(system, "CON-1");

        assertThat(level(hangzhou, SHIRT, HEADQUARTERS)).isEqualTo(new StockLevel(hangzhou, SHIRT, HEADQUARTERS, 5, 3));
    }

    @Test
    void shipping_takes_the_pieces_off_and_writes_movements_by_owner() {
        put(hangzhou, SHIRT, HEADQUARTERS, 1);
        put(hangzhou, SHIRT, DEALER, 4);
        stock.reserve(system, "CON-1", List.of(new Need(hangzhou, SHIRT, 3)));

        List<Shipped> shipped = stock.ship(system, "CON-1");

        assertThat(shipped).containsExactly(new Shipped(hangzhou, SHIRT, HEADQUARTERS, 1),
                new Shipped(hangzhou, SHIRT, DEALER, 2));
        assertThat(level(hangzhou, SHIRT, DEALER)).isEqualTo(new StockLevel(hangzhou, SHIRT, DEALER, 2, 0));
        assertThat(stock.ship(system, "CON-1")).isEmpty();
        assertThat(stock.movements(system, hangzhou, SHIRT, 10)).extracting(Movement::quantity)
                .containsExactlyInAnyOrder(-1, -2);
    }

    @Test
    void sixty_four_threads_on_five_hundred_pieces_sell_five_hundred() throws Exception {
        put(hangzhou, SHIRT, HEADQUARTERS, 300);
        put(hangzhou, SHIRT, DEALER, 200);

        int sold = race(64, 1000, n -> {
            try {
                stock.reserve(system, "CON-" + n, List.of(new Need(hangzhou, SHIRT, 1)));
                return 1;
            } catch (Problem refused) {
                return 0;
            }
        });

        assertThat(sold).isEqualTo(500);
        assertThat(reservedPieces()).isEqualTo(500);
        assertThat(level(hangzhou, SHIRT, HEADQUARTERS).available()).isZero();
        assertThat(level(hangzhou, SHIRT, DEALER).available()).isZero();
    }

    /** The control: the same race with the version that everybody writes first does sell what is not there. */
    @Test
    void reading_first_and_writing_then_sells_too_much() throws Exception {
        put(hangzhou, SHIRT, HEADQUARTERS, 10_000);

        int sold = race(64, 1000, n -> portal.in(tenant.id(), () -> {
            long reserved = sql.one("select reserved from stock where tenant_id = ? and variant_id = ?",
                    row -> row.integer("reserved"), tenant.id(), SHIRT);
            if (reserved >= 500) {
                return 0;
            }
            sql.update("update stock set reserved = reserved + 1 where tenant_id = ? and variant_id = ?",
                    tenant.id(), SHIRT);
            return 1;
        }));

        assertThat(sold).isGreaterThan(500);
    }

    @Test
    void baskets_of_five_variants_in_any_order_never_wait_in_a_circle() throws Exception {
        List<VariantId> variants = IntStream.range(100, 108).mapToObj(VariantId::new).toList();
        WarehouseId second = warehouse(2);
        variants.forEach(v -> {
            put(hangzhou, v, HEADQUARTERS, 1000);
            put(second, v, HEADQUARTERS, 1000);
        });

        int done = race(32, 400, n -> {
            Random random = new Random(n);
            List<VariantId> basket = new ArrayList<>(variants);
            Collections.shuffle(basket, random);
            List<Need> needs = basket.subList(0, 5).stream()
                    .map(v -> new Need(random.nextBoolean() ? hangzhou : second, v, 1 + random.nextInt(2))).toList();
            stock.reserve(system, "CON-" + n, needs);
            switch (n % 4) {
                case 0 -> stock.release(system, "CON-" + n);
                case 1 -> stock.ship(system, "CON-" + n);
                case 2 -> portal.in(tenant.id(), () -> {
                    stock.reserveElsewhere(system, "CON-" + n,
                            needs.stream().map(x -> new Need(second, x.variant(), x.quantity())).toList());
                    return null;
                });
                default -> { }
            }
            return 1;
        });

        assertThat(done).isEqualTo(400);
        assertThat(deadlocks()).isZero();
        long astray = portal.in(tenant.id(), () -> sql.one("""
                select count(*) as n from stock s where s.tenant_id = ? and s.reserved <> coalesce((
                    select sum(r.quantity) from reservation r where r.tenant_id = s.tenant_id
                       and r.variant_id = s.variant_id and r.warehouse_id = s.warehouse_id
                       and r.owner_id = s.owner_id), 0)""", row -> row.number("n"), tenant.id()));
        assertThat(astray).isZero();
    }

    @Test
    void another_tenant_sees_and_takes_nothing() {
        put(hangzhou, SHIRT, HEADQUARTERS, 5);
        stock.reserve(system, "CON-1", List.of(new Need(hangzhou, SHIRT, 1)));
        Actor stranger = Actor.system(portal.newTenant().id());

        assertThat(stock.availability(stranger, List.of(SHIRT))).isEmpty();
        assertThatThrownBy(() -> stock.reserve(stranger, "CON-X", List.of(new Need(hangzhou, SHIRT, 1))))
                .isInstanceOf(Problem.class);
        stock.release(stranger, "CON-1");
        assertThat(stock.ship(stranger, "CON-1")).isEmpty();
        assertThat(level(hangzhou, SHIRT, HEADQUARTERS).reserved()).isEqualTo(1);
    }

    private long deadlocks() {
        return portal.in(tenant.id(), () -> sql.one("""
                select deadlocks from pg_stat_database where datname = current_database()""",
                row -> row.number("deadlocks")));
    }

    /** What one attempt sold. */
    private interface Attempt {
        int run(int n) throws Exception;
    }

    private static int race(int threads, int attempts, Attempt attempt) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        AtomicInteger sold = new AtomicInteger();
        List<Future<Integer>> results = new ArrayList<>();
        for (int i = 0; i < attempts; i++) {
            int n = i;
            results.add(pool.submit(() -> attempt.run(n)));
        }
        for (Future<Integer> result : results) {
            sold.addAndGet(result.get());
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        return sold.get();
    }
}
