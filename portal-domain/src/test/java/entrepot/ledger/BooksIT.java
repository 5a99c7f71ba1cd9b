package entrepot.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.platform.access.AccessProblem;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.platform.jobs.Jobs;
import entrepot.platform.sql.SqlFailure;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Portal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The books as finance works with them: as of any day, closed, adjusted, taken over, printed, handed over, added up anew. */
class BooksIT {

    private static final OrganisationId MEMBER = new OrganisationId(77);
    private static final YearMonth MARCH = YearMonth.of(2026, 3);
    private static final YearMonth APRIL = YearMonth.of(2026, 4);

    private final Portal portal = Portal.running();
    private final Ledger ledger = portal.bean(Ledger.class);
    private final Books books = portal.bean(Books.class);
    private final Periods periods = portal.bean(Periods.class);
    private final Adjustments adjustments = portal.bean(Adjustments.class);
    private final Openings openings = portal.bean(Openings.class);
    private final Vouchers vouchers = portal.bean(Vouchers.class);
    private final Drift drift = portal.bean(Drift.class);
    private final Tenant tenant = portal.newTenant();
    private final Actor system = Actor.system(tenant.id());
    private final Actor maker = person();
    private final Actor checker = person();
    private final Account wallet = Account.of(AccountKind.WALLET, MEMBER);
    private final Account bank = Account.of(AccountKind.BANK);

    BooksIT() {
        ledger.openAccounts(system, MEMBER);
        at("2026-03-10T02:00:00Z");
        topUp("T1", 10_000);
        // the last moment of March and the first of April in Shanghai
        at("2026-03-31T15:59:59Z");
        topUp("T2", 500);
        at("2026-03-31T16:00:00Z");
        topUp("T3", 30);
        ledger.post(system, NewPosting.transfer("order.held", "order", "ORD-1", wallet, Account.of(AccountKind.HELD, MEMBER), yuan(4_000)));
        at("2026-04-20T02:00:00Z");
    }

    private Actor person() {
        return Portal.headquarters(tenant, new OrganisationId(1), LedgerPermission.READ, LedgerPermission.PROPOSE, LedgerPermission.APPROVE);
    }

    private void at(String instant) {
        portal.clockTo(tenant, Instant.parse(instant));
    }

    private static Money yuan(long minor) {
        return Money.of(minor, "CNY");
    }

    private void topUp(String code, long minor) {
        ledger.post(system, NewPosting.transfer("top-up.confirmed", "top-up", code, bank, wallet, yuan(minor)));
    }

