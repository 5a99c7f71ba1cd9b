package entrepot.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import entrepot.commission.CommissionPermission;
import entrepot.commission.Deduction;
import entrepot.commission.Deductions;
import entrepot.commission.ProposeDeduction;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Shipping;
import entrepot.inventory.OpenWarehouse;
import entrepot.inventory.Pieces;
import entrepot.inventory.Transfers;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.invoicing.InvoicingPermission;
import entrepot.invoicing.InvoicingProblem;
import entrepot.invoicing.OpenReceivable;
import entrepot.invoicing.Receivable;
import entrepot.invoicing.Receivables;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.NewPosting;
import entrepot.network.NetworkPermission;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.network.TaxProfile;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.payout.Payout;
import entrepot.payout.PayoutPermission;
import entrepot.payout.Payouts;
import entrepot.payout.Withdrawals;
import entrepot.platform.access.AccessProblem;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import entrepot.wallet.Deposits;
import entrepot.wallet.WalletPermission;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** How a membership ends, until nothing is left of it. */
class LeaversIT {

    private final Portal portal = Portal.running();
    private final Trade trade = Trade.inChina(portal);
    private final Organisation leaver = trade.members.agent();
    private final Organisation seller = trade.members.agentUnder(leaver.id());
    private final Ledger ledger = portal.bean(Ledger.class);
    private final Leavers leavers = portal.bean(Leavers.class);
    private Leavers.LastOfWallet last;
    private final Settlements settlements = portal.bean(Settlements.class);
    private final Receivables receivables = portal.bean(Receivables.class);
    private final Actor maker = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), SettlementPermission.READ, SettlementPermission.RUN,
            SettlementPermission.APPROVE, SettlementPermission.STATEMENTS, NetworkPermission.READ, NetworkPermission.MANAGE, WalletPermission.READ,
            WalletPermission.CREDIT_PROPOSE, WalletPermission.CREDIT_APPROVE, WalletPermission.CREDIT_READ, PayoutPermission.PREPARE, PayoutPermission.READ,
            CommissionPermission.READ, CommissionPermission.PROPOSE,
            InvoicingPermission.READ, InvoicingPermission.ISSUE);
    private final Actor checker = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), SettlementPermission.READ,
            SettlementPermission.APPROVE, SettlementPermission.STATEMENTS, NetworkPermission.READ, WalletPermission.READ, WalletPermission.CREDIT_APPROVE,
            WalletPermission.CREDIT_READ, InvoicingPermission.READ, CommissionPermission.READ, CommissionPermission.APPROVE, PayoutPermission.READ,
            PayoutPermission.APPROVE);

    private void refused(ProblemCode code, Object what, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).as(problem.getMessage()).isEqualTo(code);
            assertThat(problem.details().get("what")).isEqualTo(what);
        });
    }

    private static Money yuan(String major) {
        return Money.parse(new BigDecimal(major), "CNY");
    }

    private Money balance(AccountKind kind) {
        return ledger.balance(trade.system, Account.of(kind, leaver.id()));
    }

    private String order(Organisation of, String number) {
        return portal.bean(Orders.class).place(trade.actorOf(of), new PlaceOrder(trade.members.shopOf(of).code(), number, Trade.hangzhou(),
                List.of(new PlaceOrder.Line("SKU-1", 10, null)), "", "", null), "key-" + number).code();
    }

    private void deliver(String order) {
        Shipping shipping = portal.bean(Shipping.class);
        Consignment consignment = portal.bean(Consignments.class).byOrder(trade.system, order).get(0);
        shipping.ship(trade.system, consignment.code(), List.of(new Consignment.Parcel("shunfeng", "SF" + order, 800)));
        shipping.deliver(trade.system, consignment.code());
        portal.settleDown(trade.tenant);
    }

    private void owes(String major, String cause) {
        ledger.post(trade.system, NewPosting.transfer("receivable.charged", "test", cause, Account.of(AccountKind.RECEIVABLE, leaver.id()),
                Account.of(AccountKind.FRANCHISE_FEES), yuan(major)));
        receivables.fromNegative(trade.system, leaver.id(), cause, yuan(major));
    }

    private SettlementRun settledFinally() {
        SettlementRun run = settlements.startOffCycle(maker, leaver.code(), true, "It has left us");
        portal.settleDown(trade.tenant);
        portal.clockTo(trade.tenant, settlements.get(maker, run.code()).objectionsUntil());
        settlements.submit(maker, run.code());
        List<Receivable> charges = receivables.list(maker, true, null, 10);
        for (Receivable charge : charges) {
            // what the run nets cannot be paid beside it, or it could never be posted
            refused(InvoicingProblem.CHARGE_IN_SETTLEMENT, null, () -> receivables.paidAtBank(maker, new Receivables.Part(charge.code(), charge.open().major(), "B1"),
                    "beside-" + charge.code()));
        }
        if (!charges.isEmpty()) {
            settlements.reject(checker, run.code(), "Again, please");
            portal.settleDown(trade.tenant);
            assertThat(receivables.open(trade.system, List.of(leaver.id()))).extracting(OpenReceivable::open).as("free again")
                    .containsExactlyElementsOf(charges.stream().map(Receivable::open).toList());
            return settledFinally(settlements.startOffCycle(maker, leaver.code(), true, "It has left us"));
        }
        return approved(run);
    }

    private SettlementRun settledFinally(SettlementRun run) {
        portal.settleDown(trade.tenant);
        portal.clockTo(trade.tenant, settlements.get(maker, run.code()).objectionsUntil());
        settlements.submit(maker, run.code());
        return approved(run);
    }

    private SettlementRun approved(SettlementRun run) {
        last = leavers.lastOfWallet(checker, settlements.get(checker, run.code())).orElseThrow();
        settlements.approve(checker, run.code(), settlements.get(checker, run.code()).totalsHash());
        portal.settleDown(trade.tenant);
        return settlements.get(maker, run.code());
    }

    private List<Leaving.What> open() {
        return leavers.get(maker, leaver.code()).open().stream().map(Leaving.Open::what).toList();
    }

    private SettlementRun emptied() {
        ledger.openAccounts(trade.system, leaver.id());
        portal.bean(Organisations.class).tax(trade.system, leaver.code(), TaxProfile.COMPANY);
        trade.topUp(leaver.id(), 10_000);
        portal.bean(Organisations.class).end(maker, leaver.code(), "It opens another trade");
        return settledFinally();
    }

    private RunState state(SettlementRun run) {
        portal.settleDown(trade.tenant);
        return settlements.get(maker, run.code()).state();
    }

    @Test
    void a_final_run_is_paid_out_when_the_rest_of_the_wallet_is() {
        SettlementRun run = emptied();
        Payouts payouts = portal.bean(Payouts.class);
        assertThat(run.state()).as("nothing but the wallet's rest is to be paid").isEqualTo(RunState.ISSUED);
        Payout rest = settlements.lastPayout(maker, run.code()).orElseThrow();
        assertThat(rest.amount()).isEqualTo(yuan("100"));
        payOut();
        assertThat(state(run)).isEqualTo(RunState.PAID_OUT);
        assertThat(settlements.lastPayout(maker, run.code())).isEmpty();
        assertThat(payouts.get(maker, rest.code()).state()).isEqualTo(Payout.State.PAID);
    }

    @Test
    void a_final_run_waits_again_when_the_rest_of_the_wallet_comes_back_and_not_for_what_was_given_back() throws SQLException {
        SettlementRun run = emptied();
        Payout rest = settlements.lastPayout(maker, run.code()).orElseThrow();
        // as if it had left with a batch
        try (Connection owner = portal.asOwner(); java.sql.Statement sql = owner.createStatement()) {
            sql.executeUpdate("update payout set state = 'PAID', paid_at = now() where code = '" + rest.code() + "'");
            settlements.lastPayoutEnded(trade.system, rest.code());
            assertThat(state(run)).isEqualTo(RunState.PAID_OUT);
            sql.executeUpdate("update payout set state = 'WAITING', paid_at = null where code = '" + rest.code() + "'");
        }
        settlements.lastPayoutCameBack(trade.system, rest.code(), "Account closed");
        assertThat(state(run)).isEqualTo(RunState.ISSUED);
        portal.bean(Withdrawals.class).reject(maker, rest.code(), "To be settled anew");
        assertThat(state(run)).isEqualTo(RunState.PAID_OUT);
        assertThat(balance(AccountKind.WALLET)).isEqualTo(yuan("100"));
    }

    private void payOut() {
        Payouts payouts = portal.bean(Payouts.class);
        for (Payout payout : payouts.list(maker, new Payouts.Filter(Payout.State.WAITING, null, leaver.id()), null, 10)) {
            payouts.confirm(maker, payout.code(), "BANK-" + payout.code());
            payouts.approve(checker, payout.code());
        }
        portal.settleDown(trade.tenant);
    }

    @Test
    void who_leaves_is_paid_to_the_last_cent_and_closed_only_when_nothing_is_open() {
        for (Organisation each : List.of(leaver, seller)) {
            ledger.openAccounts(trade.system, each.id());
            portal.bean(Organisations.class).tax(trade.system, each.code(), TaxProfile.COMPANY);
        }
        trade.products(100_000, 100, "SKU-1");
        trade.topUp(seller.id(), 10_000_000);
        trade.topUp(leaver.id(), 1_000_000);
        deliver(order(seller, "1"));
        Money pending = balance(AccountKind.COMMISSION_PENDING);
        assertThat(pending.isPositive()).isTrue();
        portal.bean(Deposits.class).payFromWallet(Portal.member(trade.tenant, leaver.id(), WalletPermission.REPORT, WalletPermission.READ),
                new Deposits.PayIn(new BigDecimal("300")), "deposit-1");
        String own = order(leaver, "2");
        portal.bean(Organisations.class).end(maker, leaver.code(), "It opens another trade");
        assertThat(leavers.list(maker, null, 10)).extracting(Organisation::code).containsExactly(leaver.code());

        refused(SettlementProblem.STILL_OPEN, Leaving.What.ORDERS, () -> settlements.startOffCycle(maker, leaver.code(), true, "Too early"));
        refused(SettlementProblem.STILL_OPEN, Leaving.What.ORDERS, () -> leavers.proposeShortening(maker, leaver.code(), "Too early"));
        deliver(own);
        refused(SettlementProblem.STILL_OPEN, Leaving.What.WINDOWS, () -> settlements.startOffCycle(maker, leaver.code(), true, "Too early"));
        String windows = leavers.proposeShortening(maker, leaver.code(), "It moves abroad and wants its money");
        refused(ApprovalProblem.OWN_PROPOSAL, null, () -> leavers.approveShortening(maker, windows));
        leavers.approveShortening(checker, windows);
        Money due = balance(AccountKind.COMMISSION_DUE);
        assertThat(due.compareTo(pending)).isNotNegative();
        assertThat(balance(AccountKind.COMMISSION_PENDING).isZero()).isTrue();

        // what it owes is more than its dues and its wallet: the deposit pays the rest
        Money wallet = balance(AccountKind.WALLET);
        owes(due.plus(wallet).plus(yuan("100")).major().toPlainString(), "fee");
        SettlementRun run = settledFinally();
        assertThat(run.state().isClosed()).as(run.problem()).isTrue();
        assertThat(run.totals().receivable()).isEqualTo(due);
        assertThat(last).as("what the second person was shown").isEqualTo(new Leavers.LastOfWallet(wallet, wallet.plus(yuan("100")), yuan("0")));
        assertThat(balance(AccountKind.COMMISSION_DUE).isZero()).isTrue();
        assertThat(balance(AccountKind.WALLET).isZero()).isTrue();
        assertThat(balance(AccountKind.RECEIVABLE)).isEqualTo(yuan("100"));
        refused(SettlementProblem.STILL_OPEN, Leaving.What.RECEIVABLE, () -> leavers.close(maker, leaver.code(), "Done"));

        assertThat(leavers.proposeDeposit(maker, leaver.code(), "After its final settlement")).hasSize(2);
        refused(SettlementProblem.NO_DEPOSIT, null, () -> leavers.proposeDeposit(maker, leaver.code(), "Twice"));
        refused(ApprovalProblem.OWN_PROPOSAL, null, () -> leavers.approveDeposit(maker, leaver.code()));
        leavers.approveDeposit(checker, leaver.code());
        portal.settleDown(trade.tenant);
        assertThat(receivables.open(trade.system, List.of(leaver.id()))).as("the deposit paid what was owed").isEmpty();
        assertThat(open()).containsExactly(Leaving.What.PAYABLE);
        assertThat(balance(AccountKind.PAYABLE)).isEqualTo(yuan("200"));
        refused(SettlementProblem.STILL_OPEN, Leaving.What.PAYABLE, () -> leavers.close(maker, leaver.code(), "Done"));
        payOut();
        assertThat(leavers.close(maker, leaver.code(), "All is paid").state()).isEqualTo("CLOSED");
        assertThat(leavers.list(maker, null, 10)).isEmpty();
        refused(SettlementProblem.NOT_LEAVING, null, () -> leavers.close(maker, leaver.code(), "Again"));
    }

    @Test
    void consigned_goods_and_deductions_that_nobody_decided_keep_a_member_from_leaving() {
        Organisation dealer = trade.members.dealer("江苏省", "苏州市");
        ledger.openAccounts(trade.system, dealer.id());
        Warehouse house = portal.bean(Warehouses.class).open(trade.system, new OpenWarehouse("Leaver", dealer.id(), Trade.hangzhou(), null, 1_000));
        trade.stock(house, trade.products(5_000, 1, "LEFT-1").get(0).id(), trade.members.headquarters().id(), 7);
        Deductions deductions = portal.bean(Deductions.class);
        String deduction = deductions.propose(maker, new ProposeDeduction(dealer.code(), Deduction.Kind.COMPLAINT, "Torn boxes", yuan("12"), null, null));
        portal.bean(Organisations.class).end(maker, dealer.code(), "It opens another trade");
        assertThat(leavers.state(maker, dealer.code()).open()).extracting(Leaving.Open::what, Leaving.Open::count)
                .containsExactly(tuple(Leaving.What.DEDUCTIONS, 1L), tuple(Leaving.What.STOCK, 7L));
        Leavers.Way way = leavers.way(Portal.member(trade.tenant, dealer.id(), SettlementPermission.STATEMENTS));
        assertThat(way.leaves()).isTrue();
        assertThat(way.settles()).isFalse();
        assertThat(way.open()).as("what nobody decided yet is not the member's to know").extracting(Leaving.Open::what).containsExactly(Leaving.What.STOCK);
        Leavers.Way stays = leavers.way(Portal.member(trade.tenant, seller.id(), SettlementPermission.STATEMENTS));
        assertThat(stays.leaves()).isFalse();
        assertThat(stays.headquarters()).isEqualTo(trade.members.headquarters().name());
        refused(AccessProblem.NOT_PERMITTED, null, () -> leavers.way(Portal.member(trade.tenant, seller.id())));
        refused(KernelProblem.NOT_FOUND, null, () -> leavers.way(maker));
        refused(SettlementProblem.STILL_OPEN, Leaving.What.DEDUCTIONS, () -> settlements.startOffCycle(maker, dealer.code(), true, "Too early"));
        deductions.reject(checker, deduction, "Not proved");
        refused(SettlementProblem.STILL_OPEN, Leaving.What.STOCK, () -> settlements.startOffCycle(maker, dealer.code(), true, "Too early"));
        refused(SettlementProblem.STILL_OPEN, Leaving.What.STOCK, () -> leavers.close(maker, dealer.code(), "Too early"));

        Transfers transfers = portal.bean(Transfers.class);
        Warehouse central = portal.bean(Warehouses.class).open(trade.system, new OpenWarehouse("Home", trade.members.headquarters().id(), Trade.hangzhou(), null, 1_000));
        String back = transfers.draft(trade.system, house.code(), central.code(), false, List.of(new Pieces("LEFT-1", 7)), "Back").code();
        transfers.send(trade.system, back);
        assertThat(leavers.state(maker, dealer.code()).open()).as("on the road").extracting(Leaving.Open::what, Leaving.Open::count)
                .containsExactly(tuple(Leaving.What.STOCK, 7L));
        transfers.receive(trade.system, back, List.of(new Pieces("LEFT-1", 5)), "");
        assertThat(leavers.state(maker, dealer.code()).open()).extracting(Leaving.Open::what, Leaving.Open::count).containsExactly(tuple(Leaving.What.STOCK, 2L));
        transfers.receive(trade.system, back, List.of(), "");
        assertThat(leavers.state(maker, dealer.code()).open()).isEmpty();
    }

    @Test
    void what_is_negative_of_a_leaver_becomes_a_charge_that_its_wallet_pays_and_the_rest_of_the_wallet_goes_out() {
        ledger.openAccounts(trade.system, leaver.id());
        portal.bean(Organisations.class).tax(trade.system, leaver.code(), TaxProfile.COMPANY);
        trade.topUp(leaver.id(), 10_000);
        ledger.post(trade.system, NewPosting.transfer("commission.reversed", "test", "back", Account.of(AccountKind.COMMISSION_DUE, leaver.id()),
                Account.of(AccountKind.COMMISSION_COST), yuan("30")));
        portal.bean(Organisations.class).end(maker, leaver.code(), "It opens another trade");
        settledFinally();
        assertThat(last).as("what the second person was shown").isEqualTo(new Leavers.LastOfWallet(yuan("100"), yuan("30"), yuan("70")));
        assertThat(balance(AccountKind.COMMISSION_DUE).isZero()).isTrue();
        assertThat(receivables.open(trade.system, List.of(leaver.id()))).extracting(OpenReceivable::open).isEmpty();
        assertThat(balance(AccountKind.RECEIVABLE).isZero()).isTrue();
        assertThat(balance(AccountKind.PAYABLE)).as("the wallet's rest").isEqualTo(yuan("70"));
        payOut();
        assertThat(leavers.close(maker, leaver.code(), "All is paid").state()).isEqualTo("CLOSED");
    }
}
