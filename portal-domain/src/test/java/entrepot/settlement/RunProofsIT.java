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
import entrepot.platform.access.Actor;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.platform.files.Proof;
import entrepot.platform.idempotency.IdempotencyProblem;
import entrepot.platform.jobs.Jobs;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Members;
import entrepot.testing.Portal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a run holds whatever happens around it: kills, other nodes, hands in the tables, strange amounts. */
class RunProofsIT {

    private static final YearMonth OCTOBER = YearMonth.of(2031, 10);
    private static final String NOVEMBER_3 = "2031-11-03T02:00:00Z";

    /** Everything that a run leaves, but codes, ids and moments. */
    static final String ENDS = """
            select string_agg(line, E'\\n' order by line) from (
              select 'statement ' || concat_ws('|', (select count(*) from organisation b where b.tenant_id = s.tenant_id and b.id < s.organisation_id),
                     s.state, s.opening_minor, s.lines_minor, s.payouts_minor, s.closing_minor, s.commission_due_minor, s.dealer_due_minor,
                     s.payable_minor, s.carried_minor, s.receivable_minor, s.credit_minor, s.tax_minor, s.disputed_minor, s.carry_reason,
                     s.entries) as line
                from settlement_statement s where s.tenant_id = %1$d
              union all
              select 'entry ' || concat_ws('|', p.event, a.kind, (select count(*) from organisation b where b.tenant_id = a.tenant_id
                     and b.id < a.organisation_id), e.amount_minor)
                from ledger_entry e join ledger_posting p on p.tenant_id = e.tenant_id and p.id = e.posting_id
                join ledger_account a on a.tenant_id = e.tenant_id and a.id = e.account_id where e.tenant_id = %1$d
              union all
              select 'payout ' || concat_ws('|', o.state, o.amount_minor, o.due_on) from payout o where o.tenant_id = %1$d
              union all
              select 'run ' || concat_ws('|', state, looked_at, members, left_out, totals) from settlement_run
               where tenant_id = %1$d and state <> 'CANCELLED') x""";

    private final Portal portal = Portal.running();
    private final Settlements settlements = portal.bean(Settlements.class);
    private final Statements statements = portal.bean(Statements.class);
    private final Ledger ledger = portal.bean(Ledger.class);

    private final class Books {
        final Tenant tenant;
        final Actor system;
        final Actor maker;
        final Actor checker;
        final List<Organisation> members = new ArrayList<>();
        int no;

        Books(String currency, int size) {
            tenant = portal.newTenant(currency, "CN", "Asia/Shanghai");
            system = Actor.system(tenant.id());
            maker = Portal.headquarters(tenant, new OrganisationId(1), SettlementPermission.READ, SettlementPermission.RUN,
                    SettlementPermission.STATEMENTS, PayoutPermission.PREPARE, PayoutPermission.READ);
            checker = Portal.headquarters(tenant, new OrganisationId(1), SettlementPermission.READ, SettlementPermission.APPROVE,
                    SettlementPermission.STATEMENTS);
            Members.of(portal, tenant);
            portal.clockTo(tenant, Instant.parse("2031-10-05T02:00:00Z"));
            for (int i = 0; i < size; i++) {
                Organisation member = portal.bean(Organisations.class).admit(system, new AdmitOrganisation("Member " + i,
                        Set.of(Ability.SELLS), "SILVER", null, "浙江省", "杭州市", List.of(), "Li", "li" + i + "@example.com", "", "", null, null));
                portal.bean(Organisations.class).tax(system, member.code(), TaxProfile.COMPANY);
                ledger.openAccounts(system, member.id());
                members.add(member);
            }
        }

        OrganisationId member(int i) {
            return members.get(i).id();
        }

        void earn(OrganisationId who, long minor) {
            post("commission.due", AccountKind.COMMISSION_COST, AccountKind.COMMISSION_DUE, who, minor);
        }

        void ship(OrganisationId who, long minor) {
            post("consignment.fulfilled", AccountKind.FULFILMENT_COST, AccountKind.DEALER_DUE, who, minor);
        }

