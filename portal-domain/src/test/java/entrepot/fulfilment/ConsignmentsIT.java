package entrepot.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import entrepot.catalog.ProductDraft;
import entrepot.catalog.Products;
import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.inventory.InventoryProblem;
import entrepot.inventory.OpenWarehouse;
import entrepot.inventory.Pile;
import entrepot.inventory.Stock;
import entrepot.inventory.StockDifferences;
import entrepot.inventory.StockLevel;
import entrepot.inventory.StockPage;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.NewPosting;
import entrepot.ledger.TrialLine;
import entrepot.network.Organisation;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.platform.approval.Proposal;
import entrepot.platform.audit.History;
import entrepot.platform.geo.Address;
import entrepot.platform.tenant.Tenant;
import entrepot.routing.Loss;
import entrepot.routing.RouteLine;
import entrepot.routing.Router;
import entrepot.routing.Routing;
import entrepot.routing.RoutingDecision;
import entrepot.testing.Members;
import entrepot.testing.Portal;
import entrepot.wallet.Wallets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** From the order's consignments to the buyer's door, with the members, goods and books of a real tenant. */
class ConsignmentsIT {

    /** A Tuesday morning in Hangzhou. */
    private static final Instant MORNING = Instant.parse("2026-11-24T02:00:00Z");
    private static final Address BUYER = new Address("王芳", "13800000000", "CN", "浙江省", "杭州市", "西湖区", "文三路 1 号", "");
    private static final List<Consignment.Parcel> PARCEL =
            List.of(new Consignment.Parcel("shunfeng", "SF1234567890", 800));

    private final Portal portal = Portal.running();
    private final Consignments consignments = portal.bean(Consignments.class);
    private final Offers offers = portal.bean(Offers.class);
    private final Shipping shipping = portal.bean(Shipping.class);
    private final Routing routing = portal.bean(Routing.class);
    private final Stock stock = portal.bean(Stock.class);
    private final Warehouses warehouses = portal.bean(Warehouses.class);
    private final Ledger ledger = portal.bean(Ledger.class);

    private final Tenant tenant = portal.newTenant();
    private final Actor system = Actor.system(tenant.id());
    private final Members members = Members.of(portal, tenant);
    private final Organisation headquarters = members.headquarters();
    private final Organisation agent = members.agent();
    private final Organisation near = members.dealer("浙江省", "杭州市");
    private final Organisation far = members.dealer("江苏省", "南京市");
    private final AtomicInteger orders = new AtomicInteger();
    private final Warehouse nearHouse = open("Hangzhou", near, "浙江省", "杭州市");
    private final Warehouse farHouse = open("Nanjing", far, "江苏省", "南京市");
    private final Warehouse central = open("Central", headquarters, "广东省", "广州市");
    private final List<Variant> variants = goods("S-1", "S-2");
    private final Actor nearPerson = dealer(near);
    private final Actor farPerson = dealer(far);

    ConsignmentsIT() {
        portal.clockTo(tenant, MORNING);
        for (Organisation organisation : List.of(agent, near, far)) {
            portal.in(tenant.id(), () -> {
                ledger.openAccounts(system, organisation.id());
                return null;
            });
        }
        portal.in(tenant.id(), () -> {
            ledger.post(system, NewPosting.transfer("test.top-up", "test", "1", Account.of(AccountKind.BANK),
                    Account.of(AccountKind.WALLET, agent.id()), money(100_000)));
            return null;
        });
    }

    private Warehouse open(String name, Organisation owner, String province, String city) {
        return warehouses.open(system, new OpenWarehouse(name, owner.id(),
                new Address("", "", "CN", province, city, "", "", ""), null, 0));
    }

    private List<Variant> goods(String... skus) {
        portal.bean(Products.class).take(system, List.of(new ProductDraft("tent", "Tent", "", "", "", "", null, List.of(),
                List.of(skus).stream().map(sku -> new ProductDraft.VariantDraft(sku, List.of(sku), money(10_000), 500, "",
                        "", false)).toList(), List.of())));
        return new ArrayList<>(List.of(skus)).stream()
                .map(sku -> portal.bean(Variants.class).bySkus(system, List.of(sku)).get(sku)).toList();
    }

    private Actor dealer(Organisation organisation) {
        return Portal.member(tenant, organisation.id(), FulfilmentPermission.VIEW, FulfilmentPermission.FULFIL,
                "stock:view", "stock:change", "routing:view");
    }

