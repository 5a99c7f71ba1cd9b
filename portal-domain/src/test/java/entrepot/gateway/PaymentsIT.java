package entrepot.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.network.Organisation;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Sql;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Members;
import entrepot.testing.Portal;
import entrepot.wallet.ReportTopUp;
import entrepot.wallet.TopUps;
import entrepot.wallet.WalletPermission;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Callbacks come twice, late, out of order and forged; a payment is credited once. */
class PaymentsIT {

    private static final String BASE = "http://acme.localhost:8080";

    private final Portal portal = Portal.running();
    private final Payments payments = portal.bean(Payments.class);
    private final Paying paying = portal.bean(Paying.class);
    private final Simulation simulation = portal.bean(Simulation.class);
    private final Channels channels = portal.bean(Channels.class);
    private final Ledger ledger = portal.bean(Ledger.class);
    private final Tenant tenant = portal.newTenant();
    private final Actor system = Actor.system(tenant.id());
    private final Members members = Members.of(portal, tenant);
    private final Organisation member = members.agent();
    private final Actor agent = Portal.member(tenant, member.id(), GatewayPermission.PAY, GatewayPermission.READ);
    private final Actor clerk = Portal.headquarters(tenant, members.headquarters().id(), GatewayPermission.PROPOSE, GatewayPermission.READ);
    private final Actor checker = Portal.headquarters(tenant, members.headquarters().id(), GatewayPermission.READ, GatewayPermission.PROPOSE, GatewayPermission.APPROVE);

    {
        ledger.openAccounts(system, member.id());
        channels.approve(checker, channels.propose(clerk, Provider.SIMULATOR, Map.of(), Map.of(), ""));
    }

    private Payment start(String amount, String key) {
        return paying.start(agent, new Payments.StartPayment(new BigDecimal(amount), Provider.SIMULATOR), key, new Paying.Payer(BASE, tenant.code(), false, "127.0.0.1"));
    }

    private Money wallet() {
        return ledger.balance(system, Account.of(AccountKind.WALLET, member.id()));
    }

    private static Money yuan(String major) {
        return Money.parse(new BigDecimal(major), "CNY");
    }

    private List<Payments.Outcome> came(Payment payment) {
        return payments.came(clerk, payment.code(), null, 20).stream().map(Payments.Came::outcome).toList();
    }

    @Test
    void a_paid_payment_is_credited_from_the_gateway_and_the_same_key_is_the_same_payment() {
        Payment payment = start("120.50", "k1");
        assertThat(start("120.50", "k1").code()).isEqualTo(payment.code());
        assertThat(payment.payAt()).contains(payment.code());

        assertThat(simulation.decide(agent, payment.code(), Simulation.Way.PAY).state()).isEqualTo(Payment.State.PAID);

        assertThat(wallet()).isEqualTo(yuan("120.50"));
        assertThat(ledger.balance(system, Account.of(AccountKind.GATEWAY))).isEqualTo(yuan("120.50"));
    }

    @Test
    void a_callback_that_comes_twice_is_credited_once() {
        Payment payment = start("10", "k2");
        simulation.decide(agent, payment.code(), Simulation.Way.PAY_TWICE);
        assertThat(wallet()).isEqualTo(yuan("10"));
        assertThat(came(payment)).containsExactly(Payments.Outcome.REPEATED, Payments.Outcome.CREDITED);
    }