    private static void refuses(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void a_balance_is_as_of_the_day_in_the_tenants_zone() {
        assertThat(books.statement(maker, wallet, null, MARCH.atEndOfMonth(), null).closing()).isEqualTo(yuan(10_500));
        assertThat(books.statement(maker, wallet, APRIL.atDay(1), null, null))
                .isEqualTo(new AccountStatement(wallet, yuan(10_500), yuan(30), yuan(4_000), yuan(6_530), 2))
                .matches(AccountStatement::holds);
        List<Entry> first = books.lines(maker, wallet, MARCH.atDay(1), null, null, null, 2);
        List<Entry> second = books.lines(maker, wallet, MARCH.atDay(1), null, null, first.get(1).posting(), 200);
        assertThat(first).extracting(Entry::balance).containsExactly(yuan(10_000), yuan(10_500));
        assertThat(second).extracting(Entry::balance).containsExactly(yuan(10_530), yuan(6_530));
    }

    @Test
    void the_trial_balance_of_two_days_is_their_difference_and_every_column_comes_to_nothing() {
        List<BalanceLine> lines = books.trial(maker, APRIL.atDay(1), APRIL.atEndOfMonth(), null);
        BalanceLine wallets = lines.stream().filter(line -> line.kind() == AccountKind.WALLET).findFirst().orElseThrow();

        assertThat(wallets.openingBalance()).isEqualTo(yuan(10_500));
        assertThat(wallets.change()).isEqualTo(yuan(-3_970));
        assertThat(wallets.balance()).isEqualTo(yuan(6_530));
        assertThat(lines.stream().map(BalanceLine::opening).reduce(Money::plus)).contains(yuan(0));
        assertThat(lines.stream().map(BalanceLine::closing).reduce(Money::plus)).contains(yuan(0));
        assertThat(lines.stream().map(BalanceLine::debit).reduce(Money::plus)).isEqualTo(lines.stream().map(BalanceLine::credit).reduce(Money::plus));
        assertThat(books.chart(maker, null, null)).hasSize(AccountKind.values().length)
                .anyMatch(line -> line.kind() == AccountKind.DEPOSIT && line.accounts() == 1 && line.balance().isZero());
        assertThat(books.trial(maker, null, null, Instant.parse("2020-01-01T00:00:00Z"))).as("known at a time before all").isEmpty();
    }

    @Test
    void the_journal_is_filtered_by_all_that_a_clerk_looks_for() {
        JournalFilter all = JournalFilter.ALL;
        assertThat(codes(all)).containsExactly("ORD-1", "T3", "T2", "T1");
        assertThat(codes(JournalFilter.of(APRIL.atDay(1), null))).containsExactly("ORD-1", "T3");
        assertThat(codes(new JournalFilter(null, null, "order.held", null, null, null, null, null, null, null))).containsExactly("ORD-1");
        assertThat(codes(new JournalFilter(null, null, null, "top-up", "T2", null, null, null, null, null))).containsExactly("T2");
        assertThat(codes(new JournalFilter(null, null, null, null, null, MEMBER, AccountKind.HELD, null, null, null))).containsExactly("ORD-1");
        assertThat(codes(new JournalFilter(null, null, null, null, null, null, null, 500L, 4_000L, null))).containsExactly("ORD-1", "T2");
        assertThat(books.journal(maker, all, new PostingKey("top-up.confirmed", "top-up", "T3"), 10)).extracting(p -> p.key().causeCode())
                .containsExactly("T2", "T1");
        assertThat(books.events(maker)).containsExactly("order.held", "top-up.confirmed");
        assertThat(books.causeTypes(maker)).containsExactly("order", "top-up");
        assertThat(books.accounts(maker, AccountKind.WALLET, MARCH.atEndOfMonth(), null, null, 10)).singleElement()
                .returns(yuan(10_500), AccountLine::balance);
        Tenant other = portal.newTenant();
        Actor foreign = Portal.headquarters(other, new OrganisationId(1), LedgerPermission.READ);
        assertThat(books.journal(foreign, all, null, 10)).isEmpty();
        assertThat(books.accounts(foreign, AccountKind.WALLET, null, null, null, 10)).isEmpty();
        refuses(AccessProblem.NOT_PERMITTED, () -> books.journal(Portal.member(tenant, MEMBER, "wallet:read"), all, null, 10));
    }

    private List<String> codes(JournalFilter filter) {
        return books.journal(maker, filter, null, 50).stream().map(posting -> posting.key().causeCode()).toList();
    }

    @Test
    void a_month_is_closed_by_two_persons_and_nothing_is_posted_into_it_whoever_tries() throws SQLException {
        refuses(LedgerProblem.PERIOD_CHECK_FAILED, () -> periods.propose(maker, APRIL, List.of(), "not over yet"));
        String proposal = periods.propose(maker, MARCH, List.of(new Periods.Check("RUNS", true, true, "")), "March is done");
        topUpInMarch("M1");
        refuses(ApprovalProblem.OWN_PROPOSAL, () -> periods.approve(maker, proposal, List.of()));
        refuses(LedgerProblem.PERIOD_CHECK_FAILED, () -> periods.approve(checker, proposal, List.of(new Periods.Check("RUNS", false, true, ""))));
        periods.approve(checker, proposal, List.of(new Periods.Check("RUNS", true, true, "")));

        assertThat(periods.get(maker, MARCH).state()).isEqualTo(PeriodState.CLOSED);
        assertThat(periods.get(maker, MARCH).checks()).extracting(Periods.Check::what)
                .containsExactly("ENDED", "TRIAL", "DRIFT", "EARLIER", "SUSPENSE", "RUNS");
        refuses(LedgerProblem.PERIOD_CLOSED, () -> topUpInMarch("M2"));
        for (boolean owner : new boolean[] {false, true}) {
            attack(owner, "period_ck", post("2026-03-31T15:59:59.999999Z"));
            attack(owner, "two_reopen_ck", "update ledger_period set state = 'OPEN' where tenant_id = :t");
            attack(owner, "two_reopen_ck|violates", """
                    update ledger_period set state = 'OPEN', reopened_maker_person_id = 5, reopened_checker_person_id = 5, reopened_at = now()
                     where tenant_id = :t""");
            attack(owner, "bounds_ck", "update ledger_period set to_at = from_at + interval '1 second' where tenant_id = :t");
            attack(owner, "never emptied|permission denied", "delete from ledger_period where tenant_id = :t");
            attack(owner, "never emptied|permission denied|cannot truncate", "truncate ledger_period");
        }
        attack(true, "period_ck|permission denied to set", "set local session_replication_role = replica", post("2026-03-10T00:00:00Z"));
        topUp("A1", 1);
        assertThat(codes(JournalFilter.of(MARCH.atDay(1), MARCH.atEndOfMonth()))).containsExactly("M1", "T2", "T1");

        String again = periods.proposeReopening(maker, MARCH, "the bank's paper came late");
        refuses(LedgerProblem.PERIOD_CLOSED, () -> topUpInMarch("M3"));
        periods.approve(checker, again, List.of());
        topUpInMarch("M4");
        assertThat(periods.history(maker, MARCH)).extracting(change -> change.to())
                .containsExactlyInAnyOrder("PROPOSED", "CLOSED", "REOPENING", "OPEN");
    }

    @Test
    void a_closed_month_is_not_added_up_again_and_every_dated_balance_stays_the_same() throws SQLException {
        List<LocalDate> days = Arrays.asList(null, MARCH.atDay(1), MARCH.atDay(11), MARCH.atEndOfMonth(), APRIL.atDay(1), APRIL.atDay(10), APRIL.atEndOfMonth());
        Instant everything = Instant.parse("9000-01-01T00:00:00Z");
        periods.approve(checker, periods.propose(maker, MARCH, List.of(), "done"), List.of());
        topUp("A2", 7);
        for (LocalDate from : days) {
            for (LocalDate to : days) {
                assertThat(books.trial(maker, from, to, null)).as(from + " to " + to).isEqualTo(books.trial(maker, from, to, everything));
                for (Account account : List.of(wallet, bank)) {
                    assertThat(books.statement(maker, account, from, to, null)).as(from + " to " + to).isEqualTo(books.statement(maker, account, from, to, everything));
                    List<Entry> lines = books.lines(maker, account, from, to, null, null, 200);
                    assertThat(lines).as(from + " to " + to).isEqualTo(books.lines(maker, account, from, to, everything, null, 200));
                    for (int i = 0; i < lines.size(); i++) {
                        assertThat(books.lines(maker, account, from, to, null, lines.get(i).posting(), 200)).isEqualTo(lines.subList(i + 1, lines.size()));
                    }
                }
            }
            assertThat(books.accounts(maker, AccountKind.WALLET, from, null, null, 9)).isEqualTo(books.accounts(maker, AccountKind.WALLET, from, everything, null, 9));
        }
        try (Connection owner = portal.asOwner(); Statement sql = owner.createStatement()) {
            // what is kept is what is read: seen by spoiling it
            assertThat(sql.executeUpdate("update ledger_period_sum set debit_minor = debit_minor + 1 where tenant_id = " + tenant.id().value())).isEqualTo(2);
        }
        assertThat(books.trial(maker, APRIL.atDay(1), null, null)).isNotEqualTo(books.trial(maker, APRIL.atDay(1), null, everything));
        assertThat(books.trial(maker, MARCH.atDay(11), null, null)).as("within the month it is of no use").isEqualTo(books.trial(maker, MARCH.atDay(11), null, everything));

        periods.approve(checker, periods.proposeReopening(maker, MARCH, "late"), List.of());

        topUpInMarch("M5");
        assertThat(books.trial(maker, APRIL.atDay(1), null, null)).isEqualTo(books.trial(maker, APRIL.atDay(1), null, everything));
    }

    private void topUpInMarch(String code) {
        ledger.postAll(system, Instant.parse("2026-03-15T00:00:00Z"),
                List.of(NewPosting.transfer("top-up.confirmed", "top-up", code, bank, wallet, yuan(1))));
    }

    private static String post(String at) {
        return """
                with p as (insert into ledger_posting (tenant_id, id, event, cause_type, cause_code, occurred_at)
                           values (:t, 900000000, 'attack', 'attack', 'x', '%s'))
                insert into ledger_entry (tenant_id, posting_id, leg, account_id, currency, amount_minor)
                select :t, 900000000, row_number() over (order by a.kind), a.id, 'CNY', case a.kind when 'BANK' then 5 else -5 end
                  from ledger_account a where a.tenant_id = :t and a.kind in ('BANK', 'SALES')""".formatted(at);
    }

    private void attack(boolean owner, String refusal, String... statements) throws SQLException {
        try (Connection connection = owner ? portal.asOwner() : portal.asApp(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select set_config('app.tenant_id', '" + tenant.id().value() + "', true)");
            assertThatThrownBy(() -> {
                for (String sql : statements) {
                    statement.execute(sql.replace(":t", Long.toString(tenant.id().value())));
                }
            }).isInstanceOf(SQLException.class).hasMessageMatching("(?s).*(" + refusal + ").*");
            connection.rollback();
        }
    }

    @Test
    void a_month_is_not_closed_while_somebody_is_posting() throws SQLException {
        try (Connection posting = portal.asApp(); Statement statement = posting.createStatement(); Connection closing = portal.asApp();
                Statement lock = closing.createStatement()) {
            posting.setAutoCommit(false);
            statement.execute("select set_config('app.tenant_id', '" + tenant.id().value() + "', true)");
            statement.execute(post("2026-03-15T00:00:00Z").replace(":t", Long.toString(tenant.id().value())));
            assertThat(couldClose(lock)).as("its posting is under way").isFalse();
            posting.rollback();
            assertThat(couldClose(lock)).isTrue();
        }
    }

    /** Whether the lock under which months are closed is free. */
    private boolean couldClose(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select pg_try_advisory_xact_lock(hashtextextended('ledger-period', " + tenant.id().value() + "))")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    @Test
    void an_adjustment_takes_two_persons_shows_what_it_does_and_knows_no_closed_month() {
        String code = adjustments.propose(maker, wallet, yuan(-30), LocalDate.of(2026, 4, 2), "top-up T3 was another's");
        assertThat(adjustments.get(checker, code).effect()).extracting(effect -> effect.before() + " " + effect.after())
                .containsExactly("65.30 CNY 65.00 CNY", "0.00 CNY -0.30 CNY", " 2026-04-02");
        refuses(ApprovalProblem.OWN_PROPOSAL, () -> adjustments.approve(maker, code));
        adjustments.approve(checker, code);
        assertThat(ledger.balance(system, wallet)).isEqualTo(yuan(6_500));
        assertThat(ledger.balance(system, Account.of(AccountKind.ADJUSTMENTS))).isEqualTo(yuan(-30));
        assertThat(books.statement(maker, wallet, null, LocalDate.of(2026, 4, 1), null).closing()).isEqualTo(yuan(6_530));
        assertThat(books.statement(maker, wallet, null, LocalDate.of(2026, 4, 2), null).closing()).isEqualTo(yuan(6_500));

        String late = adjustments.propose(maker, bank, yuan(5), LocalDate.of(2026, 3, 31), "found");
        periods.approve(checker, periods.propose(maker, MARCH, List.of(), "done"), List.of());
        refuses(LedgerProblem.PERIOD_CLOSED, () -> adjustments.approve(checker, late));
        refuses(LedgerProblem.PERIOD_CLOSED, () -> adjustments.propose(maker, bank, yuan(5), LocalDate.of(2026, 3, 31), "found"));
        refuses(LedgerProblem.ADJUST_SUSPENSE, () -> adjustments.propose(maker, Account.of(AccountKind.SUSPENSE), yuan(-5), null, "away with it"));
        String deep = adjustments.propose(maker, wallet, yuan(-6_501), null, "too much");
        refuses(LedgerProblem.BELOW_LIMIT, () -> adjustments.approve(checker, deep));
    }

    @Test
    void opening_balances_are_taken_over_when_they_come_to_the_old_totals() {
        Map<String, OrganisationId> members = Map.of("M-1", new OrganisationId(501), "M-2", new OrganisationId(502));
        String rows = "account,organisation,balance\nWALLET,M-1,1000.50\nWALLET,M-2,\"2,000\"\nRECEIVABLE,M-2,30\nBANK,,3000.50\n"
                + "WALLET,TOTAL,3000.50\nRECEIVABLE,TOTAL,30\nBANK,TOTAL,%s\n";
        LocalDate on = LocalDate.of(2026, 4, 19);
        refuses(LedgerProblem.OPENING_TOTALS_DIFFER, () -> openings.propose(maker, bytes(rows.formatted("3000.49")), members, on, "moved"));
        refuses(LedgerProblem.OPENING_ROW, () -> openings.propose(maker, bytes(rows.formatted("3000.50").replace("M-2,30", "M-3,30")), members, on, "moved"));
        refuses(LedgerProblem.OPENING_ROW, () -> openings.propose(maker, bytes(rows.formatted("3000.50").replace("RECEIVABLE,M-2", "WALLET,M-2")), members, on, "moved"));
        String code = openings.propose(maker, bytes(rows.formatted("3000.50")), members, on, "moved");
        refuses(ApprovalProblem.OWN_PROPOSAL, () -> openings.approve(maker, code));
        openings.approve(checker, code);

        assertThat(ledger.balance(system, Account.of(AccountKind.WALLET, members.get("M-1")))).isEqualTo(yuan(100_050));
        assertThat(ledger.balance(system, Account.of(AccountKind.RECEIVABLE, members.get("M-2")))).isEqualTo(yuan(3_000));
        assertThat(ledger.balance(system, Account.of(AccountKind.OPENING))).isEqualTo(yuan(-3_000));
        assertThat(books.statement(maker, Account.of(AccountKind.WALLET, members.get("M-1")), on, on, null).closing()).isEqualTo(yuan(100_050));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_posting_is_exported_once_and_the_file_can_be_had_again() {
        Map<OrganisationId, Vouchers.Member> members = Map.of(MEMBER, new Vouchers.Member("M-77", "杭州小店"));
        Map<String, String> events = Map.of("top-up.confirmed", "充值", "order.held", "订单冻结");
        refuses(LedgerProblem.SUBJECT_MISSING, () -> vouchers.export(maker, MARCH, VoucherProgram.KINGDEE, VoucherExport.Form.CSV,
                Voucher.Grouping.POSTING, events, members));
        vouchers.name(maker, List.of(new Vouchers.Subject(AccountKind.BANK, "1002", "银行存款", false),
                new Vouchers.Subject(AccountKind.WALLET, "2203", "预收账款", true), new Vouchers.Subject(AccountKind.HELD, "220301", "冻结款", true)));

        VoucherExport first = vouchers.export(maker, MARCH, VoucherProgram.KINGDEE, VoucherExport.Form.CSV, Voucher.Grouping.POSTING, events, members);
        assertThat(first).returns(1, VoucherExport::firstNo).returns(2, VoucherExport::lastNo).returns(2L, VoucherExport::postings)
                .returns(yuan(10_500), VoucherExport::debit);
        String text = new String(vouchers.file(maker, first.code()), StandardCharsets.UTF_8);
        assertThat(text).contains("2026-03-10,记,1,0,充值 T1,1002,银行存款,100.00,0.00,CNY,1,").contains("客户,M-77,杭州小店");
        refuses(LedgerProblem.NOTHING_TO_EXPORT, () -> vouchers.export(maker, MARCH, VoucherProgram.YONYOU, VoucherExport.Form.CSV,
                Voucher.Grouping.DAY, events, members));

        topUpInMarch("T4");
        topUpInMarch("T5");
        assertThat(vouchers.standing(maker, MARCH)).isEqualTo(new Vouchers.Standing(MARCH, 2, 2, 2));
        VoucherExport second = vouchers.export(maker, MARCH, VoucherProgram.YONYOU, VoucherExport.Form.CSV, Voucher.Grouping.DAY, events, members);
        assertThat(second).returns(3, VoucherExport::firstNo).returns(3, VoucherExport::lastNo).returns(2L, VoucherExport::postings);
        assertThat(new String(vouchers.file(maker, second.code()), Charset.forName("GB18030"))).startsWith("填制凭证,V800\r\n2026-03-15,记,3,0,充值,1002,0.02,0.00,");
        assertThat(vouchers.file(maker, first.code())).isEqualTo(vouchers.file(maker, first.code()));
        assertThat(vouchers.list(maker, MARCH, null, 10)).extracting(VoucherExport::code).containsExactly(second.code(), first.code());
        VoucherExport workbook = vouchers.export(maker, APRIL, VoucherProgram.KINGDEE, VoucherExport.Form.XLSX, Voucher.Grouping.DAY, events, members);
        assertThat(vouchers.file(maker, workbook.code())).startsWith('P', 'K');
    }

    @Test
    void vouchers_are_balanced_however_they_are_grouped() {
        List<Voucher.Posted> postings = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Money amount = yuan(1 + 37L * i);
            postings.add(new Voucher.Posted(i, LocalDate.of(2026, 3, 1 + i % 3), new Posting(new PostingKey("e" + i % 2, "t", "c" + i), "",
                    Instant.EPOCH, Instant.EPOCH, List.of(Leg.debit(wallet, amount), Leg.credit(bank, yuan(1)),
                    Leg.credit(Account.of(AccountKind.WALLET, new OrganisationId(i % 4)), amount.minus(yuan(1)))).stream()
                    .filter(leg -> !leg.amount().isZero()).toList())));
        }
        for (Voucher.Grouping grouping : Voucher.Grouping.values()) {
            for (Set<AccountKind> auxiliary : List.of(Set.<AccountKind>of(), Set.of(AccountKind.WALLET))) {
                Voucher.Numbered numbered = Voucher.of(postings, grouping, auxiliary, 8);
                assertThat(numbered.vouchers()).hasSize(grouping == Voucher.Grouping.DAY ? 6 : 60).allMatch(v -> v.debit().equals(v.credit()));
                assertThat(numbered.vouchers()).extracting(Voucher::no)
                        .containsExactlyElementsOf(IntStream.range(8, 8 + numbered.vouchers().size()).boxed().toList());
                assertThat(numbered.numbers()).hasSize(60);
                assertThat(numbered.vouchers().stream().map(Voucher::debit).reduce(Money::plus))
                        .isEqualTo(postings.stream().flatMap(p -> p.posting().legs().stream()).map(Leg::amount).filter(Money::isPositive).reduce(Money::plus));
            }
        }
    }

    @Test
    void books_that_nobody_has_added_up_for_a_day_are_added_up_before_money_leaves() throws SQLException {
        drift.check(system);
        String wallet = " where tenant_id = :t and account_id = (select id from ledger_account where tenant_id = :t and kind = 'WALLET')";
        plant("update ledger_balance set balance_minor = balance_minor + 7" + wallet, "ledger_balance");
        assertThat(drift.mayPay(system)).as("the check of this hour found nothing yet").isTrue();

        portal.clockTo(tenant, portal.now(tenant).plus(Duration.ofHours(25)));
        assertThatThrownBy(() -> portal.in(tenant.id(), () -> {
            assertThat(drift.mayPay(system)).isFalse();
            throw new IllegalStateException("refused");
        })).hasMessage("refused");
        assertThat(drift.parked(system)).as("the refusal takes back nothing of what was found").isTrue();
        assertThat(drift.checks(maker, 1).get(0).differences()).isEqualTo(1);
    }

    @Test
    void while_the_check_comes_to_nothing_finance_is_told_and_the_books_are_added_up_before_money_leaves() throws SQLException {
        drift.check(system);
        assertThat(drift.failing(maker)).isEmpty();
        long id = tenant.id().value();
        owner("alter table ledger_drift add constraint ledger_drift__planted_ck check (tenant_id <> " + id + ") not valid");
        try {
            owner("update job_head set next_at = now() + interval '1 day' where tenant_id = " + id);
            owner("insert into job_head (tenant_id, name) values (" + id + ", 'books-drift') on conflict (tenant_id, name) do update set next_at = now()");
            portal.bean(Jobs.class).runDue(List.of(tenant.id()));
            assertThat(drift.failing(maker)).get().satisfies(failing -> {
                assertThat(failing.tries()).isEqualTo(1);
                assertThat(failing.busy()).isFalse();
            });
            assertThatThrownBy(() -> drift.mayPay(system)).isInstanceOf(SqlFailure.class);
        } finally {
            owner("alter table ledger_drift drop constraint ledger_drift__planted_ck");
        }
        plant("update ledger_balance set balance_minor = balance_minor + 7 where tenant_id = :t and account_id = "
                + "(select id from ledger_account where tenant_id = :t and kind = 'WALLET')", "ledger_balance");
        assertThat(drift.mayPay(system)).as("the last check that ended was a moment ago").isFalse();
        assertThat(drift.failing(maker)).isEmpty();
    }

    private void owner(String statement) throws SQLException {
        try (Connection owner = portal.asOwner(); Statement sql = owner.createStatement()) {
            sql.execute(statement);
        }
    }

    @Test
    void a_planted_difference_is_found_parks_payouts_and_two_persons_release_them_when_it_is_mended() throws SQLException {
        assertThat(drift.check(system).holds()).isTrue();
        assertThat(drift.parked(system)).isFalse();

        plant("update ledger_balance set balance_minor = balance_minor + 7 where tenant_id = :t and account_id = "
                + "(select id from ledger_account where tenant_id = :t and kind = 'WALLET')", "ledger_balance");
        Drift.Check found = drift.check(system);
        assertThat(found.differences()).isEqualTo(1);
        assertThat(found.found()).containsExactly(new Drift.Difference("BALANCE", "WALLET 77", 6_537, 6_530));
        assertThat(drift.parked(system)).isTrue();
        refuses(LedgerProblem.BOOKS_DIFFER, () -> drift.propose(maker, "let them go"));
        refuses(LedgerProblem.PERIOD_CHECK_FAILED, () -> periods.propose(maker, MARCH, List.of(), "done"));

        plant("update ledger_balance set balance_minor = balance_minor - 7 where tenant_id = :t and account_id = "
                + "(select id from ledger_account where tenant_id = :t and kind = 'WALLET')", "ledger_balance");
        drift.check(system);
        assertThat(drift.parked(system)).as("until two persons said so").isTrue();
        String proposal = drift.propose(maker, "the disk was restored");
        refuses(ApprovalProblem.OWN_PROPOSAL, () -> drift.approve(maker, proposal));
        drift.approve(checker, proposal);
        assertThat(drift.parked(system)).isFalse();
        assertThat(drift.parking(maker)).hasValueSatisfying(parking -> assertThat(parking.released()).isNotNull());
        refuses(LedgerProblem.NOT_PARKED, () -> drift.propose(maker, "again"));
    }

    @Test
    void a_leg_that_was_changed_behind_the_triggers_is_found() throws SQLException {
        plant("update ledger_entry set amount_minor = amount_minor + 1 where tenant_id = :t and posting_id = (select min(id) from ledger_posting "
                + "where tenant_id = :t) and amount_minor > 0", "ledger_entry");
        assertThat(drift.check(system).found()).extracting(Drift.Difference::what).containsExactlyInAnyOrder("POSTING", "BOOKS");
    }

    private void plant(String sql, String table) throws SQLException {
        try (Connection owner = portal.asOwner(); Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("select set_config('app.tenant_id', '" + tenant.id().value() + "', true)");
            statement.execute("set local lock_timeout = '5s'");
            String trigger = table.equals("ledger_entry") ? "ledger_is_written_once" : "ledger_balance_moves_with_entries";
            statement.execute("alter table " + table + " disable trigger " + trigger);
            assertThat(statement.executeUpdate(sql.replace(":t", Long.toString(tenant.id().value())))).isEqualTo(1);
            statement.execute("alter table " + table + " enable always trigger " + trigger);
            owner.commit();
        }
    }

    @Test
    void the_journal_is_printed_with_totals_carried_over_and_chinese_names() throws Exception {
        List<NewPosting> many = IntStream.rangeClosed(1, 50).mapToObj(i -> NewPosting.transfer("top-up.confirmed", "top-up", "P" + i, bank, wallet,
                yuan(100))).collect(Collectors.toList());
        ledger.postAll(system, Instant.parse("2026-03-20T00:00:00Z"), many);
        ByteArrayOutputStream paper = new ByteArrayOutputStream();
        books.print(maker, JournalFilter.of(MARCH.atDay(1), MARCH.atEndOfMonth()), "日记账 2026-03", new JournalWords(Locale.SIMPLIFIED_CHINESE,
                word -> word.equals("carried-over") ? "承前页" : word.equals("carried-on") ? "过次页" : word, event -> "充值", Enum::name, id -> "杭州小店"), paper);

        PdfReader reader = new PdfReader(paper.toByteArray());
        // 52 postings of two legs each, 40 lines a page
        assertThat(reader.getNumberOfPages()).isEqualTo(3);
        String first = new PdfTextExtractor(reader).getTextFromPage(1);
        String second = new PdfTextExtractor(reader).getTextFromPage(2);
        String last = new PdfTextExtractor(reader).getTextFromPage(3);
        assertThat(first).contains("过次页").contains("119.00").contains("杭州小店").doesNotContain("承前页");
        assertThat(second).contains("承前页").contains("119.00").contains("139.00");
        assertThat(last).contains("139.00").contains("155.00").contains("total");
    }
}