    private static Money money(long minor) {
        return Money.of(minor, "CNY");
    }

    private void put(Warehouse warehouse, Organisation owner, int... pieces) {
        for (int i = 0; i < pieces.length; i++) {
            if (pieces[i] > 0) {
                stock.receive(system, warehouse.id(), variants.get(i).id(), owner.id(), pieces[i], "DN-1");
            }
        }
    }

    private int reservedAt(Warehouse warehouse) {
        return stock.availability(system, variants.stream().map(Variant::id).toList()).stream()
                .filter(l -> l.warehouse().equals(warehouse.id())).mapToInt(StockLevel::reserved).sum();
    }

    /** What ordering does: route, consignments, wallet. Each piece costs 60.00, freight is 7.50. */
    private List<String> order(int... quantities) {
        return order(List.of(), quantities);
    }

    private List<String> order(List<NewConsignments.DealerSupply> dealerSupply, int... quantities) {
        String code = "ORD-" + orders.incrementAndGet();
        List<RouteLine> routeLines = new ArrayList<>();
        List<NewConsignments.Line> lines = new ArrayList<>();
        long total = 750;
        for (int i = 0; i < quantities.length; i++) {
            if (quantities[i] > 0) {
                Variant variant = variants.get(i);
                routeLines.add(new RouteLine(variant.id(), quantities[i]));
                lines.add(new NewConsignments.Line(i + 1, variant.id(), variant.sku(), variant.name(), quantities[i],
                        money(6_000L * quantities[i])));
                total += 6_000L * quantities[i];
            }
        }
        long held = total;
        return portal.in(tenant.id(), () -> {
            RoutingDecision decision = routing.route(system, code, agent.id(), BUYER, routeLines, Set.of());
            List<String> codes = consignments.create(system, new NewConsignments(code, agent.id(), "Little tent shop",
                    BUYER, "no phone calls", "", portal.now(tenant).plus(Duration.ofHours(48)), money(750), lines, decision,
                    dealerSupply));
            portal.bean(Wallets.class).hold(system, agent.id(), code, money(held));
            return codes;
        });
    }

    private Money balance(AccountKind kind, Organisation organisation) {
        return portal.in(tenant.id(), () -> ledger.balance(system,
                organisation == null ? Account.of(kind) : Account.of(kind, organisation.id())));
    }

