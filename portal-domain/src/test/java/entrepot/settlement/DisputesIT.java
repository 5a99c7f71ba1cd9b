package entrepot.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.invoicing.InvoicingPermission;
import entrepot.invoicing.MemberInvoices;
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
import entrepot.payout.PayoutPermission;
import entrepot.payout.Payouts;
import entrepot.platform.access.Actor;
import entrepot.platform.audit.History;
import entrepot.platform.files.Proof;
import entrepot.platform.jobs.Jobs;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Members;
import entrepot.testing.Portal;
import entrepot.wallet.ReportTopUp;
import entrepot.wallet.TopUps;
import entrepot.wallet.WalletPermission;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Sheet;
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
            SettlementPermission.STATEMENTS, SettlementPermission.ANSWER, SettlementPermission.APPROVE_ANSWER);
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
    void what_is_disputed_leaves_the_previewed_payment_at_once() {
        disputes.raise(agent, about("consignment.fulfilled", "E2", 15_000L));
        Statement.Content preview = statements.content(agent, statement());
        assertThat(preview.payable()).isEqualTo(Money.of(29_500, "CNY"));
        assertThat(preview.carried()).isEqualTo(Money.of(12_000, "CNY"));
        assertThat(preview.reason()).isEqualTo(CarryReason.DISPUTED);
    }

    @Test
    void each_line_says_what_was_booked_to_nobody_but_its_member() {
        PostingKey key = new PostingKey("penalty.charged", "test", "E3");
        assertThat(statements.moved(agent, statement(), key)).containsExactly(new Statement.Moved("COMMISSION_DUE", Money.of(-500, "CNY")),
                new Statement.Moved("PENALTIES", Money.of(500, "CNY")));
        refused(KernelProblem.NOT_FOUND, () -> statements.moved(stranger, statement(), key));
        refused(KernelProblem.NOT_FOUND, () -> statements.line(stranger, statement(), key));
        Tenant elsewhere = portal.newTenant();
        Actor other = Portal.headquarters(elsewhere, new OrganisationId(1), SettlementPermission.READ, SettlementPermission.STATEMENTS);
        refused(KernelProblem.NOT_FOUND, () -> statements.content(other, statement()));
        refused(KernelProblem.NOT_FOUND, () -> statements.moved(other, statement(), key));
        Dispute dispute = disputes.raise(agent, about("penalty.charged", "E3", 0L));
        refused(KernelProblem.NOT_FOUND, () -> disputes.proof(other, dispute.code()));
        refused(KernelProblem.NOT_FOUND, () -> disputes.proof(stranger, dispute.code()));
    }

    @Test
    void a_cent_that_a_hand_put_on_a_statement_is_found_and_listed() throws Exception {
        to("2031-11-08T02:00:00Z");
        issue();
        try (Connection owner = portal.asOwner(); java.sql.Statement sql = owner.createStatement()) {
            // not even the owner of the tables may change an issued statement but with its triggers off
            owner.setAutoCommit(false);
            for (String trigger : List.of("settlement_statement_stays_submitted", "settlement_statement_stays_issued")) {
                sql.execute("alter table settlement_statement disable trigger " + trigger);
            }
            sql.executeUpdate("update settlement_statement set lines_minor = lines_minor + 1, opening_minor = opening_minor - 1 where tenant_id = " + tenant.id().value());
            for (String trigger : List.of("settlement_statement_stays_submitted", "settlement_statement_stays_issued")) {
                sql.execute("alter table settlement_statement enable always trigger " + trigger);
            }
            owner.commit();
        }
        Reconciled reconciled = portal.bean(Reconciliation.class).of(maker, OCTOBER.minusMonths(1), OCTOBER);
        assertThat(reconciled.checks().get(0).holds()).isFalse();
        assertThat(reconciled.differences()).filteredOn(each -> each.check().equals("statements")).singleElement().satisfies(each -> {
            assertThat(each.code()).isEqualTo(issued().code());
            assertThat(each.of()).isEqualTo(one);
            assertThat(each.amount()).isEqualTo(Money.of(1, "CNY"));
        });
        assertThat(portal.bean(Reconciliation.class).of(maker, OCTOBER.plusMonths(1), OCTOBER.plusMonths(1)).checks().get(0).holds()).isTrue();
    }

    @Test
    void to_give_more_than_the_line_takes_two_persons_not_even_by_sql_one() {
        Dispute dispute = disputes.raise(agent, about("consignment.fulfilled", "E2", 15_000L));
        disputes.accept(maker, dispute.code(), Money.of(14_000, "CNY"), "fourteen it was");

        assertThat(disputes.get(agent, dispute.code()).granted()).isNull();
        assertThat(disputes.get(agent, dispute.code()).proposed()).isNull();
        refused(SettlementProblem.OWN_ANSWER, () -> disputes.approve(maker, dispute.code(), Money.of(14_000, "CNY")));
        assertThatThrownBy(() -> {
            try (Connection owner = portal.asOwner(); java.sql.Statement sql = owner.createStatement()) {
                sql.executeUpdate("update settlement_dispute set state = 'ACCEPTED', checker_person_id = maker_person_id, answered_at = now() where code = '%s'"
                        .formatted(dispute.code()));
            }
        }).hasMessageContaining("settlement_dispute__two_persons_ck");
        // while the checker looked at fourteen it became fifteen
        disputes.accept(maker, dispute.code(), Money.of(15_000, "CNY"), "fifteen it was");
        refused(SettlementProblem.ANSWER_CHANGED, () -> disputes.approve(checker, dispute.code(), Money.of(14_000, "CNY")));
        disputes.accept(maker, dispute.code(), Money.of(14_000, "CNY"), "fourteen it was");
        disputes.approve(checker, dispute.code(), Money.of(14_000, "CNY"));

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
    void a_preview_waits_for_its_member_until_it_confirms_objects_or_the_time_is_over() {
        assertThat(statements.toConfirm(agent)).isEqualTo(new Statements.ToConfirm(1, statements.objectionsUntil(agent, statement()).orElseThrow()));
        Dispute dispute = disputes.raise(agent, about("penalty.charged", "E3", null));
        assertThat(statements.toConfirm(agent).count()).as("it objected").isZero();
        disputes.withdraw(agent, dispute.code());
        assertThat(statements.toConfirm(agent).count()).isEqualTo(1);
        statements.confirm(agent, statement(), statements.previewHash(agent, statement()));
        assertThat(statements.toConfirm(agent)).as("it confirmed").isEqualTo(new Statements.ToConfirm(0, null));
        assertThat(statements.toConfirm(stranger).count()).isZero();
    }

    @Test
    void what_stands_on_no_statement_yet_is_listed_for_its_member_alone() {
        assertThat(statements.open(agent)).as("all of October stands on the preview").isEqualTo(new Statement.Open(0, Money.of(0, "CNY")));
        post("consignment.fulfilled", "E4", AccountKind.FULFILMENT_COST, AccountKind.DEALER_DUE, 7_000);
        post("penalty.charged", "E5", AccountKind.COMMISSION_DUE, AccountKind.PENALTIES, 250);

        assertThat(statements.open(agent)).isEqualTo(new Statement.Open(2, Money.of(6_750, "CNY")));
        List<Statement.Line> first = statements.open(agent, null, 1);
        assertThat(first).extracting(Statement.Line::causeCode).as("newest first").containsExactly("E5");
        assertThat(statements.open(agent, first.get(0).key(), 5)).extracting(Statement.Line::causeCode).containsExactly("E4");
        assertThat(statements.open(stranger).count()).isZero();
    }

    @Test
    void a_member_reads_the_brands_answer_not_who_wrote_it_nor_what_was_sent_back() {
        Dispute dispute = disputes.raise(agent, about("consignment.fulfilled", "E2", 15_000L));
        disputes.accept(maker, dispute.code(), Money.of(15_000, "CNY"), "Two pieces, indeed");
        disputes.sendBack(checker, dispute.code(), "Look at the scan first");
        assertThat(disputes.timeLine(checker, dispute.code())).hasSize(2);
        assertThat(disputes.timeLine(agent, dispute.code())).as("headquarters' own matter").hasSize(1);

        disputes.reject(maker, dispute.code(), "The scan shows one");
        assertThat(disputes.get(maker, dispute.code()).answeredBy()).isEqualTo(maker.name());
        assertThat(disputes.get(agent, dispute.code()).answeredBy()).isEqualTo(tenant.name());
        assertThat(disputes.timeLine(agent, dispute.code())).extracting(History.Change::by).containsExactly(agent.name(), tenant.name());
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

    private SettlementRun issue() {
        settlements.submit(maker, run.code());
        settlements.approve(checker, run.code(), settlements.get(checker, run.code()).totalsHash());
        portal.bean(Jobs.class).runAll(tenant.id());
        return settlements.get(maker, run.code());
    }

    private Statement issued() {
        return statements.list(agent, run.code(), null, 10).get(0);
    }

    @Test
    void a_disputed_line_waits_while_the_rest_is_paid_and_its_answer_stands_on_the_next_statement() {
        Dispute dispute = disputes.raise(agent, about("consignment.fulfilled", "E2", 15_000L));
        to("2031-11-08T02:00:00Z");
        issue();

        Statement statement = issued();
        assertThat(statement.closing()).isEqualTo(Money.of(41_500, "CNY"));
        assertThat(statement.payable()).isEqualTo(Money.of(29_500, "CNY"));
        assertThat(statement.disputed()).isEqualTo(Money.of(12_000, "CNY"));
        assertThat(ledger.balance(system, account(AccountKind.PAYABLE))).isEqualTo(Money.of(29_500, "CNY"));
        assertThat(statements.content(agent, statement.code()).disputed()).isEqualTo(Money.of(12_000, "CNY"));

        disputes.accept(maker, dispute.code(), Money.of(15_000, "CNY"), "fifteen");
        disputes.approve(checker, dispute.code(), Money.of(15_000, "CNY"));
        assertThat(disputes.followUpStatement(agent, dispute.code())).isEmpty();
        to("2031-12-03T02:00:00Z");
        run = settlements.start(maker, OCTOBER.plusMonths(1));
        portal.bean(Jobs.class).runAll(tenant.id());
        to("2031-12-09T02:00:00Z");
        issue();

        Statement next = issued();
        assertThat(next.payable()).isEqualTo(Money.of(15_000, "CNY"));
        assertThat(disputes.followUpStatement(agent, dispute.code())).contains(next.code());
        Statement.Line line = statements.lines(agent, next.code(), Disputes.GRANTED, null, 10).get(0);
        assertThat(line.amount()).isEqualTo(Money.of(3_000, "CNY"));
        assertThat(line.causeCode()).isEqualTo(dispute.code());
    }

    @Test
    void silence_consents_after_the_deadline_and_not_before() {
        refused(SettlementProblem.OBJECTIONS_OPEN, () -> settlements.submit(maker, run.code()));
        to(statements.objectionsUntil(agent, statement()).orElseThrow().toString());
        issue();
        assertThat(issued().payable()).isEqualTo(Money.of(41_500, "CNY"));
        assertThat(statements.confirmation(agent, issued().code())).isNull();
    }

    @Test
    void nobody_has_to_wait_for_the_deadline_once_all_who_are_to_be_paid_have_confirmed() {
        statements.confirm(agent, statement(), statements.previewHash(agent, statement()));
        assertThat(issue().state()).isEqualTo(RunState.ISSUED);
    }

    @Test
    void a_dispute_after_the_issue_holds_nothing_and_leads_to_a_follow_up_only() {
        to("2031-11-08T02:00:00Z");
        issue();
        Dispute dispute = disputes.raise(agent, about("consignment.fulfilled", "E2", 13_000L));
        assertThat(dispute.held()).isEqualTo(Money.of(0, "CNY"));
        disputes.accept(maker, dispute.code(), Money.of(13_000, "CNY"), "right");
        disputes.approve(checker, dispute.code(), Money.of(13_000, "CNY"));
        assertThat(ledger.balance(system, account(AccountKind.DEALER_DUE))).isEqualTo(Money.of(1_000, "CNY"));
    }

    @Test
    void printing_again_gives_the_same_bytes_and_every_line() throws IOException {
        to("2031-11-08T02:00:00Z");
        issue();
        String code = issued().code();
        for (Locale language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE, Locale.forLanguageTag("es"))) {
            assertThat(statements.pdf(agent, code, language)).isEqualTo(statements.pdf(agent, code, language));
            byte[] xlsx = statements.xlsx(agent, code, language);
            assertThat(statements.xlsx(agent, code, language)).isEqualTo(xlsx);
            assertThat(cells(xlsx)).contains(code, "300.00", "120.00", "-5.00", "415.00");
        }
        byte[] csv = statements.csv(agent, code);
        post("commission.due", "E4", AccountKind.COMMISSION_COST, AccountKind.COMMISSION_DUE, 700);
        assertThat(statements.csv(agent, code)).isEqualTo(csv);
        for (Map.Entry<Locale, String> head : Map.of(Locale.ENGLISH, "Statement,Date,Kind,", Locale.SIMPLIFIED_CHINESE, "结算单,日期,类别,", Locale.forLanguageTag("es"),
                "Liquidación,Fecha,Clase,").entrySet()) {
            String[] read = new String(statements.csv(agent, code, head.getKey()), StandardCharsets.UTF_8).split("\\R");
            assertThat(read[0]).as("in words, for who reads it").startsWith("\uFEFF" + head.getValue()).doesNotContain("_", "cause");
            assertThat(read).as("the same rows").hasSameSizeAs(new String(csv, StandardCharsets.UTF_8).split("\\R"));
        }
        assertThat(new String(csv, StandardCharsets.UTF_8)).contains("E1", "E2", "E3", "-5.00", "415.00").doesNotContain("E4");
    }

    private static List<String> cells(byte[] xlsx) throws IOException {
        List<String> cells = new ArrayList<>();
        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(xlsx))) {
            for (Sheet sheet : book.getSheets().toList()) {
                sheet.read().forEach(row -> row.forEach(cell -> cells.add(cell == null ? "" : cell.getRawValue())));
            }
        }
        return cells;
    }

    @Test
    void a_statement_that_is_0_01_off_from_the_ledger_cannot_be_issued() throws Exception {
        to("2031-11-08T02:00:00Z");
        settlements.submit(maker, run.code());
        settlements.approve(checker, run.code(), settlements.get(checker, run.code()).totalsHash());
        // past submission, which would have seen it, and past what holds approved figures
        try (Connection owner = portal.asOwner(); java.sql.Statement sql = owner.createStatement()) {
            sql.execute("alter table settlement_statement disable trigger settlement_statement_stays_submitted");
            try {
                sql.executeUpdate("update settlement_statement set lines_minor = lines_minor + 1, closing_minor = closing_minor + 1 where tenant_id = "
                        + tenant.id().value());
            } finally {
                sql.execute("alter table settlement_statement enable always trigger settlement_statement_stays_submitted");
            }
        }
        portal.bean(Jobs.class).runAll(tenant.id());
        assertThat(settlements.get(maker, run.code()).state()).isEqualTo(RunState.POSTED);
        assertThat(issued().hash()).isNull();
        assertThat(statements.proof(agent, issued().code()).holds()).isFalse();
    }

    @Test
    void lines_are_paged_in_their_order_and_hashed_in_groups() {
        for (int i = 0; i < 7; i++) {
            post("commission.due", "L" + i, AccountKind.COMMISSION_COST, AccountKind.COMMISSION_DUE, 100 + i);
        }
        settlements.cancel(maker, run.code(), "again");
        to("2031-12-03T02:00:00Z");
        run = settlements.start(maker, OCTOBER.plusMonths(1));
        portal.bean(Jobs.class).runAll(tenant.id());

        Statement.Group group = statements.content(agent, statement()).groups().stream().filter(each -> each.key().equals("commission.due")).findFirst()
                .orElseThrow();
        assertThat(group.size()).isEqualTo(8);
        assertThat(group.hash()).hasSize(64);
        List<Statement.Line> first = statements.lines(agent, statement(), "commission.due", null, 5);
        List<Statement.Line> rest = statements.lines(agent, statement(), "commission.due", first.get(4).key(), 5);
        assertThat(first).hasSize(5);
        assertThat(rest).extracting(Statement.Line::causeCode).containsExactly("L4", "L5", "L6");
    }

    @Test
    void a_dispute_follows_its_line_when_a_run_is_taken_back() {
        Dispute dispute = disputes.raise(agent, about("consignment.fulfilled", "E2", null));
        settlements.cancel(maker, run.code(), "again");
        run = settlements.start(maker, OCTOBER);
        portal.bean(Jobs.class).runAll(tenant.id());
        assertThat(disputes.get(agent, dispute.code()).statement()).isEqualTo(statement()).isNotEqualTo(dispute.statement());
    }

    @Test
    void an_issued_statement_says_that_it_waits_for_the_members_invoice() {
        to("2031-11-08T02:00:00Z");
        issue();
        String code = issued().code();
        assertThat(statements.waitsForInvoice(agent, code)).isFalse();
        portal.bean(MemberInvoices.class).require(Portal.headquarters(tenant, new OrganisationId(1), InvoicingPermission.ISSUE), TaxProfile.COMPANY, true);
        assertThat(statements.waitsForInvoice(agent, code)).isTrue();
        assertThat(portal.bean(LeftOuts.class).counts(maker, run.code())).extracting(LeftOut.Count::why).as("its payout was asked for before the rule")
                .doesNotContain(LeftOut.Why.INVOICE_MISSING);
    }

    @Test
    void reconciliation_says_that_more_differs_than_it_lists() {
        for (int i = 0; i < Reconciliation.LISTED_MAX; i++) {
            post("top-up.confirmed", "T" + i, AccountKind.BANK, AccountKind.WALLET, 100);
        }
        Reconciliation reconciliation = portal.bean(Reconciliation.class);
        YearMonth november = OCTOBER.plusMonths(1);
        assertThat(reconciliation.of(maker, november, november).differences()).filteredOn(each -> each.check().equals("bank")).hasSize(Reconciliation.LISTED_MAX);
        assertThat(reconciliation.of(maker, november, november).cut()).isFalse();

        post("top-up.confirmed", "one more", AccountKind.BANK, AccountKind.WALLET, 100);
        Reconciled cut = reconciliation.of(maker, november, november);
        assertThat(cut.cut()).isTrue();
        assertThat(cut.differences()).filteredOn(each -> each.check().equals("bank")).hasSize(Reconciliation.LISTED_MAX);
        Reconciled full = reconciliation.inFull(maker, november, november);
        assertThat(full.cut()).isFalse();
        assertThat(full.differences()).filteredOn(each -> each.check().equals("bank")).hasSize(Reconciliation.LISTED_MAX + 1);
    }

    @Test
    void what_waits_for_an_invoice_is_no_difference_and_is_paid_once_nobody_asks_for_the_invoice_any_more() {
        Actor clerk = Portal.headquarters(tenant, new OrganisationId(1), InvoicingPermission.ISSUE, PayoutPermission.READ);
        MemberInvoices invoices = portal.bean(MemberInvoices.class);
        Payouts payouts = portal.bean(Payouts.class);
        invoices.require(clerk, TaxProfile.COMPANY, true);
        to("2031-11-08T02:00:00Z");
        issue();
        portal.bean(Jobs.class).runAll(tenant.id());
        assertThat(payouts.because(clerk, "statement", issued().code())).isEmpty();
        assertThat(portal.bean(LeftOuts.class).counts(maker, run.code())).extracting(LeftOut.Count::why).contains(LeftOut.Why.INVOICE_MISSING);

        Reconciled reconciled = portal.bean(Reconciliation.class).of(maker, OCTOBER, OCTOBER);
        assertThat(reconciled.checks()).filteredOn(check -> check.key().equals("transit")).singleElement().satisfies(check -> {
            assertThat(check.holds()).isTrue();
            assertThat(check.explained()).isEqualTo(Money.of(41_500, "CNY"));
        });
        assertThat(reconciled.differences()).filteredOn(each -> each.check().equals("transit")).singleElement().satisfies(each -> {
            assertThat(each.key()).isEqualTo("invoice");
            assertThat(each.open()).isFalse();
            assertThat(each.code()).isEqualTo(issued().code());
        });

        invoices.require(clerk, TaxProfile.COMPANY, false);
        portal.bean(Jobs.class).runAll(tenant.id());
        assertThat(payouts.because(clerk, "statement", issued().code())).get().satisfies(payout -> {
            assertThat(payout.amount()).isEqualTo(Money.of(41_500, "CNY"));
            assertThat(payout.dueOn()).isEqualTo(LocalDate.of(2031, 11, 15));
        });
        // and once only
        portal.bean(Jobs.class).runAll(tenant.id());
        assertThat(payouts.list(clerk, Payouts.Filter.ALL, null, 10)).hasSize(1);
    }

    @Test
    void the_forecast_says_on_which_day_what_is_due_is_paid() {
        Forecast previewed = portal.bean(CashForecast.class).of(agent);
        assertThat(previewed.payments()).containsExactly(new Forecast.Payment(LocalDate.of(2031, 11, 15), Money.of(41_500, "CNY")));
        assertThat(previewed.items()).extracting(Forecast.Item::kind).containsExactly(Forecast.Kind.PREVIEWED);

        assertThat(portal.bean(CashForecast.class).members(maker, LocalDate.of(2031, 11, 15), null, 10))
                .containsExactly(new CashForecast.Member(one, Money.of(41_500, "CNY")));
        post("commission.due", "E5", AccountKind.COMMISSION_COST, AccountKind.COMMISSION_DUE, 900);
        to("2031-11-08T02:00:00Z");
        issue();
        Forecast issued = portal.bean(CashForecast.class).of(maker);
        assertThat(issued.payments()).containsExactly(new Forecast.Payment(LocalDate.of(2031, 11, 15), Money.of(41_500, "CNY")),
                new Forecast.Payment(LocalDate.of(2031, 12, 15), Money.of(900, "CNY")));
        assertThat(portal.bean(CashForecast.class).members(maker, LocalDate.of(2031, 12, 15), null, 10))
                .containsExactly(new CashForecast.Member(one, Money.of(900, "CNY")));
        assertThat(portal.bean(CashForecast.class).of(stranger).payments()).isEmpty();
        // 9.00 is under the minimum
        Money none = Money.of(0, "CNY");
        Forecast.Net little = new Forecast.Net(LocalDate.of(2031, 12, 15), Money.of(900, "CNY"), none, none, none, Money.of(900, "CNY"), none,
                List.of(new Forecast.Carried(CarryReason.BELOW_MINIMUM, 1, Money.of(900, "CNY"))));
        assertThat(portal.bean(CashForecast.class).net(agent)).containsExactly(little);
        assertThat(portal.bean(CashForecast.class).net(maker)).containsExactly(little);
        assertThat(portal.bean(CashForecast.class).net(stranger)).isEmpty();
        assertThat(portal.bean(CashForecast.class).net(maker, LocalDate.of(2031, 12, 15))).containsOnly(Map.entry(one, little));
        post("commission.due", "E6", AccountKind.COMMISSION_COST, AccountKind.COMMISSION_DUE, 50_000);
        assertThat(portal.bean(CashForecast.class).net(maker)).extracting(Forecast.Net::paid).containsExactly(Money.of(50_900, "CNY"));
    }

    @Test
    void what_a_run_of_one_member_took_is_due_neither_in_the_period_before_nor_in_this_one() {
        settlements.cancel(maker, run.code(), "one member first");
        run = settlements.startOffCycle(maker, portal.bean(Organisations.class).get(system, one).code(), false, "It asked for it");
        portal.bean(Jobs.class).runAll(tenant.id());
        to("2031-11-08T02:00:00Z");
        CashForecast forecasts = portal.bean(CashForecast.class);
        issue();

        assertThat(forecasts.of(agent).items()).extracting(Forecast.Item::kind).doesNotContain(Forecast.Kind.DUE);
        assertThat(forecasts.of(maker).items()).extracting(Forecast.Item::kind).doesNotContain(Forecast.Kind.DUE);
        assertThat(forecasts.net(agent)).isEmpty();
        post("commission.due", "E9", AccountKind.COMMISSION_COST, AccountKind.COMMISSION_DUE, 700);
        assertThat(forecasts.of(agent).items()).filteredOn(item -> item.kind() == Forecast.Kind.DUE).singleElement()
                .satisfies(item -> assertThat(item.amount()).isEqualTo(Money.of(700, "CNY")));
        assertThat(forecasts.members(maker, LocalDate.of(2031, 12, 15), null, 10)).containsExactly(new CashForecast.Member(one, Money.of(700, "CNY")));
    }

    @Test
    void the_forecast_counts_a_statement_in_hand_once_with_all_that_it_nets() throws Exception {
        try (Connection owner = portal.asOwner(); java.sql.Statement sql = owner.createStatement()) {
            sql.executeUpdate("update settlement_statement set payable_minor = payable_minor - 10000, receivable_minor = receivable_minor + 10000 "
                    + "where payable_minor > 0 and tenant_id = " + tenant.id().value());
        }
        CashForecast forecasts = portal.bean(CashForecast.class);
        assertThat(forecasts.of(agent).payments()).containsExactly(new Forecast.Payment(LocalDate.of(2031, 11, 15), Money.of(31_500, "CNY")));
        assertThat(forecasts.of(maker).payments()).containsExactly(new Forecast.Payment(LocalDate.of(2031, 11, 15), Money.of(31_500, "CNY")));
        assertThat(forecasts.members(maker, LocalDate.of(2031, 12, 15), null, 10)).isEmpty();
    }

    @Test
    void the_forecast_pays_nothing_that_is_disputed_and_shows_what_is_said_to_come() {
        Dispute dispute = disputes.raise(agent, about("consignment.fulfilled", "E2", 15_000L));
        to("2031-11-08T02:00:00Z");
        issue();
        CashForecast forecasts = portal.bean(CashForecast.class);
        assertThat(forecasts.net(agent)).singleElement().satisfies(net -> {
            assertThat(net.gross()).isEqualTo(Money.of(12_000, "CNY"));
            assertThat(net.carried()).isEqualTo(Money.of(12_000, "CNY"));
            assertThat(net.paid()).isEqualTo(Money.of(0, "CNY"));
            assertThat(net.why()).extracting(Forecast.Carried::reason).containsExactly(CarryReason.DISPUTED);
        });
        disputes.withdraw(agent, dispute.code());
        assertThat(forecasts.net(agent)).extracting(Forecast.Net::paid).containsExactly(Money.of(12_000, "CNY"));

        portal.bean(TopUps.class).report(Portal.member(tenant, one, WalletPermission.REPORT),
                new ReportTopUp(BigDecimal.valueOf(800), LocalDate.of(2031, 11, 7), "FT-1", ""));
        assertThat(forecasts.of(agent).topUps()).isEqualTo(new Forecast.TopUps(1, Money.of(80_000, "CNY")));
        assertThat(forecasts.of(maker).topUps().count()).isEqualTo(1);
        assertThat(forecasts.of(stranger).topUps().count()).isZero();
    }

    @Test
    void statements_ledger_and_bank_are_compared_to_the_cent() {
        to("2031-11-08T02:00:00Z");
        issue();
        Reconciled reconciled = portal.bean(Reconciliation.class).of(maker, OCTOBER, OCTOBER);
        assertThat(reconciled.checks()).filteredOn(check -> !check.key().equals("bank")).allMatch(Reconciled.Check::holds);
        assertThat(reconciled.checks().get(0).left()).isEqualTo(Money.of(41_500, "CNY"));

        ledger.post(system, NewPosting.transfer("top-up.confirmed", "top-up", "T1", account(AccountKind.BANK), account(AccountKind.WALLET),
                Money.of(777, "CNY")));
        Reconciled november = portal.bean(Reconciliation.class).of(maker, OCTOBER, OCTOBER.plusMonths(1));
        assertThat(november.differences()).filteredOn(each -> each.code().equals("T1")).singleElement()
                .satisfies(each -> assertThat(each.of()).as("whose top-up").isEqualTo(one));
        Reconciled.Check bank = november.checks().stream()
                .filter(check -> check.key().equals("bank")).findFirst().orElseThrow();
        assertThat(bank.open()).isEqualTo(Money.of(777, "CNY"));
        assertThat(bank.holds()).isFalse();
    }

    @Test
    void members_are_written_to_when_a_statement_is_shown_and_when_it_is_issued() throws Exception {
        to("2031-11-08T02:00:00Z");
        issue();
        portal.bean(Jobs.class).runAll(tenant.id());
        try (Connection owner = portal.asOwner(); java.sql.Statement sql = owner.createStatement();
             ResultSet rows = sql.executeQuery("select string_agg(text_key, ' ' order by id) from message where text_key like 'statement.letter.%' and tenant_id = "
                     + tenant.id().value())) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("statement.letter.PREVIEWED statement.letter.ISSUED");
        }
    }
}
