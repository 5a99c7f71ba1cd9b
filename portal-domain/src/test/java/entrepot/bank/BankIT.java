package entrepot.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.NewPosting;
import entrepot.network.Organisation;
import entrepot.payout.PayoutRequest;
import entrepot.payout.Payouts;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Members;
import entrepot.testing.Portal;
import entrepot.wallet.ReportTopUp;
import entrepot.wallet.TopUp;
import entrepot.wallet.TopUps;
import entrepot.wallet.WalletPermission;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements, what their lines are, and the comparison with the ledger. */
class BankIT {

    private static final String[] ALL = {BankPermission.READ, BankPermission.IMPORT, BankPermission.MATCH, BankPermission.PROPOSE, BankPermission.APPROVE, WalletPermission.READ,
        WalletPermission.CONFIRM};

    private final Portal portal = Portal.running();
    private final BankStatements statements = portal.bean(BankStatements.class);
    private final BankLines lines = portal.bean(BankLines.class);
    private final BankAccounts accounts = portal.bean(BankAccounts.class);
    private final Suspenses suspenses = portal.bean(Suspenses.class);
    private final TopUps topUps = portal.bean(TopUps.class);
    private final Ledger ledger = portal.bean(Ledger.class);
    private Tenant tenant;
    private Actor system;
    private Actor clerk;
    private Actor checker;
    private Actor agent;
    private Organisation member;
    private String account;
    private String reference;
    private LocalDate today;
    private static int files;

    @BeforeEach
    void tenant() {
        tenant = portal.newTenant();
        system = Actor.system(tenant.id());
        Members members = Members.of(portal, tenant);
        member = members.agent();
        clerk = Portal.headquarters(tenant, members.headquarters().id(), ALL);
        checker = Portal.headquarters(tenant, members.headquarters().id(), ALL);
        agent = Portal.member(tenant, member.id(), WalletPermission.READ, WalletPermission.REPORT);
        ledger.openAccounts(system, member.id());
        today = LocalDate.ofInstant(portal.now(tenant), tenant.zone());
        String proposed = accounts.propose(clerk, new BankAccounts.Proposed(null, "Main", "Acme", "ICBC", "", "6222 0000 1111", null, true), "first");
        account = accounts.approve(checker, proposed).code();
        reference = topUps.reference(agent);
    }

    private static Money yuan(String major) {
        return Money.parse(new BigDecimal(major), "CNY");
    }