    private static void refuses(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void the_nearest_dealer_is_offered_accepts_packs_ships_and_delivers() {
        put(nearHouse, headquarters, 10);
        put(farHouse, headquarters, 10);
        String code = order(3).get(0);

        Consignment offered = consignments.get(nearPerson, code);
        assertThat(offered.state()).isEqualTo(ConsignmentState.OFFERED);
        assertThat(offered.offerDeadline()).isBetween(MORNING.plus(Duration.ofHours(2)),
                MORNING.plus(Duration.ofHours(2)).plusSeconds(60));
        assertThat(offered.freight()).isNull();
        assertThat(offered.lines()).allMatch(l -> l.supplyTotal() == null && l.quantity() == 3);
        assertThat(reservedAt(nearHouse)).isEqualTo(3);

        offers.accept(nearPerson, code);
        shipping.pack(nearPerson, code);
        shipping.ship(nearPerson, code, PARCEL);
        Consignment delivered = shipping.deliver(nearPerson, code);

        assertThat(delivered.state()).isEqualTo(ConsignmentState.DELIVERED);
        assertThat(delivered.parcels()).isEqualTo(PARCEL);
        assertThat(reservedAt(nearHouse)).isZero();
        assertThat(consignments.history(nearPerson, code)).extracting(History.Change::to)
                .containsExactly("OFFERED", "ACCEPTED", "PACKED", "SHIPPED", "DELIVERED");
    }

    @Test
    void shipping_empties_held_pays_the_dealer_its_fee_and_the_books_balance() {
        put(nearHouse, headquarters, 10);
        String code = order(3).get(0);
        assertThat(balance(AccountKind.HELD, agent)).isEqualTo(money(18_750));
        offers.accept(nearPerson, code);

        shipping.ship(nearPerson, code, List.of(PARCEL.get(0), new Consignment.Parcel("ems", "EMS12345", 0)));

        assertThat(balance(AccountKind.HELD, agent)).isEqualTo(money(0));
        assertThat(balance(AccountKind.SALES, null)).isEqualTo(money(18_000));
        assertThat(balance(AccountKind.FREIGHT_INCOME, null)).isEqualTo(money(750));
        // two parcels of 3.00 and three pieces of 0.50
        assertThat(balance(AccountKind.DEALER_DUE, near)).isEqualTo(money(750));
        assertThat(balance(AccountKind.FULFILMENT_COST, null)).isEqualTo(money(750));
        assertThat(balance(AccountKind.GOODS_COST, null)).isEqualTo(money(0));
    }

    @Test
    void a_dealers_own_goods_are_credited_at_its_own_supply_price_and_consigned_ones_go_first() {
        put(nearHouse, headquarters, 1);
        put(nearHouse, near, 5);
        List<NewConsignments.DealerSupply> supply =
                List.of(new NewConsignments.DealerSupply(near.id(), variants.get(0).id(), money(5_500)));
        String code = order(supply, 3).get(0);
        offers.accept(nearPerson, code);

        shipping.ship(nearPerson, code, PARCEL);

        assertThat(balance(AccountKind.GOODS_COST, null)).isEqualTo(money(11_000));
        assertThat(balance(AccountKind.DEALER_DUE, near)).isEqualTo(money(11_000 + 300 + 150));
    }

    @Test
    void own_goods_without_a_known_price_are_not_taken() {
        put(nearHouse, near, 5);

        refuses(InventoryProblem.INSUFFICIENT_STOCK, () -> order(3));
        assertThat(reservedAt(nearHouse)).isZero();
    }

    @Test
    void held_ends_at_nothing_when_the_last_of_several_consignments_goes() {
        put(nearHouse, headquarters, 1, 0);
        put(farHouse, headquarters, 0, 2);
        List<String> codes = order(1, 2);
        assertThat(codes).hasSize(2);

        offers.accept(nearPerson, codes.get(0));
        shipping.ship(nearPerson, codes.get(0), PARCEL);
        assertThat(balance(AccountKind.HELD, agent)).isEqualTo(money(12_500));
        offers.accept(farPerson, codes.get(1));
        shipping.ship(farPerson, codes.get(1), List.of(new Consignment.Parcel("shunfeng", "SF0987654321", 800)));

        assertThat(balance(AccountKind.HELD, agent)).isEqualTo(money(0));
        assertThat(balance(AccountKind.FREIGHT_INCOME, null)).isEqualTo(money(750));
        List<TrialLine> trial = portal.in(tenant.id(), () -> ledger.trialBalance(system));
        assertThat(trial).isNotEmpty();
    }

    @Test
    void what_a_dealer_declines_goes_to_the_next_and_at_last_to_central() {
        put(nearHouse, headquarters, 5);
        put(farHouse, headquarters, 5);
        put(central, headquarters, 5);
        String code = order(2).get(0);

        offers.decline(nearPerson, code, "roof is leaking");
        assertThat(reservedAt(nearHouse)).isZero();
        assertThat(reservedAt(farHouse)).isEqualTo(2);
        refuses(KernelProblem.NOT_FOUND, () -> consignments.get(nearPerson, code));
        refuses(KernelProblem.NOT_FOUND, () -> offers.accept(nearPerson, code));
        assertThat(consignments.get(farPerson, code).state()).isEqualTo(ConsignmentState.OFFERED);

        offers.decline(farPerson, code, "no staff");
        Consignment last = consignments.get(system, code);
        assertThat(last.state()).isEqualTo(ConsignmentState.ACCEPTED);
        assertThat(last.warehouse()).isEqualTo(central.id());
        assertThat(last.dealer()).isNull();
        assertThat(reservedAt(farHouse)).isZero();
        assertThat(consignments.history(system, code)).extracting(History.Change::why)
                .containsExactly("", "roof is leaking", "no staff");
        List<RoutingDecision> decisions = routing.all(system, last.orderCode());
        assertThat(decisions).hasSize(3);
        assertThat(decisions.get(0).candidates()).filteredOn(c -> !c.central())
                .extracting(c -> c.lostBecause()).containsOnly(Loss.EXCLUDED);
        assertThat(decisions).allSatisfy(d -> assertThat(Router.decide(d.request())).isEqualTo(d));
    }

    @Test
    void an_offer_that_nobody_answers_expires_by_the_business_clock_and_goes_on() {
        put(nearHouse, headquarters, 5);
        put(farHouse, headquarters, 5);
        String code = order(2).get(0);

        portal.settleDown(tenant);
        assertThat(consignments.get(system, code).warehouse()).isEqualTo(nearHouse.id());
        portal.clockTo(tenant, MORNING.plus(Duration.ofHours(3)));
        refuses(FulfilmentProblem.OFFER_EXPIRED, () -> offers.accept(nearPerson, code));
        portal.settleDown(tenant);

        Consignment passed = consignments.get(system, code);
        assertThat(passed.warehouse()).isEqualTo(farHouse.id());
        assertThat(passed.offers()).isEqualTo(2);
        assertThat(reservedAt(nearHouse)).isZero();
    }

    @Test
    void after_two_re_offers_central_is_next_even_if_a_dealer_is_left() {
        Organisation third = members.dealer("上海市", "上海市");
        Organisation fourth = members.dealer("安徽省", "合肥市");
        put(nearHouse, headquarters, 5);
        put(farHouse, headquarters, 5);
        put(open("Shanghai", third, "上海市", "上海市"), headquarters, 5);
        put(open("Hefei", fourth, "安徽省", "合肥市"), headquarters, 5);
        put(central, headquarters, 5);
        String code = order(1).get(0);

        for (int offer = 1; offer <= 3; offer++) {
            assertThat(consignments.get(system, code).state()).isEqualTo(ConsignmentState.OFFERED);
            offers.decline(system, code, "no");
        }

        assertThat(consignments.get(system, code).warehouse()).isEqualTo(central.id());
        assertThat(routing.get(system, consignments.get(system, code).orderCode()).candidates())
                .extracting(c -> c.lostBecause()).contains(Loss.OFFERS_USED_UP);
    }

    @Test
    void what_nobody_can_ship_waits_unplaced_until_stock_comes_in() {
        put(nearHouse, headquarters, 5);
        String code = order(2).get(0);

        offers.decline(nearPerson, code, "flooded");
        assertThat(consignments.get(system, code).state()).isEqualTo(ConsignmentState.UNPLACED);
        assertThat(reservedAt(nearHouse)).isZero();
        refuses(entrepot.routing.RoutingProblem.NOBODY_CAN_SHIP, () -> offers.place(system, code));
        put(central, headquarters, 2);

        assertThat(offers.place(system, code).state()).isEqualTo(ConsignmentState.ACCEPTED);
        assertThat(reservedAt(central)).isEqualTo(2);
    }

    @Test
    void cancelling_before_packing_frees_the_stock_and_after_it_is_refused() {
        put(nearHouse, headquarters, 5);
        Consignment first = consignments.get(system, order(2).get(0));
        Consignment second = consignments.get(system, order(2).get(0));
        offers.accept(nearPerson, second.code());
        shipping.pack(nearPerson, second.code());

        portal.in(tenant.id(), () -> {
            consignments.cancelOrder(system, first.orderCode(), "buyer left");
            return null;
        });

        assertThat(consignments.get(system, first.code()).state()).isEqualTo(ConsignmentState.CANCELLED);
        assertThat(consignments.get(system, first.code()).shipTo()).isEqualTo(BUYER);
        Consignment left = consignments.get(nearPerson, first.code());
        assertThat(left.shipTo()).as("its dealer no longer needs the buyer").isEqualTo(new Address("", "", "CN", "浙江省", "杭州市", "", "", ""));
        assertThat(left.remark()).isEmpty();
        Papers papers = portal.bean(Papers.class);
        refuses(KernelProblem.NOT_FOUND, () -> papers.slips(nearPerson, List.of(first.code())));
        refuses(KernelProblem.NOT_FOUND, () -> papers.slip(nearPerson, first.code()));
        refuses(KernelProblem.NOT_FOUND, () -> papers.slip(system, first.code()));
        refuses(KernelProblem.NOT_FOUND, () -> papers.slip(system, null));
        assertThat(papers.slip(nearPerson, second.code()).shipTo()).isEqualTo(BUYER);
        assertThat(reservedAt(nearHouse)).isEqualTo(2);
        refuses(FulfilmentProblem.ALREADY_PACKED, () -> portal.in(tenant.id(), () -> {
            consignments.cancelOrder(system, second.orderCode(), "buyer left");
            return null;
        }));
    }

    @Test
    void steps_out_of_order_and_bad_parcels_are_refused_and_change_nothing() {
        put(nearHouse, headquarters, 5);
        String code = order(1).get(0);

        refuses(KernelProblem.ILLEGAL_TRANSITION, () -> shipping.ship(nearPerson, code, PARCEL));
        refuses(KernelProblem.ILLEGAL_TRANSITION, () -> shipping.deliver(nearPerson, code));
        refuses(FulfilmentProblem.DECLINE_REASON_NEEDED, () -> offers.decline(nearPerson, code, " "));
        offers.accept(nearPerson, code);
        refuses(KernelProblem.ILLEGAL_TRANSITION, () -> offers.decline(nearPerson, code, "too late"));
        refuses(FulfilmentProblem.PARCELS_MISSING, () -> shipping.ship(nearPerson, code, List.of()));
        refuses(FulfilmentProblem.CARRIER_UNKNOWN, () -> shipping.ship(nearPerson, code,
                List.of(new Consignment.Parcel("pigeon", "12345678", 0))));
        refuses(FulfilmentProblem.TRACKING_NUMBER_INVALID, () -> shipping.ship(nearPerson, code,
                List.of(new Consignment.Parcel("ems", "=1+1", 0))));
        refuses(FulfilmentProblem.TRACKING_NUMBER_TWICE, () -> shipping.ship(nearPerson, code, List.of(PARCEL.get(0), PARCEL.get(0))));
        refuses(FulfilmentProblem.PARCEL_TOO_HEAVY, () -> shipping.ship(nearPerson, code,
                List.of(new Consignment.Parcel("shunfeng", "SF1234567890", 100_001))));
        assertThat(consignments.get(nearPerson, code).state()).isEqualTo(ConsignmentState.ACCEPTED);
    }

    @Test
    void fair_share_sends_the_next_parcel_to_the_other_dealer_in_town() {
        Organisation neighbour = members.dealer("浙江省", "杭州市");
        Warehouse neighbourHouse = open("Hangzhou 2", neighbour, "浙江省", "杭州市");
        put(nearHouse, headquarters, 5);
        put(neighbourHouse, headquarters, 5);

        List<Warehouse> both = List.of(nearHouse, neighbourHouse);
        List<Integer> reserved = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            order(1);
            reserved.add(both.stream().mapToInt(this::reservedAt).sum());
        }

        assertThat(reserved).containsExactly(1, 2, 3, 4);
        assertThat(both).allSatisfy(w -> assertThat(reservedAt(w)).isEqualTo(2));
    }