    @Test
    void callbacks_at_the_same_moment_are_credited_once() throws Exception {
        Payment payment = start("10", "k3");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Payment>> all = new java.util.ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(threads.submit(() -> simulation.decide(agent, payment.code(), Simulation.Way.PAY)));
        }
        for (Future<Payment> each : all) {
            each.get();
        }
        threads.shutdown();
        assertThat(wallet()).isEqualTo(yuan("10"));
        assertThat(came(payment)).hasSize(8).containsOnlyOnce(Payments.Outcome.CREDITED);
    }

    @Test
    void a_payment_is_credited_though_its_member_reported_a_transfer_under_its_number() {
        Payment payment = start("10", "k3b");
        portal.bean(TopUps.class).report(Portal.member(tenant, member.id(), WalletPermission.REPORT, WalletPermission.READ),
                new ReportTopUp(new BigDecimal("10"), LocalDate.ofInstant(portal.now(tenant), tenant.zone()), payment.code(), ""));
        assertThat(simulation.decide(agent, payment.code(), Simulation.Way.PAY).state()).isEqualTo(Payment.State.PAID);
        assertThat(wallet()).isEqualTo(yuan("10"));
    }

    @Test
    void a_callback_that_comes_late_is_credited_though_the_payment_ran_out_on_our_side() {
        Payment payment = start("10", "k4");
        simulation.decide(agent, payment.code(), Simulation.Way.PAY_LATE);
        portal.clockTo(tenant, portal.now(tenant).plus(Duration.ofMinutes(31)));
        portal.settleDown(tenant);
        assertThat(payments.get(agent, payment.code()).state()).isEqualTo(Payment.State.EXPIRED);
        assertThat(wallet()).isEqualTo(yuan("0"));
        portal.clockTo(tenant, portal.now(tenant).plus(Duration.ofMinutes(31)));
        portal.settleDown(tenant);
        assertThat(payments.get(agent, payment.code()).state()).isEqualTo(Payment.State.PAID);
        assertThat(wallet()).isEqualTo(yuan("10"));
        assertThat(came(payment)).containsExactly(Payments.Outcome.CREDITED_LATE);
    }

    @Test
    void the_simulator_is_not_heard_outside_a_demonstration() throws SQLException {
        Payment payment = start("10", "k4b");
        simulation.decide(agent, payment.code(), Simulation.Way.PAY_LATE);
        Payment silent = start("20", "k4c");
        simulation.decide(agent, silent.code(), Simulation.Way.PAY_SILENT);
        Map<String, String> headers;
        byte[] body;
        try (Connection owner = portal.asOwner(); Statement sql = owner.createStatement();
                ResultSet kept = sql.executeQuery("select headers ->> '" + Simulator.SIGNATURE + "', body from gateway_simulated where tenant_id = " + tenant.id().value())) {
            kept.next();
            headers = Map.of(Simulator.SIGNATURE, kept.getString(1));
            body = kept.getString(2).getBytes(StandardCharsets.UTF_8);
        }
        // a demonstration that became earnest: its channel is still set up
        System.setProperty(BusinessClock.DEMONSTRATION, "false");
        try {
            assertThat(payments.take(system, Provider.SIMULATOR, headers, body)).isEmpty();
            assertThat(paying.look(agent, silent.code()).paidAt()).isNull();
        } finally {
            System.setProperty(BusinessClock.DEMONSTRATION, "true");
        }
        assertThat(wallet()).isEqualTo(yuan("0"));
        assertThat(payments.take(system, Provider.SIMULATOR, headers, body)).isPresent();
        assertThat(wallet()).as("in a demonstration the same callback pays").isEqualTo(yuan("10"));
    }

    @Test
    void callbacks_out_of_order_end_the_same() {
        Payment one = start("10", "k5");
        simulation.decide(agent, one.code(), Simulation.Way.CLOSED_AFTER_PAID);
        Payment other = start("10", "k6");
        simulation.decide(agent, other.code(), Simulation.Way.CLOSED_BEFORE_PAID);
        assertThat(payments.get(agent, one.code()).state()).isEqualTo(Payment.State.PAID);
        assertThat(payments.get(agent, other.code()).state()).isEqualTo(Payment.State.PAID);
        assertThat(wallet()).isEqualTo(yuan("20"));
    }

    @Test
    void a_forged_callback_is_recorded_and_has_no_effect() {
        Payment payment = start("10", "k7");
        simulation.decide(agent, payment.code(), Simulation.Way.FORGED);
        assertThat(wallet()).isEqualTo(yuan("0"));
        assertThat(payments.came(clerk, null, null, 5).get(0).outcome()).isEqualTo(Payments.Outcome.FORGED);
        assertThat(payments.take(system, Provider.ALIPAY, Map.of(), new byte[0])).isEmpty();
    }

    @Test
    void another_amount_currency_or_merchant_is_recorded_and_has_no_effect() {
        Payment payment = start("10", "k8");
        simulation.decide(agent, payment.code(), Simulation.Way.OTHER_AMOUNT);
        portal.in(tenant.id(), () -> payments.heard(system, Provider.SIMULATOR, "SIMULATED", new Gateway.Notice(payment.code(), "N", "OTHER", yuan("10"), Gateway.Result.PAID)));
        portal.in(tenant.id(), () -> payments.heard(system, Provider.SIMULATOR, "SIMULATED",
                new Gateway.Notice(payment.code(), "N", "SIMULATED", Money.of(1000, "USD"), Gateway.Result.PAID)));
        assertThat(came(payment)).containsExactly(Payments.Outcome.CURRENCY_DIFFERS, Payments.Outcome.MERCHANT_DIFFERS, Payments.Outcome.AMOUNT_DIFFERS);
        assertThat(wallet()).isEqualTo(yuan("0"));
    }

    @Test
    void an_unknown_payment_is_recorded_and_answered_without_effect() {
        Payments.Outcome outcome = portal.in(tenant.id(), () -> payments.heard(system, Provider.SIMULATOR, "SIMULATED",
                new Gateway.Notice("PMT-1", "N", "SIMULATED", yuan("10"), Gateway.Result.PAID)));
        assertThat(outcome).isEqualTo(Payments.Outcome.UNKNOWN);
    }

    @Test
    void a_provider_hands_over_many_payments_less_its_fee() {
        simulation.decide(agent, start("100", "k9").code(), Simulation.Way.PAY);
        simulation.decide(agent, start("900", "k10").code(), Simulation.Way.PAY);
        PayOvers overs = portal.bean(PayOvers.class);
        PayOvers.Owed owed = overs.owed(clerk).get(0);
        assertThat(owed.gross()).isEqualTo(yuan("1000"));
        assertThat(owed.usual()).isEqualTo(yuan("994"));
        LocalDate day = owed.through();
        portal.in(tenant.id(), () -> overs.settle(system, Provider.SIMULATOR, day, yuan("994"), "L-1"));
        assertThat(ledger.balance(system, Account.of(AccountKind.GATEWAY))).isEqualTo(yuan("0"));
        assertThat(ledger.balance(system, Account.of(AccountKind.PAYMENT_FEES))).isEqualTo(yuan("6"));
        assertThatThrownBy(() -> portal.in(tenant.id(), () -> overs.settle(system, Provider.SIMULATOR, day, yuan("994"), "L-2")))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo(GatewayProblem.PAY_OVER_CHANGED));
    }

    @Test
    void a_refund_takes_two_persons_and_leaves_the_wallet() {
        Payment payment = simulation.decide(agent, start("50", "k11").code(), Simulation.Way.PAY);
        String proposal = payments.proposeRefund(clerk, payment.code(), null, "paid by mistake");
        Actor same = new Actor(clerk.tenant(), clerk.organisation(), true, clerk.user(), clerk.person(), clerk.name(), java.util.Set.of(GatewayPermission.APPROVE), clerk.kind());
        assertThatThrownBy(() -> paying.refund(same, proposal)).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo(ApprovalProblem.OWN_PROPOSAL));
        paying.refund(checker, proposal);
        assertThat(wallet()).isEqualTo(yuan("0"));
        assertThat(ledger.balance(system, Account.of(AccountKind.GATEWAY))).isEqualTo(yuan("0"));
        assertThat(came(payment)).startsWith(Payments.Outcome.REFUND_DONE, Payments.Outcome.REFUND_SENT);
    }

    @Test
    void a_refund_that_the_provider_refused_is_sent_again_and_is_one_refund() {
        Payment payment = simulation.decide(agent, start("50.13", "k12").code(), Simulation.Way.PAY);
        paying.refund(checker, payments.proposeRefund(clerk, payment.code(), null, "paid by mistake"));
        Refund refund = payments.refunds(clerk, payment.code()).get(0);
        assertThat(refund.state()).isEqualTo(Refund.State.REFUSED);
        assertThat(payments.refusedRefunds(checker).count()).isEqualTo(1);
        assertThat(wallet()).isEqualTo(yuan("0"));

        assertThat(paying.sendAgain(checker, refund.code()).state()).isEqualTo(Refund.State.DONE);

        assertThat(came(payment)).startsWith(Payments.Outcome.REFUND_DONE, Payments.Outcome.REFUND_SENT, Payments.Outcome.REFUND_REFUSED);
        assertThatThrownBy(() -> paying.sendAgain(checker, refund.code()))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo(GatewayProblem.REFUND_DONE));
        assertThat(wallet()).isEqualTo(yuan("0"));
    }

    @Test
    void what_a_provider_did_not_tell_is_asked_after_a_time_and_credited_once() {
        Payment payment = simulation.decide(agent, start("10", "k13").code(), Simulation.Way.PAY_SILENT);
        assertThat(portal.in(tenant.id(), () -> payments.toAsk(system))).as("not at once").isEmpty();
        portal.in(tenant.id(), () -> portal.bean(Sql.class).update("update gateway_payment set asked_at = now() - interval '3 minutes' where tenant_id = ?", tenant.id()));
        List<Payment> silent = portal.in(tenant.id(), () -> payments.toAsk(system));
        assertThat(silent).extracting(Payment::code).containsExactly(payment.code());
        assertThat(portal.in(tenant.id(), () -> payments.toAsk(system))).as("once").isEmpty();
        silent.forEach(each -> paying.ask(system, each));
        silent.forEach(each -> paying.ask(system, each));
        assertThat(wallet()).isEqualTo(yuan("10"));
        assertThat(came(payment)).containsExactly(Payments.Outcome.REPEATED, Payments.Outcome.CREDITED);
    }

    @Test
    void what_went_back_after_it_was_handed_over_is_taken_off_the_next_sum() {
        Payment payment = simulation.decide(agent, start("100", "k14").code(), Simulation.Way.PAY);
        PayOvers overs = portal.bean(PayOvers.class);
        LocalDate day = overs.owed(clerk).get(0).through();
        portal.in(tenant.id(), () -> overs.settle(system, Provider.SIMULATOR, day, yuan("100"), "L-3"));
        paying.refund(checker, payments.proposeRefund(clerk, payment.code(), null, "paid by mistake"));
        simulation.decide(agent, start("250", "k15").code(), Simulation.Way.PAY);
        assertThat(overs.owed(clerk).get(0).gross()).isEqualTo(yuan("150")).isEqualTo(ledger.balance(system, Account.of(AccountKind.GATEWAY)));
        portal.in(tenant.id(), () -> overs.settle(system, Provider.SIMULATOR, day, yuan("150"), "L-4"));
        assertThat(ledger.balance(system, Account.of(AccountKind.GATEWAY))).isEqualTo(yuan("0"));
        assertThat(overs.owed(clerk)).isEmpty();
    }

    private Refund back(Payment payment, String amount) {
        paying.refund(checker, payments.proposeRefund(clerk, payment.code(), new BigDecimal(amount), "one of two cases came"));
        List<Refund> all = payments.refunds(clerk, payment.code());
        return all.get(all.size() - 1);
    }

    private Money gateway() {
        return ledger.balance(system, Account.of(AccountKind.GATEWAY));
    }

    private static void refused(GatewayProblem code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void a_payment_goes_back_in_parts_and_together_they_are_never_more_than_was_paid() {
        Payment payment = simulation.decide(agent, start("100", "k20").code(), Simulation.Way.PAY);
        refused(GatewayProblem.REFUND_AMOUNT, () -> payments.proposeRefund(clerk, payment.code(), new BigDecimal("100.01"), "too much"));
        refused(GatewayProblem.REFUND_AMOUNT, () -> payments.proposeRefund(clerk, payment.code(), BigDecimal.ZERO, "nothing"));
        String first = payments.proposeRefund(clerk, payment.code(), new BigDecimal("70"), "too many");
        String second = payments.proposeRefund(clerk, payment.code(), new BigDecimal("30"), "one of two cases came");
        assertThatThrownBy(() -> paying.refund(checker, first)).as("one waits at a time").isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(ApprovalProblem.ALREADY_DECIDED));

        assertThat(paying.refund(checker, second).state()).isEqualTo(Payment.State.PAID);
        assertThat(wallet()).isEqualTo(yuan("70")).isEqualTo(gateway());
        refused(GatewayProblem.REFUND_AMOUNT, () -> payments.proposeRefund(clerk, payment.code(), new BigDecimal("70.01"), "too much"));

        assertThat(back(payment, "69.99").state()).isEqualTo(Refund.State.DONE);
        paying.refund(checker, payments.proposeRefund(clerk, payment.code(), null, "the rest"));
        assertThat(payments.get(clerk, payment.code()).state()).isEqualTo(Payment.State.REFUNDED);
        assertThat(payments.refunds(clerk, payment.code())).extracting(Refund::amount).containsExactly(yuan("30"), yuan("69.99"), yuan("0.01"));
        assertThat(wallet()).isEqualTo(yuan("0")).isEqualTo(gateway());
        refused(GatewayProblem.PAYMENT_NOT_PAID, () -> payments.proposeRefund(clerk, payment.code(), new BigDecimal("0.01"), "once more"));
        assertThatThrownBy(() -> portal.in(tenant.id(), () -> portal.bean(Sql.class).update(
                "update gateway_payment set refunded_minor = refunded_minor + 1 where tenant_id = ? and code = ?", tenant.id(), payment.code())))
                .as("the database holds it, too").hasMessageContaining("gateway_payment__refunded_ck");
    }

    @Test
    void what_a_provider_tells_of_a_refund_twice_late_or_out_of_order_ends_the_same() {
        Payment payment = simulation.decide(agent, start("100", "k21").code(), Simulation.Way.PAY);
        assertThat(back(payment, "10.14").state()).as("twice").isEqualTo(Refund.State.DONE);
        assertThat(came(payment)).startsWith(Payments.Outcome.REPEATED, Payments.Outcome.REFUND_DONE, Payments.Outcome.REFUND_SENT);
        assertThat(back(payment, "10.16").state()).as("taken back").isEqualTo(Refund.State.DONE);
        assertThat(came(payment)).startsWith(Payments.Outcome.OUT_OF_ORDER, Payments.Outcome.REFUND_DONE, Payments.Outcome.REFUND_SENT);
        Refund nothing = back(payment, "10.17");
        assertThat(nothing.state()).as("came to nothing, and is sent again").isEqualTo(Refund.State.REFUSED);
        Refund late = back(payment, "10.15");
        assertThat(late.state()).isEqualTo(Refund.State.SENT);
        portal.clockTo(tenant, portal.now(tenant).plus(Duration.ofMinutes(46)));
        portal.settleDown(tenant);
        assertThat(payments.refund(checker, late.code()).state()).as("late").isEqualTo(Refund.State.DONE);

        portal.in(tenant.id(), () -> payments.heard(system, Provider.SIMULATOR, "SIMULATED",
                new Gateway.Notice(payment.code(), "N", "SIMULATED", yuan("10"), Gateway.Result.PAID, nothing.code())));
        portal.in(tenant.id(), () -> payments.heard(system, Provider.SIMULATOR, "SIMULATED",
                new Gateway.Notice(payment.code(), "N", "SIMULATED", yuan("10"), Gateway.Result.PAID, "RFD-0")));
        assertThat(came(payment)).startsWith(Payments.Outcome.UNKNOWN, Payments.Outcome.AMOUNT_DIFFERS);
        assertThat(payments.refund(checker, nothing.code()).state()).isEqualTo(Refund.State.REFUSED);
        assertThat(wallet()).as("each part once").isEqualTo(yuan("59.38")).isEqualTo(gateway());
    }

    @Test
    void parts_that_went_back_are_taken_off_what_the_provider_hands_over_once() {
        Payment payment = simulation.decide(agent, start("100", "k22").code(), Simulation.Way.PAY);
        back(payment, "40");
        PayOvers overs = portal.bean(PayOvers.class);
        PayOvers.Owed owed = overs.owed(clerk).get(0);
        assertThat(owed.gross()).isEqualTo(yuan("60")).isEqualTo(gateway());
        LocalDate day = owed.through();
        portal.in(tenant.id(), () -> overs.settle(system, Provider.SIMULATOR, day, yuan("60"), "L-5"));
        back(payment, "10");
        simulation.decide(agent, start("30", "k23").code(), Simulation.Way.PAY);
        assertThat(overs.owed(clerk).get(0).gross()).isEqualTo(yuan("20")).isEqualTo(gateway());
        portal.in(tenant.id(), () -> overs.settle(system, Provider.SIMULATOR, day, yuan("20"), "L-6"));
        assertThat(gateway()).isEqualTo(yuan("0"));
        assertThat(overs.owed(clerk)).isEmpty();
    }
}
