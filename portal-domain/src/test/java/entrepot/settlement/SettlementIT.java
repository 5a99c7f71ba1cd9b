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
import entrepot.network.Ability;
import entrepot.network.AdmitOrganisation;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.network.TaxProfile;
import entrepot.payout.PayoutPermission;
import entrepot.payout.Payouts;
import entrepot.platform.access.Actor;
import entrepot.platform.outbox.OutboxWorker;
import entrepot.platform.jobs.Jobs;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Members;
import entrepot.testing.Portal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SettlementIT {

    private static final YearMonth OCTOBER = YearMonth.of(2031, 10);
    private static final YearMonth NOVEMBER = YearMonth.of(2031, 11);

    private final Portal portal = Portal.running();
    private final Settlements settlements = portal.bean(Settlements.class);
    private final Payouts payouts = portal.bean(Payouts.class);
    private final Statements statements = portal.bean(Statements.class);
    private final Ledger ledger = portal.bean(Ledger.class);

    /** A tenant in October, with the people of its finance and two members whose accounts are open. */
    private final class Books {
        final Tenant tenant = portal.newTenant();
        final Actor system = Actor.system(tenant.id());
        final Actor maker = Portal.headquarters(tenant, new OrganisationId(1), SettlementPermission.READ,
                SettlementPermission.RUN, SettlementPermission.STATEMENTS,
                SettlementPermission.APPROVE, PayoutPermission.PREPARE, PayoutPermission.READ);
        final Actor checker = Portal.headquarters(tenant, new OrganisationId(1), SettlementPermission.READ,
                SettlementPermission.APPROVE, SettlementPermission.STATEMENTS, PayoutPermission.READ, PayoutPermission.APPROVE);
        final OrganisationId one;
        final OrganisationId other;
        int no;

        Books() {
            Members.of(portal, tenant);
            one = admit("杭州清茶行");
            other = admit("Ñandú y Compañía");
            portal.clockTo(tenant, Instant.parse("2031-10-05T02:00:00Z"));
            ledger.openAccounts(system, one);
            ledger.openAccounts(system, other);
        }

        private OrganisationId admit(String name) {
            Organisation member = untaxed(name);
            portal.bean(Organisations.class).tax(system, member.code(), TaxProfile.COMPANY);
            return member.id();
        }

        Organisation untaxed(String name) {
            return portal.bean(Organisations.class).admit(system, new AdmitOrganisation(name,
                    Set.of(Ability.SELLS, Ability.HOLDS_STOCK), "SILVER", null, "浙江省", "杭州市", List.of(), "Li",
                    "li" + no++ + "@example.com", "+86 571 8888 0000", "", null, null));
        }

        void earn(OrganisationId who, long minor) {
            post("commission.due", AccountKind.COMMISSION_COST, AccountKind.COMMISSION_DUE, who, minor);
        }

        void ship(OrganisationId who, long minor) {
            post("consignment.fulfilled", AccountKind.FULFILMENT_COST, AccountKind.DEALER_DUE, who, minor);
        }

        private void post(String event, AccountKind cost, AccountKind due, OrganisationId who, long minor) {
            Account from = Account.of(cost);
            Account to = Account.of(due, who);
            Money amount = Money.of(Math.abs(minor), "CNY");
            ledger.post(system, minor > 0 ? NewPosting.transfer(event, "test", "E" + no++, from, to, amount)
                    : NewPosting.transfer("commission.reversed", "test", "E" + no++, to, from, amount));
        }

        SettlementRun settle(YearMonth month) {
            SettlementRun run = settlements.start(maker, month);
            portal.bean(Jobs.class).runAll(tenant.id());
            submit(run);
            settlements.approve(checker, run.code(), settlements.get(checker, run.code()).totalsHash());
            portal.bean(Jobs.class).runAll(tenant.id());
            return settlements.get(maker, run.code());
        }

        /** Silence has consented. */
        void submit(SettlementRun run) {
            Instant deadline = settlements.get(maker, run.code()).objectionsUntil();
            if (deadline.isAfter(portal.now(tenant))) {
                portal.clockTo(tenant, deadline);
            }
            settlements.submit(maker, run.code());
        }

        Statement statement(SettlementRun run, OrganisationId who) {
            return statements.list(maker, run.code(), null, 10).stream()
                    .filter(statement -> statement.organisation().equals(who)).findFirst().orElseThrow();
        }

        /** Outside a batch: one person says so, another agrees. */
        void pay(Statement statement) {
            String payout = payouts.because(maker, "statement", statement.code()).orElseThrow().code();
            payouts.confirm(maker, payout, "BANK-" + statement.code());
            payouts.approve(checker, payout);
            portal.bean(OutboxWorker.class).drain();
        }

        void to(String instant) {
            portal.clockTo(tenant, Instant.parse(instant));
        }
    }

    private int asOwner(String sql) throws SQLException {
        try (Connection owner = portal.asOwner(); java.sql.Statement statement = owner.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static Money yuan(long minor) {
        return Money.of(minor, "CNY");
    }

    private static void refused(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void nothing_is_paid_while_the_tax_profile_is_unknown_and_all_of_it_afterwards() {
        Books books = new Books();
        Organisation member = books.untaxed("无证照商行");
        ledger.openAccounts(books.system, member.id());
        books.earn(member.id(), 50_000);
        books.to("2031-11-03T02:00:00Z");
        SettlementRun run = books.settle(OCTOBER);

        assertThat(books.statement(run, member.id()).reason()).isEqualTo(CarryReason.TAX_UNKNOWN);
        assertThat(run.totals().taxUnknown()).isEqualTo(1);
        assertThat(run.totals().payable()).isEqualTo(yuan(0));
        assertThat(run.totals().carried()).isEqualTo(yuan(50_000));

        portal.bean(Organisations.class).tax(books.system, member.code(), TaxProfile.INDIVIDUAL);
        books.to("2031-12-03T02:00:00Z");
        SettlementRun next = books.settle(OCTOBER.plusMonths(1));
        assertThat(books.statement(next, member.id()).payable()).isEqualTo(yuan(50_000));
    }

    @Test
    void a_month_is_settled_paid_and_carried_over_and_every_statement_proves_itself() {
        Books books = new Books();
        books.earn(books.one, 30_000);
        books.ship(books.one, 1_250);
        books.earn(books.other, 9_999);
        books.to("2031-11-03T02:00:00Z");
        books.earn(books.one, 777);

        SettlementRun run = books.settle(OCTOBER);

        assertThat(run.state()).isEqualTo(RunState.ISSUED);
        assertThat(run.totals().payable()).isEqualTo(yuan(31_250));
        assertThat(run.totals().carried()).isEqualTo(yuan(9_999));
        assertThat(run.totals().later()).isEqualTo(1);
        Statement paid = books.statement(run, books.one);
        assertThat(paid.closing()).isEqualTo(yuan(31_250));
        assertThat(paid.payable()).isEqualTo(yuan(31_250));
        Statement small = books.statement(run, books.other);
        assertThat(small.reason()).isEqualTo(CarryReason.BELOW_MINIMUM);
        assertThat(small.payable()).isEqualTo(yuan(0));

        books.pay(paid);
        assertThat(settlements.get(books.maker, run.code()).state()).isEqualTo(RunState.PAID_OUT);
        assertThat(ledger.balance(books.system, Account.of(AccountKind.PAYABLE, books.one))).isEqualTo(yuan(0));
        assertThat(statements.get(books.maker, paid.code()).bankReference()).isEqualTo("BANK-" + paid.code());

        books.earn(books.other, 500);
        books.to("2031-12-03T02:00:00Z");
        SettlementRun next = books.settle(NOVEMBER);
        Statement second = books.statement(next, books.one);
        assertThat(List.of(second.opening(), second.lines(), second.payouts(), second.closing()))
                .containsExactly(yuan(31_250), yuan(777), yuan(31_250), yuan(777));
        assertThat(books.statement(next, books.other).payable()).isEqualTo(yuan(10_499));
        for (Statement statement : statements.list(books.maker, null, null, 10)) {
            assertThat(statements.proof(books.maker, statement.code()).holds()).isTrue();
        }
    }

    @Test
    void a_negative_balance_is_carried_and_never_lost() {
        Books books = new Books();
        books.earn(books.one, -5_000);
        books.to("2031-11-03T02:00:00Z");
        SettlementRun run = books.settle(OCTOBER);
        assertThat(books.statement(run, books.one).reason()).isEqualTo(CarryReason.NEGATIVE);

        books.earn(books.one, 20_000);
        books.to("2031-12-03T02:00:00Z");
        SettlementRun next = books.settle(NOVEMBER);
        assertThat(books.statement(next, books.one).opening()).isEqualTo(yuan(-5_000));
        assertThat(books.statement(next, books.one).payable()).isEqualTo(yuan(15_000));
    }

    @Test
    void who_started_or_submitted_a_run_does_not_approve_it_not_even_by_sql() throws Exception {
        Books books = new Books();
        books.earn(books.one, 30_000);
        books.to("2031-11-03T02:00:00Z");
        SettlementRun run = settlements.start(books.maker, OCTOBER);
        portal.bean(Jobs.class).runAll(books.tenant.id());
        books.submit(run);
        String hash = settlements.get(books.maker, run.code()).totalsHash();

        refused(SettlementProblem.OWN_RUN, () -> settlements.approve(books.maker, run.code(), hash));
        refused(SettlementProblem.TOTALS_CHANGED, () -> settlements.approve(books.checker, run.code(), "other"));
        assertThatThrownBy(() -> asOwner("""
                update settlement_run set state = 'APPROVED', checker_person_id = maker_person_id,
                       approved_hash = totals_hash where code = '%s'""".formatted(run.code())))
                .hasMessageContaining("settlement_run__two_persons_ck");
        assertThatThrownBy(() -> asOwner("""
                update settlement_run set state = 'APPROVED' where code = '%s'""".formatted(run.code())))
                .hasMessageContaining("settlement_run__approved_ck");
        settlements.approve(books.checker, run.code(), hash);
        assertThatThrownBy(() -> asOwner("""
                update settlement_run set state = 'DRAFT' where code = '%s'""".formatted(run.code())))
                .hasMessageContaining("is approved");
        assertThatThrownBy(() -> asOwner("""
                delete from settlement_statement where tenant_id = %d""".formatted(books.tenant.id().value())))
                .hasMessageContaining("stays");
    }

    @Test
    void a_period_is_settled_once_after_its_end_and_in_order() {
        Books books = new Books();
        refused(SettlementProblem.PERIOD_OPEN, () -> settlements.start(books.maker, OCTOBER));
        books.to("2031-12-03T02:00:00Z");
        SettlementRun run = settlements.start(books.maker, NOVEMBER);
        refused(SettlementProblem.RUN_EXISTS, () -> settlements.start(books.maker, NOVEMBER));
        refused(SettlementProblem.RUN_IN_PROGRESS, () -> settlements.start(books.maker, OCTOBER));
        settlements.cancel(books.maker, run.code(), "wrong month");
        books.settle(NOVEMBER);
        refused(SettlementProblem.PERIOD_OVERTAKEN, () -> settlements.start(books.maker, OCTOBER));
    }

    @Test
    void a_cancelled_run_frees_its_entries() {
        Books books = new Books();
        books.earn(books.one, 30_000);
        books.to("2031-11-03T02:00:00Z");
        SettlementRun run = settlements.start(books.maker, OCTOBER);
        portal.bean(Jobs.class).runAll(books.tenant.id());
        books.submit(run);
        settlements.reject(books.checker, run.code(), "a refund is missing");

        assertThat(books.settle(OCTOBER).totals().payable()).isEqualTo(yuan(30_000));
    }

    @Test
    void a_run_killed_at_any_step_comes_to_the_same_end() {
        for (int killAt = 0; killAt < 6; killAt++) {
            Books books = new Books();
            books.earn(books.one, 30_000);
            books.ship(books.other, 12_000);
            books.to("2031-11-03T02:00:00Z");
            SettlementRun run = settlements.start(books.maker, OCTOBER);
            int pieces = 0;
            while (settlements.get(books.maker, run.code()).state() != RunState.ISSUED) {
                if (pieces++ == killAt) {
                    assertThatThrownBy(() -> portal.in(books.tenant.id(), () -> {
                        settlements.advance(books.system);
                        throw new IllegalStateException("killed");
                    })).hasMessage("killed");
                }
                if (!settlements.advance(books.system)) {
                    if (settlements.get(books.maker, run.code()).state() == RunState.PREVIEWED) {
                        books.submit(run);
                        settlements.approve(books.checker, run.code(), settlements.get(books.checker, run.code()).totalsHash());
                    }
                }
            }
            SettlementRun.Totals totals = settlements.get(books.maker, run.code()).totals();
            assertThat(totals.payable()).isEqualTo(yuan(42_000));
            assertThat(ledger.balance(books.system, Account.of(AccountKind.PAYABLE, books.one))).isEqualTo(yuan(30_000));
            assertThat(ledger.balance(books.system, Account.of(AccountKind.PAYABLE, books.other))).isEqualTo(yuan(12_000));
        }
    }

    @Test
    void a_statement_that_does_not_prove_itself_is_not_issued() throws Exception {
        Books books = new Books();
        books.earn(books.one, 30_000);
        books.to("2031-11-03T02:00:00Z");
        SettlementRun run = settlements.start(books.maker, OCTOBER);
        portal.bean(Jobs.class).runAll(books.tenant.id());
        books.submit(run);
        String falsified = """
                update settlement_statement set lines_minor = lines_minor + 1, closing_minor = closing_minor + 1
                 where tenant_id = %d""".formatted(books.tenant.id().value());
        assertThatThrownBy(() -> asOwner(falsified)).hasMessageContaining("stay as they were submitted");
        asOwner("alter table settlement_statement disable trigger settlement_statement_stays_submitted");
        asOwner(falsified);
        asOwner("alter table settlement_statement enable always trigger settlement_statement_stays_submitted");
        refused(SettlementProblem.TOTALS_CHANGED, () -> settlements.approve(books.checker, run.code(),
                settlements.get(books.checker, run.code()).totalsHash()));
        asOwner("""
                update settlement_run set state = 'APPROVED', checker_person_id = 42, approved_hash = totals_hash
                 where tenant_id = %d""".formatted(books.tenant.id().value()));
        portal.bean(Jobs.class).runAll(books.tenant.id());

        SettlementRun stopped = settlements.get(books.maker, run.code());
        assertThat(stopped.state()).isEqualTo(RunState.POSTED);
        assertThat(stopped.problem()).isEqualTo(books.statement(run, books.one).code());
        assertThat(statements.proof(books.maker, stopped.problem()).holds()).isFalse();
    }

    @Test
    void a_statement_is_printed_in_three_languages_and_again_with_the_same_bytes() throws Exception {
        Books books = new Books();
        books.earn(books.one, 30_000);
        books.earn(books.one, -1_234);
        books.ship(books.one, 350);
        ledger.post(books.system, NewPosting.transfer("top-up.confirmed", "top-up", "T1",
                Account.of(AccountKind.BANK), Account.of(AccountKind.WALLET, books.one), yuan(1_000_000)));
        books.to("2031-11-03T02:00:00Z");
        SettlementRun run = books.settle(OCTOBER);
        String code = books.statement(run, books.one).code();
        Actor member = Portal.member(books.tenant, books.one, SettlementPermission.STATEMENTS);

        for (Locale language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE, Locale.forLanguageTag("es"))) {
            byte[] pdf = statements.pdf(member, code, language);
            assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
            assertThat(statements.pdf(member, code, language)).isEqualTo(pdf);
            Files.write(Files.createDirectories(Path.of("target", "statements")).resolve(language + ".pdf"), pdf);
        }
        String csv = new String(statements.csv(member, code), StandardCharsets.UTF_8);
        assertThat(csv).contains(code).contains("closing").contains("300.00");
    }

    @Test
    void statements_of_others_do_not_exist() {
        Books books = new Books();
        books.earn(books.one, 30_000);
        books.to("2031-11-03T02:00:00Z");
        SettlementRun run = books.settle(OCTOBER);
        String code = books.statement(run, books.one).code();
        Actor stranger = Portal.member(books.tenant, books.other, SettlementPermission.STATEMENTS);
        Tenant elsewhere = portal.newTenant();
        Actor foreign = Portal.headquarters(elsewhere, new OrganisationId(1), SettlementPermission.STATEMENTS,
                SettlementPermission.READ, SettlementPermission.RUN);

        for (Actor actor : List.of(stranger, foreign)) {
            refused(KernelProblem.NOT_FOUND, () -> statements.get(actor, code));
            refused(KernelProblem.NOT_FOUND, () -> statements.content(actor, code));
            refused(KernelProblem.NOT_FOUND, () -> statements.proof(actor, code));
            refused(KernelProblem.NOT_FOUND, () -> statements.csv(actor, code));
            refused(KernelProblem.NOT_FOUND, () -> statements.pdf(actor, code, Locale.ENGLISH));
            assertThat(statements.list(actor, null, null, 10)).isEmpty();
        }
        refused(KernelProblem.NOT_FOUND, () -> settlements.get(foreign, run.code()));
        assertThat(settlements.list(foreign, null, 10)).isEmpty();
    }

    @Property(tries = 8)
    void whatever_happened_statements_follow_each_other_and_the_books_agree(@ForAll long seed) {
        Books books = new Books();
        Random random = new Random(seed);
        List<OrganisationId> members = List.of(books.one, books.other);
        for (YearMonth month : List.of(OCTOBER, NOVEMBER)) {
            for (int i = random.nextInt(8); i > 0; i--) {
                OrganisationId who = members.get(random.nextInt(2));
                long amount = random.nextInt(40_000) - 10_000;
                if (amount != 0 && random.nextBoolean()) {
                    books.earn(who, amount);
                } else {
                    books.ship(who, 1 + random.nextInt(9_000));
                }
            }
            books.to(month.plusMonths(1) + "-03T02:00:00Z");
            if (random.nextBoolean()) {
                books.earn(members.get(random.nextInt(2)), 1 + random.nextInt(20_000));
            }
            SettlementRun run = books.settle(month);
            for (Statement statement : statements.list(books.maker, run.code(), null, 10)) {
                if (statement.payable().isPositive() && random.nextBoolean()) {
                    books.pay(statement);
                }
            }
        }
        for (OrganisationId member : members) {
            Money last = null;
            List<Statement> all = statements.list(books.maker, null, null, 50).stream()
                    .filter(statement -> statement.organisation().equals(member)).toList();
            for (int i = all.size() - 1; i >= 0; i--) {
                Statement statement = all.get(i);
                assertThat(statements.proof(books.maker, statement.code()).holds()).isTrue();
                assertThat(statement.opening()).isEqualTo(last == null ? yuan(0) : last);
                assertThat(Statements.addsUp(statements.content(books.maker, statement.code()))).isTrue();
                last = statement.closing();
            }
        }
    }
}
