package entrepot.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Portal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerIT {

    private final Portal portal = Portal.running();
    private final Ledger ledger = portal.bean(Ledger.class);
    private final Tenant tenant = portal.newTenant();
    private final Actor system = Actor.system(tenant.id());
    private final OrganisationId member = new OrganisationId(77);
    private final Account wallet = Account.of(AccountKind.WALLET, member);
    private final Account held = Account.of(AccountKind.HELD, member);
    private final Account bank = Account.of(AccountKind.BANK);

    @BeforeEach
    void accounts() {
        ledger.openAccounts(system, member);
    }

    private static Money yuan(long minor) {
        return Money.of(minor, "CNY");
    }

    private void topUp(String code, long minor) {
        ledger.post(system, NewPosting.transfer("top-up.confirmed", "top-up", code, bank, wallet, yuan(minor)));
    }

    @Test
    void a_balance_is_signed_by_the_normal_side_of_its_account() {
        topUp("T1", 10_000);

        assertThat(ledger.balance(system, wallet)).isEqualTo(yuan(10_000));
        assertThat(ledger.balance(system, bank)).isEqualTo(yuan(10_000));
        assertThat(ledger.balance(system, held)).isEqualTo(yuan(0));
    }

    @Test
    void the_same_event_of_the_same_cause_is_posted_once() {
        topUp("T1", 10_000);

        assertThatThrownBy(() -> topUp("T1", 10_000)).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(LedgerProblem.ALREADY_POSTED));
        assertThat(ledger.balance(system, wallet)).isEqualTo(yuan(10_000));
    }

    @Test
    void a_wallet_does_not_go_below_its_limit_and_the_refusal_says_what_is_there() {
        topUp("T1", 10_000);

        assertThatThrownBy(() -> ledger.post(system,
                NewPosting.transfer("order.held", "order", "O1", wallet, held, yuan(10_001))))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo(LedgerProblem.BELOW_LIMIT);
                    assertThat(problem.details()).containsEntry("kind", "WALLET")
                            .containsEntry("available", yuan(10_000));
                });
        ledger.post(system, NewPosting.transfer("order.held", "order", "O1", wallet, held, yuan(10_000)));
        assertThat(ledger.balances(system, List.of(wallet, held))).containsExactly(yuan(0), yuan(10_000));
    }

    @Test
    void many_postings_stand_or_fall_together() {
        assertThatThrownBy(() -> ledger.postAll(system, List.of(
                NewPosting.transfer("top-up.confirmed", "top-up", "T1", bank, wallet, yuan(500)),
                NewPosting.transfer("order.held", "order", "O1", wallet, held, yuan(501)))))
                .isInstanceOf(Problem.class);
        assertThat(ledger.balance(system, bank)).isEqualTo(yuan(0));

        ledger.postAll(system, List.of(
                NewPosting.transfer("top-up.confirmed", "top-up", "T1", bank, wallet, yuan(500)),
                NewPosting.transfer("order.held", "order", "O1", wallet, held, yuan(500))));
        assertThat(ledger.balance(system, held)).isEqualTo(yuan(500));
    }

    @Test
    void an_account_that_is_not_open_is_not_posted_to() {
        assertThatThrownBy(() -> ledger.post(system, NewPosting.transfer("top-up.confirmed", "top-up", "T9", bank,
                Account.of(AccountKind.WALLET, new OrganisationId(99)), yuan(1))))
                .isInstanceOfSatisfying(Problem.class,
                        problem -> assertThat(problem.code()).isEqualTo(LedgerProblem.ACCOUNT_NOT_OPEN));
    }

    @Test
    void another_currency_than_the_accounts_is_refused() {
        assertThatThrownBy(() -> ledger.post(system, NewPosting.transfer("top-up.confirmed", "top-up", "T9", bank,
                wallet, Money.of(1, "GBP"))))
                .isInstanceOfSatisfying(Problem.class,
                        problem -> assertThat(problem.code()).isEqualTo(LedgerProblem.ACCOUNT_CURRENCY));
    }

    @Test
    void a_reversal_mirrors_its_posting_once() {
        topUp("T1", 10_000);
        PostingKey original = new PostingKey("top-up.confirmed", "top-up", "T1");
        NewPosting half = new NewPosting("top-up.reversed", "top-up", "T1",
                List.of(Leg.debit(wallet, yuan(5_000)), Leg.credit(bank, yuan(5_000))), "", original);
        NewPosting whole = new NewPosting("top-up.reversed", "top-up", "T1",
                List.of(Leg.debit(wallet, yuan(10_000)), Leg.credit(bank, yuan(10_000))), "", original);
        NewPosting again = new NewPosting("top-up.reversed", "top-up", "T1-again",
                List.of(Leg.debit(wallet, yuan(10_000)), Leg.credit(bank, yuan(10_000))), "", original);

        assertThatThrownBy(() -> ledger.post(system, half)).hasMessageContaining("ledger_posting__mirror_ck");
        ledger.post(system, whole);
        topUp("T2", 10_000);
        assertThatThrownBy(() -> ledger.post(system, again)).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(LedgerProblem.ALREADY_POSTED));
    }

    @Test
    void entries_are_paged_by_key_with_the_balance_after_each() {
        for (int i = 1; i <= 5; i++) {
            topUp("T" + i, 100 * i);
        }
        List<Entry> first = ledger.entries(system, wallet, null, 3);
        List<Entry> second = ledger.entries(system, wallet, first.get(2).posting(), 3);

        assertThat(first).extracting(Entry::balance).containsExactly(yuan(1500), yuan(1000), yuan(600));
        assertThat(second).extracting(Entry::balance).containsExactly(yuan(300), yuan(100));
        assertThat(second).extracting(entry -> entry.posting().causeCode()).containsExactly("T2", "T1");
    }

    @Test
    void the_trial_balance_adds_up() {
        topUp("T1", 10_000);
        ledger.post(system, NewPosting.transfer("order.held", "order", "O1", wallet, held, yuan(1_000)));

        List<TrialLine> lines = ledger.trialBalance(system);
        assertThat(lines.stream().map(TrialLine::debit).reduce(Money::plus))
                .isEqualTo(lines.stream().map(TrialLine::credit).reduce(Money::plus)).contains(yuan(11_000));
    }

    @Test
    void a_member_sees_its_own_account_only_and_another_tenant_none() {
        topUp("T1", 10_000);
        Actor owner = Portal.member(tenant, member, LedgerPermission.READ);
        Actor stranger = Portal.member(tenant, new OrganisationId(78), LedgerPermission.READ);
        Tenant other = portal.newTenant();
        Actor foreign = Portal.headquarters(other, new OrganisationId(1), LedgerPermission.READ);

        assertThat(ledger.balance(owner, wallet)).isEqualTo(yuan(10_000));
        assertThatThrownBy(() -> ledger.balance(stranger, wallet)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> ledger.balance(owner, bank)).isInstanceOf(Problem.class);
        assertThat(ledger.balance(foreign, wallet)).isEqualTo(yuan(0));
        assertThat(ledger.journal(foreign, null, 10)).isEmpty();
        assertThat(ledger.entries(foreign, wallet, null, 10)).isEmpty();
        assertThatThrownBy(() -> ledger.get(foreign, new PostingKey("top-up.confirmed", "top-up", "T1")))
                .isInstanceOf(Problem.class);
    }
}
