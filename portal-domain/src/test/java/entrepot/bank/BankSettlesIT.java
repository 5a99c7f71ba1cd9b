package entrepot.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.gateway.Channels;
import entrepot.gateway.GatewayPermission;
import entrepot.gateway.Paying;
import entrepot.gateway.Payments;
import entrepot.gateway.Provider;
import entrepot.gateway.Simulation;
import entrepot.identity.FrontDoor;
import entrepot.identity.InviteUser;
import entrepot.identity.Invited;
import entrepot.identity.NewPassword;
import entrepot.identity.Role;
import entrepot.identity.SecondFactors;
import entrepot.identity.SignIns;
import entrepot.identity.StepUp;
import entrepot.identity.Users;
import entrepot.invoicing.Charge;
import entrepot.invoicing.Receivable;
import entrepot.invoicing.ReceivableKind;
import entrepot.invoicing.Receivables;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.NewPosting;
import entrepot.ledger.PostingKey;
import entrepot.network.Organisation;
import entrepot.payout.Batch;
import entrepot.payout.Batches;
import entrepot.payout.EnterAccount;
import entrepot.payout.PayeeAccount;
import entrepot.payout.PayeeAccounts;
import entrepot.payout.PaymentTerms;
import entrepot.payout.Payout;
import entrepot.payout.PayoutPermission;
import entrepot.payout.PayoutRequest;
import entrepot.payout.Payouts;
import entrepot.payout.Release;
import entrepot.payout.Terms;
import entrepot.platform.access.Actor;
import entrepot.platform.sql.Sql;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Members;
import entrepot.testing.Portal;
import entrepot.tracking.CourierBill;
import entrepot.tracking.CourierBills;
import entrepot.tracking.TrackingProblem;
import entrepot.wallet.ReportTopUp;
import entrepot.wallet.TopUp;
import entrepot.wallet.TopUps;
import entrepot.wallet.WalletPermission;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.iban4j.CountryCode;
import org.iban4j.Iban;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a bank's line settles beyond top-ups: payouts one by one and in a sum, what came back, what a provider handed over, and what a charge was paid with. */
class BankSettlesIT {

    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final Instant MONDAY = Instant.parse("2026-12-14T02:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 12, 14);
    private static final LocalDate TUESDAY = TODAY.plusDays(1);
    private static final String PASSWORD = "mountain river 9";
    private static final Portal PORTAL = Portal.running();
    private static final Tenant TENANT = PORTAL.newTenant();
    private static final Actor SYSTEM = Actor.system(TENANT.id());
    private static final Members MEMBERS = Members.of(PORTAL, TENANT);
    private static final Actor MAKER = signedIn(Role.FINANCE_MAKER);
    private static final Actor CHECKER = signedIn(Role.FINANCE_CHECKER);
    private static final String ACCOUNT;

    static {
        SecondFactors factors = PORTAL.bean(SecondFactors.class);
        factors.begin(CHECKER);
        PORTAL.bean(StepUp.class).confirm(CHECKER, factors.shown(CHECKER).code());
        PORTAL.clockTo(TENANT, MONDAY);
        PaymentTerms terms = PORTAL.bean(PaymentTerms.class);
        Terms e = terms.now(MAKER);
        terms.approve(CHECKER, terms.propose(MAKER, new Terms("Acme Trading", "DE44 5001 0517 5407 3249 31", "", "pay@acme.example", "杭州锦绣", e.iban(), e.chineseBank(),
                e.paymentDays(), e.payoutMin(), e.payoutMax(), e.withdrawalMin(), e.withdrawalMax(), e.columns(), e.answers(), false)));
        BankAccounts accounts = PORTAL.bean(BankAccounts.class);
        ACCOUNT = accounts.approve(CHECKER, accounts.propose(MAKER, new BankAccounts.Proposed(null, "Main", "Acme", "ICBC", "", "6222 0000 1111", null, true), "first")).code();
        Channels channels = PORTAL.bean(Channels.class);
        channels.approve(CHECKER, channels.propose(MAKER, Provider.SIMULATOR, Map.of(), Map.of(), ""));
    }

    private final BankStatements statements = PORTAL.bean(BankStatements.class);
    private final BankLines lines = PORTAL.bean(BankLines.class);
    private final Suspenses suspenses = PORTAL.bean(Suspenses.class);
    private final Payouts payouts = PORTAL.bean(Payouts.class);
    private final Batches batches = PORTAL.bean(Batches.class);
    private final PayeeAccounts payees = PORTAL.bean(PayeeAccounts.class);
    private final Receivables receivables = PORTAL.bean(Receivables.class);
    private final TopUps topUps = PORTAL.bean(TopUps.class);
    private final Ledger ledger = PORTAL.bean(Ledger.class);
    private Organisation member;

    @BeforeEach
    void a_member() {
        PORTAL.clockTo(TENANT, MONDAY);
        PORTAL.in(TENANT.id(), () -> {
            // a code counts once a step: the tests do not wait for the next
            PORTAL.bean(Sql.class).update("update second_factor set last_step = 0 where tenant_id = ?", TENANT.id());
            return null;
        });
        member = newMember();
    }

    private static Actor signedIn(Role role) {
        Users users = PORTAL.bean(Users.class);
        String email = "bank" + COUNTER.incrementAndGet() + "@acme.example";
        Actor visitor = Actor.visitor(TENANT.id());
        Invited invited = users.invite(SYSTEM, new InviteUser(MEMBERS.headquarters().id(), "Person", email, role));
        users.acceptInvitation(visitor, invited.token(), NewPassword.of(PASSWORD));
        long signIn = PORTAL.bean(FrontDoor.class).enter(visitor, email, PASSWORD, "10.9.0." + COUNTER.get(), "test").signIn();
        return PORTAL.bean(SignIns.class).resume(visitor, signIn).orElseThrow().actor();
    }

    private Organisation newMember() {
        Organisation admitted = MEMBERS.agent();
        ledger.openAccounts(SYSTEM, admitted.id());
        return admitted;
    }

    private static Money yuan(String major) {
        return Money.parse(new BigDecimal(major), "CNY");
    }

    private static void refused(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).as(problem.toString()).isEqualTo(code));
    }

    private Money balance(AccountKind kind) {
        return ledger.balance(SYSTEM, kind.isOrganisations() ? Account.of(kind, member.id()) : Account.of(kind));
    }

    /** Something payable to a member whose account is verified and older than 72 hours. */
    private Payout due(Organisation to, String amount) {
        int no = COUNTER.incrementAndGet();
        PORTAL.clockTo(TENANT, MONDAY.minus(Duration.ofDays(10)));
        Actor owner = Portal.member(TENANT, to.id(), PayoutPermission.READ, PayoutPermission.WITHDRAW);
        String iban = new Iban.Builder().countryCode(CountryCode.DE).bankCode("50010517").accountNumber("%010d".formatted(no)).build().toString();
        payees.verify(MAKER, payees.enter(owner, new EnterAccount(PayeeAccount.Kind.IBAN, iban, "Zhang San", "", "", "", "")).code(), "bank statement seen", false);
        PORTAL.clockTo(TENANT, MONDAY);
        String statement = "STM-261214-%06d".formatted(no);
        ledger.post(SYSTEM, NewPosting.transfer("settlement.posted", "statement", statement, Account.of(AccountKind.COMMISSION_DUE, to.id()),
                Account.of(AccountKind.PAYABLE, to.id()), yuan(amount)));
        return payouts.get(MAKER, payouts.request(SYSTEM, List.of(new PayoutRequest(to.id(), "statement", statement, yuan(amount), TUESDAY))).get(0));
    }

    private Batch released() {
        Batch batch = batches.prepare(MAKER, TUESDAY, TUESDAY).batches().get(0);
        batches.approve(CHECKER, batch.code(), batch.hash());
        return PORTAL.bean(Release.class).release(CHECKER, batch.code(), PORTAL.bean(SecondFactors.class).shown(CHECKER).code());
    }

    /** The only open line after a statement of one row, {@code amount|name|text}. */
    private BankLines.OpenLine line(String row) {
        String table = "Date,Amount,Name,Text,Nr " + COUNTER.incrementAndGet() + "\n" + TODAY + "," + row.replace('|', ',') + ",\n";
        BankStatements.Look look = statements.look(MAKER, "bank.csv", table.getBytes(StandardCharsets.UTF_8));
        statements.take(MAKER, ACCOUNT, look.file(), new BankStatements.TableAs(look.mapping(), "", null, null));
        List<BankLines.OpenLine> open = lines.open(MAKER, null);
        return open.get(open.size() - 1);
    }

    private void settleAs(BankLines.OpenLine open) {
        lines.settle(MAKER, open.line().code(), new BankLines.Settle(open.proposed().kind(), open.proposed().target(), ""));
    }

    private static void sure(BankLines.OpenLine open, MatchKind kind, String target) {
        assertThat(open.proposed()).extracting(Proposed::confidence, Proposed::kind, Proposed::target).containsExactly(Proposed.Confidence.SURE, kind, target);
    }

    @Test
    void a_payout_that_left_is_paid_by_the_line_that_names_it_and_is_owed_again_by_the_line_that_brings_it_back() {
        Payout payout = due(member, "250.00");
        Batch batch = released();
        BankLines.OpenLine out = line("-250.00|Zhang San|" + payout.endToEnd());
        sure(out, MatchKind.PAYOUT, payout.endToEnd());

        settleAs(out);

        assertThat(payouts.get(MAKER, payout.code()).state()).isEqualTo(Payout.State.PAID);
        assertThat(balance(AccountKind.PAYABLE)).isEqualTo(yuan("0"));
        assertThat(batches.get(MAKER, batch.code()).state()).isEqualTo(Batch.State.CLOSED);
        assertThat(lines.postings(MAKER, out.line().code())).extracting(key -> key.event()).containsExactly("payout.confirmed");

        BankLines.OpenLine back = line("250.00|Zhang San|RETURN " + payout.endToEnd() + " account closed");
        sure(back, MatchKind.PAYOUT_BACK, payout.endToEnd());
        settleAs(back);

        assertThat(balance(AccountKind.PAYABLE)).isEqualTo(yuan("250"));
        assertThat(payouts.get(MAKER, payout.code())).satisfies(again -> {
            assertThat(again.state()).isEqualTo(Payout.State.WAITING);
            assertThat(again.reason()).contains("account closed");
        });
        assertThat(PORTAL.bean(Reconciliations.class).now(MAKER).rest()).isEqualTo(yuan("0"));
        PORTAL.in(TENANT.id(), () -> PORTAL.bean(Sql.class).update("update payout set state = 'CANCELLED' where tenant_id = ? and code = ?", TENANT.id(), payout.code()));
    }

    @Test
    void a_batch_that_the_bank_booked_in_one_sum_is_paid_whole_and_never_by_another_amount() {
        Payout one = due(member, "100.00");
        Payout two = due(newMember(), "50.50");
        Batch batch = released();
        BankLines.OpenLine other = line("-150.00|Acme|" + batch.code());
        assertThat(other.proposed()).extracting(Proposed::confidence, Proposed::kind).containsExactly(Proposed.Confidence.ASK, MatchKind.PAYOUT_BATCH);
        refused(BankProblem.BANK_LINE_AMOUNT, () -> settleAs(other));
        assertThat(payouts.get(MAKER, one.code()).state()).isEqualTo(Payout.State.IN_TRANSIT);
        lines.settle(MAKER, other.line().code(), new BankLines.Settle(MatchKind.SUSPENSE, "", "not the batch's amount"));

        BankLines.OpenLine whole = line("-150.50|Acme|" + batch.code());
        sure(whole, MatchKind.PAYOUT_BATCH, batch.code());
        settleAs(whole);

        assertThat(List.of(payouts.get(MAKER, one.code()).state(), payouts.get(MAKER, two.code()).state())).containsOnly(Payout.State.PAID);
        assertThat(lines.postings(MAKER, whole.line().code())).hasSize(2);
        assertThat(batches.get(MAKER, batch.code()).state()).isEqualTo(Batch.State.CLOSED);
    }

    @Test
    void what_a_return_file_said_was_paid_is_found_at_the_bank_by_what_it_was_for_by_its_number_and_by_its_batch() {
        Payout one = due(member, "30.00");
        Payout two = due(newMember(), "20.00");
        Payout three = due(newMember(), "10.00");
        Batch batch = released();
        for (Payout each : List.of(one, two, three)) {
            payouts.answer(MAKER, each.endToEnd(), Payouts.Answer.PAID, "R" + each.code(), "", "");
        }
        PORTAL.clockTo(TENANT, MONDAY.plus(Duration.ofDays(9)));

        sure(line("-30.00|Zhang San|Statement " + one.causeCode()), MatchKind.BOOKED, "payout.confirmed~payout~" + one.endToEnd());
        BankLines.OpenLine unnamed = line("-20.00|Zhang San|salary");
        lines.settle(MAKER, unnamed.line().code(), new BankLines.Settle(MatchKind.PAYOUT, two.endToEnd(), ""));
        assertThat(lines.postings(MAKER, unnamed.line().code())).extracting(PostingKey::causeCode).containsExactly(two.endToEnd());
        BankLines.OpenLine again = line("-20.00|Zhang San|salary");
        refused(BankProblem.BANK_POSTING_MATCHED, () -> lines.settle(MAKER, again.line().code(), new BankLines.Settle(MatchKind.PAYOUT, two.endToEnd(), "")));
        BankLines.OpenLine rest = line("-40.00|Acme|salaries");
        refused(KernelProblem.NOT_FOUND, () -> lines.settle(MAKER, rest.line().code(), new BankLines.Settle(MatchKind.BOOKED, "BAT-000000-000000", "")));
        lines.settle(MAKER, rest.line().code(), new BankLines.Settle(MatchKind.BOOKED, batch.code(), ""));
        assertThat(lines.postings(MAKER, rest.line().code())).extracting(PostingKey::causeCode).containsExactlyInAnyOrder(one.endToEnd(), three.endToEnd());
        lines.proposeReopen(MAKER, rest.line().code(), "not this one");
        lines.approveReopen(CHECKER, rest.line().code());
        assertThat(lines.postings(MAKER, rest.line().code())).isEmpty();
    }

    @Test
    void what_a_provider_hands_over_clears_its_account_and_the_rest_is_its_fee() {
        Actor agent = Portal.member(TENANT, member.id(), GatewayPermission.PAY, GatewayPermission.READ);
        String payment = PORTAL.bean(Paying.class).start(agent, new Payments.StartPayment(new BigDecimal("200"), Provider.SIMULATOR), "pay" + member.code(),
                new Paying.Payer("http://acme.localhost:8080", TENANT.code(), false, "127.0.0.1")).code();
        PORTAL.bean(Simulation.class).decide(agent, payment, Simulation.Way.PAY);
        Money fees = balance(AccountKind.PAYMENT_FEES);
        assertThat(balance(AccountKind.GATEWAY)).isEqualTo(yuan("200"));

        BankLines.OpenLine dear = line("150.00|SIMULATOR|" + TODAY);
        refused(entrepot.gateway.GatewayProblem.PAY_OVER_AMOUNT,
                () -> lines.settle(MAKER, dear.line().code(), new BankLines.Settle(MatchKind.GATEWAY, "SIMULATOR " + TODAY, "")));
        lines.settle(MAKER, dear.line().code(), new BankLines.Settle(MatchKind.SUSPENSE, "", "too little"));
        BankLines.OpenLine over = line("198.80|SIMULATOR|settlement");
        assertThat(over.proposed()).extracting(Proposed::kind, Proposed::target).containsExactly(MatchKind.GATEWAY, "SIMULATOR " + TODAY);
        settleAs(over);

        assertThat(balance(AccountKind.GATEWAY)).isEqualTo(yuan("0"));
        assertThat(balance(AccountKind.PAYMENT_FEES).minus(fees)).isEqualTo(yuan("1.20"));
        assertThat(PORTAL.bean(Payments.class).get(agent, payment).paidOver()).isEqualTo(lines.get(MAKER, over.line().code()).target());
    }

    @Test
    void unknown_money_that_was_for_a_charge_closes_it_once_and_never_more_than_is_owed() {
        Receivable charge = receivables.charge(MAKER, new Charge(member.code(), ReceivableKind.FRANCHISE_FEE, "Fee", new BigDecimal("80"), null), "c" + member.code());
        String much = lines.settle(MAKER, line("80.01|Unknown|a").line().code(), new BankLines.Settle(MatchKind.SUSPENSE, "", "nobody knows")).target();
        suspenses.propose(MAKER, much, new Suspenses.Clearing(Suspense.To.RECEIVABLE, member.code(), "its fee"));
        refused(BankProblem.SUSPENSE_NOT_OWED, () -> suspenses.approve(CHECKER, much));
        String right = lines.settle(MAKER, line("30.00|Unknown|b").line().code(), new BankLines.Settle(MatchKind.SUSPENSE, "", "nobody knows")).target();
        suspenses.propose(MAKER, right, new Suspenses.Clearing(Suspense.To.RECEIVABLE, member.code(), "its fee"));
        suspenses.approve(CHECKER, right);
        PORTAL.settleDown(TENANT);

        assertThat(receivables.get(MAKER, charge.code()).open()).isEqualTo(yuan("50")).isEqualTo(balance(AccountKind.RECEIVABLE));
        assertThat(receivables.moves(MAKER, charge.code())).extracting(Receivable.Move::reference).containsExactly(right);
    }

    @Test
    void a_line_that_was_settled_wrongly_is_opened_again_by_two_persons_and_what_it_was_is_reversed() {
        Organisation right = newMember();
        String code = line("70.00|Unknown|d").line().code();
        Money bank = balance(AccountKind.BANK);
        lines.settle(MAKER, code, new BankLines.Settle(MatchKind.MEMBER, member.code(), ""));
        refused(BankProblem.BANK_REASON, () -> lines.proposeReopen(MAKER, code, " "));
        Actor both = Portal.headquarters(TENANT, MEMBERS.headquarters().id(), BankPermission.READ, BankPermission.PROPOSE, BankPermission.APPROVE);
        lines.proposeReopen(both, code, "another Lin");
        refused(entrepot.platform.approval.ApprovalProblem.OWN_PROPOSAL, () -> lines.approveReopen(both, code));
        assertThat(balance(AccountKind.WALLET)).isEqualTo(yuan("70"));

        assertThat(lines.approveReopen(CHECKER, code).state()).isEqualTo(BankLine.State.OPEN);

        assertThat(balance(AccountKind.WALLET)).isEqualTo(yuan("0"));
        assertThat(balance(AccountKind.BANK)).isEqualTo(bank);
        lines.settle(MAKER, code, new BankLines.Settle(MatchKind.SUSPENSE, "", "whose?"));
        lines.proposeReopen(MAKER, code, "known now");
        lines.approveReopen(CHECKER, code);
        // the same member again is another top-up; a charge twice another posting
        lines.settle(MAKER, code, new BankLines.Settle(MatchKind.FEE, "", ""));
        lines.proposeReopen(MAKER, code, "no fee");
        lines.approveReopen(CHECKER, code);
        lines.settle(MAKER, code, new BankLines.Settle(MatchKind.FEE, "", ""));
        lines.proposeReopen(MAKER, code, "no fee");
        lines.approveReopen(CHECKER, code);
        lines.settle(MAKER, code, new BankLines.Settle(MatchKind.MEMBER, right.code(), ""));
        assertThat(ledger.balance(SYSTEM, Account.of(AccountKind.WALLET, right.id()))).isEqualTo(yuan("70"));
        assertThat(balance(AccountKind.BANK)).isEqualTo(bank.plus(yuan("70")));
        assertThat(suspenses.list(MAKER, true, null, 50)).noneMatch(each -> each.line().equals(code));
        assertThat(PORTAL.bean(Reconciliations.class).now(MAKER).rest()).isEqualTo(yuan("0"));
        assertThat(PORTAL.bean(Reconciliations.class).now(MAKER).postings()).noneMatch(each -> each.posting().causeCode().startsWith(code));
    }

    @Test
    void what_was_booked_before_is_free_for_another_line_when_its_line_is_opened_again_and_what_left_by_others_stays() {
        TopUp topUp = topUps.confirm(MAKER, topUps.report(Portal.member(TENANT, member.id(), WalletPermission.READ, WalletPermission.REPORT),
                new ReportTopUp(new BigDecimal("31"), TODAY, "ICBC" + member.code(), "")).code());
        String posting = new PostingKey("top-up.confirmed", "top-up", topUp.code()).text();
        String one = line("31.00|Lin|e").line().code();
        String two = line("31.00|Lin|f").line().code();
        lines.settle(MAKER, one, new BankLines.Settle(MatchKind.BOOKED, posting, ""));
        refused(BankProblem.BANK_POSTING_MATCHED, () -> lines.settle(MAKER, two, new BankLines.Settle(MatchKind.BOOKED, posting, "")));
        lines.proposeReopen(MAKER, one, "it was the other line");
        lines.approveReopen(CHECKER, one);
        assertThat(balance(AccountKind.WALLET)).isEqualTo(yuan("31"));
        lines.settle(MAKER, two, new BankLines.Settle(MatchKind.BOOKED, posting, ""));
        lines.settle(MAKER, one, new BankLines.Settle(MatchKind.SUSPENSE, "", "whose?"));
        suspenses.propose(MAKER, lines.get(MAKER, one).target(), new Suspenses.Clearing(Suspense.To.FEES, "", "charges"));
        refused(BankProblem.SUSPENSE_DECIDED, () -> lines.proposeReopen(MAKER, one, "no"));

        topUps.received(SYSTEM, member.id(), yuan("5"), TODAY, TopUp.Source.TRANSFER, "Y-" + member.code());
        String bounced = line("-5.00|Lin|g").line().code();
        lines.settle(MAKER, bounced, new BankLines.Settle(MatchKind.BOUNCED, topUps.list(MAKER, null, null, 1).get(0).code(), "taken back"));
        refused(BankProblem.BANK_LINE_STAYS, () -> lines.proposeReopen(MAKER, bounced, "no"));
    }

    @Test
    void a_couriers_bill_is_paid_by_the_line_that_shows_it_and_both_are_settled_or_neither() {
        CourierBills bills = PORTAL.bean(CourierBills.class);
        String bill = bills.take(MAKER, "zhongtong", "B-" + member.code(), "bill.csv", "运单号,计费重量(kg),运费\n73000000000000,1,44.00\n".getBytes(StandardCharsets.UTF_8)).code();
        bills.post(MAKER, bill);
        Money owed = balance(AccountKind.COURIER_PAYABLE);
        String more = line("-44.01|ZTO|freight").line().code();
        String right = line("-44.00|ZTO|freight").line().code();
        assertThat(bills.linesFor(CHECKER, bill)).extracting(BankLine::code).startsWith(right).doesNotContain(more);
        refused(TrackingProblem.BILL_SAME_PERSON, () -> bills.paidByLine(MAKER, bill, right));
        refused(KernelProblem.FIELD_INVALID, () -> bills.paidByLine(CHECKER, bill, more));
        assertThat(lines.get(MAKER, right).state()).isEqualTo(BankLine.State.OPEN);

        assertThat(bills.paidByLine(CHECKER, bill, right).state()).isEqualTo(CourierBill.State.PAID);

        assertThat(lines.get(MAKER, right).settledAs()).isEqualTo(MatchKind.BOOKED);
        assertThat(balance(AccountKind.COURIER_PAYABLE)).isEqualTo(owed.minus(yuan("44")));
        lines.settle(MAKER, more, new BankLines.Settle(MatchKind.SUSPENSE, "", "not ours"));
    }

    @Test
    void what_was_spent_of_a_transfer_that_bounced_and_what_left_for_a_member_are_charges_of_it() {
        TopUp topUp = topUps.received(SYSTEM, member.id(), yuan("100"), TODAY, TopUp.Source.TRANSFER, "X-" + member.code());
        ledger.post(SYSTEM, NewPosting.transfer("order.held", "order", "O-" + member.code(), Account.of(AccountKind.WALLET, member.id()),
                Account.of(AccountKind.HELD, member.id()), yuan("60")));
        topUps.bounce(MAKER, topUp.code(), "taken back");
        String left = lines.settle(MAKER, line("-12.00|Unknown|c").line().code(), new BankLines.Settle(MatchKind.SUSPENSE, "", "nobody knows")).target();
        suspenses.propose(MAKER, left, new Suspenses.Clearing(Suspense.To.RECEIVABLE, member.code(), "paid for it"));
        suspenses.approve(CHECKER, left);
        PORTAL.settleDown(TENANT);

        Actor agent = Portal.member(TENANT, member.id(), "invoices:read");
        assertThat(receivables.list(agent, true, null, 10)).extracting(Receivable::kind, Receivable::open, Receivable::title).containsExactly(
                org.assertj.core.groups.Tuple.tuple(ReceivableKind.LAID_OUT, yuan("12"), left),
                org.assertj.core.groups.Tuple.tuple(ReceivableKind.LAID_OUT, yuan("60"), topUp.code()));
        assertThat(balance(AccountKind.RECEIVABLE)).isEqualTo(yuan("72"));
    }
}
