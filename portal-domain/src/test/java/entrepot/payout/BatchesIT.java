package entrepot.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.identity.FrontDoor;
import entrepot.identity.IdentityProblem;
import entrepot.identity.InviteUser;
import entrepot.identity.Invited;
import entrepot.identity.NewPassword;
import entrepot.identity.Role;
import entrepot.identity.SecondFactors;
import entrepot.identity.SignIns;
import entrepot.identity.StepUp;
import entrepot.identity.Users;
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
import entrepot.messaging.Message;
import entrepot.messaging.Messages;
import entrepot.messaging.MessagingPermission;
import entrepot.network.NetworkPermission;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.Proposal;
import entrepot.platform.audit.History;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.SqlFailure;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Members;
import entrepot.testing.Portal;
import entrepot.wallet.WalletPermission;
import entrepot.wallet.Wallets;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.iban4j.CountryCode;
import org.iban4j.Iban;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a member's account to the bank's answer, with two persons and a code between. */
class BatchesIT {

    private static final AtomicLong COUNTER = new AtomicLong();
    private static final Instant MONDAY = Instant.parse("2026-12-14T02:00:00Z");
    private static final LocalDate TUESDAY = LocalDate.of(2026, 12, 15);
    private static final String PASSWORD = "mountain river 9";
    private static final Portal PORTAL = Portal.running();
    private static final Tenant TENANT = PORTAL.newTenant();
    private static final Actor SYSTEM = Actor.system(TENANT.id());
    private static final Members MEMBERS = Members.of(PORTAL, TENANT);
    private static final OrganisationId HQ = MEMBERS.headquarters().id();
    private static final Actor MAKER = signedIn(Role.FINANCE_MAKER);
    private static final Actor CHECKER = signedIn(Role.FINANCE_CHECKER);

    static {
        SecondFactors factors = PORTAL.bean(SecondFactors.class);
        factors.begin(CHECKER);
        PORTAL.bean(StepUp.class).confirm(CHECKER, factors.shown(CHECKER).code());
        PORTAL.clockTo(TENANT, MONDAY);
        PaymentTerms terms = PORTAL.bean(PaymentTerms.class);
        Terms example = Terms.EXAMPLE;
        terms.approve(CHECKER, terms.propose(MAKER, new Terms("Acme Trading", "DE44 5001 0517 5407 3249 31", "", "pay@acme.example", "杭州锦绣", example.iban(),
                example.chineseBank(), example.paymentDays(), example.payoutMin(), example.payoutMax(), example.withdrawalMin(), example.withdrawalMax(),
                example.columns(), example.answers(), false)));
    }

    private final Payouts payouts = PORTAL.bean(Payouts.class);
    private final PayeeAccounts accounts = PORTAL.bean(PayeeAccounts.class);
    private final Batches batches = PORTAL.bean(Batches.class);
    private final Release release = PORTAL.bean(Release.class);
    private final ReturnFiles returns = PORTAL.bean(ReturnFiles.class);
    private final Withdrawals withdrawals = PORTAL.bean(Withdrawals.class);
    private final SecondFactors factors = PORTAL.bean(SecondFactors.class);
    private final Ledger ledger = PORTAL.bean(Ledger.class);
    private final Actor books = Portal.headquarters(TENANT, HQ, LedgerPermission.READ, MessagingPermission.READ);
    private Organisation member;
    private Actor owner;

    @BeforeEach
    void a_member() {
        PORTAL.clockTo(TENANT, MONDAY);
        PORTAL.in(TENANT.id(), () -> {
            Sql sql = PORTAL.bean(Sql.class);
            // what an earlier test left waiting is not this one's
            sql.update("update payout set state = 'CANCELLED' where tenant_id = ? and state in ('WAITING', 'IN_BATCH', 'IN_TRANSIT')", TENANT.id());
            // a code counts once a step: the tests do not wait for the next
            sql.update("update second_factor set last_step = 0 where tenant_id = ?", TENANT.id());
            return sql.update("delete from second_factor_try where tenant_id = ?", TENANT.id());
        });
        member = newMember();
        owner = ownerOf(member);
    }

    private static Actor signedIn(Role role) {
        Users users = PORTAL.bean(Users.class);
        String email = "person" + COUNTER.incrementAndGet() + "@acme.example";
        Actor visitor = Actor.visitor(TENANT.id());
        Invited invited = users.invite(SYSTEM, new InviteUser(HQ, "Person", email, role));
        users.acceptInvitation(visitor, invited.token(), NewPassword.of(PASSWORD));
        long signIn = PORTAL.bean(FrontDoor.class).enter(visitor, email, PASSWORD, "10.8.0." + COUNTER.get(), "test").signIn();
        return PORTAL.bean(SignIns.class).resume(visitor, signIn).orElseThrow().actor();
    }

