package entrepot.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Shipping;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.LedgerPermission;
import entrepot.ledger.Leg;
import entrepot.ledger.NewPosting;
import entrepot.ledger.VatKind;
import entrepot.ledger.VatRates;
import entrepot.network.Organisations;
import entrepot.network.TaxProfile;
import entrepot.ordering.Orders;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.platform.files.CsvProblem;
import entrepot.platform.files.Proof;
import entrepot.platform.files.Table;
import entrepot.platform.jobs.Jobs;
import entrepot.platform.outbox.Outbox;
import entrepot.reporting.Desk.TaskKind;
import entrepot.reporting.Desks;
import entrepot.reporting.ReportingPermission;
import entrepot.settlement.SettlementPermission;
import entrepot.settlement.SettlementRun;
import entrepot.settlement.Settlements;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import entrepot.tracking.ConsignmentRefunded;
import entrepot.wallet.DepositMove;
import entrepot.wallet.Deposits;
import entrepot.wallet.ReportTopUp;
import entrepot.wallet.TopUp;
import entrepot.wallet.TopUps;
import entrepot.wallet.WalletPermission;
import entrepot.wallet.Wallets;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class InvoicingIT {

    private static final String SELLER = "91330100799655058B";
    private static final String BUYER = "9144030071526726XG";

    private final Portal portal = Portal.running();
    private final Receivables receivables = portal.bean(Receivables.class);
    private final Schedules schedules = portal.bean(Schedules.class);
    private final FapiaoRequests requests = portal.bean(FapiaoRequests.class);
    private final MemberInvoices invoices = portal.bean(MemberInvoices.class);
    private final Parties parties = portal.bean(Parties.class);
    private final Desks desks = portal.bean(Desks.class);
    private final Ledger ledger = portal.bean(Ledger.class);
    private final Trade trade = Trade.inChina(portal);
    private final OrganisationId member = trade.agentOrganisation.id();
    private final Actor maker = person(InvoicingPermission.READ, InvoicingPermission.ISSUE, InvoicingPermission.APPROVE);
    private final Actor checker = person(InvoicingPermission.READ, InvoicingPermission.APPROVE);
    private final Actor agent = Portal.member(trade.tenant, member, InvoicingPermission.READ, InvoicingPermission.REQUEST, "wallet:read",
            ReportingPermission.AGENT);
    private final Actor stranger = Portal.member(trade.tenant, trade.members.agent().id(), InvoicingPermission.READ, InvoicingPermission.REQUEST);

    InvoicingIT() {
        to("2031-10-05T02:00:00Z");
    }

    /** What the desk asks of a person, of invoices and charges. */
    private List<String> asked(Actor person) {
        return desks.finance(person).tasks().stream().filter(task -> !task.kind().name().endsWith("_RUN")).map(task -> task.kind() + " " + task.code()).toList();
    }

    private Actor person(String... permissions) {
        return Portal.headquarters(trade.tenant, trade.members.headquarters().id(),
                java.util.stream.Stream.concat(java.util.stream.Stream.of(permissions), java.util.stream.Stream.of("organisations:read", "settlement:read", ReportingPermission.FINANCE,
                        SettlementPermission.RUN, SettlementPermission.APPROVE)).toArray(String[]::new));
    }

    private void to(String instant) {
        portal.clockTo(trade.tenant, Instant.parse(instant));
        portal.bean(Jobs.class).runAll(trade.tenant.id());
    }

    private static Money yuan(String major) {
        return Money.parse(new BigDecimal(major), "CNY");
    }

    private static void refused(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    private Receivables.Part part(String code, String amount, String reference) {
        return new Receivables.Part(code, new BigDecimal(amount), reference);
    }

    @Test
    void a_franchise_fee_is_charged_once_and_is_open_until_it_is_paid_credited_settled_or_lost_by_two_persons() throws SQLException {
        Charge charge = new Charge(trade.agentOrganisation.code(), ReceivableKind.FRANCHISE_FEE, "Franchise fee 2031", new BigDecimal("1000"), null);
        Receivable fee = receivables.charge(maker, charge, "k1");
        assertThat(receivables.charge(maker, charge, "k1").code()).isEqualTo(fee.code());
        Receivable other = receivables.charge(maker, new Charge(trade.agentOrganisation.code(), ReceivableKind.OTHER, "Training", new BigDecimal("50"),
                LocalDate.of(2031, 10, 6)), "k2");
        assertThat(trade.balance(AccountKind.RECEIVABLE)).isEqualTo(yuan("1050"));
        assertThat(receivables.open(trade.system, List.of(member))).extracting(OpenReceivable::code).containsExactly(fee.code(), other.code());

        receivables.paidAtBank(maker, part(fee.code(), "100", "ICBC 7"), "k3");
        receivables.paidAtBank(maker, part(fee.code(), "100", "ICBC 7"), "k3");
        trade.topUp(20_000);
        receivables.payFromWallet(agent, part(fee.code(), "200", null), "k4");
        receivables.credit(maker, part(fee.code(), "300", "agreed"), "k5");
        receivables.settled(trade.system, List.of(new Receivables.Settled(fee.code(), "STM-1", yuan("150"))));
        receivables.settled(trade.system, List.of(new Receivables.Settled(fee.code(), "STM-1", yuan("150"))));
        assertThat(receivables.get(agent, fee.code()).open()).isEqualTo(yuan("250"));
        refused(InvoicingProblem.MORE_THAN_OPEN, () -> receivables.credit(maker, part(fee.code(), "250.01", "no"), "k6"));
        refused(entrepot.kernel.KernelProblem.NOT_FOUND, () -> receivables.get(stranger, fee.code()));

        String lost = receivables.proposeLost(maker, fee.code(), "bankrupt");
        refused(ApprovalProblem.OWN_PROPOSAL, () -> receivables.approveLost(maker, lost));
        assertThat(asked(maker)).as("one's own proposal is not asked for").isEmpty();
        assertThat(asked(checker)).containsExactly(TaskKind.APPROVE_LOSS + " " + fee.code());
        try (Connection owner = portal.asOwner(); Statement sql = owner.createStatement()) {
            assertThatThrownBy(() -> sql.executeUpdate("update invoicing_receivable set open_minor = 0 where code = '" + fee.code() + "'"))
                    .isInstanceOf(SQLException.class);
        }
        receivables.approveLost(checker, lost);

        assertThat(receivables.get(agent, fee.code()).state()).isEqualTo(Receivable.State.CLOSED);
        assertThat(receivables.moves(agent, fee.code())).extracting(Receivable.Move::how).containsExactly(Receivable.How.BANK, Receivable.How.WALLET,
                Receivable.How.CREDITED, Receivable.How.SETTLED, Receivable.How.LOST);
        // 150 of it is settlement's to post
        assertThat(trade.balance(AccountKind.RECEIVABLE)).isEqualTo(yuan("200"));
        to("2031-12-20T02:00:00Z");
        assertThat(asked(maker)).containsExactly(TaskKind.CHASE_CHARGE + " " + other.code());
        assertThat(desks.agent(agent).tasks()).extracting(task -> task.kind() + " " + task.code()).containsExactly(TaskKind.PAY_CHARGE + " " + other.code());
        assertThat(receivables.aged(maker)).containsExactly(yuan("0"), yuan("0"), yuan("0"), yuan("50"), yuan("0"));
    }

    @Test
    void a_schedule_charges_each_month_once_and_ends_with_the_contract() {
        Schedule schedule = schedules.begin(maker, new Schedules.Begin(trade.agentOrganisation.code(), ReceivableKind.FRANCHISE_FEE, "Franchise fee",
                new BigDecimal("10"), Schedule.Every.MONTH, 10, LocalDate.of(2031, 10, 31), LocalDate.of(2031, 12, 31)));
        to("2031-10-31T02:00:00Z");
        to("2031-10-31T03:00:00Z");
        assertThat(receivables.list(agent, true, null, 10)).hasSize(1);
        assertThat(schedules.get(agent, schedule.code()).nextOn()).isEqualTo(LocalDate.of(2031, 11, 30));
        to("2032-03-01T02:00:00Z");
        assertThat(receivables.list(agent, true, null, 10)).hasSize(3);
        assertThat(schedules.get(agent, schedule.code()).state()).isEqualTo(Schedule.State.STOPPED);
    }

    @Test
    void headquarters_has_no_schedule_and_a_member_that_is_closed_is_charged_no_more() {
        refused(KernelProblem.FIELD_INVALID, () -> schedules.begin(maker, new Schedules.Begin(trade.members.headquarters().code(),
                ReceivableKind.OTHER, "Training", BigDecimal.TEN, Schedule.Every.MONTH, 10, null, null)));
        String leaver = trade.members.agent().code();
        Schedule schedule = schedules.begin(maker, new Schedules.Begin(leaver, ReceivableKind.OTHER, "Training", BigDecimal.TEN,
                Schedule.Every.MONTH, 10, LocalDate.of(2031, 10, 20), null));
        Organisations organisations = portal.bean(Organisations.class);
        organisations.end(trade.system, leaver, "it leaves");
        organisations.close(trade.system, leaver, "nothing is left");

        to("2031-12-31T02:00:00Z");

        assertThat(schedules.get(maker, schedule.code()).state()).isEqualTo(Schedule.State.STOPPED);
        assertThat(receivables.list(maker, true, null, 10)).isEmpty();
    }

    @Test
    void a_deposit_that_is_taken_for_a_charge_that_a_run_nets_already_is_given_back_to_the_wallet() {
        Deposits deposits = portal.bean(Deposits.class);
        Receivable fee = receivables.charge(maker, new Charge(trade.agentOrganisation.code(), ReceivableKind.OTHER, "Training", new BigDecimal("100"), null), "k1");
        trade.topUp(30_000);
        deposits.payFromWallet(Portal.member(trade.tenant, member, WalletPermission.REPORT), new Deposits.PayIn(new BigDecimal("300")), "k2");
        List<Receivables.Settled> netted = List.of(new Receivables.Settled(fee.code(), "STM-1", yuan("70")));
        portal.in(trade.tenant.id(), () -> {
            receivables.reserved(trade.system, netted);
            return null;
        });
        Actor proposing = person(WalletPermission.CREDIT_PROPOSE);
        Actor approving = person(WalletPermission.CREDIT_APPROVE);

        DepositMove claim = deposits.approve(approving, deposits.propose(proposing, trade.agentOrganisation.code(), DepositMove.Kind.CLAIM,
                new BigDecimal("100"), "it does not pay"));
        portal.settleDown(trade.tenant);
        portal.in(trade.tenant.id(), () -> {
            receivables.claimed(trade.system, member, "deposit", claim.code(), yuan("100"));
            return null;
        });

        assertThat(receivables.get(maker, fee.code()).open()).as("30 was free, 70 is the run's").isEqualTo(yuan("70"));
        assertThat(List.of(trade.balance(AccountKind.WALLET), trade.balance(AccountKind.RECEIVABLE))).containsExactly(yuan("70"), yuan("70"));
    }

    private Consignment shipped(String number, int quantity) {
        String order = portal.bean(Orders.class).place(trade.agent, trade.order(number, "A", quantity), "k-" + number).code();
        Consignment consignment = portal.bean(Consignments.class).byOrder(trade.system, order).get(0);
        portal.bean(Shipping.class).ship(trade.system, consignment.code(), List.of(new Consignment.Parcel("shunfeng", "SF77000000" + number, 500)));
        return consignment;
    }

    private void refund(Consignment consignment, String cause, Money amount) {
        portal.in(trade.tenant.id(), () -> {
            portal.bean(Outbox.class).add(trade.system, new ConsignmentRefunded(consignment.id(), consignment.code(), consignment.orderCode(), member, cause,
                    amount, List.of(), portal.now(trade.tenant)));
            return null;
        });
        portal.settleDown(trade.tenant);
    }

    @Test
    void what_was_shipped_is_invoiced_once_and_a_refund_proposes_its_red_letter() {
        trade.products(10_000, 50, "A");
        trade.topUp(1_000_000);
        Money before = trade.balance(AccountKind.WALLET);
        Consignment one = shipped("1", 2);
        Consignment two = shipped("2", 1);
        Money spent = before.minus(trade.balance(AccountKind.WALLET));
        LocalDate today = LocalDate.of(2031, 10, 5);
        RequestFapiao wanted = new RequestFapiao(today, today, Fapiao.Type.SPECIAL);
        refused(InvoicingProblem.PARTY_MISSING, () -> requests.request(agent, wanted, "k0"));
        refused(InvoicingProblem.TAX_NUMBER, () -> parties.keep(agent, new Party("Tea", "91330100799655058C", "", "", "", "", "")));
        parties.keep(agent, new Party("杭州清茶行", SELLER, "西湖路 1", "0571", "ICBC", "6222", "tea@example.com"));
        refund(two, "PAR-0", yuan("5"));
        assertThat(requests.open(agent, today, today)).isEqualTo(new FapiaoRequests.Open(2, spent.minus(yuan("5"))));

        Fapiao fapiao = requests.request(agent, wanted, "k1");
        for (LocalDate never : List.of(today.plusDays(1), today.minusDays(1), LocalDate.MAX)) {
            refused(KernelProblem.FIELD_INVALID, () -> requests.issue(maker, fapiao.code(), "25332000000123456789", never, null));
        }

        assertThat(requests.request(agent, wanted, "k1").code()).isEqualTo(fapiao.code());
        assertThat(fapiao.gross()).isEqualTo(spent.minus(yuan("5")));
        refused(InvoicingProblem.NOTHING_TO_INVOICE, () -> requests.request(agent, wanted, "k2"));
        assertThat(requests.lines(agent, fapiao.code(), null, 10)).hasSize(2);
        ByteArrayOutputStream workbook = new ByteArrayOutputStream();
        requests.export(maker, workbook);
        Table exported = Table.read(workbook.toByteArray());
        assertThat(exported.cell(exported.lines().get(0), "tax number")).isEqualTo(SELLER);
        refused(KernelProblem.FIELD_INVALID, () -> requests.issue(maker, fapiao.code(), "1", today.plusDays(1), null));
        refused(KernelProblem.FIELD_INVALID, () -> requests.issue(maker, fapiao.code(), "1", today.minusDays(1), null));
        assertThat(requests.take(maker, List.of(new FapiaoRequests.Numbered(fapiao.code(), "1", LocalDate.MAX))).leftOut())
                .extracting(FapiaoRequests.LeftOut::problem).containsExactly("FIELD_INVALID");
        FapiaoRequests.Imported imported = requests.take(maker, ("request,number,issued on\n" + fapiao.code() + ",25332000000123456789,2031-10-05\n"
                + "FPR-NONE,1,2031-10-05\n" + fapiao.code() + ",2,nonsense\n").getBytes(StandardCharsets.UTF_8));
        assertThat(imported.taken()).isEqualTo(1);
        assertThat(imported.leftOut()).extracting(FapiaoRequests.LeftOut::line).containsExactly(3L, 4L);
        assertThat(requests.get(agent, fapiao.code()).issuedOn()).isEqualTo(today);

        refund(one, "PAR-1", yuan("30"));
        refund(one, "PAR-1", yuan("30"));
        RedLetter red = requests.reds(maker, null).get(0);
        assertThat(requests.reds(maker, null)).hasSize(1);
        assertThat(red.amount()).isEqualTo(yuan("30"));
        refused(InvoicingProblem.INVOICE_NUMBER_TAKEN, () -> {
            requests.issueRed(maker, red.code(), "25332000000123456789", null);
        });
        refused(InvoicingProblem.INVOICE_NUMBER, () -> requests.issueRed(maker, red.code(), "abc", null));
        requests.issueRed(maker, red.code(), "033001900211 12345678", null);
        refund(two, "PAR-2", yuan("1"));
        refused(InvoicingProblem.INVOICE_NUMBER_TAKEN, () -> requests.issueRed(maker, requests.reds(maker, null).get(0).code(), "033001900211 12345678", null));
        assertThat(requests.get(agent, fapiao.code())).extracting(Fapiao::state, Fapiao::corrected).containsExactly(Fapiao.State.CORRECTED, yuan("30"));
    }

    @Test
    void a_refund_in_the_moment_of_the_request_is_not_lost() throws Exception {
        trade.products(10_000, 50, "A");
        trade.topUp(1_000_000);
        Consignment one = shipped("1", 2);
        LocalDate today = LocalDate.of(2031, 10, 5);
        parties.keep(agent, new Party("杭州清茶行", SELLER, "西湖路 1", "0571", "ICBC", "6222", "tea@example.com"));

        CompletableFuture<Void> refunded = new CompletableFuture<>();
        Fapiao fapiao = portal.in(trade.tenant.id(), () -> {
            Fapiao requested = requests.request(agent, new RequestFapiao(today, today, Fapiao.Type.SPECIAL), "k1");
            refunded.completeAsync(() -> {
                refund(one, "PAR-1", yuan("30"));
                return null;
            });
            // it would be over by now if it did not wait for its turn
            assertThat(catchThrowable(() -> refunded.get(2, TimeUnit.SECONDS))).isInstanceOf(TimeoutException.class);
            return requested;
        });
        refunded.get(1, TimeUnit.MINUTES);

        requests.issue(maker, fapiao.code(), "25332000000123456789", null, null);
        assertThat(requests.reds(maker, null)).extracting(RedLetter::amount).containsExactly(yuan("30"));
    }

    @Test
    void a_file_with_more_numbers_than_are_taken_at_once_is_refused_not_cut() {
        byte[] file = ("request,number\n" + "FPR-NONE,1\n".repeat(FapiaoRequests.EXPORT_MAX + 1)).getBytes(StandardCharsets.UTF_8);
        refused(CsvProblem.CSV_TOO_MANY_ROWS, () -> requests.take(maker, file));
    }

    private Money ours(AccountKind kind) {
        return ledger.balance(trade.system, Account.of(kind));
    }

    private void rate(VatKind kind, int percent) {
        portal.bean(VatRates.class).approve(Portal.headquarters(trade.tenant, trade.members.headquarters().id(), LedgerPermission.READ, LedgerPermission.APPROVE),
                portal.bean(VatRates.class).propose(Portal.headquarters(trade.tenant, trade.members.headquarters().id(), LedgerPermission.READ,
                        LedgerPermission.PROPOSE), kind, BigDecimal.valueOf(percent), LocalDate.of(2031, 10, 5), "by law"));
    }

    private void refund(Consignment consignment, String cause, String net, String vat) {
        portal.in(trade.tenant.id(), () -> {
            ledger.post(trade.system, NewPosting.of("parcel.refunded", "parcel", cause + "/" + consignment.code(), "lost",
                    Leg.debit(Account.of(AccountKind.SALES), yuan(net)), Leg.debit(Account.of(AccountKind.VAT_OUT), yuan(vat)),
                    Leg.credit(Account.of(AccountKind.WALLET, member), yuan(net).plus(yuan(vat)))));
            return null;
        });
        refund(consignment, cause, yuan(net).plus(yuan(vat)));
    }

    @Test
    void a_red_letter_names_the_consignments_that_were_paid_back_with_the_tax_that_was_posted_for_each() {
        rate(VatKind.GOODS, 13);
        rate(VatKind.FREIGHT, 9);
        trade.products(10_000, 50, "A");
        trade.topUp(1_000_000);
        parties.keep(agent, new Party("杭州清茶行", SELLER, "", "", "", "", ""));
        Consignment one = shipped("1", 2);
        Consignment two = shipped("2", 3);
        refund(two, "PAR-0", "44.25", "5.75");
        Money posted = ours(AccountKind.VAT_OUT);
        LocalDate today = LocalDate.of(2031, 10, 5);
        Fapiao fapiao = requests.request(agent, new RequestFapiao(today, today, Fapiao.Type.SPECIAL), "k1");
        assertThat(fapiao.vat()).isEqualTo(posted);
        // while it waits for its number, too
        refund(one, "PAR-1", "8.85", "1.15");
        requests.issue(maker, fapiao.code(), "25332000000123450001", null, null);
        RedLetter first = requests.reds(maker, fapiao.code()).get(0);
        assertThat(first).extracting(RedLetter::amount, RedLetter::vat).containsExactly(yuan("10.00"), yuan("1.15"));
        assertThat(requests.redWaiting(maker).count()).isEqualTo(1);
        assertThat(asked(maker)).containsExactly(TaskKind.NUMBER_RED_LETTER + " " + fapiao.code());

        refund(one, "PAR-2", "17.70", "2.30");
        refund(two, "PAR-3", "88.50", "11.50");

        assertThat(requests.reds(maker, fapiao.code())).extracting(RedLetter::amount).containsExactly(yuan("100.00"), yuan("20.00"), yuan("10.00"));
        assertThat(requests.reds(maker, fapiao.code()).stream().flatMap(red -> requests.redLines(agent, red.code()).stream()))
                .containsExactly(new RedLetter.Line(two.code(), two.orderCode(), yuan("100.00"), yuan("11.50")),
                        new RedLetter.Line(one.code(), one.orderCode(), yuan("20.00"), yuan("2.30")),
                        new RedLetter.Line(one.code(), one.orderCode(), yuan("10.00"), yuan("1.15")));
        // what the invoice and its red letters say together is what stands in the books
        assertThat(requests.reds(maker, fapiao.code()).stream().map(RedLetter::vat).reduce(fapiao.vat(), Money::minus))
                .isEqualTo(ours(AccountKind.VAT_OUT));
        refused(entrepot.kernel.KernelProblem.NOT_FOUND, () -> requests.redLines(stranger, first.code()));
    }

    @Test
    void what_a_member_spent_of_a_top_up_that_went_back_is_open_as_a_charge_and_a_deposit_that_went_back_is_taken_from_the_deposit() {
        TopUps topUps = portal.bean(TopUps.class);
        Actor bank = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), WalletPermission.READ, WalletPermission.CONFIRM);
        Actor payer = Portal.member(trade.tenant, member, WalletPermission.READ, WalletPermission.REPORT);
        TopUp deposit = portal.bean(Deposits.class).report(payer, new ReportTopUp(new BigDecimal("300"), LocalDate.of(2031, 10, 5), "D1", ""), null);
        topUps.confirm(bank, deposit.code());
        TopUp money = topUps.report(payer, new ReportTopUp(new BigDecimal("200"), LocalDate.of(2031, 10, 5), "T1", ""));
        topUps.confirm(bank, money.code());
        portal.bean(Wallets.class).hold(trade.system, member, "ORD-1", yuan("150"));

        topUps.bounce(bank, deposit.code(), "the payer's bank took it back");
        assertThat(List.of(trade.balance(AccountKind.DEPOSIT), trade.balance(AccountKind.WALLET))).containsExactly(yuan("0"), yuan("50"));
        topUps.bounce(bank, money.code(), "the payer's bank took it back");
        portal.settleDown(trade.tenant);

        assertThat(trade.balance(AccountKind.WALLET)).isEqualTo(yuan("0"));
        assertThat(receivables.list(maker, true, null, 10)).singleElement().satisfies(charge -> {
            assertThat(charge).extracting(Receivable::kind, Receivable::title, Receivable::open)
                    .containsExactly(ReceivableKind.LAID_OUT, money.code(), trade.balance(AccountKind.RECEIVABLE));
            refused(InvoicingProblem.NOT_CREDITABLE, () -> receivables.credit(maker, part(charge.code(), "1", "no"), "k1"));
            receivables.paidAtBank(maker, part(charge.code(), "150", "ICBC 9"), "k2");
        });
        assertThat(trade.balance(AccountKind.RECEIVABLE)).isEqualTo(yuan("0"));
    }

    @Test
    void a_rejected_request_frees_what_stood_on_it() {
        trade.products(10_000, 50, "A");
        trade.topUp(1_000_000);
        shipped("1", 1);
        parties.keep(agent, new Party("杭州清茶行", SELLER, "", "", "", "", ""));
        RequestFapiao wanted = new RequestFapiao(LocalDate.of(2031, 10, 1), LocalDate.of(2031, 10, 5), Fapiao.Type.NORMAL);
        Fapiao first = requests.request(agent, wanted, "k1");
        refused(InvoicingProblem.INVOICE_REASON, () -> requests.reject(maker, first.code(), " "));
        requests.reject(maker, first.code(), "the title has changed");
        Fapiao second = requests.request(agent, wanted, "k2");
        assertThat(second.gross()).isEqualTo(first.gross());
        refused(entrepot.kernel.KernelProblem.NOT_FOUND, () -> requests.get(stranger, first.code()));
    }

    @Test
    void a_members_invoice_says_what_its_statement_says_or_is_refused_and_payment_waits_for_it() {
        portal.bean(Organisations.class).tax(trade.system, trade.agentOrganisation.code(), TaxProfile.COMPANY);
        ledger.post(trade.system, NewPosting.transfer("commission.due", "test", "E1", Account.of(AccountKind.COMMISSION_COST),
                Account.of(AccountKind.COMMISSION_DUE, member), yuan("300")));
        to("2031-11-03T02:00:00Z");
        Settlements settlements = portal.bean(Settlements.class);
        SettlementRun run = settlements.start(maker, YearMonth.of(2031, 10));
        to("2031-11-03T03:00:00Z");
        to("2031-11-09T02:00:00Z");
        settlements.submit(maker, run.code());
        settlements.approve(checker, run.code(), settlements.get(checker, run.code()).totalsHash());
        to("2031-11-09T03:00:00Z");
        MemberInvoices.Wanted wanted = invoices.wanted(agent).get(0);
        assertThat(wanted.payable()).isEqualTo(yuan("300"));
        assertThat(invoices.missing(trade.system, List.of(wanted.statement()))).isEmpty();
        invoices.require(maker, TaxProfile.COMPANY, true);
        assertThat(invoices.missing(trade.system, List.of(wanted.statement()))).containsExactly(wanted.statement());

        Proof file = Proof.of("invoice.pdf", "%PDF-1.4 an invoice %%EOF".getBytes(StandardCharsets.US_ASCII));
        refused(InvoicingProblem.PARTY_MISSING, () -> invoices.handIn(agent, invoice(wanted, "300", "0", SELLER), file));
        parties.keep(agent, new Party("杭州清茶行", SELLER, "", "", "", "", ""));
        parties.keepOurs(maker, new Party("Acme", BUYER, "", "", "", "", ""));
        refused(InvoicingProblem.INVOICE_DIFFERS, () -> invoices.handIn(agent, invoice(wanted, "300", "0.01", SELLER), file));
        refused(InvoicingProblem.INVOICE_DIFFERS, () -> invoices.handIn(agent, invoice(wanted, "300", "0", BUYER), file));
        refused(entrepot.kernel.KernelProblem.NOT_FOUND, () -> invoices.handIn(stranger, invoice(wanted, "300", "0", SELLER), file));
        MemberInvoice first = invoices.handIn(agent, invoice(wanted, "283.02", "16.98", SELLER), file);
        refused(InvoicingProblem.INVOICE_NUMBER_TAKEN, () -> invoices.handIn(agent, invoice(wanted, "300", "0", SELLER), file));
        invoices.reject(maker, first.code(), "the stamp is missing");
        MemberInvoice second = invoices.handIn(agent, invoice(wanted, "283.02", "16.98", SELLER), file);
        refused(entrepot.kernel.KernelProblem.FIELD_INVALID, () -> invoices.deduct(maker, TaxProfile.INDIVIDUAL, true));
        invoices.deduct(maker, TaxProfile.COMPANY, true);
        invoices.accept(maker, second.code());
        assertThat(List.of(ours(AccountKind.VAT_IN), ours(AccountKind.COMMISSION_COST))).containsExactly(yuan("16.98"), yuan("283.02"));

        assertThat(invoices.missing(trade.system, List.of(wanted.statement()))).isEqualTo(Set.of());
        assertThat(invoices.list(agent, null, null, 10)).extracting(MemberInvoice::state)
                .containsExactly(MemberInvoice.State.ACCEPTED, MemberInvoice.State.REJECTED);
        assertThat(invoices.file(maker, second.code()).bytes()).isEqualTo(file.bytes());
    }

    private HandIn invoice(MemberInvoices.Wanted wanted, String net, String vat, String seller) {
        return new HandIn(wanted.statement(), "F-1", LocalDate.of(2031, 11, 9), seller, BUYER, new BigDecimal(net), new BigDecimal(vat));
    }
}