        private void post(String event, AccountKind cost, AccountKind due, OrganisationId who, long minor) {
            Money amount = Money.of(Math.abs(minor), tenant.currency());
            ledger.post(system, minor > 0 ? NewPosting.transfer(event, "test", "E" + no++, Account.of(cost), Account.of(due, who), amount)
                    : NewPosting.transfer("commission.reversed", "test", "E" + no++, Account.of(due, who), Account.of(cost), amount));
        }

        void november() {
            portal.clockTo(tenant, Instant.parse(NOVEMBER_3));
        }

        SettlementRun previewed() {
            SettlementRun run = settlements.start(maker, OCTOBER);
            portal.bean(Jobs.class).runAll(tenant.id());
            return settlements.get(maker, run.code());
        }

        void submit(SettlementRun run) {
            Instant until = settlements.get(maker, run.code()).objectionsUntil();
            if (until.isAfter(portal.now(tenant))) {
                portal.clockTo(tenant, until);
            }
            settlements.submit(maker, run.code());
        }

        SettlementRun settled() {
            SettlementRun run = previewed();
            submit(run);
            settlements.approve(checker, run.code(), settlements.get(checker, run.code()).totalsHash());
            portal.bean(Jobs.class).runAll(tenant.id());
            return settlements.get(maker, run.code());
        }

        /** Everything that a run leaves, but codes, ids and moments. */
        String ends() throws SQLException {
            return rows(ENDS.formatted(tenant.id().value()));
        }
    }

