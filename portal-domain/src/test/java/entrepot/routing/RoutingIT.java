package entrepot.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.catalog.ProductDraft;
import entrepot.catalog.Products;
import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.inventory.InventoryProblem;
import entrepot.inventory.OpenWarehouse;
import entrepot.inventory.SetUpWarehouse;
import entrepot.inventory.Stock;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.network.Organisation;
import entrepot.platform.access.Actor;
import entrepot.platform.geo.Address;
import entrepot.platform.geo.Point;
import entrepot.platform.geo.Precision;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Members;
import entrepot.testing.Portal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Routing on warehouses and stock as they are in the database. */
class RoutingIT {

    /** 10:00 in Shanghai. */
    private static final Instant MORNING = Instant.parse("2026-11-24T02:00:00Z");

    private final Portal portal = Portal.running();
    private final Routing routing = portal.bean(Routing.class);
    private final Warehouses warehouses = portal.bean(Warehouses.class);
    private final Stock stock = portal.bean(Stock.class);
    private final Tenant tenant = portal.newTenant();
    private final Actor system = Actor.system(tenant.id());
    private final Members members = Members.of(portal, tenant);
    private final Organisation headquarters = members.headquarters();
    private final Organisation dealer = members.dealer("浙江省", "杭州市");
    private final Variant shirt = shirt();
    private final Warehouse central = open("Central", headquarters, "广东省", "广州市", null, 0);
    private final Warehouse near = open("Hangzhou", dealer, "浙江省", "杭州市", null, 3);

    RoutingIT() {
        portal.clockTo(tenant, MORNING);
        stock.receive(system, central.id(), shirt.id(), headquarters.id(), 100, "");
        stock.receive(system, near.id(), shirt.id(), headquarters.id(), 100, "");
    }

    private Variant shirt() {
        portal.bean(Products.class).take(system, List.of(new ProductDraft("shirt", "Shirt", "", "", "", "", null, List.of(),
                List.of(new ProductDraft.VariantDraft("S-1", List.of(), Money.of(9_900, "CNY"), 300, "", "", false)),
                List.of())));
        return portal.bean(Variants.class).bySkus(system, List.of("S-1")).get("S-1");
    }

    private Warehouse open(String name, Organisation owner, String province, String city, Point point, int limit) {
        return warehouses.open(system, new OpenWarehouse(name, owner.id(), address(province, city), point, limit));
    }

    private static Address address(String province, String city) {
        return new Address("", "", "CN", province, city, "", "", "");
    }

    private RoutingDecision route(String reference, Address to) {
        return routing.route(system, reference, headquarters.id(), to, List.of(new RouteLine(shirt.id(), 1)), Set.of());
    }

    private Warehouse shipper(RoutingDecision decision) {
        return warehouses.get(system, decision.parts().get(0).warehouse());
    }

    private static Loss lossOf(RoutingDecision decision, Warehouse warehouse) {
        return decision.candidates().stream().filter(c -> c.warehouse().equals(warehouse.id())).findFirst().orElseThrow()
                .lostBecause();
    }

    @Test
    void the_daily_limit_counts_from_cut_off_to_cut_off() {
        for (int i = 1; i <= 3; i++) {
            assertThat(shipper(route("ORD-" + i, address("浙江省", "杭州市")))).isEqualTo(near);
        }
        RoutingDecision fourth = route("ORD-4", address("浙江省", "杭州市"));
        assertThat(shipper(fourth)).isEqualTo(central);
        assertThat(lossOf(fourth, near)).isEqualTo(Loss.FULL);

        // 16:30 in Shanghai: the next day's parcels begin at 16:00
        portal.clockTo(tenant, MORNING.plus(Duration.ofMinutes(390)));
        assertThat(shipper(route("ORD-5", address("浙江省", "杭州市")))).isEqualTo(near);
    }

    @Test
    void a_closed_warehouse_and_one_that_covers_other_provinces_are_passed_by() {
        warehouses.setUp(system, near.code(), new SetUpWarehouse("Hangzhou", true, 100, LocalDate.parse("2026-11-26"),
                List.of()));
        assertThat(lossOf(route("ORD-1", address("浙江省", "杭州市")), near)).isEqualTo(Loss.CLOSED);

        warehouses.setUp(system, near.code(), new SetUpWarehouse("Hangzhou", true, 100, LocalDate.parse("2026-11-24"),
                List.of("江苏省")));
        assertThat(lossOf(route("ORD-2", address("浙江省", "杭州市")), near)).isEqualTo(Loss.NOT_SERVED);
        assertThat(shipper(route("ORD-3", address("江苏省", "南京市")))).isEqualTo(warehouses.get(system, near.id()));

        warehouses.setUp(system, near.code(), new SetUpWarehouse("Hangzhou", false, 100, null, List.of()));
        assertThat(route("ORD-4", address("江苏省", "南京市")).candidates()).extracting(Candidate::warehouse)
                .containsExactly(central.id());
    }

    @Test
    void a_decision_is_kept_whole_and_can_be_forgotten() {
        RoutingDecision decision = route("ORD-1", address("浙江省", "宁波市"));

        assertThat(routing.get(system, "ORD-1")).isEqualTo(decision);
        assertThat(Router.decide(routing.get(system, "ORD-1").request())).isEqualTo(decision);
        routing.forget(system, "ORD-1");
        assertThat(routing.all(system, "ORD-1")).isEmpty();
        assertThat(route("ORD-2", address("浙江省", "宁波市")).candidates().get(0).share()).isZero();
    }

    @Test
    void what_is_short_is_named_by_sku() {
        assertThatThrownBy(() -> routing.route(system, "ORD-1", headquarters.id(), address("浙江省", "杭州市"),
                List.of(new RouteLine(shirt.id(), 201)), Set.of()))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo(RoutingProblem.NOBODY_CAN_SHIP);
                    assertThat(problem.details()).containsEntry("skus", "S-1 × 1");
                });
    }

    @Test
    void a_warehouse_stands_where_its_point_says_else_where_its_city_is() {
        Warehouse exact = open("Exact", dealer, "浙江省", "杭州市", new Point(30_250_000, 120_160_000), 0);

        assertThat(exact.precision()).isEqualTo(Precision.POINT);
        assertThat(exact.dailyLimit()).isEqualTo(100);
        assertThat(near.precision()).isEqualTo(Precision.CITY);
        assertThat(near.city()).isEqualTo("杭州市");
        assertThatThrownBy(() -> open("Nowhere", dealer, "火星省", "火星市", null, 0))
                .isInstanceOfSatisfying(Problem.class,
                        problem -> assertThat(problem.code()).isEqualTo(InventoryProblem.PLACE_UNKNOWN));
        assertThatThrownBy(() -> open("Agent's", members.agent(), "浙江省", "杭州市", null, 0))
                .isInstanceOfSatisfying(Problem.class,
                        problem -> assertThat(problem.code()).isEqualTo(InventoryProblem.CANNOT_HOLD_STOCK));
    }
}
