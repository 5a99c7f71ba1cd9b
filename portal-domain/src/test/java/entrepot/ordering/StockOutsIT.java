package entrepot.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import entrepot.buyer.BuyerOrders;
import entrepot.catalog.CatalogPermission;
import entrepot.catalog.ProductDraft;
import entrepot.catalog.Products;
import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Decline;
import entrepot.fulfilment.DeclineReason;
import entrepot.fulfilment.Offers;
import entrepot.inventory.OpenWarehouse;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.network.Organisation;
import entrepot.platform.access.Actor;
import entrepot.platform.geo.Address;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Out of stock after all: other goods, waiting or the money, and to the cent. */
class StockOutsIT {

    private static final Instant MORNING = Instant.parse("2026-11-24T02:00:00Z");
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final Portal portal = Portal.running();
    private final Orders orders = portal.bean(Orders.class);
    private final StockOuts stockOuts = portal.bean(StockOuts.class);
    private final Consignments consignments = portal.bean(Consignments.class);
    private final Offers offers = portal.bean(Offers.class);
    private final Trade trade = Trade.inChina(portal);
    private final Warehouse near;
    private final List<Variant> goods = new ArrayList<>();
    private final Actor visitor = Actor.visitor(trade.tenant.id());
    private final Actor stranger = trade.actorOf(trade.members.agent());

    StockOutsIT() {
        portal.clockTo(trade.tenant, MORNING);
        Organisation dealer = trade.members.dealer("浙江省", "杭州市");
        portal.bean(Ledger.class).openAccounts(trade.system, dealer.id());
        near = portal.bean(Warehouses.class).open(trade.system, new OpenWarehouse("near", dealer.id(),
                new Address("", "", "CN", "浙江省", "杭州市", "", "", ""), null, 0));
        goods.addAll(trade.products(10_000, 0, "WANTED"));
        goods.addAll(trade.products(9_500, 5, "CHEAPER"));
        goods.addAll(trade.products(10_501, 5, "DEARER"));
        goods.addAll(trade.products(12_000, 5, "FAR-DEARER"));
        goods.addAll(trade.products(10_000, 0, "NONE-LEFT"));
        // of the same category and price, and of another kind
        portal.bean(Products.class).take(Portal.headquarters(trade.tenant, trade.members.headquarters().id(), CatalogPermission.VIEW,
                CatalogPermission.EDIT), List.of(new ProductDraft("first-aid", "First-aid kit", null, "Ours", "Things", null, null,
                List.of(), List.of(new ProductDraft.VariantDraft("KIT", List.of(), Money.of(10_000, "CNY"), 500, null, null, false)),
                List.of())));
        trade.stock(trade.central, portal.bean(Variants.class).bySkus(trade.system, List.of("KIT")).values(),
                trade.members.headquarters().id(), 5);
        trade.topUp(10_000_000);
    }

    /** An order of two pieces that its only dealer has not got after all. */
    private String outOfStock() {
        trade.stock(near, goods.get(0).id(), trade.members.headquarters().id(), 2);
        int n = COUNTER.incrementAndGet();
        String order = orders.place(trade.agent, trade.order("S-" + n, "WANTED", 2), "s-" + n).code();
        offers.decline(trade.system, part(order).code(), new Decline(DeclineReason.OUT_OF_STOCK, ""));
        portal.settleDown(trade.tenant);
        // what the dealer said is so
        portal.bean(entrepot.inventory.Stock.class).count(trade.system, near.id(), goods.get(0).id(),
                trade.members.headquarters().id(), 0, "none");
        assertThat(part(order).state()).isEqualTo(ConsignmentState.UNPLACED);
        return order;
    }

