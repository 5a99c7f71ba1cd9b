package entrepot.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kernel.Money;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.NewPosting;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.network.TaxProfile;
import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Jobs;
import entrepot.platform.tenant.Tenant;
import entrepot.tax.Payees;
import entrepot.tax.TaxPermission;
import entrepot.tax.Withheld;
import entrepot.tax.Withholding;
import entrepot.testing.Members;
import entrepot.testing.Portal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One person behind two members: what is paid in a calendar month is taxed together, by whichever runs it is paid. */
class TaxOfPersonsIT {

    private final Portal portal = Portal.running();
    private final Tenant tenant = portal.newTenant();
    private final Actor system = Actor.system(tenant.id());
    private final Members members = Members.of(portal, tenant);
    private final Settlements settlements = portal.bean(Settlements.class);
    private final Actor maker = finance();
    private final Actor checker = finance();
    private final Organisation one = member();
    private final Organisation other = member();

    private Actor finance() {
        return Portal.headquarters(tenant, members.headquarters().id(), SettlementPermission.READ, SettlementPermission.RUN, SettlementPermission.APPROVE,
                TaxPermission.READ, TaxPermission.OWN);
    }

    private Organisation member() {
        Organisation member = members.agent();
        portal.bean(Ledger.class).openAccounts(system, member.id());
        portal.bean(Organisations.class).tax(system, member.code(), TaxProfile.INDIVIDUAL);
        portal.bean(Payees.class).identify(maker, member.code(), "李雷", "33010619900101123X", null);
        return member;
    }

    private void earns(Organisation member, String event, long minor) {
        portal.bean(Ledger.class).post(system, NewPosting.transfer("commission.due", "test", event, Account.of(AccountKind.COMMISSION_COST),
                Account.of(AccountKind.COMMISSION_DUE, member.id()), Money.of(minor, "CNY")));
    }

    private void work() {
        portal.bean(Jobs.class).runAll(tenant.id());
    }

    private String offCycle(Organisation member) {
        String run = settlements.startOffCycle(maker, member.code(), false, "asked for").code();
        work();
        return run;
    }

    private void submitted(String run) {
        Instant until = settlements.get(maker, run).objectionsUntil();
        if (portal.now(tenant).isBefore(until)) {
            portal.clockTo(tenant, until);
        }
        settlements.submit(maker, run);
    }

    private void approved(String... runs) {
        for (String run : runs) {
            settlements.approve(checker, run, settlements.get(checker, run).totalsHash());
            work();
        }
    }

    private List<Withheld> register() {
        return portal.bean(Withholding.class).register(maker, null, null, 50);
    }

    private long withheld() {
        long register = register().stream().mapToLong(row -> row.tax().minor()).sum();
        assertThat(portal.bean(Ledger.class).balance(system, Account.of(AccountKind.TAX_WITHHELD)).minor()).as("the books").isEqualTo(register);
        return register;
    }

    @Test
    void two_runs_in_hand_at_once_add_up_to_the_tax_of_the_person_and_one_that_is_cancelled_counts_no_more() {
        portal.clockTo(tenant, Instant.parse("2031-10-16T02:00:00Z"));
        earns(one, "E1", 200_000);
        earns(other, "E2", 200_000);
        String first = offCycle(one);
        String second = offCycle(other);
        submitted(first);
        assertThat(register()).as("not withheld yet").isEmpty();
        submitted(second);
        settlements.cancel(maker, second, "a mistake");
        String third = offCycle(other);
        submitted(third);
        approved(third, first);
        assertThat(register()).hasSize(2).extracting(row -> YearMonth.from(row.payDate())).containsOnly(YearMonth.of(2031, 10));
        // 2,000 each: alone 240 and 240, together (4,000 − 800) × 20 %
        assertThat(withheld()).isEqualTo(64_000);
        // and a run of all members in the month after counts anew, both on one day
        portal.clockTo(tenant, Instant.parse("2031-10-31T02:00:00Z"));
        earns(one, "E3", 300_000);
        earns(other, "E4", 500_000);
        portal.clockTo(tenant, Instant.parse("2031-11-03T02:00:00Z"));
        String all = settlements.start(maker, YearMonth.of(2031, 10)).code();
        work();
        submitted(all);
        approved(all);
        assertThat(withheld()).as("8,000 less a fifth, at 20 %").isEqualTo(64_000 + 128_000);
        assertThat(Set.copyOf(register().stream().map(Withheld::statement).toList())).hasSize(4);
    }
}