    private static void refused(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    private Money wallet() {
        return ledger.balance(system, Account.of(AccountKind.WALLET, member.id()));
    }

    private TopUp report(String amount, String number) {
        return topUps.report(agent, new ReportTopUp(new BigDecimal(amount), today, number, ""));
    }

    /** Rows as {@code amount|name|text}, from an opening of 1,000. */
    private BankStatements.Imported take(String opening, String... rows) {
        StringBuilder table = new StringBuilder("Date,Amount,Name,Text,Nr " + ++files + "\n");
        for (String row : rows) {
            String[] cells = row.split("\\|");
            table.append(today).append(',').append(cells[0]).append(',').append(cells[1]).append(',').append(cells[2]).append(",\n");
        }
        BankStatements.Look look = statements.look(clerk, "bank.csv", table.toString().getBytes(StandardCharsets.UTF_8));
        return statements.take(clerk, account, look.file(), new BankStatements.TableAs(look.mapping(), "", yuan(opening), null));
    }

    private List<BankLines.OpenLine> open() {
        return lines.open(clerk, null);
    }

    private void books() {
        Reconciliations.Reconciliation now = portal.bean(Reconciliations.class).now(clerk);
        assertThat(now.rest()).isEqualTo(yuan("0"));
        assertThat(now.bank()).isEqualTo(now.ledger().plus(now.difference()));
    }

    @Test
    void an_exact_reference_and_amount_is_sure_and_accepted_with_others_by_one_click() {
        TopUp reported = report("250.00", "X1");
        take("1000", "250.00|Lin|top up " + reference, "80.00|Lin|again " + reference.substring(0, 4) + " " + reference.substring(4));
        List<BankLines.OpenLine> open = open();
        assertThat(open.get(0).proposed()).satisfies(each -> {
            assertThat(each.confidence()).isEqualTo(Proposed.Confidence.SURE);
            assertThat(each.why()).isEqualTo(Proposed.Why.REFERENCE_AND_AMOUNT);
            assertThat(each.target()).isEqualTo(reported.code());
        });
        // the member's only report is the other line's
        assertThat(open.get(1).proposed()).extracting(Proposed::kind, Proposed::confidence).containsExactly(MatchKind.MEMBER, Proposed.Confidence.SURE);
        assertThat(wallet()).isEqualTo(yuan("0"));

        lines.settleSure(clerk, List.of(new BankLines.Shown(open.get(0).line().code(), MatchKind.TOP_UP, reported.code())));

        assertThat(wallet()).isEqualTo(yuan("250"));
        BankLines.OpenLine second = open().get(0);
        assertThat(second.proposed()).extracting(Proposed::kind, Proposed::confidence).containsExactly(MatchKind.MEMBER, Proposed.Confidence.SURE);
        lines.settle(clerk, second.line().code(), new BankLines.Settle(MatchKind.MEMBER, member.code(), ""));
        assertThat(wallet()).isEqualTo(yuan("330"));
        assertThat(statements.list(clerk, null, false, null, 1).get(0).state()).isEqualTo(BankStatement.State.DONE);
        books();
    }

    @Test
    void a_line_does_not_take_the_report_that_another_line_names_with_its_amount() {
        TopUp reported = report("60000.00", "X3");
        take("1000", "888.00|Lin|" + reference, "60000.00|Lin|" + reference);
        List<BankLines.OpenLine> open = open();

        assertThat(open.get(0).proposed()).extracting(Proposed::kind, Proposed::confidence).containsExactly(MatchKind.MEMBER, Proposed.Confidence.SURE);
        assertThat(open.get(1).proposed()).extracting(Proposed::target, Proposed::confidence).containsExactly(reported.code(), Proposed.Confidence.SURE);
        assertThat(lines.proposed(clerk, open.get(0).line().code())).as("its own page says the same").isEqualTo(open.get(0).proposed());
        assertThat(lines.proposed(clerk, open.get(1).line().code())).isEqualTo(open.get(1).proposed());
        assertThat(lines.forTopUps(clerk)).containsOnlyKeys(reported.code());
    }

    @Test
    void a_line_of_another_amount_is_the_reported_transfer_only_where_banks_may_have_kept_the_rest() {
        report("1000.00", "X4");
        take("1000", "995.00|Lin|" + reference);
        assertThat(open().get(0).proposed()).extracting(Proposed::why, Proposed::confidence)
                .containsExactly(Proposed.Why.REFERENCE_OTHER_AMOUNT, Proposed.Confidence.LIKELY);
        lines.settle(clerk, open().get(0).line().code(), new BankLines.Settle(MatchKind.MEMBER, member.code(), ""));

        take("1995", "888.00|Lin|" + reference);
        assertThat(open().get(0).proposed()).extracting(Proposed::why, Proposed::confidence)
                .containsExactly(Proposed.Why.REFERENCE_OTHER_AMOUNT, Proposed.Confidence.ASK);
    }

    @Test
    void a_line_is_settled_once_and_a_posting_is_at_the_bank_once() {
        TopUp reported = report("250.00", "X2");
        take("1000", "250.00|Lin|" + reference, "250.00|Lin|other");
        String first = open().get(0).line().code();
        String second = open().get(1).line().code();
        lines.settle(clerk, first, new BankLines.Settle(MatchKind.TOP_UP, reported.code(), ""));

        refused(BankProblem.BANK_LINE_SETTLED, () -> lines.settle(clerk, first, new BankLines.Settle(MatchKind.TOP_UP, reported.code(), "")));
        String posting = lines.postings(clerk, first).get(0).text();
        refused(BankProblem.BANK_POSTING_MATCHED, () -> lines.settle(clerk, second, new BankLines.Settle(MatchKind.BOOKED, posting, "")));
        refused(BankProblem.BANK_LINE_DIRECTION, () -> lines.settle(clerk, second, new BankLines.Settle(MatchKind.PAYOUT, "PAY-1", "")));
        refused(BankProblem.BANK_REASON, () -> lines.settle(clerk, second, new BankLines.Settle(MatchKind.SUSPENSE, "", " ")));
        assertThat(wallet()).isEqualTo(yuan("250"));
        books();
    }

    @Test
    void the_same_file_statement_or_line_twice_is_found_and_left_out_with_the_reason() {
        byte[] camt = StatementFileTest.camt("08", StatementFileTest.entry("25.00", "CRDT", "", ""), "125.00").replace("GBP", "CNY").replace("GB33BUKB20201555555555", "622200001111")
                .getBytes(StandardCharsets.UTF_8);
        String file = statements.look(clerk, "a.xml", camt).file();
        assertThat(statements.take(clerk, account, file, null).taken()).isEqualTo(1);
        refused(BankProblem.STATEMENT_FILE_KNOWN, () -> statements.look(clerk, "b.xml", camt));

        byte[] again = (new String(camt, StandardCharsets.UTF_8) + " ").getBytes(StandardCharsets.UTF_8);
        BankStatements.Imported same = statements.take(clerk, account, statements.look(clerk, "b.xml", again).file(), null);
        assertThat(same.taken()).isZero();
        assertThat(same.reasons()).containsEntry("STATEMENT_KNOWN", 1);

        byte[] other = new String(camt, StandardCharsets.UTF_8).replace("<Id>S-1</Id>", "<Id>S-2</Id>").getBytes(StandardCharsets.UTF_8);
        BankStatements.Imported line = statements.take(clerk, account, statements.look(clerk, "c.xml", other).file(), null);
        assertThat(line.taken()).isZero();
        assertThat(line.reasons()).containsEntry("LINE_KNOWN", 1);
        // two equal movements of one day in one file are two
        assertThat(take("125", "5.00|Lin|same", "5.00|Lin|same").taken()).isEqualTo(2);
    }

    @Test
    void a_statement_that_does_not_add_up_or_is_of_another_account_is_refused_whole() {
        byte[] wrong = StatementFileTest.camt("02", StatementFileTest.entry("25.00", "CRDT", "", ""), "125.01").replace("GBP", "CNY").replace("GB33BUKB20201555555555", "622200001111")
                .getBytes(StandardCharsets.UTF_8);
        refused(BankProblem.STATEMENT_SUM, () -> statements.look(clerk, "a.xml", wrong));
        byte[] foreign = new String(wrong, StandardCharsets.UTF_8).replace("125.01", "125.00").replace("622200001111", "622200009999").getBytes(StandardCharsets.UTF_8);
        refused(BankProblem.STATEMENT_OTHER_ACCOUNT, () -> statements.take(clerk, account, statements.look(clerk, "a.xml", foreign).file(), null));
        assertThat(statements.list(clerk, null, false, null, 10)).isEmpty();
    }

    @Test
    void a_table_that_lacks_a_line_says_so_when_it_is_looked_at_and_is_not_taken() {
        String table = "Booking date,Amount,Payer,Balance,Details\n2031-05-02,10.00,Lin,110.00,one\n2031-05-03,5.00,Lin,%s,two\n";
        assertThat(statements.look(clerk, "a.csv", table.formatted("115.00").getBytes(StandardCharsets.UTF_8)).missing()).isNull();
        BankStatements.Look look = statements.look(clerk, "b.csv", table.formatted("118.50").getBytes(StandardCharsets.UTF_8));
        assertThat(look.missing()).isEqualTo(yuan("3.50"));
        BankStatements.Look whole = statements.look(clerk, "c.csv", table.formatted("115.00").replace("one", "uno").getBytes(StandardCharsets.UTF_8));
        statements.take(clerk, account, whole.file(), new BankStatements.TableAs(whole.mapping(), "House bank", null, null));
        // its columns may have to be told anew, so the file is kept; it is not taken as it is
        BankStatements.Look known = statements.look(clerk, "d.csv", table.formatted("119.00").getBytes(StandardCharsets.UTF_8));
        assertThat(known.missing()).isEqualTo(yuan("4.00"));
        refused(BankProblem.STATEMENT_SUM, () -> statements.take(clerk, account, known.file(), new BankStatements.TableAs(known.mapping(), "", null, null)));
    }

    @Test
    void unknown_money_waits_in_suspense_until_two_persons_say_whose_it_is() {
        take("1000", "77.70|Unknown|no idea", "-3.00|Bank|odd");
        String in = lines.settle(clerk, open().get(0).line().code(), new BankLines.Settle(MatchKind.SUSPENSE, "", "nobody knows")).target();
        String out = lines.settle(clerk, open().get(0).line().code(), new BankLines.Settle(MatchKind.SUSPENSE, "", "nobody knows")).target();
        assertThat(ledger.balance(system, Account.of(AccountKind.SUSPENSE))).isEqualTo(yuan("74.70"));

        suspenses.propose(clerk, in, new Suspenses.Clearing(Suspense.To.WALLET, member.code(), "Lin called"));
        refused(ApprovalProblem.OWN_PROPOSAL, () -> suspenses.approve(clerk, in));
        assertThat(wallet()).isEqualTo(yuan("0"));
        assertThat(suspenses.approve(checker, in).state()).isEqualTo(Suspense.State.CLEARED);
        assertThat(wallet()).isEqualTo(yuan("77.70"));

        suspenses.propose(clerk, out, new Suspenses.Clearing(Suspense.To.FEES, "", "charges"));
        assertThat(suspenses.reject(checker, out, "ask the bank").state()).isEqualTo(Suspense.State.OPEN);
        suspenses.propose(clerk, out, new Suspenses.Clearing(Suspense.To.FEES, "", "charges"));
        suspenses.approve(checker, out);
        assertThat(ledger.balance(system, Account.of(AccountKind.SUSPENSE))).isEqualTo(yuan("0"));
        books();
    }

    @Test
    void what_goes_back_to_its_payer_is_found_when_the_bank_shows_it() {
        take("1000", "50.00|Unknown|wrong account");
        String code = lines.settle(clerk, open().get(0).line().code(), new BankLines.Settle(MatchKind.SUSPENSE, "", "not ours")).target();
        suspenses.propose(clerk, code, new Suspenses.Clearing(Suspense.To.BACK, "", "not ours"));
        suspenses.approve(checker, code);
        books();
        take("1050", "-50.00|Unknown|returned " + code);
        assertThat(open().get(0).proposed()).extracting(Proposed::kind, Proposed::confidence).containsExactly(MatchKind.BOOKED, Proposed.Confidence.SURE);
        lines.settleSure(clerk, List.of(new BankLines.Shown(open().get(0).line().code(), MatchKind.BOOKED, open().get(0).proposed().target())));
        assertThat(portal.bean(Reconciliations.class).now(clerk).difference()).isEqualTo(yuan("1000"));
        books();
    }

    @Test
    void a_transfer_that_bounces_leaves_the_wallet_and_what_is_gone_is_owed() {
        TopUp reported = report("100.00", "X3");
        take("1000", "100.00|Lin|" + reference);
        lines.settle(clerk, open().get(0).line().code(), new BankLines.Settle(MatchKind.TOP_UP, reported.code(), ""));
        ledger.post(system, NewPosting.transfer("order.held", "order", "O-" + reported.code(), Account.of(AccountKind.WALLET, member.id()),
                Account.of(AccountKind.HELD, member.id()), yuan("60")));
        take("1100", "-100.00|Lin|RETURN " + reference);
        Proposed proposed = open().get(0).proposed();
        assertThat(proposed).extracting(Proposed::kind, Proposed::target).containsExactly(MatchKind.BOUNCED, reported.code());

        lines.settle(clerk, open().get(0).line().code(), new BankLines.Settle(MatchKind.BOUNCED, reported.code(), "taken back"));

        assertThat(wallet()).isEqualTo(yuan("0"));
        assertThat(ledger.balance(system, Account.of(AccountKind.RECEIVABLE, member.id()))).isEqualTo(yuan("60"));
        assertThat(topUps.get(clerk, reported.code()).state()).isEqualTo(TopUp.State.BOUNCED);
        books();
    }

    @Test
    void what_was_posted_by_hand_is_found_at_the_bank_and_the_rest_is_listed() {
        topUps.confirm(clerk, report("30.00", "ICBC4711").code());
        take("1000", "30.00|Lin|ICBC4711");
        Reconciliations.Reconciliation before = portal.bean(Reconciliations.class).now(clerk);
        assertThat(before.postings()).hasSize(1);
        assertThat(before.rest()).isEqualTo(yuan("0"));
        assertThat(open().get(0).proposed()).extracting(Proposed::kind, Proposed::confidence).containsExactly(MatchKind.BOOKED, Proposed.Confidence.SURE);
        lines.settle(clerk, open().get(0).line().code(), new BankLines.Settle(MatchKind.BOOKED, open().get(0).proposed().target(), ""));
        assertThat(portal.bean(Reconciliations.class).now(clerk).postings()).isEmpty();
        books();
    }

    @Test
    void the_same_amount_alone_is_never_sure_and_several_are_a_question() {
        report("40.00", "X4");
        take("1000", "40.00|Somebody|hello");
        assertThat(open().get(0).proposed().confidence()).isEqualTo(Proposed.Confidence.LIKELY);
        report("40.00", "X5");
        assertThat(open().get(0).proposed()).extracting(Proposed::confidence, Proposed::why).containsExactly(Proposed.Confidence.ASK, Proposed.Why.SEVERAL);
        refused(BankProblem.BANK_LINE_CHANGED, () -> lines.settleSure(clerk, List.of(new BankLines.Shown(open().get(0).line().code(), MatchKind.TOP_UP,
                open().get(0).proposed().target()))));
    }

    @Test
    void an_account_takes_two_persons_and_a_number_without_a_slip() {
        refused(BankProblem.BANK_ACCOUNT_NUMBER, () -> accounts.propose(clerk, new BankAccounts.Proposed(null, "A", "Acme", "", "", "GB34BUKB20201555555555", null, true), ""));
        refused(BankProblem.BANK_ACCOUNT_CURRENCY, () -> accounts.propose(clerk, new BankAccounts.Proposed(null, "A", "Acme", "", "", "12345678", "EUR", true), ""));
        refused(BankProblem.BANK_ACCOUNT_KNOWN, () -> accounts.propose(clerk, new BankAccounts.Proposed(null, "A", "Acme", "", "", "62220000-1111", null, true), ""));
        String proposed = accounts.propose(clerk, new BankAccounts.Proposed(null, "Second", "Acme", "", "", "GB33BUKB20201555555555", null, false), "");
        refused(ApprovalProblem.OWN_PROPOSAL, () -> accounts.approve(clerk, proposed));
        accounts.approve(checker, proposed);
        assertThat(accounts.toTransferTo(agent)).extracting(BankAccount::name).containsExactly("Main");
        accounts.stop(clerk, account, "closed");
        refused(BankProblem.BANK_ACCOUNT_STOPPED, () -> take("0", "1.00|a|b"));
    }

    @Test
    void money_that_was_credited_by_hand_is_not_credited_again_by_its_line() {
        TopUp first = report("300.00", "Y1");
        TopUp second = report("300.00", "Y2");
        topUps.confirm(clerk, first.code());
        take("1000", "300.00|Lin|" + reference, "300.00|Lin|" + reference);

        Proposed credited = open().get(0).proposed();

        assertThat(credited.kind()).isEqualTo(MatchKind.BOOKED);
        assertThat(credited.confidence()).isEqualTo(Proposed.Confidence.SURE);
        assertThat(credited.target()).endsWith(first.code());
        lines.settle(clerk, open().get(0).line().code(), new BankLines.Settle(MatchKind.BOOKED, first.code(), ""));
        assertThat(open().get(0).proposed().target()).isEqualTo(second.code());
        assertThat(wallet()).isEqualTo(yuan("300"));
        // who confirms the report settles the line that is proposed for it
        assertThat(lines.forTopUps(clerk)).containsOnlyKeys(second.code());
        lines.confirmTopUps(clerk, List.of(second.code()));
        assertThat(wallet()).isEqualTo(yuan("600"));
        assertThat(open()).isEmpty();
        books();
    }

    @Test
    void a_payout_that_its_line_names_is_confirmed_through_payouts() {
        ledger.post(system, NewPosting.transfer("deposit.back", "deposit", "D1", Account.of(AccountKind.ADJUSTMENTS), Account.of(AccountKind.PAYABLE, member.id()), yuan("20")));
        String code = portal.bean(Payouts.class).request(system, List.of(new PayoutRequest(member.id(), "deposit", "D1", yuan("20"), today))).get(0);
        portal.bean(Payouts.class).confirm(system, code, "B1");
        portal.bean(Payouts.class).approve(Portal.headquarters(tenant, new OrganisationId(1), "payouts:approve", "payouts:read"), code);
        take("1000", "-20.00|Lin|" + code);
        // confirmed by hand before: the line is found among what is booked
        assertThat(open().get(0).proposed().kind()).isEqualTo(MatchKind.BOOKED);
        lines.settle(clerk, open().get(0).line().code(), new BankLines.Settle(MatchKind.BOOKED, open().get(0).proposed().target(), ""));
        books();
    }
}
