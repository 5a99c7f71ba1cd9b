package entrepot.aftersales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.catalog.Variant;
import entrepot.commission.Accrual;
import entrepot.commission.Accruals;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.FulfilmentProblem;
import entrepot.fulfilment.Offers;
import entrepot.fulfilment.Pieces;
import entrepot.fulfilment.Refunds;
import entrepot.fulfilment.Shipping;
import entrepot.inventory.OpenWarehouse;
import entrepot.inventory.Stock;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.network.Organisation;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.platform.audit.History;
import entrepot.platform.files.Proof;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import entrepot.tracking.CameBack;
import entrepot.tracking.Mishaps;
import entrepot.tracking.Tracking;
import entrepot.tracking.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Returns with stock, books and commission of a real tenant. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReturnsIT {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final Portal portal = Portal.running();
    private final Trade trade = Trade.inChina(portal);
    private final Actor system = trade.system;
    private final Returns returns = portal.bean(Returns.class);
    private final Ledger ledger = portal.bean(Ledger.class);
    private final Accruals accruals = portal.bean(Accruals.class);
    private final Shipping shipping = portal.bean(Shipping.class);
    private final Stock stock = portal.bean(Stock.class);
    private final Organisation upline = trade.members.agent();
    private final Organisation seller = trade.members.agentUnder(upline.id());
    private final String shop = trade.members.shopOf(seller).code();
    private final Actor member = Portal.member(trade.tenant, seller.id(), "orders:view", "orders:place", "consignments:view", AfterSalesPermission.VIEW,
            AfterSalesPermission.OPEN);
    private final Actor manager = person();
    private final Actor deputy = person();
    private final Variant tent;
    private final Organisation dealer = trade.members.dealer("浙江省", "杭州市");
    private final Warehouse house;

    ReturnsIT() {
        for (Organisation organisation : List.of(upline, seller, dealer)) {
            ledger.openAccounts(system, organisation.id());
        }
        trade.topUp(seller.id(), 10_000_000);
        tent = trade.products(10_000, 200, "TENT").get(0);
        house = portal.bean(Warehouses.class).open(system, new OpenWarehouse("Dealer", dealer.id(), Trade.hangzhou(), null, 1_000));
    }

    private Actor person() {
        return Portal.headquarters(trade.tenant, trade.members.headquarters().id(), AfterSalesPermission.VIEW, AfterSalesPermission.OPEN,
                AfterSalesPermission.RECEIVE, AfterSalesPermission.JUDGE, "consignments:view", "stock:view");
    }

    private Consignment delivered(int quantity) {
        String number = "R-" + COUNTER.incrementAndGet();
        String order = portal.bean(Orders.class).place(member, new PlaceOrder(shop, number, Trade.hangzhou(),
                List.of(new PlaceOrder.Line("TENT", quantity, null)), "", "", null), "k-" + number).code();
        Consignment consignment = portal.bean(Consignments.class).byOrder(system, order).get(0);
        if (consignment.dealer() != null) {
            portal.bean(Offers.class).accept(system, consignment.code());
        }
        shipping.ship(system, consignment.code(), List.of(new Consignment.Parcel("shunfeng", "SF77000000" + number, 500)));
        shipping.deliver(system, consignment.code());
        portal.settleDown(trade.tenant);
        return portal.bean(Consignments.class).get(system, consignment.code());
    }

    private String opened(Consignment consignment, ReturnReason reason, int pieces) {
        return returns.open(member, new OpenReturn(consignment.code(), reason, List.of(new Pieces(1, pieces)), "as told", List.of())).code();
    }

    private static Judgement judgement(Verdict.Bearer bearer, Warehouse back, Money freight, Money returnFreight, Money compensation, Money... less) {
        return new Judgement(bearer, back == null ? null : back.code(), freight, returnFreight, compensation,
                List.of(less).stream().map(m -> new Judgement.Reduction(1, m)).toList(), "because");
    }

    private Money wallet() {
        return ledger.balance(system, Account.of(AccountKind.WALLET, seller.id()));
    }

    private Money due() {
        return ledger.balance(system, Account.of(AccountKind.DEALER_DUE, dealer.id()));
    }

    private Money books(AccountKind kind) {
        return ledger.balance(system, Account.of(kind));
    }

    private int onHand(Warehouse warehouse) {
        return stock.list(system, warehouse.code(), null, 9).lines().stream().mapToInt(l -> l.level().onHand()).sum();
    }

    private Accrual accrual(Consignment consignment) {
        return accruals.ofOrder(system, consignment.orderCode()).get(0);
    }

    private static Money yuan(long minor) {
        return Money.of(minor, "CNY");
    }

    private static void refuses(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void a_piece_comes_back_is_paid_back_in_proportion_and_its_commission_waits_for_the_verdict_and_goes_back_with_it() {
        Consignment consignment = delivered(3);
        Accrual earned = accrual(consignment);
        Money wallet = wallet();
        Money sales = books(AccountKind.SALES);
        int shelf = onHand(trade.central);
        String code = opened(consignment, ReturnReason.DISLIKE, 1);
        assertThat(returns.left(member, consignment.code())).extracting(Returns.Left::left).containsExactly(2);
        assertThat(returns.paidBack(member, consignment.orderCode())).as("asked for, not paid back").isEmpty();
        portal.clockTo(trade.tenant, earned.dueAt().plusSeconds(60));
        portal.settleDown(trade.tenant);
        assertThat(accrual(consignment).state()).as("an open case keeps it back").isEqualTo(Accrual.State.PENDING);

        assertThat(returns.proposed(manager, code).bearer()).isEqualTo(Verdict.Bearer.MEMBER);
        Judgement judgement = judgement(Verdict.Bearer.MEMBER, trade.central, null, yuan(600), null);
        Effect effect = returns.effect(manager, code, judgement);
        refuses(AfterSalesProblem.RETURN_FREIGHT_ABOVE_REFUND, () -> returns.approve(manager, code,
                judgement(Verdict.Bearer.MEMBER, trade.central, null, yuan(1_000_000), null)));
        returns.approve(manager, code, judgement);
        refuses(AfterSalesProblem.GOODS_NOT_BACK, () -> returns.refund(manager, code));
        returns.sent(member, code, "shunfeng", "SF4455667788");
        assertThat(wallet()).as("nothing is paid back before the goods are there").isEqualTo(wallet);
        returns.receive(manager, code, new Receipt(trade.central.code(), false, List.of(), "unopened"));
        refuses(AfterSalesProblem.NOT_EXPECTED, () -> returns.receive(manager, code, new Receipt(trade.central.code(), false, List.of(), "")));
        assertThat(onHand(trade.central)).isEqualTo(shelf + 1);
        returns.refund(manager, code);
        refuses(KernelProblem.ILLEGAL_TRANSITION, () -> returns.refund(manager, code));
        refuses(KernelProblem.ILLEGAL_TRANSITION, () -> returns.withdraw(member, code, "too late"));
        portal.settleDown(trade.tenant);

        Money goods = Money.of(Math.round(consignment.goods().minor() / 3.0), "CNY");
        assertThat(effect).isEqualTo(new Effect(goods, yuan(0), yuan(-600), yuan(0), yuan(0)));
        assertThat(returns.get(member, code).effect()).isEqualTo(effect);
        assertThat(returns.paidBack(member, consignment.orderCode())).hasValue(new Returns.PaidBack(goods, yuan(0), yuan(-600)));
        assertThat(returns.paidBack(manager, consignment.orderCode())).hasValueSatisfying(back -> assertThat(back.total()).isEqualTo(goods.minus(yuan(600))));
        assertThat(wallet()).isEqualTo(wallet.plus(goods).minus(yuan(600)));
        assertThat(books(AccountKind.SALES)).isEqualTo(sales.minus(goods));
        assertThat(accrual(consignment).reversed().minor()).isEqualTo(Math.round(earned.amount().minor() / 3.0));
        assertThat(accrual(consignment).state()).isEqualTo(Accrual.State.DUE);
        assertThat(returns.history(member, code)).extracting(History.Change::to).containsExactly("OPENED", "APPROVED", "GOODS_BACK", "REFUNDED");
        Actor stranger = Portal.member(trade.tenant, upline.id(), AfterSalesPermission.VIEW, AfterSalesPermission.OPEN, "consignments:view");
        refuses(KernelProblem.NOT_FOUND, () -> returns.get(stranger, code));
        assertThat(returns.paidBack(stranger, consignment.orderCode())).isEmpty();
        refuses(KernelProblem.NOT_FOUND, () -> returns.open(stranger, new OpenReturn(consignment.code(), ReturnReason.DEFECT, List.of(new Pieces(1, 1)), "", List.of())));
        assertThat(returns.list(stranger, ReturnFilter.ALL, null, 50)).isEmpty();
        assertThat(returns.list(member, new ReturnFilter(ReturnState.REFUNDED, consignment.orderCode()), null, 50)).hasSize(1);
    }

    @Test
    void a_piece_is_never_refunded_twice_neither_by_two_returns_nor_by_a_return_and_a_parcel_nor_by_sql() throws Exception {
        Consignment consignment = delivered(2);
        Money wallet = wallet();
        List<Object> taken = IntStream.range(0, 8).parallel().mapToObj(i -> {
            try {
                return (Object) opened(consignment, ReturnReason.DEFECT, 2);
            } catch (Problem refused) {
                return refused.code();
            }
        }).toList();
        assertThat(taken).filteredOn(t -> t == FulfilmentProblem.PIECES_TAKEN_BACK).hasSize(7);
        String code = taken.stream().filter(String.class::isInstance).map(String.class::cast).findFirst().orElseThrow();
        String parcel = portal.bean(Tracking.class).byNumber(system, consignment.parcels().get(0).number()).get(0).code();
        Mishaps mishaps = portal.bean(Mishaps.class);
        assertThat(mishaps.contents(system, parcel)).as("the return speaks for them").isEmpty();
        refuses(KernelProblem.FIELD_MISSING, () -> mishaps.cameBack(system, parcel, new CameBack(trade.central.code(), false, List.of(), "both")));

        List<Object> paid = IntStream.range(0, 8).parallel().mapToObj(i -> {
            try {
                return (Object) returns.approve(manager, code, judgement(Verdict.Bearer.HEADQUARTERS, null, consignment.freight(), null, null)).state();
            } catch (Problem refused) {
                return refused.code();
            }
        }).toList();
        assertThat(paid).filteredOn(p -> p == ReturnState.REFUNDED).hasSize(1);
        assertThat(wallet()).isEqualTo(wallet.plus(consignment.cost()));
        try (Connection owner = portal.asOwner(); Statement statement = owner.createStatement()) {
            statement.execute("set app.tenant_id = '" + trade.tenant.id().value() + "'");
            assertThatThrownBy(() -> statement.executeUpdate("update consignment_refund set pieces = pieces + 1 where consignment_id = "
                    + consignment.id().value())).isInstanceOf(SQLException.class).hasMessageContaining("consignment_refund__");
        }

        // and the other way round: what a parcel brought back nobody returns
        Consignment other = delivered(2);
        String back = portal.bean(Tracking.class).byNumber(system, other.parcels().get(0).number()).get(0).code();
        mishaps.cameBack(system, back, new CameBack(trade.central.code(), false, List.of(new CameBack.Piece(other.code(), 1, 1)), "one"));
        refuses(FulfilmentProblem.PIECES_TAKEN_BACK, () -> opened(other, ReturnReason.DEFECT, 2));
        Money before = wallet();
        String rest = opened(other, ReturnReason.DEFECT, 1);
        mishaps.judge(system, back, new Verdict(Verdict.Bearer.HEADQUARTERS, null, null, "came by itself"));
        assertThat(returns.paidBack(member, other.orderCode())).as("by a parcel").hasValueSatisfying(got -> assertThat(got.total().isPositive()).isTrue());
        returns.approve(manager, rest, judgement(Verdict.Bearer.HEADQUARTERS, null, other.freight(), null, null));
        portal.settleDown(trade.tenant);
        assertThat(wallet()).isEqualTo(before.plus(other.cost()));
        assertThat(returns.paidBack(member, other.orderCode())).hasValueSatisfying(got -> assertThat(got.total()).isEqualTo(other.cost()));
        assertThat(accrual(other).left()).isEqualTo(yuan(0));
        assertThat(accrual(other).state()).isEqualTo(Accrual.State.REVERSED);
    }

    @Test
    void of_a_price_reduction_its_share_of_the_commission_goes_back_and_a_piece_that_comes_later_is_paid_what_was_left_of_it() {
        Consignment consignment = delivered(2);
        Money wallet = wallet();
        Accrual earned = accrual(consignment);
        String code = opened(consignment, ReturnReason.NOT_AS_DESCRIBED, 1);
        Money piece = yuan(consignment.goods().minor() / 2);
        refuses(AfterSalesProblem.MORE_THAN_PAID, () -> returns.approve(manager, code,
                judgement(Verdict.Bearer.HEADQUARTERS, null, null, null, null, piece.plus(yuan(1)))));
        Money less = yuan(consignment.goods().minor() / 10);
        // said in two parts of one line, they are one
        Return reduced = returns.approve(manager, code, judgement(Verdict.Bearer.HEADQUARTERS, null, null, null, null, less.minus(yuan(1)), yuan(1)));
        assertThat(reduced.lines().get(0).reduction()).isEqualTo(less);
        portal.settleDown(trade.tenant);
        assertThat(wallet()).isEqualTo(wallet.plus(less));
        assertThat(accrual(consignment).reversed().minor()).isEqualTo(Math.round(earned.amount().minor() / 10.0));

        String later = opened(consignment, ReturnReason.DEFECT, 2);
        returns.approve(manager, later, judgement(Verdict.Bearer.HEADQUARTERS, null, consignment.freight(), null, null));
        portal.settleDown(trade.tenant);
        assertThat(wallet()).as("never more than was paid").isEqualTo(wallet.plus(consignment.cost()));
        assertThat(accrual(consignment).left()).isEqualTo(yuan(0));
        assertThat(portal.<Object>in(trade.tenant.id(), () -> portal.bean(Refunds.class).freightLeft(system, consignment))).isEqualTo(yuan(0));
    }

    @Test
    void more_than_was_paid_back_beyond_it_takes_two_persons() {
        Consignment consignment = delivered(1);
        Money wallet = wallet();
        String code = opened(consignment, ReturnReason.DEFECT, 1);
        Money much = consignment.cost().plus(yuan(1));
        Return waiting = returns.approve(manager, code, judgement(Verdict.Bearer.HEADQUARTERS, null, consignment.freight(), null, much));
        assertThat(waiting.state()).isEqualTo(ReturnState.OPENED);
        assertThat(waiting.waits()).isNotNull();
        refuses(AfterSalesProblem.COMPENSATION_WAITS, () -> returns.approve(manager, code, judgement(Verdict.Bearer.HEADQUARTERS, null, null, null, null)));
        refuses(ApprovalProblem.OWN_PROPOSAL, () -> returns.approveCompensation(manager, code));
        assertThat(wallet()).isEqualTo(wallet);
        assertThat(returns.approveCompensation(deputy, code).state()).isEqualTo(ReturnState.REFUNDED);
        assertThat(wallet()).isEqualTo(wallet.plus(consignment.cost()).plus(much));
    }

    @Test
    void a_dealers_own_goods_go_back_to_it_or_stay_with_headquarters_and_its_fault_costs_it_goods_fee_and_way() {
        Actor person = Portal.member(trade.tenant, dealer.id(), AfterSalesPermission.VIEW, AfterSalesPermission.RECEIVE, "stock:view");
        trade.stock(house, tent.id(), dealer.id(), 10);
        Consignment home = delivered(2);
        assertThat(home.dealer()).isEqualTo(dealer.id());
        Money due = due();
        Money goodsCost = books(AccountKind.GOODS_COST);
        Money unit = yuan(goodsCost.minor() / 2);
        String code = opened(home, ReturnReason.DISLIKE, 1);
        refuses(KernelProblem.NOT_FOUND, () -> returns.get(person, code));
        returns.approve(manager, code, judgement(Verdict.Bearer.MEMBER, house, null, null, null));
        assertThat(returns.get(person, code)).as("not the member's money").satisfies(r -> {
            assertThat(r.lines().get(0).paid()).isNull();
            assertThat(r.verdict().freight()).isNull();
        });
        returns.receive(person, code, new Receipt(house.code(), true, List.of(), "as new"));
        assertThat(returns.refund(manager, code).effect().dealer()).isEqualTo(unit);
        assertThat(due()).as("its own again").isEqualTo(due.minus(unit));
        assertThat(returns.history(manager, code)).last().extracting(History.Change::why).isEqualTo(returns.get(manager, code).effect().member().toString());
        assertThat(returns.history(person, code)).as("nor in what is told of it").last()
                .satisfies(last -> assertThat(last.to()).isEqualTo("REFUNDED")).extracting(History.Change::why).isEqualTo("");
        assertThat(onHand(house)).as("set apart, eight are left").isEqualTo(8);

        // to another warehouse without its fault: headquarters keeps goods and debt
        String elsewhere = opened(home, ReturnReason.DEFECT, 1);
        returns.approve(manager, elsewhere, judgement(Verdict.Bearer.HEADQUARTERS, trade.central, null, null, null));
        refuses(KernelProblem.NOT_FOUND, () -> returns.receive(person, elsewhere, new Receipt(house.code(), false, List.of(), "")));
        int shelf = onHand(trade.central);
        returns.receive(manager, elsewhere, new Receipt(trade.central.code(), false, List.of(), ""));
        assertThat(returns.refund(manager, elsewhere).effect().dealer()).isEqualTo(yuan(0));
        assertThat(onHand(trade.central)).isEqualTo(shelf + 1);
        assertThat(due()).isEqualTo(due.minus(unit));

        // its fault, and the buyer keeps the goods: all that it got for that consignment, and the way back that the member laid out
        Money before = due();
        Consignment wrong = delivered(1);
        String fault = opened(wrong, ReturnReason.WRONG_ITEM, 1);
        Money cost = books(AccountKind.FREIGHT_COST);
        Effect effect = returns.approve(manager, fault, judgement(Verdict.Bearer.DEALER, null, wrong.freight(), yuan(800), null)).effect();
        assertThat(due()).isEqualTo(before.minus(yuan(800)));
        assertThat(effect.returnFreight()).isEqualTo(yuan(800));
        assertThat(books(AccountKind.FREIGHT_COST)).as("headquarters only passed it on").isEqualTo(cost);
        assertThat(returns.list(person, ReturnFilter.ALL, null, 50)).extracting(Return::code).containsExactly(fault, code);
    }

    @Test
    void a_dealer_at_fault_bears_its_share_of_a_price_reduction_and_what_it_bore_is_not_asked_again_when_the_pieces_come() {
        trade.stock(house, tent.id(), dealer.id(), 4);
        Money due = due();
        Money goodsCost = books(AccountKind.GOODS_COST);
        Consignment sold = delivered(2);
        assertThat(sold.dealer()).isEqualTo(dealer.id());
        Money earned = due().minus(due);
        Money unit = yuan(books(AccountKind.GOODS_COST).minus(goodsCost).minor() / 2);
        Money piece = yuan(sold.goods().minor() / 2);
        Money fee = shipping.fee(system, sold, 0, 1);

        String less = opened(sold, ReturnReason.WRONG_ITEM, 1);
        Effect effect = returns.approve(manager, less, judgement(Verdict.Bearer.DEALER, null, null, null, null, yuan(piece.minor() / 4))).effect();
        Money share = yuan(unit.minor() / 4).plus(fee.times(new java.math.BigDecimal("0.25")));
        assertThat(effect.dealer()).as("a quarter of its price and of its fee").isEqualTo(share);
        assertThat(due()).isEqualTo(due.plus(earned).minus(share));

        String ours = opened(sold, ReturnReason.NOT_AS_DESCRIBED, 1);
        assertThat(returns.approve(manager, ours, judgement(Verdict.Bearer.HEADQUARTERS, null, null, null, null, yuan(100))).effect().dealer())
                .as("not its fault").isEqualTo(yuan(0));

        String both = opened(sold, ReturnReason.WRONG_ITEM, 2);
        returns.approve(manager, both, judgement(Verdict.Bearer.DEALER, null, null, null, null));
        assertThat(due()).as("in all what it earned on that consignment, never more").isEqualTo(due);
    }

    @Test
    void photos_are_drawn_anew_counted_and_seen_by_whoever_sees_the_return_and_nobody_else() throws java.io.IOException {
        java.io.ByteArrayOutputStream drawn = new java.io.ByteArrayOutputStream();
        javax.imageio.ImageIO.write(new java.awt.image.BufferedImage(3, 2, java.awt.image.BufferedImage.TYPE_INT_RGB), "png", drawn);
        Proof photo = Proof.of("../zip.png", drawn.toByteArray());
        Consignment consignment = delivered(1);
        OpenReturn asked = new OpenReturn(consignment.code(), ReturnReason.DEFECT, List.of(new Pieces(1, 1)), "", List.of(photo, photo));
        Return opened = returns.open(member, asked, "photos-1");
        assertThat(returns.open(member, asked, "photos-1")).as("once a key, with its photos").isEqualTo(opened);
        assertThat(opened.photos()).extracting(Return.Photo::type).containsExactly("image/png", "image/png");
        String file = opened.photos().get(0).code();
        assertThat(returns.photo(manager, file).bytes()).as("the judge sees it").isEqualTo(photo.bytes());
        assertThat(returns.photo(member, file).type()).isEqualTo("image/png");
        Actor other = Portal.member(trade.tenant, upline.id(), AfterSalesPermission.VIEW, AfterSalesPermission.OPEN);
        refuses(KernelProblem.NOT_FOUND, () -> returns.photo(other, file));
        refuses(KernelProblem.NOT_FOUND, () -> returns.attach(other, opened.code(), List.of(photo)));
        refuses(AfterSalesProblem.RETURN_PHOTOS, () -> returns.attach(member, opened.code(), List.of(photo, photo, photo, photo)));
        assertThat(returns.attach(member, opened.code(), List.of(photo)).photos()).hasSize(3);
        returns.approve(manager, opened.code(), judgement(Verdict.Bearer.HEADQUARTERS, null, null, null, null));
        refuses(KernelProblem.ILLEGAL_TRANSITION, () -> returns.attach(member, opened.code(), List.of(photo)));
    }

    @Test
    void pieces_that_did_not_come_are_not_paid_back_and_may_come_another_time_and_what_is_rejected_or_withdrawn_is_free_again() {
        Consignment consignment = delivered(3);
        Money wallet = wallet();
        String code = opened(consignment, ReturnReason.WRONG_SIZE, 3);
        returns.approve(manager, code, judgement(Verdict.Bearer.MEMBER, trade.central, null, null, null));
        refuses(KernelProblem.FIELD_INVALID, () -> returns.receive(manager, code, new Receipt(trade.central.code(), false, List.of(new Pieces(1, 2), new Pieces(2, 1)), "")));
        returns.receive(manager, code, new Receipt(trade.central.code(), false, List.of(new Pieces(1, 2)), "one is missing"));
        Money two = returns.refund(manager, code).effect().goods();
        assertThat(two.minor()).isEqualTo(Math.round(consignment.goods().minor() * 2 / 3.0));
        String rejected = opened(consignment, ReturnReason.DISLIKE, 1);
        refuses(KernelProblem.FIELD_MISSING, () -> returns.reject(manager, rejected, " "));
        returns.reject(manager, rejected, "too late");
        returns.withdraw(member, opened(consignment, ReturnReason.DISLIKE, 1), "kept");
        assertThat(returns.left(member, consignment.code())).extracting(Returns.Left::left).containsExactly(1);
        assertThat(wallet()).isEqualTo(wallet.plus(two));
    }
}
