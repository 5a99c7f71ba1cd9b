package entrepot.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.kernel.UserId;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.LedgerPermission;
import entrepot.ledger.NewPosting;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Portal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PayoutsIT {

    private static final LocalDate DUE = LocalDate.of(2026, 12, 15);
    private static final Portal PORTAL = Portal.running();
    private static final Tenant TENANT = PORTAL.newTenant();
    private static final Actor SYSTEM = Actor.system(TENANT.id());
    private static final Actor MAKER = Portal.headquarters(TENANT, new OrganisationId(1), PayoutPermission.READ, PayoutPermission.BATCHES,
            PayoutPermission.PREPARE, LedgerPermission.READ);
    private static final Actor SAME_PERSON = new Actor(MAKER.tenant(), MAKER.organisation(), true, new UserId(987_654), MAKER.person(), "Another account", Set.of(
            PayoutPermission.READ, PayoutPermission.APPROVE, PayoutPermission.BATCHES), Actor.Kind.USER);
    private static final Actor CHECKER = Portal.headquarters(TENANT, new OrganisationId(1), PayoutPermission.READ, PayoutPermission.BATCHES, PayoutPermission.APPROVE);
    private static long members = 500;

    private final Payouts payouts = PORTAL.bean(Payouts.class);
    private final Ledger ledger = PORTAL.bean(Ledger.class);
    private final OrganisationId member = new OrganisationId(++members);

    private static Money yuan(String major) {
        return Money.parse(new BigDecimal(major), "CNY");
    }

    private static void refused(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    /** What a settlement run has posted and asks to be paid. */
    private Payout due(String statement, String amount) {
        PORTAL.in(TENANT.id(), () -> {
            ledger.openAccounts(SYSTEM, member);
            ledger.post(SYSTEM, NewPosting.transfer("settlement.posted", "statement", statement, Account.of(AccountKind.COMMISSION_DUE, member),
                    Account.of(AccountKind.PAYABLE, member), yuan(amount)));
            return null;
        });
        payouts.request(SYSTEM, List.of(new PayoutRequest(member, "statement", statement, yuan(amount), DUE)));
        return payouts.list(MAKER, new Payouts.Filter(null, null, member), null, 1).get(0);
    }

    private Money balance(AccountKind kind) {
        return ledger.balance(MAKER, Account.of(kind, member));
    }

    @Test
    void a_cause_is_asked_for_once_however_often_it_is_told() {
        Payout first = due("STM-1", "120.00");

        assertThat(payouts.request(SYSTEM, List.of(new PayoutRequest(member, "statement", "STM-1", yuan("120.00"), DUE)))).isEmpty();

        assertThat(payouts.list(MAKER, new Payouts.Filter(null, null, member), null, 10)).containsExactly(first);
        assertThat(first.state()).isEqualTo(Payout.State.WAITING);
    }

    @Test
    void a_payout_outside_a_batch_leaves_the_bank_once_and_by_the_word_of_two_persons() {
        Payout payout = due("STM-2", "80.00");

        Payout said = payouts.confirm(MAKER, payout.code(), "ICBC 4711");
        assertThat(said.state()).isEqualTo(Payout.State.REPORTED);
        assertThat(balance(AccountKind.PAYABLE)).as("nobody else has seen it").isEqualTo(yuan("80.00"));
        refused(PayoutProblem.PAYOUT_REPORTED, () -> payouts.confirm(MAKER, payout.code(), "ICBC 4711"));
        refused(ApprovalProblem.OWN_PROPOSAL, () -> payouts.approve(SAME_PERSON, payout.code()));
        assertThat(payouts.toDecide(SAME_PERSON).count()).isZero();
        assertThat(payouts.toDecide(CHECKER).count()).isEqualTo(1);

        Payout paid = payouts.approve(CHECKER, payout.code());
        assertThat(paid.state()).isEqualTo(Payout.State.PAID);
        assertThat(paid.reference()).isEqualTo("ICBC 4711");
        assertThat(balance(AccountKind.PAYABLE)).isEqualTo(yuan("0"));
        refused(PayoutProblem.PAYOUT_NOT_REPORTED, () -> payouts.approve(CHECKER, payout.code()));
        refused(KernelProblem.ILLEGAL_TRANSITION, () -> payouts.confirm(MAKER, payout.code(), "again"));
        refused(PayoutProblem.PAYOUT_REFERENCE, () -> payouts.confirm(MAKER, payout.code(), " "));
    }

    @Test
    void a_payout_that_was_not_paid_after_all_waits_for_a_batch_again() {
        Payout payout = due("STM-4", "70.00");
        payouts.confirm(MAKER, payout.code(), "ICBC 4712");
        refused(KernelProblem.ILLEGAL_TRANSITION, () -> payouts.tryAgain(MAKER, payout.code()));
        refused(ApprovalProblem.REASON_NEEDED, () -> payouts.reject(CHECKER, payout.code(), " "));

        Payout back = payouts.reject(CHECKER, payout.code(), "It is not on the bank's statement");

        assertThat(back.state()).isEqualTo(Payout.State.WAITING);
        assertThat(back.reference()).isEmpty();
        assertThat(balance(AccountKind.PAYABLE)).isEqualTo(yuan("70.00"));
        refused(PayoutProblem.PAYOUT_NOT_REPORTED, () -> payouts.reject(CHECKER, payout.code(), "again"));
        assertThat(payouts.confirm(MAKER, payout.code(), "ICBC 4713").state()).as("said anew").isEqualTo(Payout.State.REPORTED);
        payouts.approve(CHECKER, payout.code());
    }

    @Test
    void a_member_sees_its_own_payouts_only() {
        Payout payout = due("STM-3", "50.00");
        Actor other = Portal.member(TENANT, new OrganisationId(499), PayoutPermission.READ);

        refused(KernelProblem.NOT_FOUND, () -> payouts.get(other, payout.code()));
        assertThat(payouts.list(other, Payouts.Filter.ALL, null, 10)).isEmpty();
    }
}