    private Organisation newMember() {
        Organisation admitted = MEMBERS.agent();
        PORTAL.in(TENANT.id(), () -> {
            ledger.openAccounts(SYSTEM, admitted.id());
            return null;
        });
        return admitted;
    }

    private static Actor ownerOf(Organisation organisation) {
        return Portal.member(TENANT, organisation.id(), PayoutPermission.READ, PayoutPermission.WITHDRAW, WalletPermission.READ);
    }

    private static Money yuan(String major) {
        return Money.parse(new BigDecimal(major), "CNY");
    }

    private static void refused(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).as(problem.toString()).isEqualTo(code));
    }

    private Payout due(Organisation organisation, String amount) {
        String statement = "STM-" + COUNTER.incrementAndGet();
        PORTAL.in(TENANT.id(), () -> {
            ledger.post(SYSTEM, NewPosting.transfer("settlement.posted", "statement", statement, Account.of(AccountKind.COMMISSION_DUE, organisation.id()),
                    Account.of(AccountKind.PAYABLE, organisation.id()), yuan(amount)));
            return null;
        });
        String code = payouts.request(SYSTEM, List.of(new PayoutRequest(organisation.id(), "statement", statement, yuan(amount), TUESDAY))).get(0);
        return payouts.get(MAKER, code);
    }

    private static EnterAccount iban(int number) {
        String bban = "50010517" + "%010d".formatted(number);
        return new EnterAccount(PayeeAccount.Kind.IBAN, new Iban.Builder().countryCode(CountryCode.DE).bankCode(bban.substring(0, 8))
                .accountNumber(bban.substring(8)).build().toString(), "Zhang San", "", "", "", "");
    }

    private static EnterAccount alipay(String phone) {
        return new EnterAccount(PayeeAccount.Kind.ALIPAY, phone, "张三", "", "", "", "");
    }

    /** Entered, verified by somebody else, and older than 72 hours. */
    private PayeeAccount ready(Actor of, EnterAccount wish) {
        PORTAL.clockTo(TENANT, MONDAY.minus(Duration.ofDays(10)));
        PayeeAccount entered = accounts.enter(of, wish);
        PayeeAccount verified = accounts.verify(MAKER, entered.code(), "bank statement seen", false);
        PORTAL.clockTo(TENANT, MONDAY);
        return verified;
    }

    private Batch prepared() {
        return batches.prepare(MAKER, TUESDAY, TUESDAY).batches().get(0);
    }

    private String code() {
        return factors.shown(CHECKER).code();
    }

    private Batch released(Batch batch) {
        batches.approve(CHECKER, batch.code(), batch.hash());
        return release.release(CHECKER, batch.code(), code());
    }

    private Money balance(AccountKind kind) {
        return ledger.balance(books, Account.of(kind, member.id()));
    }

    @Test
    void a_payout_travels_from_the_account_to_the_bank_and_is_paid_when_that_says_so() {
        ready(owner, iban(1));
        Payout payout = due(member, "250.00");

        Batch batch = released(prepared());

        assertThat(batch.state()).isEqualTo(Batch.State.RELEASED);
        assertThat(payouts.get(MAKER, payout.code()).state()).isEqualTo(Payout.State.IN_TRANSIT);
        assertThat(balance(AccountKind.PAYABLE)).isEqualTo(yuan("250.00"));
        Batches.Fetched file = batches.file(CHECKER, batch.code(), 1);
        assertThat(new String(file.bytes(), StandardCharsets.UTF_8)).contains("<EndToEndId>" + payout.code() + "</EndToEndId>", "<CtrlSum>250.00</CtrlSum>");
        assertThat(batches.file(MAKER, batch.code(), 1).bytes()).isEqualTo(file.bytes());
        assertThat(batches.timeLine(MAKER, batch.code())).filteredOn(change -> change.why().equals(file.name())).hasSize(2);

        ReturnFile paid = returns.take(MAKER, "answer.xml", pain002(payout.endToEnd(), "ACSC", ""));

        assertThat(paid.outcomes()).containsEntry(Payouts.Outcome.PAID, 1);
        assertThat(payouts.get(MAKER, payout.code()).state()).isEqualTo(Payout.State.PAID);
        assertThat(balance(AccountKind.PAYABLE)).isEqualTo(yuan("0"));
        assertThat(batches.get(MAKER, batch.code()).state()).isEqualTo(Batch.State.CLOSED);
    }

    @Test
    void a_member_is_told_of_its_payout_without_what_is_headquarters_business() {
        Payout payout = due(member, "260.00");
        OwnPayout none = payouts.own(owner, payout.code());
        assertThat(none.account()).isNull();
        assertThat(none.obstacle()).isEqualTo("ACCOUNT_MISSING");
        payouts.confirm(MAKER, payout.code(), "ICBC 1");
        payouts.reject(CHECKER, payout.code(), "Somebody mistook it");
        PayeeAccount account = ready(owner, iban(2600));
        assertThat(payouts.own(owner, payout.code()).obstacle()).isEmpty();

        Batch batch = released(prepared());

        OwnPayout sent = payouts.own(owner, payout.code());
        assertThat(sent.leaves()).isEqualTo(TUESDAY);
        assertThat(sent.account().code()).isEqualTo(account.code());
        assertThat(sent.account().masked()).doesNotContain("50010517");
        returns.take(MAKER, "answer.xml", pain002(payout.endToEnd(), "RJCT", "Account closed"));
        OwnPayout back = payouts.own(owner, payout.code());
        assertThat(back.payout().reason()).isEqualTo("Account closed");
        assertThat(back.obstacle()).as("as long as it has that account").isEqualTo("FAILED_BEFORE");
        assertThat(back.history()).extracting(History.Change::to).containsExactly("WAITING", "IN_BATCH", "IN_TRANSIT", "WAITING");
        assertThat(back.history()).extracting(History.Change::why).containsExactly("", "", "", "Account closed");
        assertThat(back.history()).extracting(History.Change::by).doesNotContain(MAKER.name(), CHECKER.name());
        assertThat(batch.code()).isNotIn(back.history().stream().map(History.Change::why).toList());
        refused(KernelProblem.NOT_FOUND, () -> payouts.own(ownerOf(newMember()), payout.code()));
        ready(owner, iban(2601));
        assertThat(payouts.own(owner, payout.code()).obstacle()).as("it has another now").isEmpty();
    }

    private static byte[] pain002(String endToEnd, String status, String reason) {
        return ("<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt><OrgnlGrpInfAndSts>"
                + "<OrgnlMsgId>X-1</OrgnlMsgId></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>X-1-P1</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>"
                + endToEnd + "</OrgnlEndToEndId><TxSts>" + status + "</TxSts>" + (reason.isEmpty() ? "" : "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>"
                + reason + "</AddtlInf></StsRsnInf>") + "</TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_suspended_member_withdraws_nothing_and_again_when_it_works_again() {
        ready(owner, iban(91));
        PORTAL.in(TENANT.id(), () -> {
            ledger.post(SYSTEM, NewPosting.transfer("top-up.confirmed", "top-up", "T-" + member.code(), Account.of(AccountKind.BANK),
                    Account.of(AccountKind.WALLET, member.id()), yuan("500")));
            return null;
        });
        Organisations organisations = PORTAL.bean(Organisations.class);
        Actor hq = Portal.headquarters(TENANT, HQ, NetworkPermission.READ, NetworkPermission.MANAGE);
        organisations.suspend(hq, member.code(), "prices breached");

        refused(PayoutProblem.WITHDRAWAL_SUSPENDED, () -> withdrawals.request(owner, new BigDecimal("200"), "s1"));

        organisations.approveReturn(Portal.headquarters(TENANT, HQ, NetworkPermission.READ, NetworkPermission.MANAGE),
                organisations.proposeReturn(hq, member.code(), "put right"));
        assertThat(withdrawals.request(owner, new BigDecimal("200"), "s2").amount()).isEqualTo(yuan("200"));
    }

    @Test
    void a_return_file_taken_twice_changes_nothing() {
        ready(owner, iban(2));
        Payout payout = due(member, "99.00");
        released(prepared());
        byte[] file = pain002(payout.endToEnd(), "ACSC", "");
        returns.take(MAKER, "answer.xml", file);

        assertThat(returns.take(MAKER, "answer (1).xml", file).again()).isTrue();
        // the same answer in another file is nothing new either
        ReturnFile other = returns.take(MAKER, "other.xml", (new String(file, StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8));

        assertThat(other.outcomes()).containsOnlyKeys(Payouts.Outcome.NOTHING_NEW);
        assertThat(balance(AccountKind.PAYABLE)).isEqualTo(yuan("0"));
    }

    @Test
    void a_file_speaks_of_many_payments_in_any_order_and_each_is_paid_once() {
        ready(owner, iban(21));
        Organisation other = newMember();
        ready(ownerOf(other), iban(22));
        Payout one = due(member, "70.00");
        Payout two = due(other, "80.00");
        Payout three = due(other, "90.00");
        Batch batch = released(prepared());
        String table = "付款编号,状态,失败原因\n" + one.endToEnd() + ",成功,\n" + two.endToEnd() + ",失败,户名不符\n" + one.endToEnd() + ",成功,\n" + one.endToEnd()
                + ",失败,户名不符\nPAY-000000-NOBODY,成功,\n" + three.endToEnd() + ",成功,\n" + two.endToEnd() + ",成功,\n";

        ReturnFile file = returns.take(MAKER, "answer.csv", table.getBytes(StandardCharsets.UTF_8));

        assertThat(file.rows()).extracting(ReturnFile.Row::outcome).containsExactly(Payouts.Outcome.PAID, Payouts.Outcome.FAILED, Payouts.Outcome.NOTHING_NEW,
                Payouts.Outcome.CONTRADICTS, Payouts.Outcome.UNKNOWN, Payouts.Outcome.PAID, Payouts.Outcome.CONTRADICTS);
        assertThat(List.of(one, two, three)).extracting(each -> payouts.get(MAKER, each.code()).state())
                .containsExactly(Payout.State.PAID, Payout.State.WAITING, Payout.State.PAID);
        assertThat(payouts.get(MAKER, one.code()).reference()).isEqualTo(file.code());
        assertThat(payouts.timeLine(MAKER, three.code())).extracting(History.Change::why).contains(file.code());
        assertThat(balance(AccountKind.PAYABLE)).isEqualTo(yuan("0"));
        assertThat(ledger.balance(books, Account.of(AccountKind.PAYABLE, other.id()))).isEqualTo(yuan("80.00"));
        assertThat(batches.get(MAKER, batch.code()).state()).isEqualTo(Batch.State.CLOSED);
    }

    @Test
    void what_failed_waits_for_the_next_payment_day_and_for_another_account() {
        ready(owner, iban(3));
        Payout payout = due(member, "180.00");
        released(prepared());
        returns.take(MAKER, "answer.xml", pain002(payout.endToEnd(), "RJCT", "Account closed"));

        Payout back = payouts.get(MAKER, payout.code());
        assertThat(back.state()).isEqualTo(Payout.State.WAITING);
        assertThat(back.reason()).isEqualTo("Account closed");
        // not Tuesday the 15th, which is a payment day too: the day after today is, so the money is tried there
        assertThat(back.dueOn()).isEqualTo(TUESDAY);
        assertThat(PORTAL.bean(Messages.class).list(books, null, 5)).extracting(Message::text).contains("payout.letter.failed");

        // the same account is not tried again by itself
        assertThat(batches.prepare(MAKER, TUESDAY, TUESDAY).held()).extracting(Batches.Held::rule).containsExactly("FAILED_BEFORE");
        // nor by another payout
        Payout other = due(member, "20.00");
        assertThat(batches.prepare(MAKER, TUESDAY, TUESDAY).held()).extracting(Batches.Held::rule).containsExactly("FAILED_BEFORE", "FAILED_BEFORE");
        payouts.confirm(MAKER, other.code(), "by hand");
        assertThat(batches.prepare(MAKER, TUESDAY, TUESDAY).held()).as("what is said to be paid goes into no batch").extracting(Batches.Held::payout)
                .containsExactly(payout.code());
        payouts.approve(CHECKER, other.code());

        ready(owner, iban(33));
        Batch again = released(prepared());
        assertThat(batches.lines(MAKER, again.code())).singleElement().satisfies(line -> assertThat(line.endToEnd()).isEqualTo(payout.code() + "-2"));
        returns.take(MAKER, "late.xml", pain002(payout.code(), "ACSC", ""));
        assertThat(payouts.get(MAKER, payout.code()).state()).as("an answer about the first try says nothing of the second").isEqualTo(Payout.State.IN_TRANSIT);
        returns.take(MAKER, "answer2.xml", pain002(payout.code() + "-2", "ACSC", ""));
        assertThat(payouts.get(MAKER, payout.code()).state()).isEqualTo(Payout.State.PAID);
    }

    @Test
    void what_came_back_after_it_was_paid_is_payable_again() {
        ready(owner, alipay("13812345678"));
        Payout payout = due(member, "75.50");
        Batch batch = released(prepared());
        assertThat(new String(batches.file(MAKER, batch.code(), 1).bytes(), Charset.forName("GBK"))).contains("张三", "13812345678", "75.50");
        payouts.answer(SYSTEM, payout.endToEnd(), Payouts.Answer.PAID, "B1", "", "");

        assertThat(payouts.answer(SYSTEM, payout.endToEnd(), Payouts.Answer.RETURNED, "B2", "", "unknown account")).isEqualTo(Payouts.Outcome.RETURNED);
        assertThat(payouts.answer(SYSTEM, payout.endToEnd(), Payouts.Answer.RETURNED, "B2", "", "unknown account")).isEqualTo(Payouts.Outcome.NOTHING_NEW);

        assertThat(balance(AccountKind.PAYABLE)).isEqualTo(yuan("75.50"));
        assertThat(payouts.get(MAKER, payout.code()).state()).isEqualTo(Payout.State.WAITING);
    }

    @Test
    void who_prepared_a_batch_does_not_approve_it_by_whatever_account_or_statement() {
        ready(owner, iban(4));
        due(member, "10.00");
        Batch batch = prepared();
        Actor secondAccount = new Actor(TENANT.id(), HQ, true, CHECKER.user(), MAKER.person(), "the same human", CHECKER.permissions(), Actor.Kind.USER);

        refused(PayoutProblem.OWN_BATCH, () -> batches.approve(secondAccount, batch.code(), batch.hash()));
        assertThatThrownBy(() -> PORTAL.in(TENANT.id(), () -> PORTAL.bean(Sql.class).update("""
                update payout_batch set state = 'APPROVED', checker_person_id = maker_person_id, checker_name = 'x', approved_at = now(), approved_hash = content_hash
                 where tenant_id = ? and code = ?""", TENANT.id(), batch.code()))).hasStackTraceContaining("payout_batch__two_persons_ck");
    }

    @Test
    void a_batch_that_changed_is_not_the_one_that_was_approved() {
        ready(owner, iban(5));
        Organisation other = newMember();
        ready(ownerOf(other), iban(55));
        due(member, "10.00");
        Payout changed = due(other, "20.00");
        Batch batch = prepared();
        batches.approve(CHECKER, batch.code(), batch.hash());
        accounts.enter(ownerOf(other), iban(56));

        refused(PayoutProblem.BATCH_CHANGED, () -> release.release(CHECKER, batch.code(), code()));

        Batch now = batches.get(MAKER, batch.code());
        assertThat(now.state()).isEqualTo(Batch.State.PREPARED);
        assertThat(now.rows()).isEqualTo(1);
        assertThat(payouts.get(MAKER, changed.code()).heldBy()).isEqualTo("ACCOUNT_UNVERIFIED");
        refused(PayoutProblem.BATCH_CHANGED, () -> batches.approve(CHECKER, batch.code(), batch.hash()));
        assertThatThrownBy(() -> PORTAL.in(TENANT.id(), () -> PORTAL.bean(Sql.class).update("""
                update payout_line set state = 'SENT' where tenant_id = ? and batch_id = (select id from payout_batch where tenant_id = ? and code = ?)""",
                TENANT.id(), TENANT.id(), batch.code()))).hasStackTraceContaining("leaves with a released batch");
    }

    @Test
    void a_release_asks_for_a_fresh_code_and_a_code_works_once() {
        ready(owner, iban(6));
        Organisation other = newMember();
        due(member, "10.00");
        Batch first = prepared();
        batches.approve(CHECKER, first.code(), first.hash());
        refused(IdentityProblem.CODE_NEEDED, () -> batches.release(CHECKER, first.code(), "made up"));
        String pass = PORTAL.bean(StepUp.class).pass(CHECKER, Batches.purpose("BAT-other"), code());
        refused(IdentityProblem.CODE_NEEDED, () -> batches.release(CHECKER, first.code(), pass));
        PORTAL.in(TENANT.id(), () -> PORTAL.bean(Sql.class).update("update second_factor set last_step = 0 where tenant_id = ?", TENANT.id()));
        String used = code();
        release.release(CHECKER, first.code(), used);
        ready(ownerOf(other), iban(66));
        due(other, "11.00");
        Batch second = prepared();
        batches.approve(CHECKER, second.code(), second.hash());

        refused(IdentityProblem.CODE_WRONG, () -> release.release(CHECKER, second.code(), used));
        for (int i = 0; i < 4; i++) {
            refused(IdentityProblem.CODE_WRONG, () -> release.release(CHECKER, second.code(), "000000"));
        }
        refused(IdentityProblem.CODE_TOO_OFTEN, () -> release.release(CHECKER, second.code(), code()));
    }

    @Test
    void nothing_is_paid_to_a_new_account_for_72_hours_to_the_second() {
        PayeeAccount entered = accounts.enter(owner, iban(7));
        accounts.verify(CHECKER, entered.code(), "a cent arrived", false);
        due(member, "40.00");
        assertThat(entered.frozenUntil()).isEqualTo(entered.enteredAt().plus(Duration.ofHours(72)));

        PORTAL.clockTo(TENANT, entered.frozenUntil().minusSeconds(5));
        LocalDate day = LocalDate.of(2026, 12, 17);
        Batches.Prepared early = batches.prepare(MAKER, day, day);
        assertThat(early.batches()).isEmpty();
        assertThat(early.held()).extracting(Batches.Held::rule).containsExactly("ACCOUNT_FROZEN");
        assertThat(accounts.get(owner, entered.code()).isFrozen(entered.frozenUntil().minusNanos(1000))).isTrue();
        assertThat(accounts.get(owner, entered.code()).isFrozen(entered.frozenUntil())).isFalse();

        PORTAL.clockTo(TENANT, entered.frozenUntil());
        assertThat(batches.prepare(MAKER, day, day).batches()).hasSize(1);
    }

    @Test
    void an_account_is_shown_masked_kept_sealed_and_revealed_with_a_reason() {
        PayeeAccount entered = accounts.enter(owner, iban(8));

        assertThat(entered.masked()).matches("•••• \\d{4}");
        String kept = PORTAL.in(TENANT.id(), () -> PORTAL.bean(Sql.class).one("select number_sealed from payout_account where tenant_id = ? and code = ?",
                row -> row.text("number_sealed"), TENANT.id(), entered.code()));
        assertThat(kept).doesNotContain("50010517");
        refused(PayoutProblem.PAYOUT_REASON, () -> accounts.reveal(MAKER, entered.code(), ""));
        assertThat(accounts.reveal(MAKER, entered.code(), "compare with the contract")).startsWith("DE").contains("50010517");
        assertThat(accounts.timeLine(MAKER, entered.code())).last().satisfies(change -> assertThat(change.why()).isEqualTo("compare with the contract"));
        refused(KernelProblem.NOT_FOUND, () -> accounts.get(ownerOf(newMember()), entered.code()));
    }

    @Test
    void a_rejected_change_gives_way_to_the_account_before_it_and_the_member_is_told() {
        PayeeAccount first = ready(owner, iban(9));
        PayeeAccount second = accounts.enter(owner, alipay("13912345678"));
        assertThat(accounts.current(owner, member.id())).map(PayeeAccount::code).hasValue(second.code());

        accounts.reject(CHECKER, second.code(), "the name is another's");

        assertThat(accounts.current(owner, member.id())).map(PayeeAccount::code).hasValue(first.code());
        assertThat(PORTAL.bean(Messages.class).list(books, null, 3)).extracting(Message::text).contains("payout.letter.rejected", "payout.letter.entered");
        Actor self = new Actor(TENANT.id(), HQ, true, CHECKER.user(), owner.person(), "the member's owner", CHECKER.permissions(), Actor.Kind.USER);
        PayeeAccount third = accounts.enter(owner, alipay("13912345679"));
        refused(PayoutProblem.OWN_ACCOUNT, () -> accounts.verify(self, third.code(), "trust me", false));
    }

    @Test
    void an_account_that_is_tried_again_is_tried_for_all_that_waits_and_is_no_longer_said_to_be_refused() {
        ready(owner, iban(40));
        Payout payout = due(member, "180.00");
        released(prepared());
        returns.take(MAKER, "again.xml", pain002(payout.endToEnd(), "RJCT", "Account closed"));
        Payout other = due(member, "20.00");
        assertThat(payouts.isRefused(MAKER, payout.code())).isTrue();
        assertThat(payouts.isRefused(MAKER, other.code())).as("what waits for the same account is held by it").isTrue();
        assertThat(batches.prepare(MAKER, TUESDAY, TUESDAY).held()).hasSize(2);

        payouts.tryAgain(MAKER, other.code());

        assertThat(payouts.isRefused(MAKER, payout.code())).isFalse();
        assertThat(payouts.isRefused(MAKER, other.code())).isFalse();
        assertThat(prepared().rows()).isEqualTo(2);
    }

    @Test
    void the_day_that_is_proposed_is_the_one_on_which_something_is_due() {
        assertThat(payouts.dueNext(MAKER)).as("nothing waits").isEqualTo(TUESDAY.minusDays(1));
        due(member, "180.00");
        assertThat(payouts.dueNext(MAKER)).isEqualTo(TUESDAY);
        PORTAL.clockTo(TENANT, MONDAY.plus(Duration.ofDays(4)));
        assertThat(payouts.dueNext(MAKER)).as("that day has passed").isEqualTo(TUESDAY.plusDays(3));
    }

    @Test
    void terms_that_lose_names_say_how_many_accounts_they_hold_out() {
        PaymentTerms terms = PORTAL.bean(PaymentTerms.class);
        ready(owner, new EnterAccount(PayeeAccount.Kind.CN_BANK, "6222021234567890128", "张三", "", "中国工商银行杭州分行", "", "102331000014"));
        Terms now = terms.now(MAKER);

        terms.propose(MAKER, new Terms(now.payerName(), now.payerAccount(), now.payerBank(), now.alipayEmail(), now.alipayName(), now.iban(), Format.PAIN_001_09,
                now.paymentDays(), now.payoutMin(), now.payoutMax(), now.withdrawalMin(), now.withdrawalMax(), now.columns(), now.answers(), false));

        assertThat(terms.waiting(CHECKER).orElseThrow().effect()).contains(new Proposal.Effect("chineseBank", "BANK_CSV", "PAIN_001_09"),
                new Proposal.Effect("namesNotCarried", "0", "1"));
        terms.reject(CHECKER, terms.waiting(CHECKER).orElseThrow().code(), "no");
        for (BigDecimal much : List.of(new BigDecimal("1e14"), new BigDecimal("1e999999"))) {
            refused(PayoutProblem.TERMS_WRONG, () -> terms.propose(MAKER, new Terms(now.payerName(), now.payerAccount(), now.payerBank(), now.alipayEmail(),
                    now.alipayName(), now.iban(), now.chineseBank(), now.paymentDays(), now.payoutMin(), much, now.withdrawalMin(), now.withdrawalMax(),
                    now.columns(), now.answers(), false)));
        }
    }

    @Test
    void two_members_with_one_account_need_somebody_who_says_that_it_is_right() {
        Organisation other = newMember();
        ready(owner, iban(10));
        PORTAL.clockTo(TENANT, MONDAY.minus(Duration.ofDays(9)));
        PayeeAccount same = accounts.enter(ownerOf(other), iban(10));
        refused(PayoutProblem.ACCOUNT_SHARED, () -> accounts.verify(MAKER, same.code(), "document", false));
        assertThat(accounts.sharedWith(MAKER, same.code())).containsExactly(member.code());
        accounts.verify(MAKER, same.code(), "one owner", true);
        PORTAL.clockTo(TENANT, MONDAY);
        due(member, "30.00");
        due(other, "31.00");

        Batches.Prepared prepared = batches.prepare(MAKER, TUESDAY, TUESDAY);

        assertThat(prepared.held()).extracting(Batches.Held::rule).containsExactly("ACCOUNT_SHARED");
        assertThat(prepared.batches()).singleElement().satisfies(batch -> assertThat(batch.total()).isEqualTo(yuan("31.00")));
    }

    @Test
    void a_name_that_the_file_cannot_carry_is_refused_with_a_proposal() {
        assertThatThrownBy(() -> accounts.enter(owner, new EnterAccount(PayeeAccount.Kind.IBAN, iban(11).number(), "Åse Ødegård & Søn", "", "", "", "")))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo(PayoutProblem.NAME_NOT_CARRIED);
                    assertThat(problem.details()).containsEntry("proposal", "Ase Odegard + Son");
                });
        PayeeAccount entered = accounts.enter(owner, new EnterAccount(PayeeAccount.Kind.IBAN, iban(11).number(), "Åse Ødegård & Søn", "Ase Odegard + Son", "",
                "", ""));
        assertThat(entered.holder()).isEqualTo("Åse Ødegård & Søn");
        assertThat(entered.holderWritten()).isEqualTo("Ase Odegard + Son");
    }

    private void topUp(String amount) {
        PORTAL.in(TENANT.id(), () -> {
            ledger.post(SYSTEM, NewPosting.transfer("top-up.confirmed", "top-up", "TOP-" + COUNTER.incrementAndGet(), Account.of(AccountKind.BANK),
                    Account.of(AccountKind.WALLET, member.id()), yuan(amount)));
            return null;
        });
    }

    @Test
    void a_withdrawal_takes_own_money_only_to_a_verified_account_and_goes_back_when_it_is_rejected() {
        topUp("500.00");
        refused(PayoutProblem.ACCOUNT_NEEDED, () -> withdrawals.request(owner, new BigDecimal("200"), "w1"));
        PayeeAccount entered = accounts.enter(owner, iban(12));
        accounts.verify(MAKER, entered.code(), "document", false);
        refused(PayoutProblem.ACCOUNT_FROZEN, () -> withdrawals.request(owner, new BigDecimal("200"), "w1"));
        PORTAL.clockTo(TENANT, entered.frozenUntil());

        Payout withdrawal = withdrawals.request(owner, new BigDecimal("200"), "w1");

        assertThat(withdrawals.request(owner, new BigDecimal("200"), "w1")).isEqualTo(withdrawal);
        assertThat(PORTAL.bean(Wallets.class).balance(owner, member.id()).available()).isEqualTo(yuan("300.00"));
        assertThat(balance(AccountKind.PAYABLE)).isEqualTo(yuan("200.00"));
        refused(PayoutProblem.WITHDRAWAL_TOO_MUCH, () -> withdrawals.request(owner, new BigDecimal("300.01"), "w2"));
        refused(PayoutProblem.WITHDRAWAL_AMOUNT, () -> withdrawals.request(owner, new BigDecimal("99.99"), "w3"));
        assertThat(withdrawals.reject(MAKER, withdrawal.code(), "please call us").state()).isEqualTo(Payout.State.CANCELLED);
        refused(KernelProblem.ILLEGAL_TRANSITION, () -> withdrawals.cancel(owner, withdrawal.code()));
        assertThat(PORTAL.bean(Wallets.class).balance(owner, member.id()).available()).isEqualTo(yuan("500.00"));
    }

    @Test
    void a_payout_into_the_wallet_needs_no_bank() {
        accounts.enter(owner, new EnterAccount(PayeeAccount.Kind.WALLET, "", "", "", "", "", ""));
        Payout payout = due(member, "64.00");

        Batch batch = released(prepared());

        assertThat(batch.state()).isEqualTo(Batch.State.CLOSED);
        assertThat(payouts.get(MAKER, payout.code()).state()).isEqualTo(Payout.State.PAID);
        assertThat(PORTAL.bean(Wallets.class).balance(owner, member.id()).available()).isEqualTo(yuan("64.00"));
        assertThat(balance(AccountKind.PAYABLE)).isEqualTo(yuan("0"));
    }

    @Test
    void a_released_batch_stays_as_it_was_and_nothing_joins_it() {
        ready(owner, iban(13));
        due(member, "12.00");
        Batch batch = released(prepared());

        assertThatThrownBy(() -> PORTAL.in(TENANT.id(), () -> PORTAL.bean(Sql.class).update(
                "update payout_batch set state = 'PREPARED', content_hash = 'x' where tenant_id = ? and code = ?", TENANT.id(), batch.code())))
                .isInstanceOf(SqlFailure.class).hasStackTraceContaining("is released");
        assertThatThrownBy(() -> PORTAL.in(TENANT.id(), () -> PORTAL.bean(Sql.class).update("""
                insert into payout_line (tenant_id, id, batch_id, payout_id, account_id, end_to_end, amount_minor, currency, state)
                select tenant_id, nextval('payout_line_seq'), batch_id, payout_id, account_id, 'PAY-X', 1, currency, 'LEFT_OUT' from payout_line l
                 where tenant_id = ? and batch_id = (select id from payout_batch where tenant_id = ? and code = ?)""", TENANT.id(), TENANT.id(), batch.code())))
                .hasStackTraceContaining("joins a batch while it is prepared");
        refused(KernelProblem.ILLEGAL_TRANSITION, () -> batches.cancel(MAKER, batch.code(), "too late"));
    }

    @Test
    void a_batch_whose_day_has_passed_gets_another_before_it_leaves() {
        ready(owner, iban(15));
        due(member, "16.00");
        Batch batch = prepared();
        PORTAL.clockTo(TENANT, MONDAY.plus(Duration.ofDays(2)));

        refused(PayoutProblem.PAY_DATE, () -> batches.approve(CHECKER, batch.code(), batch.hash()));

        Batch later = batches.payOn(MAKER, batch.code(), TUESDAY.plusDays(2));
        assertThat(later.hash()).isNotEqualTo(batch.hash());
        assertThat(batches.approve(CHECKER, batch.code(), later.hash()).state()).isEqualTo(Batch.State.APPROVED);
    }

    @Test
    void parked_books_release_nothing() throws SQLException {
        ready(owner, iban(16));
        due(member, "17.00");
        Batch batch = prepared();
        try (Connection owner = PORTAL.asOwner(); Statement statement = owner.createStatement()) {
            long tenant = TENANT.id().value();
            statement.executeUpdate("insert into ledger_parking (tenant_id, id, why, parked_at) values (" + tenant + ", -1, '[]', now())");
            try {
                refused(PayoutProblem.BOOKS_PARKED, () -> batches.approve(CHECKER, batch.code(), batch.hash()));
                Payout beside = due(member, "18.00");
                refused(PayoutProblem.BOOKS_PARKED, () -> payouts.confirm(MAKER, beside.code(), "by the bank's own program"));
            } finally {
                statement.executeUpdate("delete from ledger_parking where tenant_id = " + tenant);
            }
        }
    }

    @Test
    void a_taken_out_payout_waits_and_a_cancelled_batch_frees_all() {
        ready(owner, iban(14));
        Payout payout = due(member, "15.00");
        Batch batch = prepared();
        refused(PayoutProblem.PAYOUT_IN_BATCH, () -> payouts.confirm(MAKER, payout.code(), "by hand"));

        assertThat(batches.leaveOut(MAKER, batch.code(), payout.code(), "ask the member first").rows()).isZero();
        assertThat(payouts.get(MAKER, payout.code()).state()).isEqualTo(Payout.State.WAITING);
        refused(PayoutProblem.NOTHING_TO_PAY, () -> batches.approve(CHECKER, batch.code(), batches.get(CHECKER, batch.code()).hash()));

        Batch second = prepared();
        assertThat(batches.cancel(MAKER, second.code(), "wrong day").state()).isEqualTo(Batch.State.CANCELLED);
        assertThat(payouts.get(MAKER, payout.code()).state()).isEqualTo(Payout.State.WAITING);
        assertThat(batches.list(MAKER, Batch.State.CANCELLED, null, 10)).extracting(Batch::code).contains(second.code());
    }
}
