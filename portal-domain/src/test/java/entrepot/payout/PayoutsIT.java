package entrepot.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.LedgerPermission;
import entrepot.ledger.NewPosting;
import entrepot.platform.access.Actor;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Portal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PayoutsIT {

    private static final LocalDate DUE = LocalDate.of(2026, 12, 15);
    private static final Portal PORTAL = Portal.running();
    private static final Tenant TENANT = PORTAL.newTenant();
    private static final Actor SYSTEM = Actor.system(TENANT.id());
    private static final Actor MAKER = Portal.headquarters(TENANT, new OrganisationId(1), PayoutPermission.READ, PayoutPermission.BATCHES,
            PayoutPermission.PREPARE, LedgerPermission.READ);
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
    void a_payout_confirmed_by_hand_leaves_the_bank_once() {
        Payout payout = due("STM-2", "80.00");

        Payout paid = payouts.confirmByHand(MAKER, "statement", "STM-2", "ICBC 4711");

        assertThat(paid.state()).isEqualTo(Payout.State.PAID);
        assertThat(balance(AccountKind.PAYABLE)).isEqualTo(yuan("0"));
        refused(KernelProblem.ILLEGAL_TRANSITION, () -> payouts.confirm(MAKER, payout.code(), "again"));
        refused(PayoutProblem.PAYOUT_REFERENCE, () -> payouts.confirm(MAKER, payout.code(), " "));
    }

    @Test
    void a_member_sees_its_own_payouts_only() {
        Payout payout = due("STM-3", "50.00");
        Actor other = Portal.member(TENANT, new OrganisationId(499), PayoutPermission.READ);

        refused(KernelProblem.NOT_FOUND, () -> payouts.get(other, payout.code()));
        assertThat(payouts.list(other, Payouts.Filter.ALL, null, 10)).isEmpty();
    }
}
