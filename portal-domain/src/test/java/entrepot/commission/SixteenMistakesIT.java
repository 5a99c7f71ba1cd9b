package entrepot.commission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.aftersales.Judgement;
import entrepot.aftersales.OpenReturn;
import entrepot.aftersales.ReturnReason;
import entrepot.aftersales.Returns;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Pieces;
import entrepot.fulfilment.Shipping;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.NewPosting;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.network.TaxProfile;
import entrepot.ordering.OrderQuote;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.payout.Batches;
import entrepot.payout.PayoutProblem;
import entrepot.platform.access.Actor;
import entrepot.settlement.LeftOut;
import entrepot.settlement.LeftOuts;
import entrepot.settlement.SettlementPermission;
import entrepot.settlement.SettlementProblem;
import entrepot.settlement.SettlementRun;
import entrepot.settlement.Settlements;
import entrepot.tax.Filings;
import entrepot.tax.TaxProblem;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import entrepot.tracking.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Mistakes that others made with money (REQUIREMENTS §11), each by its row: they are not made here. */
class SixteenMistakesIT {

    private static final String[] FINANCE = {SettlementPermission.READ, SettlementPermission.RUN, SettlementPermission.APPROVE, "payouts:prepare", "tax:file"};

    private final Portal portal = Portal.running();
    private final Accruals accruals = portal.bean(Accruals.class);
    private final Trade trade = Trade.inChina(portal);
    private final Organisation sponsor = trade.members.agent();
    private final Organisation seller = trade.members.agentUnder(sponsor.id());

    private static Money yuan(String major) {
        return Money.parse(new BigDecimal(major), "CNY");
    }

    /** Ten pieces at 650 yuan of supply: the sponsor earns 130. */
    private Consignment delivered(String number) {
        List.of(sponsor, seller).forEach(member -> portal.bean(Ledger.class).openAccounts(trade.system, member.id()));
        trade.products(100_000, 100, "SKU-" + number);
        trade.topUp(seller.id(), 10_000_000);
        String order = portal.bean(Orders.class).place(trade.actorOf(seller), new PlaceOrder(trade.members.shopOf(seller).code(), number, Trade.hangzhou(),
                List.of(new PlaceOrder.Line("SKU-" + number, 10, null)), "", "", null), "key-" + number).code();
        Consignment consignment = portal.bean(Consignments.class).byOrder(trade.system, order).get(0);
        portal.bean(Shipping.class).ship(trade.system, consignment.code(), List.of(new Consignment.Parcel("shunfeng", "SF123456789" + number, 800)));
        Consignment gone = portal.bean(Shipping.class).deliver(trade.system, consignment.code());
        portal.settleDown(trade.tenant);
        return gone;
    }

    private Money earned() {
        Ledger ledger = portal.bean(Ledger.class);
        return ledger.balance(trade.system, Account.of(AccountKind.COMMISSION_PENDING, sponsor.id()))
                .plus(ledger.balance(trade.system, Account.of(AccountKind.COMMISSION_DUE, sponsor.id())));
    }

    private Money cost() {
        return portal.bean(Ledger.class).balance(trade.system, Account.of(AccountKind.COMMISSION_COST));
    }

    @Test
    void row_7_a_refund_takes_commission_away_and_never_adds_to_it() {
        Consignment consignment = delivered("1");
        assertThat(earned()).isEqualTo(yuan("130"));
        accruals.reverse(trade.system, consignment.code(), 1, 4, "RET-1");
        assertThat(earned()).isEqualTo(yuan("78"));
        accruals.reverse(trade.system, consignment.code(), 1, 10, "RET-2");
        assertThat(earned()).isEqualTo(yuan("0"));
        assertThat(cost()).isEqualTo(yuan("0"));
    }

    @Test
    void row_8_what_was_refunded_whole_counts_on_neither_side() {
        Consignment back = delivered("1");
        Consignment kept = delivered("2");
        accruals.reverse(trade.system, back.code(), 1, 10, "RET-1");
        assertThat(earned()).as("only what was kept").isEqualTo(yuan("130"));
        assertThat(accruals.ofOrder(trade.system, back.orderCode())).allSatisfy(accrual -> {
            assertThat(accrual.state()).isEqualTo(Accrual.State.REVERSED);
            assertThat(accrual.left()).isEqualTo(yuan("0"));
        });
        assertThat(accruals.ofOrder(trade.system, kept.orderCode())).allSatisfy(accrual -> assertThat(accrual.reversed()).isEqualTo(yuan("0")));
    }

