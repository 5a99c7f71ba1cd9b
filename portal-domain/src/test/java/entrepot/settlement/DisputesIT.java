package entrepot.settlement;

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
import entrepot.ledger.NewPosting;
import entrepot.ledger.PostingKey;
import entrepot.network.Ability;
import entrepot.network.AdmitOrganisation;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.network.TaxProfile;
import entrepot.platform.access.Actor;
import entrepot.platform.files.Proof;
import entrepot.platform.jobs.Jobs;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Members;
import entrepot.testing.Portal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DisputesIT {

    private static final YearMonth OCTOBER = YearMonth.of(2031, 10);
    private static final byte[] PDF = "%PDF-1.4 what the buyer signed %%EOF".getBytes(StandardCharsets.US_ASCII);

    private final Portal portal = Portal.running();
    private final Settlements settlements = portal.bean(Settlements.class);
    private final Statements statements = portal.bean(Statements.class);
    private final Disputes disputes = portal.bean(Disputes.class);
    private final Ledger ledger = portal.bean(Ledger.class);

    private final Tenant tenant = portal.newTenant();
    private final Actor system = Actor.system(tenant.id());
    private final Actor maker = Portal.headquarters(tenant, new OrganisationId(1), SettlementPermission.READ, SettlementPermission.RUN,
            SettlementPermission.PAY, SettlementPermission.STATEMENTS, SettlementPermission.ANSWER, SettlementPermission.APPROVE_ANSWER);
    private final Actor checker = Portal.headquarters(tenant, new OrganisationId(1), SettlementPermission.READ, SettlementPermission.APPROVE,
            SettlementPermission.STATEMENTS, SettlementPermission.APPROVE_ANSWER);
    private final OrganisationId one;
    private final Actor agent;
    private final Actor stranger;
    private SettlementRun run;

    DisputesIT() {
        Members.of(portal, tenant);
        one = admit("杭州清茶行");
        OrganisationId other = admit("Ñandú y Compañía");
        agent = Portal.member(tenant, one, SettlementPermission.STATEMENTS, SettlementPermission.DISPUTE);
        stranger = Portal.member(tenant, other, SettlementPermission.STATEMENTS, SettlementPermission.DISPUTE);
        to("2031-10-05T02:00:00Z");
        ledger.openAccounts(system, one);
        ledger.openAccounts(system, other);
        post("commission.due", "E1", AccountKind.COMMISSION_COST, AccountKind.COMMISSION_DUE, 30_000);
        post("consignment.fulfilled", "E2", AccountKind.FULFILMENT_COST, AccountKind.DEALER_DUE, 12_000);
        post("penalty.charged", "E3", AccountKind.COMMISSION_DUE, AccountKind.PENALTIES, 500);
        to("2031-11-03T02:00:00Z");
        run = settlements.start(maker, OCTOBER);
        portal.bean(Jobs.class).runAll(tenant.id());
    }

    private OrganisationId admit(String name) {
        Organisation member = portal.bean(Organisations.class).admit(system, new AdmitOrganisation(name,
                Set.of(Ability.SELLS, Ability.HOLDS_STOCK), "SILVER", null, "浙江省", "杭州市", List.of(), "Li",
                "li@example.com", "+86 571 8888 0000", "", null, null));
        portal.bean(Organisations.class).tax(system, member.code(), TaxProfile.COMPANY);
        return member.id();
    }

    private void post(String event, String code, AccountKind from, AccountKind to, long minor) {
        ledger.post(system, NewPosting.transfer(event, "test", code, account(from), account(to), Money.of(minor, "CNY")));
    }

    private Account account(AccountKind kind) {
        return kind.isOrganisations() ? Account.of(kind, one) : Account.of(kind);
    }

    private void to(String instant) {
        portal.clockTo(tenant, Instant.parse(instant));
    }

    private String statement() {
        return statements.list(agent, run.code(), null, 10).get(0).code();
    }

    private RaiseDispute about(String event, String code, Long claimed) {
        return new RaiseDispute(statement(), new PostingKey(event, "test", code), claimed == null ? null : Money.of(claimed, "CNY"),
                "The order was for two", Proof.of("paper.pdf", PDF));
    }

    private static void refused(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void an_earned_line_that_is_disputed_waits_a_deduction_stays_deducted() {
        Dispute earned = disputes.raise(agent, about("consignment.fulfilled", "E2", 15_000L));
        Dispute deducted = disputes.raise(agent, about("penalty.charged", "E3", 0L));

        assertThat(earned.held()).isEqualTo(Money.of(12_000, "CNY"));
        assertThat(deducted.lineAmount()).isEqualTo(Money.of(-500, "CNY"));
        assertThat(deducted.held()).isEqualTo(Money.of(0, "CNY"));
        assertThat(portal.in(tenant.id(), () -> disputes.held(system, List.of(one)))).isEqualTo(Map.of(one, Money.of(12_000, "CNY")));
        assertThat(earned.deadline()).isEqualTo(Instant.parse("2031-11-08T10:00:00Z"));
        assertThat(disputes.proof(agent, earned.code()).bytes()).isEqualTo(PDF);
        refused(SettlementProblem.DISPUTED_ALREADY, () -> disputes.raise(agent, about("penalty.charged", "E3", null)));
        disputes.withdraw(agent, earned.code());
        assertThat(portal.in(tenant.id(), () -> disputes.held(system, List.of(one)))).isEmpty();
    }

    @Test
    void to_give_more_than_the_line_takes_two_persons_not_even_by_sql_one() {
        Dispute dispute = disputes.raise(agent, about("consignment.fulfilled", "E2", 15_000L));
        disputes.accept(maker, dispute.code(), Money.of(14_000, "CNY"), "fourteen it was");

        assertThat(disputes.get(agent, dispute.code()).granted()).isNull();
        assertThat(disputes.get(agent, dispute.code()).proposed()).isNull();
        refused(SettlementProblem.OWN_ANSWER, () -> disputes.approve(maker, dispute.code()));
        assertThatThrownBy(() -> {
            try (Connection owner = portal.asOwner(); java.sql.Statement sql = owner.createStatement()) {
                sql.executeUpdate("update settlement_dispute set state = 'ACCEPTED', checker_person_id = maker_person_id, answered_at = now() where code = '%s'"
                        .formatted(dispute.code()));
            }
        }).hasMessageContaining("settlement_dispute__two_persons_ck");
        disputes.approve(checker, dispute.code());

        Dispute accepted = disputes.get(agent, dispute.code());
        assertThat(accepted.state()).isEqualTo(Dispute.State.ACCEPTED);
        assertThat(accepted.followUp()).isEqualTo(Money.of(2_000, "CNY"));
        assertThat(ledger.balance(system, account(AccountKind.DEALER_DUE))).isEqualTo(Money.of(14_000, "CNY"));
        refused(KernelProblem.ILLEGAL_TRANSITION, () -> disputes.reject(maker, dispute.code(), "no"));
    }

    @Test
    void a_dispute_takes_nothing_away_that_the_member_did_not_say_itself() {
        Dispute dispute = disputes.raise(agent, about("consignment.fulfilled", "E2", 11_000L));

        refused(SettlementProblem.DISPUTE_BELOW, () -> disputes.accept(maker, dispute.code(), Money.of(10_000, "CNY"), "less"));
        refused(SettlementProblem.DISPUTE_SAME, () -> disputes.accept(maker, dispute.code(), Money.of(12_000, "CNY"), "same"));
        disputes.accept(maker, dispute.code(), Money.of(11_000, "CNY"), "as you say");
        assertThat(ledger.balance(system, account(AccountKind.DEALER_DUE))).isEqualTo(Money.of(11_000, "CNY"));
    }

    @Test
    void a_confirmation_is_of_what_was_shown_and_taken_back_by_a_dispute() {
        String hash = statements.previewHash(agent, statement());
        refused(SettlementProblem.STATEMENT_CHANGED, () -> statements.confirm(agent, statement(), "other"));
        statements.confirm(agent, statement(), hash);
        assertThat(statements.confirmation(agent, statement()).hash()).isEqualTo(hash);

        disputes.raise(agent, about("penalty.charged", "E3", null));
        assertThat(statements.confirmation(agent, statement())).isNull();
    }

    @Test
    void a_strangers_statement_and_dispute_are_as_none() {
        Dispute dispute = disputes.raise(agent, about("penalty.charged", "E3", null));
        refused(KernelProblem.NOT_FOUND, () -> disputes.get(stranger, dispute.code()));
        refused(KernelProblem.NOT_FOUND, () -> disputes.withdraw(stranger, dispute.code()));
        refused(KernelProblem.NOT_FOUND, () -> disputes.raise(stranger, about("commission.due", "E1", null)));
        refused(KernelProblem.NOT_FOUND, () -> statements.confirm(stranger, statement(), "x"));
        refused(KernelProblem.NOT_FOUND, () -> disputes.raise(agent, about("commission.due", "E9", null)));
    }
}