    @Test
    void a_member_sees_its_own_consignments_with_its_money_and_nobody_elses() {
        put(nearHouse, headquarters, 5);
        String code = order(1).get(0);
        Actor seller = Portal.member(tenant, agent.id(), FulfilmentPermission.VIEW, "routing:view");
        Actor other = Portal.member(tenant, members.agent().id(), FulfilmentPermission.VIEW, "routing:view");
        Tenant elsewhere = portal.newTenant();
        Actor stranger = Portal.headquarters(elsewhere, new OrganisationId(1), FulfilmentPermission.VIEW,
                FulfilmentPermission.FULFIL, "stock:view", "routing:view");

        assertThat(consignments.get(seller, code).freight()).isEqualTo(money(750));
        assertThat(consignments.byOrder(seller, "ORD-1")).hasSize(1);
        assertThat(consignments.list(seller, ConsignmentFilter.due(null, ConsignmentState.OFFERED), null, 10)).isEmpty();
        refuses(KernelProblem.NOT_FOUND, () -> consignments.get(other, code));
        refuses(KernelProblem.NOT_FOUND, () -> consignments.get(farPerson, code));
        refuses(KernelProblem.NOT_FOUND, () -> offers.accept(farPerson, code));
        refuses(KernelProblem.NOT_FOUND, () -> consignments.get(stranger, code));
        refuses(KernelProblem.NOT_FOUND, () -> offers.accept(stranger, code));
        assertThat(consignments.byOrder(stranger, "ORD-1")).isEmpty();
        assertThat(consignments.waiting(stranger)).isEmpty();
        assertThat(warehouses.list(stranger)).isEmpty();
        assertThat(routing.all(stranger, "ORD-1")).isEmpty();
        assertThat(routing.all(seller, "ORD-1")).hasSize(1);
        assertThat(routing.all(other, "ORD-1")).isEmpty();
        refuses(KernelProblem.NOT_FOUND, () -> routing.get(other, "ORD-1"));
        assertThat(routing.all(nearPerson, "ORD-1")).as("candidates are not for dealers").isEmpty();
        assertThat(stock.list(stranger, null, null, 10).lines()).isEmpty();
    }