    private void refunded(Consignment consignment, int pieces, String compensation) {
        Returns returns = portal.bean(Returns.class);
        String code = returns.open(trade.system, new OpenReturn(consignment.code(), ReturnReason.DEFECT, List.of(new Pieces(1, 2)), "", List.of())).code();
        List<Judgement.Reduction> nothing = pieces > 0 ? List.of() : List.of(new Judgement.Reduction(1, yuan("0")));
        returns.approve(trade.system, code, new Judgement(Verdict.Bearer.HEADQUARTERS, null, pieces > 0 ? null : consignment.freight(), null,
                compensation == null ? null : yuan(compensation), nothing, "judged"));
    }

    @Test
    void row_11_commission_is_known_before_the_order_is_placed_and_it_earns_what_was_forecast() {
        delivered("1");
        trade.products(100_000, 100, "SKU-2");
        Forecasts forecasts = portal.bean(Forecasts.class);
        PlaceOrder command = new PlaceOrder(trade.members.shopOf(seller).code(), "2", Trade.hangzhou(), List.of(new PlaceOrder.Line("SKU-2", 4, null)), "", "", null);
        OrderQuote quote = portal.bean(Orders.class).quote(trade.actorOf(seller), command);
        List<Forecast.OfOrder> before = forecasts.ofQuote(trade.system, command.subShopCode(), command.shipTo().province(), quote);
        assertThat(before).filteredOn(each -> each.earner() == Rule.Earner.UPLINE_1).singleElement().satisfies(each -> {
            assertThat(each.amount()).isEqualTo(yuan("52")).isEqualTo(each.why().get(0).recompute());
            assertThat(each.earned()).isEqualTo(sponsor.id());
        });
        Actor own = Portal.member(trade.tenant, seller.id(), CommissionPermission.READ);
        assertThat(forecasts.ofQuote(own, command.subShopCode(), command.shipTo().province(), quote)).as("the seller sees its own part alone")
                .extracting(Forecast.OfOrder::earner).containsExactly(Rule.Earner.SELLER);
        Actor stranger = Portal.member(trade.tenant, trade.members.agent().id(), CommissionPermission.READ);
        assertThat(forecasts.ofQuote(stranger, command.subShopCode(), command.shipTo().province(), quote)).isEmpty();

        String order = portal.bean(Orders.class).place(trade.actorOf(seller), command, "key-2").code();
        assertThat(forecasts.ofOrder(trade.system, order)).as("placed").isEqualTo(before);
        Consignment consignment = portal.bean(Consignments.class).byOrder(trade.system, order).get(0);
        portal.bean(Shipping.class).ship(trade.system, consignment.code(), List.of(new Consignment.Parcel("shunfeng", "SF1234567892", 800)));
        portal.bean(Shipping.class).deliver(trade.system, consignment.code());
        portal.settleDown(trade.tenant);
        assertThat(accruals.ofOrder(trade.system, order)).as("delivered").singleElement()
                .satisfies(accrual -> assertThat(accrual.amount()).isEqualTo(yuan("52")));
    }

    @Test
    void row_12_a_refund_changes_the_balance_at_once_also_when_the_commission_was_paid_out_and_row_16_once_however_it_comes() {
        Consignment consignment = delivered("1");
        Account due = Account.of(AccountKind.COMMISSION_DUE, sponsor.id());
        Ledger ledger = portal.bean(Ledger.class);
        Money wallet = ledger.balance(trade.system, Account.of(AccountKind.WALLET, seller.id()));
        portal.clockTo(trade.tenant, portal.now(trade.tenant).plus(Duration.ofDays(16)));
        portal.settleDown(trade.tenant);
        ledger.postAll(trade.system, List.of(NewPosting.transfer("test.settled", "test", "S", due, Account.of(AccountKind.PAYABLE, sponsor.id()), yuan("130")),
                NewPosting.transfer("test.paid", "test", "S", Account.of(AccountKind.PAYABLE, sponsor.id()), Account.of(AccountKind.BANK), yuan("130"))));
        refunded(consignment, 2, null);
        portal.settleDown(trade.tenant);
        portal.settleDown(trade.tenant);
        assertThat(ledger.balance(trade.system, due)).as("below zero, and carried").isEqualTo(yuan("-26"));
        assertThat(ledger.balance(trade.system, Account.of(AccountKind.WALLET, seller.id()))).isEqualTo(wallet.plus(yuan("1300")));

        // one that is refunded before anybody has heard of its delivery: in the gross once, taken back once
        trade.products(100_000, 100, "SKU-2");
        String order = portal.bean(Orders.class).place(trade.actorOf(seller), new PlaceOrder(trade.members.shopOf(seller).code(), "2", Trade.hangzhou(),
                List.of(new PlaceOrder.Line("SKU-2", 2, null)), "", "", null), "key-2").code();
        Consignment early = portal.bean(Consignments.class).byOrder(trade.system, order).get(0);
        portal.bean(Shipping.class).ship(trade.system, early.code(), List.of(new Consignment.Parcel("shunfeng", "SF1234567892", 800)));
        portal.bean(Shipping.class).deliver(trade.system, early.code());
        refunded(portal.bean(Consignments.class).get(trade.system, early.code()), 2, null);
        portal.settleDown(trade.tenant);
        assertThat(earned()).isEqualTo(yuan("-26"));
    }