    private String rows(String query) throws SQLException {
        try (Connection owner = portal.asOwner(); Statement statement = owner.createStatement(); ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private void sql(boolean asOwner, Tenant tenant, String statement) throws SQLException {
        try (Connection connection = asOwner ? portal.asOwner() : portal.asApp(); Statement work = connection.createStatement()) {
            work.execute("select set_config('app.tenant_id', '" + tenant.id().value() + "', false)");
            work.executeUpdate(statement);
        }
    }

    private static void refused(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    private Books some(String currency) {
        Books books = new Books(currency, 4);
        books.earn(books.member(0), 30_000);
        books.ship(books.member(0), 1_250);
        books.earn(books.member(1), 9_999);
        books.earn(books.member(2), -5_000);
        books.ship(books.member(3), 77_777);
        books.earn(books.member(3), -7);
        books.november();
        return books;
    }

    @Test
    void a_run_says_what_it_fails_at_and_holds_up_no_other_until_it_goes_on() throws Exception {
        Books books = some("CNY");
        SettlementRun run = books.previewed();
        books.submit(run);
        settlements.approve(books.checker, run.code(), settlements.get(books.checker, run.code()).totalsHash());
        sql(true, books.tenant, """
                insert into ledger_period (tenant_id, id, month, from_at, to_at, state, closed_maker_person_id, closed_checker_person_id, closed_by, closed_at)
                values (%d, nextval('ledger_period_seq'), '2031-11-01', '2031-10-31T16:00Z', '2031-11-30T16:00Z', 'CLOSED', 1, 2, 'Li', now())"""
                .formatted(books.tenant.id().value()));
        Instant before = Instant.now();
        jobsAreDue(books);
        SettlementRun.Failing failing = settlements.get(books.maker, run.code()).failing();
        assertThat(failing.step()).isEqualTo(RunState.APPROVED);
        assertThat(failing.problem()).isEqualTo("PERIOD_CLOSED");
        assertThat(failing.details()).containsKey("cause");
        assertThat(failing.tries()).isEqualTo(1);
        assertThat(failing.since()).isAfterOrEqualTo(before);
        assertThat(failing.again()).isAfter(failing.since());

        Organisation late = portal.bean(Organisations.class).admit(books.system, new AdmitOrganisation("Late", Set.of(Ability.SELLS), "SILVER", null,
                "浙江省", "杭州市", List.of(), "Li", "late@example.com", "", "", null, null));
        ledger.openAccounts(books.system, late.id());
        SettlementRun other = settlements.startOffCycle(books.maker, late.code(), false, "It asked for it");
        jobsAreDue(books);
        assertThat(settlements.get(books.maker, other.code()).state()).isEqualTo(RunState.PREVIEWED);
        assertThat(settlements.get(books.maker, other.code()).failing()).isNull();
        assertThat(settlements.get(books.maker, run.code()).failing()).satisfies(again -> {
            assertThat(again.since()).isEqualTo(failing.since());
            assertThat(again.tries()).isEqualTo(2);
        });

        sql(true, books.tenant, """
                update ledger_period set state = 'OPEN', reopened_maker_person_id = 1, reopened_checker_person_id = 2, reopened_by = 'Li', reopened_at = now()
                 where tenant_id = %d""".formatted(books.tenant.id().value()));
        jobsAreDue(books);
        SettlementRun done = settlements.get(books.maker, run.code());
        assertThat(done.state()).isEqualTo(RunState.ISSUED);
        assertThat(done.failing()).isNull();
    }

    private void jobsAreDue(Books books) throws SQLException {
        sql(true, books.tenant, "update job_head set next_at = now() - interval '1 second' where tenant_id = " + books.tenant.id().value());
        portal.bean(Jobs.class).runDue(List.of(books.tenant.id()));
    }

    @Test
    void a_run_killed_at_every_step_and_at_random_moments_ends_as_one_that_was_never_killed() throws Exception {
        Books whole = some("CNY");
        whole.settled();
        String expected = whole.ends();
        Random random = new Random(7);
        for (int killAt = 0; killAt < 7; killAt++) {
            Books books = some("CNY");
            SettlementRun run = settlements.start(books.maker, OCTOBER);
            int pieces = 0;
            while (settlements.get(books.maker, run.code()).state() != RunState.ISSUED) {
                // once for sure at this piece, and whenever chance says so
                while (pieces == killAt || random.nextInt(3) == 0) {
                    int before = pieces;
                    pieces = killAt == before ? before + 100 : before;
                    assertThatThrownBy(() -> portal.in(books.tenant.id(), () -> {
                        settlements.advance(books.system);
                        throw new IllegalStateException("killed");
                    })).hasMessage("killed");
                    if (before == killAt) {
                        break;
                    }
                }
                pieces++;
                if (!settlements.advance(books.system) && settlements.get(books.maker, run.code()).state() == RunState.PREVIEWED) {
                    books.submit(run);
                    settlements.approve(books.checker, run.code(), settlements.get(books.checker, run.code()).totalsHash());
                }
            }
            assertThat(books.ends()).as("killed at " + killAt).isEqualTo(expected);
        }
    }

    @Test
    void cancelled_and_started_again_it_gives_the_same() throws Exception {
        Books books = some("CNY");
        SettlementRun first = books.previewed();
        String before = books.ends();
        settlements.cancel(books.maker, first.code(), "looked at once more");
        books.previewed();
        assertThat(books.ends()).isEqualTo(before);
    }

    @Test
    void two_nodes_that_start_it_in_the_same_second_start_one_run() throws Exception {
        Books books = some("CNY");
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        CyclicBarrier together = new CyclicBarrier(4);
        List<Future<String>> started = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            started.add(nodes.submit(() -> {
                together.await();
                try {
                    return settlements.start(books.maker, OCTOBER).code();
                } catch (Problem refused) {
                    return refused.code().toString();
                }
            }));
        }
        List<String> answers = new ArrayList<>();
        for (Future<String> each : started) {
            answers.add(each.get());
        }
        nodes.shutdown();
        assertThat(answers).filteredOn(answer -> answer.startsWith("RUN-")).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.equals("RUN_EXISTS")).hasSize(3);
        assertThat(rows("select count(*) from settlement_run where tenant_id = " + books.tenant.id().value())).isEqualTo("1");
    }

    @Test
    void a_posting_that_is_still_being_written_is_waited_for_and_not_lost() throws Exception {
        Books books = some("CNY");
        try (Connection late = portal.asApp(); Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            // it has taken its number, and nobody sees it yet
            statement.executeQuery("select nextval('ledger_posting_seq')");
            SettlementRun run = settlements.start(books.maker, OCTOBER);
            assertThat(settlements.advance(books.system)).isFalse();
            assertThat(settlements.advance(books.system)).isFalse();
            assertThat(settlements.get(books.maker, run.code()).state()).isEqualTo(RunState.DRAFT);
            late.rollback();
            portal.bean(Jobs.class).runAll(books.tenant.id());
            assertThat(settlements.get(books.maker, run.code()).state()).isEqualTo(RunState.PREVIEWED);
        }
    }

    @Test
    void no_entry_stands_on_two_statements_and_none_is_left_out_by_whomever_it_is_written() throws Exception {
        Books books = some("CNY");
        SettlementRun run = books.previewed();
        long tenant = books.tenant.id().value();
        for (boolean owner : new boolean[] {true, false}) {
            for (String chain : List.of("s.previous_id, s.from_posting, s.to_posting", "s.id, s.to_posting - 1, s.to_posting + 5",
                    "s.id, s.to_posting + 1, s.to_posting + 5", "null, 0, s.to_posting")) {
                assertThatThrownBy(() -> sql(owner, books.tenant, """
                        insert into settlement_statement (tenant_id, id, code, run_id, organisation_id, state, currency, opening_minor, lines_minor,
                               payouts_minor, closing_minor, commission_due_minor, dealer_due_minor, payable_minor, carried_minor, previous_id,
                               from_posting, to_posting)
                        select s.tenant_id, s.id + 1000000, s.code || 'X', s.run_id, s.organisation_id, 'CALCULATED', s.currency, 0, 0, 0, 0, 0, 0, 0, 0, %s
                          from settlement_statement s where s.tenant_id = %d limit 1""".formatted(chain, tenant)))
                        .as(chain).hasMessageContaining("settlement_statement__");
            }
        }
        settlements.cancel(books.maker, run.code(), "done");
    }

    @Test
    void an_approved_run_changes_by_no_hand() throws Exception {
        Books books = some("CNY");
        SettlementRun run = books.settled();
        String before = books.ends();
        for (boolean owner : new boolean[] {true, false}) {
            for (String attack : List.of("update settlement_run set state = 'CANCELLED'", "update settlement_run set state = 'DRAFT'",
                    "update settlement_run set pay_on = pay_on + 1", "update settlement_run set approved_hash = 'x'",
                    "update settlement_run set checker_person_id = 7", "update settlement_run set minimum_minor = 0", "delete from settlement_run",
                    "update settlement_statement set payable_minor = payable_minor + 1, carried_minor = carried_minor - 1",
                    "update settlement_statement set closing_minor = closing_minor + 1, lines_minor = lines_minor + 1",
                    "update settlement_statement set to_posting = to_posting + 1", "update settlement_statement set organisation_id = 1",
                    "delete from settlement_statement")) {
                assertThatThrownBy(() -> sql(owner, books.tenant, attack + " where tenant_id = " + books.tenant.id().value()))
                        .as(attack + (owner ? " as owner" : " as application")).isInstanceOf(SQLException.class);
            }
        }
        assertThatThrownBy(() -> sql(true, books.tenant, "truncate settlement_statement cascade")).isInstanceOf(SQLException.class);
        assertThat(books.ends()).isEqualTo(before);
        assertThat(settlements.get(books.maker, run.code()).state()).isEqualTo(RunState.ISSUED);
    }

    @Test
    void a_second_account_of_the_same_person_does_not_approve() {
        Books books = some("CNY");
        SettlementRun run = books.previewed();
        books.submit(run);
        Actor twin = new Actor(books.tenant.id(), books.checker.organisation(), true, books.checker.user(), books.maker.person(), "The same again",
                books.checker.permissions(), Actor.Kind.USER);
        refused(SettlementProblem.OWN_RUN, () -> settlements.approve(twin, run.code(), settlements.get(twin, run.code()).totalsHash()));
        Adjustments adjustments = portal.bean(Adjustments.class);
        Adjustment proposed = adjustments.propose(books.maker, new Adjustments.Wanted(books.members.get(0).code(), AccountKind.COMMISSION_DUE,
                Money.of(500, "CNY"), "A promise"), "key-1");
        refused(SettlementProblem.OWN_ADJUSTMENT, () -> adjustments.approve(twin, proposed.code()));
        assertThatThrownBy(() -> sql(true, books.tenant, "update settlement_adjustment set state = 'APPROVED', decided_at = now(), checker_person_id ="
                + " maker_person_id where code = '" + proposed.code() + "'")).hasMessageContaining("two_persons_ck");
        adjustments.approve(books.checker, proposed.code());
        assertThat(ledger.balance(books.system, Account.of(AccountKind.COMMISSION_DUE, books.member(0)))).isEqualTo(Money.of(30_500, "CNY"));
        assertThat(proposed.paper()).isFalse();
        refused(KernelProblem.NOT_FOUND, () -> adjustments.paper(books.checker, proposed.code()));
        Proof paper = Proof.of("promise.pdf", "%PDF-1.4 promised %%EOF".getBytes(StandardCharsets.US_ASCII));
        Adjustments.Wanted wanted = new Adjustments.Wanted(books.members.get(1).code(), AccountKind.DEALER_DUE, Money.of(100, "CNY"), "With its paper");
        Adjustment proved = adjustments.propose(books.maker, wanted, paper, "key-2");
        assertThat(adjustments.paper(books.checker, proved.code()).bytes()).isEqualTo(paper.bytes());
        assertThat(adjustments.propose(books.maker, wanted, paper, "key-2").code()).isEqualTo(proved.code());
        refused(IdempotencyProblem.KEY_REUSED, () -> adjustments.propose(books.maker, wanted, null, "key-2"));
        assertThatThrownBy(() -> sql(true, books.tenant, "update settlement_adjustment set amount_minor = 900 where code = '" + proposed.code() + "'"))
                .hasMessageContaining("stays as it was");
    }

    @Test
    void terms_are_put_in_force_by_another_person_from_a_day_to_come_and_settle_the_periods_after_it() {
        Books books = some("CNY");
        SettlementTerms terms = portal.bean(SettlementTerms.class);
        Terms halves = new Terms(LocalDate.of(2031, 12, 1), RunKind.HALF_MONTH, 2, 0, 5, List.of(10, 20), Money.of(5_000, "CNY"));
        refused(SettlementProblem.TERMS_PAST, () -> terms.propose(books.maker, new Terms(LocalDate.of(2031, 11, 2), RunKind.MONTH, 3, 3, 10,
                List.of(15), Money.of(0, "CNY")), "Too late"));
        refused(SettlementProblem.RUN_REASON, () -> terms.propose(books.maker, halves, " "));
        String proposal = terms.propose(books.maker, halves, "Members want their money sooner");
        Actor twin = new Actor(books.tenant.id(), books.checker.organisation(), true, books.checker.user(), books.maker.person(), "The same again",
                books.checker.permissions(), Actor.Kind.USER);
        refused(ApprovalProblem.OWN_PROPOSAL, () -> terms.approve(twin, proposal));
        assertThatThrownBy(() -> sql(true, books.tenant, "update proposal set state = 'APPROVED', decided_at = now(), checker_person_id = maker_person_id"
                + " where code = '" + proposal + "'")).hasMessageContaining("two_persons_ck");
        terms.approve(books.checker, proposal);
        assertThat(terms.list(books.maker)).hasSize(2).first().isEqualTo(halves);
        assertThat(terms.calendar(books.maker).of(LocalDate.of(2031, 11, 30)).kind()).isEqualTo(RunKind.MONTH);
        assertThat(terms.calendar(books.maker).of(LocalDate.of(2031, 12, 20)).from()).isEqualTo(LocalDate.of(2031, 12, 16));
        refused(SettlementProblem.PERIOD_UNKNOWN, () -> settlements.start(books.maker, LocalDate.of(2031, 12, 5)));
    }

    @Test
    void amounts_of_any_size_and_of_currencies_with_no_two_and_three_decimals_add_up() {
        for (String currency : List.of("JPY", "CNY", "KWD")) {
            Books books = new Books(currency, 4);
            long huge = 1_000_000_000_000_000L;
            books.earn(books.member(0), huge);
            books.ship(books.member(0), 1);
            books.earn(books.member(1), 1);
            books.earn(books.member(2), -huge);
            books.ship(books.member(3), huge);
            books.earn(books.member(3), -1);
            books.november();
            SettlementRun run = books.settled();
            assertThat(run.state()).as(run.problem()).isEqualTo(RunState.ISSUED);
            assertThat(run.totals().payable()).isEqualTo(Money.of(2 * huge, currency));
            assertThat(run.totals().carried()).isEqualTo(Money.of(1 - huge, currency));
            assertThat(ledger.balance(books.system, Account.of(AccountKind.PAYABLE, books.member(0)))).isEqualTo(Money.of(huge + 1, currency));
            assertThat(ledger.balance(books.system, Account.of(AccountKind.PAYABLE, books.member(3)))).isEqualTo(Money.of(huge - 1, currency));
            for (entrepot.settlement.Statement each : statements.list(books.maker, run.code(), null, 10)) {
                assertThat(statements.proof(books.maker, each.code()).holds()).isTrue();
            }
        }
    }

    @Test
    void members_may_object_until_the_deadline_and_silence_consents() {
        Books books = some("CNY");
        SettlementRun run = books.previewed();
        assertThat(run.objectionsUntil()).isEqualTo(Instant.parse("2031-11-06T10:00:00Z"));
        refused(SettlementProblem.OBJECTIONS_OPEN, () -> settlements.submit(books.maker, run.code()));
        for (int i : new int[] {0, 3}) {
            Actor member = Portal.member(books.tenant, books.member(i), SettlementPermission.STATEMENTS, SettlementPermission.DISPUTE);
            String code = statements.list(member, null, null, 1).get(0).code();
            statements.confirm(member, code, statements.previewHash(member, code));
        }
        assertThat(settlements.submit(books.maker, run.code()).state()).as("all who are to be paid have confirmed").isEqualTo(RunState.SUBMITTED);
    }

    /** REQUIREMENTS section 11, rows 9 and 10: a run is empty because of dates that nobody understands, and says nothing. */
    @Test
    void a_run_is_never_silently_empty_it_says_what_it_left_out_and_why() {
        Books books = new Books("CNY", 4);
        books.november();
        books.earn(books.member(0), 30_000);
        SettlementRun run = books.previewed();
        assertThat(run.totals().statements()).isZero();
        assertThat(run.members()).isEqualTo(run.lookedAt()).isEqualTo(4);
        assertThat(run.totals().silent()).as("members of whom nothing moved by then").isEqualTo(4);
        assertThat(run.totals().later()).as("entries that came after the period").isEqualTo(1);

        LeftOuts leftOuts = portal.bean(LeftOuts.class);
        assertThat(leftOuts.list(books.maker, run.code(), LeftOut.Why.LATER, null, 10)).singleElement().satisfies(one -> {
            assertThat(one.organisation()).isEqualTo(books.member(0));
            assertThat(one.amount()).isEqualTo(Money.of(30_000, "CNY"));
            assertThat(one.entries()).isEqualTo(1);
        });
        assertThat(leftOuts.list(books.maker, run.code(), LeftOut.Why.SILENT, books.members.get(1).code(), 10)).hasSize(2);

        Books others = some("CNY");
        SettlementRun full = others.previewed();
        assertThat(full.totals().belowMinimum()).isEqualTo(1);
        assertThat(leftOuts.list(others.maker, full.code(), LeftOut.Why.BELOW_MINIMUM, null, 10))
                .singleElement().satisfies(one -> assertThat(one.organisation()).isEqualTo(others.member(1)));
        assertThat(leftOuts.list(others.maker, full.code(), LeftOut.Why.NEGATIVE, null, 10))
                .singleElement().satisfies(one -> assertThat(one.amount()).isEqualTo(Money.of(-5_000, "CNY")));
        assertThat(leftOuts.list(others.maker, full.code(), LeftOut.Why.ACCOUNT_MISSING, null, 1))
                .singleElement().satisfies(one -> assertThat(one.organisation()).isEqualTo(others.member(0)));
        List<LeftOut> all = new ArrayList<>();
        leftOuts.each(others.maker, full.code(), all::add);
        assertThat(leftOuts.counts(others.maker, full.code())).allSatisfy(count -> {
            List<LeftOut> listed = all.stream().filter(one -> one.why() == count.why()).toList();
            assertThat(listed).as(count.why().name()).hasSize((int) count.members());
            assertThat(listed.stream().map(LeftOut::amount).reduce(Money.zero("CNY"), Money::plus)).isEqualTo(count.amount());
        });
        assertThat(all).hasSize(4);
    }

    @Test
    void a_statement_that_is_a_cent_off_from_the_ledger_is_not_submitted() throws Exception {
        Books books = some("CNY");
        SettlementRun run = books.previewed();
        portal.clockTo(books.tenant, run.objectionsUntil());
        String of = " where tenant_id = " + books.tenant.id().value() + " and organisation_id = " + books.member(0).value();
        for (String cent : List.of("lines_minor = lines_minor + %1$d, closing_minor = closing_minor + %1$d, commission_due_minor = commission_due_minor + %1$d,"
                + " payable_minor = payable_minor + %1$d", "commission_due_minor = commission_due_minor + %1$d, dealer_due_minor = dealer_due_minor - %1$d",
                "payouts_minor = payouts_minor + %1$d, lines_minor = lines_minor + %1$d")) {
            sql(true, books.tenant, "update settlement_statement set " + cent.formatted(1) + of);
            refused(SettlementProblem.PROOF_BROKEN, () -> settlements.submit(books.maker, run.code()));
            sql(true, books.tenant, "update settlement_statement set " + cent.formatted(-1) + of);
        }
        assertThat(settlements.submit(books.maker, run.code()).state()).isEqualTo(RunState.SUBMITTED);
    }

    /** REQUIREMENTS section 11, row 15: a seller's negative balance is settled at last. */
    @Test
    void a_balance_that_was_negative_for_over_sixty_days_becomes_a_charge_and_the_next_statement_says_so() {
        Books books = some("CNY");
        books.settled();
        NegativeBalances negative = portal.bean(NegativeBalances.class);
        negative.charge(books.system);
        Account due = Account.of(AccountKind.COMMISSION_DUE, books.member(2));
        assertThat(ledger.balance(books.system, due)).as("not yet").isEqualTo(Money.of(-5_000, "CNY"));
        portal.clockTo(books.tenant, Instant.parse("2032-01-05T02:00:00Z"));
        negative.charge(books.system);
        negative.charge(books.system);
        assertThat(ledger.balance(books.system, due)).isEqualTo(Money.of(0, "CNY"));
        assertThat(ledger.balance(books.system, Account.of(AccountKind.RECEIVABLE, books.member(2)))).isEqualTo(Money.of(5_000, "CNY"));
    }

    @Test
    void a_statement_takes_as_many_payouts_as_left() {
        Books books = some("CNY");
        Account payable = Account.of(AccountKind.PAYABLE, books.member(0));
        ledger.post(books.system, NewPosting.transfer("withdrawal.requested", "test", "W", Account.of(AccountKind.ADJUSTMENTS), payable, Money.of(1_001, "CNY")));
        List<NewPosting> left = IntStream.range(0, 1_001).mapToObj(i -> NewPosting.transfer("payout.confirmed", "test", "P" + i, payable,
                Account.of(AccountKind.BANK), Money.of(1, "CNY"))).toList();
        portal.clockTo(books.tenant, Instant.parse("2031-11-20T02:00:00Z"));
        ledger.postAll(books.system, left);
        SettlementRun run = settlements.startOffCycle(books.maker, books.members.get(0).code(), false, "It withdraws each day");
        portal.bean(Jobs.class).runAll(books.tenant.id());
        books.submit(run);
        settlements.approve(books.checker, run.code(), settlements.get(books.checker, run.code()).totalsHash());
        portal.bean(Jobs.class).runAll(books.tenant.id());

        assertThat(settlements.get(books.maker, run.code())).extracting(SettlementRun::state, SettlementRun::problem).containsExactly(RunState.ISSUED, "");
        assertThat(statements.content(books.maker, statements.list(books.maker, run.code(), null, 1).get(0).code()).payouts()).hasSize(1_001);
    }

    @Test
    void one_member_is_settled_between_two_runs_and_the_next_run_goes_on_from_there() {
        Books books = some("CNY");
        SettlementRun early = settlements.startOffCycle(books.maker, books.members.get(1).code(), false, "It needs its money");
        refused(SettlementProblem.RUN_IN_PROGRESS,
                () -> settlements.startOffCycle(books.maker, books.members.get(1).code(), false, "Twice"));
        refused(SettlementProblem.NOT_LEAVING, () -> settlements.startOffCycle(books.maker, books.members.get(0).code(), true, "It does not leave"));
        portal.bean(Jobs.class).runAll(books.tenant.id());
        assertThat(settlements.get(books.maker, early.code()).totals().statements()).isEqualTo(1);
        SettlementRun month = books.previewed();
        assertThat(month.totals().elsewhere()).as("settled by the other run").isEqualTo(1);
        assertThat(month.totals().statements()).isEqualTo(3);
    }
}