    @Test
    void the_same_key_ships_once_and_another_body_under_it_is_refused() {
        put(nearHouse, headquarters, 5);
        String code = order(1).get(0);
        offers.accept(nearPerson, code, "a-1");
        assertThat(offers.accept(nearPerson, code, "a-1").state()).isEqualTo(ConsignmentState.ACCEPTED);

        Consignment first = shipping.ship(nearPerson, code, PARCEL, "s-1");
        Consignment again = shipping.ship(nearPerson, code, PARCEL, "s-1");

        assertThat(again).isEqualTo(first);
        refuses(entrepot.platform.idempotency.IdempotencyProblem.KEY_REUSED, () -> shipping.ship(nearPerson, code,
                List.of(new Consignment.Parcel("ems", "OTHER123", 0)), "s-1"));
        assertThat(balance(AccountKind.DEALER_DUE, near)).isEqualTo(money(350));
    }

    @Test
    void stock_lists_go_on_after_a_sku_and_stay_within_a_warehouse() {
        put(nearHouse, headquarters, 5, 5);
        put(central, headquarters, 7, 7);
        Actor hq = Portal.headquarters(tenant, headquarters.id(), "stock:view");

        StockPage first = stock.list(hq, null, null, 1);
        assertThat(first.lines()).hasSize(2).allMatch(l -> l.sku().equals("S-1"));
        StockPage second = stock.list(hq, null, first.next(), 1);
        assertThat(second.lines()).hasSize(2).allMatch(l -> l.sku().equals("S-2"));
        assertThat(second.next()).isNull();
        assertThat(stock.list(hq, central.code(), null, 9).lines()).extracting(l -> l.level().onHand()).containsExactly(7, 7);
        refuses(KernelProblem.NOT_FOUND, () -> stock.list(nearPerson, central.code(), null, 9));

        assertThat(stock.find(hq, null, "s-2")).hasSize(2).allMatch(l -> l.sku().equals("S-2"));
        assertThat(stock.find(hq, central.code(), "s-2")).singleElement().satisfies(l -> assertThat(l.level().onHand()).isEqualTo(7));
        assertThat(stock.find(hq, null, "no such thing")).isEmpty();
        refuses(KernelProblem.NOT_FOUND, () -> stock.find(nearPerson, central.code(), "s-2"));
    }