    @Test
    void row_13_who_bears_the_commission_is_decided_with_the_verdict() {
        Consignment consignment = delivered("1");
        refunded(consignment, 0, "5");
        portal.settleDown(trade.tenant);
        assertThat(earned()).as("goodwill is headquarters' own").isEqualTo(yuan("130"));
        assertThat(portal.bean(Ledger.class).balance(trade.system, Account.of(AccountKind.LOSSES))).isEqualTo(yuan("5"));
        refunded(consignment, 2, null);
        portal.settleDown(trade.tenant);
        assertThat(earned()).as("what was refunded earned nothing").isEqualTo(yuan("104"));
    }

    @Test
    void row_14_a_quantity_discount_makes_commission_neither_nothing_nor_more_than_the_order() {
        Plan plan = new Plan("P", "high", new BigDecimal("100"), 15, List.of(
                Rule.percent("retail", Rule.Earner.SELLER, Rule.Basis.RETAIL, new BigDecimal("90")),
                Rule.fixed("piece", Rule.Earner.UPLINE_1, new BigDecimal("50")))).checked();
        for (String supply : List.of("0.01", "1.00", "99.99", "650.00")) {
            SoldLine line = new SoldLine(1, "S", "", "", "", 10, yuan(supply), yuan("1000"), yuan("0"));
            List<CommissionCalculator.Share> shares = CommissionCalculator.shares(plan, line, EnumSet.allOf(Rule.Earner.class));
            Money all = shares.stream().map(CommissionCalculator.Share::amount).reduce(Money::plus).orElseThrow();
            assertThat(all).as(supply).isGreaterThan(yuan("0")).isLessThanOrEqualTo(yuan(supply));
        }
    }

    @Test
    void row_16_a_refund_is_subtracted_once_whoever_tells_of_it_and_how_often() {
        Consignment consignment = delivered("1");
        portal.clockTo(trade.tenant, portal.now(trade.tenant).plus(Duration.ofDays(16)));
        portal.settleDown(trade.tenant);
        for (int i = 0; i < 3; i++) {
            accruals.reverse(trade.system, consignment.code(), 1, 5, "RET-1");
            accruals.reverse(trade.system, consignment.code(), 1, 5, "another telling of the same pieces");
        }
        assertThat(earned()).isEqualTo(yuan("65"));
    }

    @Test
    void row_25_nobody_is_a_second_level_promoter_of_itself() {
        OrganisationId self = new OrganisationId(1);
        OrganisationId other = new OrganisationId(2);
        assertThat(Delivery.earners(self, self, other, null)).doesNotContainKey(Rule.Earner.UPLINE_1);
        assertThat(Delivery.earners(self, other, self, null)).doesNotContainKey(Rule.Earner.UPLINE_2);
        assertThat(Delivery.earners(self, other, other, null)).doesNotContainKey(Rule.Earner.UPLINE_2);
        assertThat(Delivery.earners(self, other, new OrganisationId(3), null)).containsOnlyKeys(Rule.Earner.SELLER, Rule.Earner.UPLINE_1, Rule.Earner.UPLINE_2);
    }

