package entrepot.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.kernel.UserId;
import entrepot.ledger.AccountKind;
import entrepot.ordering.OrderReceipt;
import entrepot.ordering.OrderState;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.payout.PayoutPermission;
import entrepot.payout.Payouts;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.platform.jobs.Jobs;
import entrepot.platform.sql.Sql;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CreditLinesIT {

    private final Portal portal = Portal.running();
    private final CreditLines lines = portal.bean(CreditLines.class);
    private final Deposits deposits = portal.bean(Deposits.class);
    private final Wallets wallets = portal.bean(Wallets.class);
    private final Orders orders = portal.bean(Orders.class);
    private final Trade trade = Trade.inChina(portal);
    private final Actor maker = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), WalletPermission.READ, WalletPermission.CREDIT_READ,
            WalletPermission.CREDIT_PROPOSE, WalletPermission.CREDIT_STOP, WalletPermission.CREDIT_APPROVE, WalletPermission.CONFIRM, "organisations:read",
            PayoutPermission.READ);
    private final Actor checker = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), WalletPermission.READ, WalletPermission.CREDIT_READ,
            WalletPermission.CREDIT_APPROVE, WalletPermission.CREDIT_STOP, "organisations:read");
    private final Actor agent = Portal.member(trade.tenant, trade.agentOrganisation.id(), WalletPermission.READ, WalletPermission.REPORT,
            "organisations:read");

    CreditLinesIT() {
        to("2031-01-05T02:00:00Z");
    }

    private void to(String instant) {
        portal.clockTo(trade.tenant, Instant.parse(instant));
        portal.bean(Jobs.class).runAll(trade.tenant.id());
    }

    private static Money yuan(String major) {
        return Money.parse(new BigDecimal(major), "CNY");
    }

    private ProposeCreditLine wanted(String limit) {
        return new ProposeCreditLine(trade.agentOrganisation.code(), new BigDecimal(limit), null, 10, new BigDecimal("18"), null, null, "pays well");
    }

    private CreditLine line(String limit) {
        return lines.approve(checker, lines.propose(maker, wanted(limit)));
    }

    private Balance balance() {
        return wallets.balance(agent, agent.organisation());
    }

    private static void refused(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void raising_alone_is_refused_by_use_case_second_account_of_the_same_person_and_sql() throws SQLException {
        String proposal = lines.propose(maker, wanted("1000"));
        assertThat(balance().creditLimit()).isEqualTo(yuan("0"));
        Actor secondAccount = new Actor(maker.tenant(), maker.organisation(), true, new UserId(987_654), maker.person(), "Second account",
                maker.permissions(), Actor.Kind.API_KEY);
        refused(ApprovalProblem.OWN_PROPOSAL, () -> lines.approve(maker, proposal));
        refused(ApprovalProblem.OWN_PROPOSAL, () -> lines.approve(secondAccount, proposal));

        CreditLine line = lines.approve(checker, proposal);

        assertThat(balance().creditLimit()).isEqualTo(yuan("1000"));
        refused(WalletProblem.CREDIT_RAISED, () -> lines.lower(maker, line.code(), new BigDecimal("1000"), "more"));
        assertThat(lines.lower(maker, line.code(), new BigDecimal("400"), "less to do").granted()).isEqualTo(yuan("400"));
        refused(WalletProblem.CREDIT_RAISED, () -> lines.lower(checker, line.code(), new BigDecimal("500"), "back"));
        assertThat(balance().creditLimit()).isEqualTo(yuan("400"));

        String more = lines.propose(maker, wanted("2000"));
        try (Connection owner = portal.asOwner(); Connection app = portal.asApp()) {
            for (Connection connection : new Connection[] {owner, app}) {
                connection.setAutoCommit(false);
                attack(connection, "update ledger_balance set limit_minor = 50000 where tenant_id = %d and account_id = (select id from ledger_account where tenant_id = %1$d and kind = 'WALLET' and organisation_id = %d)");
                attack(connection, "update ledger_balance set limit_floor_minor = 50000 where tenant_id = %d and account_id = (select id from ledger_account where tenant_id = %1$d and kind = 'WALLET' and organisation_id = %d)");
                attack(connection, "update wallet_credit_line set granted_minor = 100000 where tenant_id = %d and organisation_id = %d");
                attack(connection, """
                        insert into wallet_credit_line (tenant_id, id, code, organisation_id, proposal_code, currency, limit_minor, granted_minor, period,
                               free_days, interest_rate, valid_from, state, approved_at)
                        select %d, 999, 'CRL-X', %d, '"""  + more + """
                        ', 'CNY', 200000, 200000, 'MONTH', 0, 0, current_date, 'WAITING', now()""");
                attack(connection, "update proposal set state = 'APPROVED', checker_person_id = maker_person_id where tenant_id = %d and '%d' <> ''");
            }
        }
        assertThat(lines.stop(checker, line.code(), "left").state()).isEqualTo(CreditLine.State.STOPPED);
        assertThat(balance().creditLimit()).isEqualTo(yuan("0"));
        assertThat(lines.approve(checker, more).granted()).isEqualTo(yuan("2000"));
        assertThat(lines.timeLine(agent, line.code())).extracting(change -> change.to()).containsExactly("ACTIVE", "ACTIVE", "STOPPED", "REPLACED");
    }

    private void attack(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select set_config('app.tenant_id', '" + trade.tenant.id().value() + "', true)");
            String attack = sql.formatted(trade.tenant.id().value(), trade.agentOrganisation.id().value());
            assertThatThrownBy(() -> statement.executeUpdate(attack)).as(attack).isInstanceOf(SQLException.class);
        } finally {
            connection.rollback();
        }
    }

    @Test
    void an_overdue_members_order_is_refused_and_says_why_and_goes_again_once_it_is_paid() {
        line("1000");
        trade.products(10_000, 50, "A");
        OrderReceipt first = orders.place(trade.agent, trade.order("1", "A", 5), "k1");
        Money used = balance().available().negated();
        assertThat(used.isPositive()).isTrue();
        to("2031-02-10T02:00:00Z");
        assertThat(balance().creditLimit()).isEqualTo(yuan("1000"));

        to("2031-02-11T02:00:00Z");

        assertThat(balance().creditLimit()).isEqualTo(used);
        assertThat(lines.overdue(trade.system, java.util.List.of(agent.organisation()))).containsEntry(agent.organisation(), used);
        assertThatThrownBy(() -> orders.place(trade.agent, trade.order("2", "A", 1), "k2")).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(WalletProblem.CREDIT_OVERDUE);
            assertThat(problem.details()).containsEntry("overdue", used).containsEntry("since", LocalDate.of(2031, 2, 10));
        });
        Actor staff = Portal.member(trade.tenant, trade.agentOrganisation.id(), WalletPermission.BLOCKED);
        assertThat(lines.blockedSince(staff)).as("staff that sees no amounts").contains(LocalDate.of(2031, 2, 10));
        PlaceOrder waits = trade.order("3", "A", 1);
        OrderReceipt waiting = orders.place(trade.agent, waits.on(new PlaceOrder.Terms(null, true, null, null, null, null, null)), "k3");
        assertThat(waiting.state()).isEqualTo(OrderState.WAITING_FUNDS);

        trade.topUp(100);
        // what was paid back cannot be spent again while something is overdue
        assertThat(balance().creditLimit()).isEqualTo(used.minus(yuan("1")));
        trade.topUp(used.minor() + 1_000);
        to("2031-02-11T02:10:00Z");
        to("2031-02-11T02:20:00Z");

        assertThat(balance().creditLimit()).isEqualTo(yuan("1000"));
        assertThat(lines.blockedSince(staff)).isEmpty();
        assertThat(orders.get(trade.agent, waiting.code()).state()).isIn(OrderState.PLACED, OrderState.ON_HOLD);
        assertThat(orders.get(trade.agent, first.code()).state()).isNotEqualTo(OrderState.WAITING_FUNDS);
    }

    @Test
    void interest_is_charged_once_a_day_within_what_two_persons_granted_and_letters_are_sent_once() {
        line("1000");
        spend("900.00", "ORD-1");
        to("2031-02-11T02:00:00Z");
        to("2031-02-11T10:00:00Z");
        assertThat(lines.interest(agent, agent.organisation(), null, 10)).isEmpty();

        to("2031-02-14T02:00:00Z");
        to("2031-02-14T03:00:00Z");

        assertThat(lines.interest(agent, agent.organisation(), null, 10)).hasSize(3).allSatisfy(charged -> {
            assertThat(charged.posted()).isTrue();
            assertThat(charged.day().bearing()).isEqualTo(yuan("900"));
            assertThat(charged.day().interest()).isEqualTo(yuan("0.44"));
        });
        assertThat(balance().available()).isEqualTo(yuan("-901.32"));
        assertThat(balance().creditLimit()).isEqualTo(yuan("901.32"));
        // interest falls due like all that is spent, and asks for itself by no letter
        to("2031-02-25T02:00:00Z");
        to("2031-03-15T02:00:00Z");
        assertThat(lines.letters(agent, agent.organisation())).extracting(CreditLines.Letter::dueOn).containsOnly(LocalDate.of(2031, 2, 10));
        // the rest of the year: 1,000 were granted, and not a fen more is ever taken
        to("2031-12-31T02:00:00Z");
        assertThat(balance().available().negated()).isLessThanOrEqualTo(yuan("1000"));
        assertThat(lines.accrued(agent, agent.organisation()).isPositive()).isTrue();
        assertThat(lines.letters(agent, agent.organisation())).extracting(CreditLines.Letter::dueOn).contains(LocalDate.of(2031, 2, 10));
        long letters = lines.letters(agent, agent.organisation()).size();
        to("2031-12-31T03:00:00Z");
        assertThat(lines.letters(agent, agent.organisation())).hasSize((int) letters);
        assertThat(lines.list(maker, true, null, 10)).singleElement().satisfies(listed -> assertThat(listed.ages().get(4).isPositive()).isTrue());
        assertThat(lines.totals(maker).overdueLines()).isEqualTo(1);
    }

    private void spend(String major, String order) {
        wallets.hold(trade.system, agent.organisation(), order, yuan(major));
    }

    @Test
    void a_line_that_runs_out_or_is_stopped_lets_nothing_more_be_spent_and_its_debts_fall_due() {
        CreditLine line = lines.approve(checker, lines.propose(maker, new ProposeCreditLine(trade.agentOrganisation.code(), new BigDecimal("500"), 7, 0,
                BigDecimal.ZERO, null, LocalDate.of(2031, 1, 10), "a trial")));
        spend("200", "ORD-1");
        to("2031-01-11T02:00:00Z");

        assertThat(lines.get(agent, line.code()).state()).isEqualTo(CreditLine.State.ENDED);
        refused(WalletProblem.INSUFFICIENT_FUNDS, () -> spend("1", "ORD-2"));
        to("2031-01-12T02:00:00Z");
        assertThat(lines.use(agent, agent.organisation()).orElseThrow().overdue()).isEqualTo(yuan("200"));
        assertThat(lines.list(maker, false, null, 10)).singleElement().satisfies(listed -> assertThat(listed.free()).isEqualTo(yuan("0")));
    }

    @Test
    void a_deposit_comes_from_bank_or_wallet_and_goes_back_or_is_kept_by_two_persons() {
        deposits.require(maker, trade.agentOrganisation.code(), new BigDecimal("500"), "contract 7");
        TopUp transfer = deposits.report(agent, new ReportTopUp(new BigDecimal("300"), LocalDate.of(2031, 1, 5), "ICBC 1", ""), null);
        portal.bean(TopUps.class).confirm(maker, transfer.code());
        assertThat(balance().available()).isEqualTo(yuan("0"));
        trade.topUp(10_000);
        Deposits.PayIn pay = new Deposits.PayIn(new BigDecimal("100"));
        refused(WalletProblem.DEPOSIT_TOO_LITTLE, () -> deposits.payFromWallet(agent, new Deposits.PayIn(new BigDecimal("100.01")), "k0"));
        deposits.payFromWallet(agent, pay, "k1");
        deposits.payFromWallet(agent, pay, "k1");
        assertThat(deposits.of(agent, agent.organisation())).extracting(Deposit::paid, Deposit::missing).containsExactly(yuan("400"), yuan("100"));

        refused(WalletProblem.DEPOSIT_TOO_LITTLE, () -> deposits.propose(maker, trade.agentOrganisation.code(), DepositMove.Kind.RETURNED,
                new BigDecimal("400.01"), "left"));
        refused(WalletProblem.DEPOSIT_TOO_LITTLE, () -> deposits.propose(maker, trade.agentOrganisation.code(), DepositMove.Kind.CLAIM,
                new BigDecimal("1"), "owes nothing"));
        String penalty = deposits.propose(maker, trade.agentOrganisation.code(), DepositMove.Kind.PENALTY, new BigDecimal("50"), "broke the price");
        refused(ApprovalProblem.OWN_PROPOSAL, () -> deposits.approve(maker, penalty));
        deposits.approve(checker, penalty);
        DepositMove back = deposits.approve(checker, deposits.propose(maker, trade.agentOrganisation.code(), DepositMove.Kind.RETURNED,
                new BigDecimal("350"), "left"));
        portal.settleDown(trade.tenant);

        assertThat(trade.balance(AccountKind.DEPOSIT)).isEqualTo(yuan("0"));
        assertThat(trade.balance(AccountKind.PAYABLE)).isEqualTo(yuan("350"));
        assertThat(portal.bean(Payouts.class).list(maker, new Payouts.Filter(null, "deposit", null), null, 10)).singleElement()
                .satisfies(payout -> assertThat(payout.causeCode()).isEqualTo(back.code()));
        assertThat(deposits.moves(agent, agent.organisation())).extracting(DepositMove::kind)
                .containsExactly(DepositMove.Kind.RETURNED, DepositMove.Kind.PENALTY, DepositMove.Kind.FROM_WALLET);
        long moves = portal.in(trade.tenant.id(), () -> portal.bean(Sql.class).one("select count(*) as n from wallet_deposit_move where tenant_id = ?",
                row -> row.number("n"), trade.tenant.id()));
        assertThat(moves).isEqualTo(3);
    }
}