    @Test
    void lists_are_by_what_is_due_and_go_on_where_they_ended() {
        put(nearHouse, headquarters, 9);
        List<String> codes = List.of(order(1).get(0), order(1).get(0), order(1).get(0));
        ConsignmentFilter due = ConsignmentFilter.due(null, ConsignmentState.OFFERED);

        assertThat(consignments.list(nearPerson, due, null, 2)).extracting(Consignment::code)
                .containsExactlyElementsOf(codes.subList(0, 2));
        assertThat(consignments.list(nearPerson, due, codes.get(1), 2)).extracting(Consignment::code)
                .containsExactly(codes.get(2));
        assertThat(consignments.list(system, new ConsignmentFilter(Set.of(ConsignmentState.OFFERED), false, true), null, 9))
                .extracting(Consignment::code).containsExactly(codes.get(2), codes.get(1), codes.get(0));
        assertThat(consignments.waiting(nearPerson)).singleElement()
                .satisfies(w -> assertThat(w.count()).isEqualTo(3));
    }

    @Test
    void a_dealer_counts_its_own_shelves_and_not_anothers() {
        put(nearHouse, headquarters, 5);
        order(2);
        var shirt = variants.get(0).id();

        refuses(InventoryProblem.BELOW_RESERVED, () -> stock.count(system, nearHouse.id(), shirt, headquarters.id(),
                1, "stocktaking"));
        assertThat(stock.count(system, nearHouse.id(), shirt, headquarters.id(), 4, "one broken").onHand())
                .isEqualTo(4);
        refuses(KernelProblem.NOT_FOUND, () -> stock.count(farPerson, nearHouse.id(), shirt, headquarters.id(), 9, "x"));
        refuses(InventoryProblem.STOCK_OWNER_INVALID, () -> stock.receive(nearPerson, nearHouse.id(), shirt, far.id(),
                1, ""));
        refuses(InventoryProblem.INSUFFICIENT_STOCK, () -> stock.move(system, nearHouse.id(), central.id(), shirt,
                headquarters.id(), 3, "MV-1"));
        stock.move(system, nearHouse.id(), central.id(), shirt, headquarters.id(), 2, "MV-1");
        assertThat(stock.movements(nearPerson, nearHouse.id(), shirt, 10)).extracting(m -> m.reason() + " " + m.quantity())
                .containsExactly("MOVED_OUT -2", "COUNTED -1", "RECEIVED 5");
        assertThat(stock.list(nearPerson, null, null, 10).lines()).singleElement().satisfies(line -> {
            assertThat(line.sku()).isEqualTo("S-1");
            assertThat(line.own()).isFalse();
            assertThat(line.level().available()).isZero();
        });
    }