    private final Actor maker = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), FINANCE);
    private final Actor checker = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), FINANCE);
    private final Settlements settlements = portal.bean(Settlements.class);

    private void taxedAs(TaxProfile profile, Organisation... members) {
        for (Organisation member : members) {
            portal.bean(Organisations.class).tax(trade.system, member.code(), profile);
        }
    }

    private void windowOver() {
        portal.clockTo(trade.tenant, portal.now(trade.tenant).plus(Duration.ofDays(16)));
        portal.settleDown(trade.tenant);
    }

    /** Settles that month; its objections' time is over. */
    private SettlementRun settled(YearMonth month) {
        portal.clockTo(trade.tenant, month.plusMonths(1).atDay(2).atTime(2, 0).toInstant(ZoneOffset.UTC));
        portal.settleDown(trade.tenant);
        SettlementRun run = settlements.start(maker, month);
        portal.settleDown(trade.tenant);
        portal.clockTo(trade.tenant, settlements.get(maker, run.code()).objectionsUntil());
        settlements.submit(maker, run.code());
        settlements.approve(checker, run.code(), settlements.get(checker, run.code()).totalsHash());
        portal.settleDown(trade.tenant);
        return settlements.get(maker, run.code());
    }

    @Test
    void row_9_a_run_that_pays_nothing_says_whom_it_looked_at_and_why_and_the_next_one_takes_what_was_not_due() {
        taxedAs(TaxProfile.COMPANY, sponsor, seller);
        portal.clockTo(trade.tenant, Instant.parse("2031-10-28T02:00:00Z"));
        delivered("1");
        SettlementRun october = settled(YearMonth.of(2031, 10));
        assertThat(october.totals().payable()).isEqualTo(yuan("0"));
        // the window of what was delivered on the 28th is open until November: all that have accounts are counted on one side or the other
        assertThat(october.totals().statements() + october.totals().silent() + october.totals().elsewhere()).isEqualTo(october.members());
        assertThat(october.totals().silent()).as("members of whom nothing moved").isPositive();
        assertThat(accruals.list(trade.system, Accrual.State.PENDING, null, 9)).as("and when it is due can be seen").singleElement()
                .satisfies(accrual -> assertThat(accrual.dueAt()).isAfter(Instant.parse("2031-10-31T16:00:00Z")));
        windowOver();
        SettlementRun november = settled(YearMonth.of(2031, 11));
        assertThat(november.totals().payable()).isEqualTo(yuan("130"));
        assertThat(november.totals().payees()).isEqualTo(1);
    }

    @Test
    void row_10_nothing_done_is_said_to_be_nothing_done() {
        taxedAs(TaxProfile.COMPANY, seller);
        portal.clockTo(trade.tenant, Instant.parse("2031-10-02T02:00:00Z"));
        delivered("1");
        windowOver();
        refuses(PayoutProblem.NOTHING_TO_PAY, () -> portal.bean(Batches.class).prepare(maker, null, LocalDate.of(2031, 10, 20)));
        refuses(TaxProblem.NOTHING_TO_FILE, () -> portal.bean(Filings.class).file(maker, YearMonth.of(2031, 10), "k"));
        refuses(SettlementProblem.PERIOD_OPEN, () -> settlements.start(maker, YearMonth.of(2031, 10)));
        // nobody has said as what the sponsor is taxed: it is not left out without a word
        SettlementRun run = settled(YearMonth.of(2031, 10));
        assertThat(run.totals().taxUnknown()).isEqualTo(1);
        assertThat(portal.bean(LeftOuts.class).list(maker, run.code(), LeftOut.Why.TAX_UNKNOWN, null, 9)).singleElement().satisfies(left -> {
            assertThat(left.organisation()).isEqualTo(sponsor.id());
            assertThat(left.amount()).isEqualTo(yuan("130"));
        });
        refuses(SettlementProblem.RUN_EXISTS, () -> settlements.start(maker, YearMonth.of(2031, 10)));
    }

    @Test
    void row_15_a_negative_balance_is_carried_then_charged_and_paid_by_what_is_earned_later() {
        taxedAs(TaxProfile.COMPANY, sponsor, seller);
        portal.clockTo(trade.tenant, Instant.parse("2031-10-02T02:00:00Z"));
        Consignment first = delivered("1");
        windowOver();
        Ledger ledger = portal.bean(Ledger.class);
        assertThat(settled(YearMonth.of(2031, 10)).totals().payable()).isEqualTo(yuan("130"));
        refunded(first, 2, null);
        portal.settleDown(trade.tenant);
        SettlementRun november = settled(YearMonth.of(2031, 11));
        assertThat(november.totals().negative()).isEqualTo(1);
        assertThat(november.totals().payable()).isEqualTo(yuan("0"));
        settled(YearMonth.of(2031, 12));
        settled(YearMonth.of(2032, 1));
        portal.clockTo(trade.tenant, Instant.parse("2032-02-20T02:00:00Z"));
        portal.settleDown(trade.tenant);
        Account owed = Account.of(AccountKind.RECEIVABLE, sponsor.id());
        assertThat(ledger.balance(trade.system, owed)).as("after sixty days it is owed as other charges are").isEqualTo(yuan("26"));
        assertThat(ledger.balance(trade.system, Account.of(AccountKind.COMMISSION_DUE, sponsor.id()))).isEqualTo(yuan("0"));
        portal.clockTo(trade.tenant, Instant.parse("2032-03-01T02:00:00Z"));
        delivered("2");
        windowOver();
        SettlementRun march = settled(YearMonth.of(2032, 3));
        assertThat(march.totals().receivable()).isEqualTo(yuan("26"));
        assertThat(march.totals().payable()).isEqualTo(yuan("104"));
        assertThat(ledger.balance(trade.system, owed)).isEqualTo(yuan("0"));
    }

    private static void refuses(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
