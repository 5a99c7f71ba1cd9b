package entrepot.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.ledger.AccountStatement;
import entrepot.ledger.Entry;
import entrepot.ledger.Ledger;
import entrepot.messaging.Message;
import entrepot.messaging.Messages;
import entrepot.messaging.MessagingPermission;
import entrepot.network.Organisation;
import entrepot.platform.access.AccessProblem;
import entrepot.platform.access.Actor;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Members;
import entrepot.testing.Portal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WalletIT {

    private final Portal portal = Portal.running();
    private final Wallets wallets = portal.bean(Wallets.class);
    private final TopUps topUps = portal.bean(TopUps.class);
    private final Tenant tenant = portal.newTenant();
    private final Actor system = Actor.system(tenant.id());
    private final OrganisationId member = new OrganisationId(77);
    private final Actor agent = Portal.member(tenant, member, WalletPermission.READ, WalletPermission.REPORT);
    private final Actor finance = Portal.headquarters(tenant, new OrganisationId(1), WalletPermission.READ,
            WalletPermission.CONFIRM);

    @BeforeEach
    void accounts() {
        portal.bean(Ledger.class).openAccounts(system, member);
    }

    private static Money yuan(String major) {
        return Money.parse(new BigDecimal(major), "CNY");
    }

    private ReportTopUp transfer(String amount, String reference) {
        return new ReportTopUp(new BigDecimal(amount), LocalDate.ofInstant(portal.now(tenant), tenant.zone()),
                reference, "");
    }

    private void topUp(String amount) {
        topUps.confirm(finance, topUps.report(agent, transfer(amount, "REF-" + amount)).code());
    }

    private static void refused(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void a_reported_transfer_counts_only_when_finance_has_confirmed_it() {
        TopUp reported = topUps.report(agent, transfer("250.00", "ICBC 4711"));
        assertThat(wallets.balance(agent, member).available()).isEqualTo(yuan("0"));

        TopUp confirmed = topUps.confirm(finance, reported.code());

        assertThat(confirmed.state()).isEqualTo(TopUp.State.CONFIRMED);
        assertThat(wallets.balance(agent, member)).isEqualTo(new Balance(yuan("250"), yuan("0"), yuan("0")));
        assertThat(wallets.history(agent, member, null, 10)).singleElement().extracting(Entry::note)
                .isEqualTo("ICBC 4711");
        assertThat(topUps.timeLine(agent, reported.code())).hasSize(2);
    }

    @Test
    void a_member_is_told_both_amounts_when_another_came_than_it_reported() {
        Organisation real = Members.of(portal, tenant).agent();
        portal.bean(Ledger.class).openAccounts(system, real.id());
        Actor its = Portal.member(tenant, real.id(), WalletPermission.READ, WalletPermission.REPORT);
        topUps.confirm(finance, topUps.report(its, transfer("250.00", "ICBC 1")).code());
        topUps.confirm(finance, topUps.report(its, transfer("520.00", "ICBC 2")).code(), yuan("250"));

        List<Message> letters = portal.bean(Messages.class).list(Portal.headquarters(tenant, new OrganisationId(1), MessagingPermission.READ), null, 5);
        assertThat(letters).extracting(Message::text).containsExactlyInAnyOrder("wallet.letter.confirmed", "wallet.letter.confirmed-other");
        assertThat(letters).filteredOn(letter -> letter.text().equals("wallet.letter.confirmed-other")).singleElement()
                .satisfies(letter -> assertThat(letter.details()).containsEntry("said", yuan("520").toString()).containsEntry("amount", yuan("250").toString()));
    }

    @Test
    void a_transfer_is_confirmed_once_even_by_two_clerks_at_the_same_moment() throws Exception {
        String code = topUps.report(agent, transfer("250.00", "ICBC 4711")).code();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<TopUp>> clicks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            clicks.add(threads.submit(() -> topUps.confirm(finance, code)));
        }
        long confirmed = clicks.stream().filter(WalletIT::succeeds).count();
        threads.shutdown();

        assertThat(confirmed).isEqualTo(1);
        assertThat(wallets.balance(agent, member).available()).isEqualTo(yuan("250"));
    }

    @Test
    void an_account_statement_of_some_days_goes_from_its_opening_to_its_closing_balance() {
        LocalDate first = LocalDate.ofInstant(portal.now(tenant), tenant.zone());
        topUp("200.00");
        portal.clockTo(tenant, portal.now(tenant).plus(Duration.ofDays(2)));
        LocalDate second = first.plusDays(2);
        wallets.hold(system, member, "ORD-S1", yuan("30.00"));
        topUp("5.00");

        AccountStatement statement = wallets.statement(agent, member, second, second);
        List<Entry> lines = wallets.lines(agent, member, second, second, null, 10);
        List<Entry> file = new ArrayList<>();
        wallets.lines(agent, member, null, first, file::add);

        assertThat(List.of(statement.opening(), statement.added(), statement.taken(), statement.closing()))
                .containsExactly(yuan("200.00"), yuan("5.00"), yuan("30.00"), yuan("175.00"));
        assertThat(lines).extracting(Entry::balance).as("the oldest first").containsExactly(yuan("170.00"), yuan("175.00"));
        assertThat(file).extracting(Entry::amount).containsExactly(yuan("200.00"));
        Actor stranger = Portal.member(tenant, new OrganisationId(78), WalletPermission.READ);
        refused(KernelProblem.NOT_FOUND, () -> wallets.statement(stranger, member, first, second));
        refused(KernelProblem.NOT_FOUND, () -> wallets.lines(stranger, member, first, second, null, 10));
        refused(KernelProblem.NOT_FOUND, () -> wallets.lines(stranger, member, first, second, file::add));
        refused(AccessProblem.NOT_PERMITTED, () -> wallets.statement(Portal.member(tenant, member), member, first, second));
    }

    @Test
    void a_rejection_says_why_and_frees_the_reference() {
        String code = topUps.report(agent, transfer("250.00", "ICBC 4711")).code();
        refused(WalletProblem.TOP_UP_REASON, () -> topUps.reject(finance, code, " "));

        TopUp rejected = topUps.reject(finance, code, "not at the bank");

        assertThat(rejected.reason()).isEqualTo("not at the bank");
        refused(KernelProblem.ILLEGAL_TRANSITION, () -> topUps.confirm(finance, code));
        topUps.report(agent, transfer("250.00", "ICBC 4711"));
        assertThat(wallets.balance(agent, member).available()).isEqualTo(yuan("0"));
    }

    @Test
    void wrong_reports_are_refused() {
        topUps.report(agent, transfer("250.00", "ICBC 4711"));

        refused(WalletProblem.TOP_UP_REPORTED, () -> topUps.report(agent, transfer("250.00", "ICBC 4711")));
        refused(WalletProblem.TOP_UP_AMOUNT, () -> topUps.report(agent, transfer("0", "A")));
        refused(WalletProblem.TOP_UP_AMOUNT, () -> topUps.report(agent, transfer("-5", "A")));
        refused(KernelProblem.AMOUNT_TOO_FINE, () -> topUps.report(agent, transfer("1.001", "A")));
        refused(KernelProblem.FIELD_MISSING, () -> topUps.report(agent, transfer("1", " ")));
        refused(WalletProblem.TOP_UP_DATE, () -> topUps.report(agent, new ReportTopUp(BigDecimal.ONE,
                LocalDate.now().plusDays(3), "A", "")));
    }

    @Test
    void a_member_cannot_confirm_and_does_not_see_others() {
        String code = topUps.report(agent, transfer("250.00", "ICBC 4711")).code();
        Actor stranger = Portal.member(tenant, new OrganisationId(78), WalletPermission.READ);
        Actor foreign = Portal.headquarters(portal.newTenant(), new OrganisationId(1), WalletPermission.READ,
                WalletPermission.CONFIRM);

        refused(AccessProblem.NOT_PERMITTED, () -> topUps.confirm(agent, code));
        refused(KernelProblem.NOT_FOUND, () -> topUps.get(stranger, code));
        refused(KernelProblem.NOT_FOUND, () -> wallets.balance(stranger, member));
        refused(KernelProblem.NOT_FOUND, () -> topUps.confirm(foreign, code));
        assertThat(topUps.list(stranger, null, null, 10)).isEmpty();
        assertThat(topUps.list(foreign, null, null, 10)).isEmpty();
        assertThat(topUps.list(finance, TopUp.State.REPORTED, null, 10)).hasSize(1);
    }

    @Test
    void a_hundred_yuan_pay_for_exactly_a_hundred_of_many_orders_at_once() throws Exception {
        topUp("100.00");
        ExecutorService threads = Executors.newFixedThreadPool(64);
        List<Future<?>> spends = new ArrayList<>();
        for (int i = 0; i < 640; i++) {
            String order = "ORD-" + i;
            spends.add(threads.submit(() -> wallets.hold(system, member, order, yuan("1.00"))));
        }
        long accepted = spends.stream().filter(WalletIT::succeeds).count();
        threads.shutdown();

        assertThat(accepted).isEqualTo(100);
        assertThat(wallets.balance(agent, member)).isEqualTo(new Balance(yuan("0"), yuan("100"), yuan("0")));
    }

    @Test
    void an_order_that_costs_nothing_holds_nothing_and_parts_give_back_their_shares_once() {
        topUp("100.00");
        wallets.hold(system, member, "ORD-0", yuan("0"));
        wallets.hold(system, member, "ORD-1", yuan("60.00"));
        wallets.releasePart(system, member, "ORD-1", "CON-1", yuan("20.01"));

        assertThat(wallets.balance(agent, member)).isEqualTo(new Balance(yuan("60.01"), yuan("39.99"), yuan("0")));
        assertThatThrownBy(() -> wallets.releasePart(system, member, "ORD-1", "CON-1", yuan("20.01")))
                .isInstanceOf(Problem.class);
        wallets.release(system, member, "ORD-1", yuan("39.99"));
        assertThat(wallets.balance(agent, member).available()).isEqualTo(yuan("100"));
    }

    @Test
    void what_was_held_can_be_given_back_but_no_more() {
        topUp("100.00");
        wallets.hold(system, member, "ORD-1", yuan("60.00"));

        refused(WalletProblem.INSUFFICIENT_FUNDS, () -> wallets.hold(system, member, "ORD-2", yuan("40.01")));
        wallets.release(system, member, "ORD-1", yuan("60.00"));

        assertThat(wallets.balance(agent, member).available()).isEqualTo(yuan("100"));
        assertThatThrownBy(() -> wallets.release(system, member, "ORD-3", yuan("0.01"))).isInstanceOf(Problem.class);
    }

    private static boolean succeeds(Future<?> future) {
        try {
            future.get();
            return true;
        } catch (Exception refused) {
            if (refused.getCause() instanceof Problem) {
                return false;
            }
            throw new IllegalStateException(refused);
        }
    }
}