    @Test
    void a_dealer_only_proposes_what_it_counts_of_headquarters_goods_and_headquarters_confirms_it() {
        put(nearHouse, headquarters, 5);
        put(nearHouse, near, 3);
        var shirt = variants.get(0).id();
        StockDifferences differences = portal.bean(StockDifferences.class);
        Actor manager = Portal.headquarters(tenant, headquarters.id(), "stock:view", "stock:confirm");
        Pile consigned = new Pile(nearHouse.code(), "S-1", false);

        refuses(InventoryProblem.CONSIGNED_NEEDS_HEADQUARTERS, () -> stock.count(nearPerson, nearHouse.id(), shirt,
                headquarters.id(), 50, "found some"));
        refuses(InventoryProblem.CONSIGNED_NEEDS_HEADQUARTERS, () -> stock.receive(nearPerson, nearHouse.id(), shirt,
                headquarters.id(), 50, "found some"));
        assertThat(stock.count(nearPerson, nearHouse.id(), shirt, near.id(), 2, "its own").onHand()).isEqualTo(2);

        assertThat(differences.propose(nearPerson, consigned, 5, "as it should be")).isEmpty();
        String mistaken = differences.propose(nearPerson, consigned, 40, "a slip of the finger").orElseThrow();
        String found = differences.propose(nearPerson, consigned, 4, "one broken").orElseThrow();
        assertThat(onHand(nearHouse, headquarters)).isEqualTo(5);
        assertThat(differences.list(manager, true, null, 10)).extracting(Proposal::code).containsExactly(found);
        assertThat(differences.list(nearPerson, false, null, 10)).extracting(Proposal::code, Proposal::state).containsExactly(
                tuple(found, Proposal.State.PROPOSED), tuple(mistaken, Proposal.State.WITHDRAWN));
        assertThat(differences.list(farPerson, false, null, 10)).isEmpty();
        refuses(KernelProblem.NOT_FOUND, () -> differences.get(farPerson, found));
        refuses(KernelProblem.NOT_FOUND, () -> differences.propose(farPerson, consigned, 4, "not mine"));

        // what leaves between counting and confirming has left
        String shipped = order(2).get(0);
        offers.accept(nearPerson, shipped);
        shipping.ship(nearPerson, shipped, PARCEL);
        differences.confirm(manager, found);
        assertThat(onHand(nearHouse, headquarters)).isEqualTo(2);
        assertThat(stock.movements(nearPerson, nearHouse.id(), shirt, 1)).singleElement()
                .satisfies(movement -> assertThat(movement.document()).contains(found).contains("one broken"));
        refuses(ApprovalProblem.ALREADY_DECIDED, () -> differences.confirm(manager, found));

        // pieces that are promised cannot be written off before the promise is taken back
        order(2);
        String gone = differences.propose(nearPerson, consigned, 0, "stolen").orElseThrow();
        refuses(InventoryProblem.BELOW_RESERVED, () -> differences.confirm(manager, gone));
        differences.reject(manager, gone, "look again");
        assertThat(onHand(nearHouse, headquarters)).isEqualTo(2);
    }

    private int onHand(Warehouse warehouse, Organisation owner) {
        return stock.list(system, warehouse.code(), null, 9).lines().stream().map(l -> l.level())
                .filter(l -> l.owner().equals(owner.id())).mapToInt(StockLevel::onHand).sum();
    }
}