    private Consignment part(String order) {
        List<Consignment> all = consignments.byOrder(trade.system, order);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private Money held() {
        return trade.balance(AccountKind.HELD);
    }

    private static void refuses(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void a_substitute_is_of_the_same_kind_and_price_band_and_a_cheaper_one_gives_the_difference_back() {
        String order = outOfStock();
        String code = part(order).code();
        Money before = part(order).cost();
        assertThat(orders.asked(trade.agent, null, 10)).as("needs an answer").extracting(Order::code).containsExactly(order);
        assertThat(orders.asked(stranger, null, 10)).isEmpty();
        StockOutQuestion question = stockOuts.question(trade.agent, code);
        assertThat(question.lines()).singleElement().satisfies(line -> assertThat(line.options())
                .extracting(option -> option.variant().sku()).containsExactly("CHEAPER", "DEARER"));
        refuses(KernelProblem.NOT_FOUND, () -> stockOuts.question(stranger, code));
        refuses(KernelProblem.NOT_FOUND, () -> stockOuts.refund(stranger, code));
        refuses(OrderProblem.SUBSTITUTE_NOT_ALIKE, () -> stockOuts.substitute(trade.agent, code,
                List.of(new Substitute(1, "FAR-DEARER")), Money.of(99_999, "CNY")));

        stockOuts.substitute(trade.agent, code, List.of(new Substitute(1, "CHEAPER")), null);

        // Silver pays 60 % of retail: 2 × 3.00 less
        assertThat(part(order).state()).isEqualTo(ConsignmentState.ACCEPTED);
        assertThat(part(order).warehouse()).isEqualTo(trade.central.id());
        assertThat(part(order).lines()).singleElement().satisfies(l -> assertThat(l.sku()).isEqualTo("CHEAPER"));
        assertThat(part(order).cost()).isEqualTo(before.minus(Money.of(600, "CNY")));
        assertThat(held()).isEqualTo(part(order).cost());
        assertThat(stockOuts.open(trade.agent)).isEmpty();
        assertThat(orders.asked(trade.agent, null, 10)).isEmpty();
        assertThat(stockOuts.instead(trade.agent, order)).containsExactly(new Instead(1, "CHEAPER", "Product CHEAPER", 2));
        assertThat(stockOuts.instead(stranger, order)).isEmpty();
        assertThat(portal.bean(BuyerOrders.class).find(visitor, order, "0001").lines()).singleElement().satisfies(line -> {
            assertThat(line.title()).isEqualTo("Product WANTED");
            assertThat(line.instead()).extracting(Instead::title, Instead::quantity).containsExactly(tuple("Product CHEAPER", 2));
        });
        // the order's lines name what ran out: a change would put it back in at its own price
        refuses(OrderProblem.CHANGE_TOO_LATE, () -> portal.bean(OrderChanges.class).change(trade.system, order, new ChangeOrder(null,
                List.of(new PlaceOrder.Line("DEARER", 1, null)), null, null, "another one", null)));
        orders.cancel(trade.agent, order, "after all");
        assertThat(held()).isEqualTo(Money.of(0, "CNY"));
    }

    @Test
    void nothing_becomes_dearer_than_agreed_without_consent() {
        String order = outOfStock();
        String code = part(order).code();
        Money before = held();
        refuses(OrderProblem.DEARER_THAN_AGREED, () -> stockOuts.substitute(trade.agent, code,
                List.of(new Substitute(1, "DEARER")), null));
        assertThat(held()).isEqualTo(before);
        assertThat(part(order).state()).isEqualTo(ConsignmentState.UNPLACED);

        Money more = stockOuts.question(trade.agent, code).lines().get(0).options().get(1).more();
        stockOuts.substitute(trade.agent, code, List.of(new Substitute(1, "DEARER")), more);
        assertThat(held()).isEqualTo(before.plus(more)).isEqualTo(part(order).cost());
    }

    @Test
    void silence_for_twelve_hours_gives_the_money_back() {
        String order = outOfStock();
        portal.clockTo(trade.tenant, MORNING.plus(Duration.ofHours(11)));
        portal.settleDown(trade.tenant);
        assertThat(part(order).state()).isEqualTo(ConsignmentState.UNPLACED);
        portal.clockTo(trade.tenant, MORNING.plus(Duration.ofHours(13)));
        portal.settleDown(trade.tenant);

        assertThat(orders.get(trade.agent, order).state()).isEqualTo(OrderState.CANCELLED);
        assertThat(held()).isEqualTo(Money.of(0, "CNY"));
        assertThat(trade.balance(AccountKind.WALLET)).isEqualTo(Money.of(10_000_000, "CNY"));
        assertThat(stockOuts.ofOrder(trade.agent, order)).extracting(StockOut::state).containsExactly(StockOutState.REFUNDED);
    }

    @Test
    void silence_takes_nothing_away_that_has_found_a_place_before_anybody_heard_of_it() {
        String order = outOfStock();
        trade.stock(trade.central, goods.get(0).id(), trade.members.headquarters().id(), 2);
        portal.clockTo(trade.tenant, MORNING.plus(Duration.ofHours(13)));
        while (Boolean.TRUE.equals(portal.<Boolean>in(trade.tenant.id(), () -> offers.placeAgain(trade.system)))) {
            assertThat(part(order)).isNotNull();
        }
        assertThat(part(order).state()).isEqualTo(ConsignmentState.ACCEPTED);

        portal.<Boolean>in(trade.tenant.id(), () -> stockOuts.silence(trade.system));

        assertThat(part(order).state()).isEqualTo(ConsignmentState.ACCEPTED);
        assertThat(stockOuts.ofOrder(trade.agent, order)).extracting(StockOut::state).containsExactly(StockOutState.PLACED);
        orders.cancel(trade.agent, order, "end");
    }

    @Test
    void a_buyer_chooses_by_a_secret_link_sees_no_money_and_cannot_spend_the_members() {
        String order = outOfStock();
        String code = part(order).code();
        String old = stockOuts.askBuyer(trade.agent, code).substring("/choose?token=".length());
        String token = stockOuts.askBuyer(trade.agent, code).substring("/choose?token=".length());
        refuses(KernelProblem.NOT_FOUND, () -> stockOuts.forBuyer(visitor, old));
        refuses(KernelProblem.NOT_FOUND, () -> stockOuts.forBuyer(visitor, ""));
        refuses(KernelProblem.NOT_FOUND, () -> stockOuts.forBuyer(Actor.visitor(portal.newTenant().id()), token));
        StockOutQuestion question = stockOuts.forBuyer(visitor, token);
        assertThat(question.refund()).isNull();
        assertThat(question.lines()).singleElement().satisfies(line -> {
            assertThat(line.agreed()).isNull();
            assertThat(line.options()).extracting(o -> o.variant().sku()).containsExactly("CHEAPER");
        });
        refuses(OrderProblem.SUBSTITUTE_NOT_ALIKE, () -> stockOuts.buyerSubstitutes(visitor, token,
                List.of(new Substitute(1, "DEARER"))));

        stockOuts.buyerWaits(visitor, token, LocalDate.parse("2026-11-27"));
        portal.clockTo(trade.tenant, MORNING.plus(Duration.ofHours(20)));
        portal.settleDown(trade.tenant);
        assertThat(stockOuts.ofOrder(trade.agent, order).get(0).state()).isEqualTo(StockOutState.WAITING);
        stockOuts.buyerTakesMoney(visitor, token);
        assertThat(held()).isEqualTo(Money.of(0, "CNY"));
        assertThat(stockOuts.ofOrder(trade.agent, order).get(0).chosenBy()).isEqualTo("buyer");
        refuses(KernelProblem.NOT_FOUND, () -> stockOuts.buyerTakesMoney(visitor, token));
    }

    @Test
    void goods_that_come_in_answer_the_question_by_themselves() {
        String order = outOfStock();
        trade.stock(trade.central, goods.get(0).id(), trade.members.headquarters().id(), 2);
        portal.clockTo(trade.tenant, MORNING.plus(Duration.ofHours(1)));
        portal.settleDown(trade.tenant);
        portal.settleDown(trade.tenant);
        assertThat(part(order).state()).isEqualTo(ConsignmentState.ACCEPTED);
        assertThat(stockOuts.ofOrder(trade.agent, order)).extracting(StockOut::state).containsExactly(StockOutState.PLACED);
    }
}
