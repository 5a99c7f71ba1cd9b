package entrepot.tax;

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
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.network.TaxProfile;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.platform.sql.Sql;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Members;
import entrepot.testing.Portal;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TaxIT {

    private static final Filings.Words FILE_WORDS = new Filings.Words(List.of("编号", "月份", "姓名", "证件号码", "方法", "笔数", "支付额", "税额", "币种"), TaxMethod::name);

    private static final LocalDate MAY = LocalDate.of(2031, 5, 15);
    private static final Map<String, String> WORDS = Map.of("title", "完税凭证", "by", "扣缴义务人", "person", "姓名", "number", "证件号码", "period", "期间", "date", "日期",
            "statement", "账单", "gross", "收入", "tax", "税款", "total", "合计");

    private final Portal portal = Portal.running();
    private final Tenant tenant = portal.newTenant();
    private final Actor system = Actor.system(tenant.id());
    private final Members members = Members.of(portal, tenant);
    private final Withholding withholding = portal.bean(Withholding.class);
    private final Payees payees = portal.bean(Payees.class);
    private final Filings filings = portal.bean(Filings.class);
    private final Ledger ledger = portal.bean(Ledger.class);
    private final Actor maker = finance();
    private final Actor checker = finance();
    private int no;

    TaxIT() {
        portal.clockTo(tenant, Instant.parse("2031-05-10T02:00:00Z"));
    }

    private Actor finance() {
        return Portal.headquarters(tenant, members.headquarters().id(), TaxPermission.READ, TaxPermission.OWN, TaxPermission.PROPOSE, TaxPermission.APPROVE,
                TaxPermission.FILE, TaxPermission.PAY);
    }

    private Organisation individual() {
        Organisation member = members.agent();
        portal.bean(Organisations.class).tax(system, member.code(), TaxProfile.INDIVIDUAL);
        return member;
    }

    private static Money yuan(long minor) {
        return Money.of(minor, "CNY");
    }

    private List<Assessed> assess(LocalDate on, Object... organisationsAndGross) {
        return withholding.assess(system, on, java.util.stream.IntStream.range(0, organisationsAndGross.length / 2)
                .mapToObj(i -> new Taxable(((Organisation) organisationsAndGross[2 * i]).id(), yuan((Integer) organisationsAndGross[2 * i + 1]))).toList());
    }

    private Money pay(LocalDate on, Object... organisationsAndGross) {
        List<Assessed> assessed = assess(on, organisationsAndGross);
        assessed.forEach(a -> {
            String statement = "STM-" + no++;
            withholding.record(system, Map.of(statement, a), on);
            withholding.record(system, Map.of(statement, a), on);
        });
        return assessed.stream().map(Assessed::tax).reduce(yuan(0), Money::plus);
    }

    private static void refuses(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void two_memberships_of_one_person_are_taxed_together_by_calendar_month_of_payment() {
        Organisation one = individual();
        Organisation other = individual();
        Organisation company = members.agent();
        portal.bean(Organisations.class).tax(system, company.code(), TaxProfile.COMPANY);
        Actor person = Portal.member(tenant, one.id(), TaxPermission.OWN);
        refuses(KernelProblem.NOT_FOUND, () -> payees.get(person, other.code()));
        refuses(TaxProblem.IDENTITY_NUMBER_INVALID, () -> payees.identify(person, one.code(), "李雷", "12", null));
        refuses(TaxProblem.IDENTITY_NUMBER_INVALID, () -> payees.identify(person, one.code(), "李雷", "330106199001011234", null));
        assertThat(payees.identify(person, one.code(), "李雷", "33010619900101123x", LocalDate.of(2031, 1, 1)))
                .as("a member does not choose its method").satisfies(p -> {
                    assertThat(p.number()).isEqualTo("••••••••••••••123X");
                    assertThat(p.continuous()).isNull();
                });
        refuses(TaxProblem.IDENTITY_STAYS, () -> payees.identify(person, one.code(), "李雷雷", "330106199203033453", null));
        payees.identify(maker, other.code(), "李雷", "330106 19900101 123X", null);
        String sealed = portal.in(tenant.id(), () -> portal.bean(Sql.class).one("select string_agg(p::text, '') as t from tax_payee p where tenant_id = ?",
                row -> row.text("t"), tenant.id()));
        assertThat(sealed).doesNotContain("李雷", "1990");

        // 2,000 each: alone 240, together 3,200 × 20 %
        List<Assessed> together = assess(MAY, one, 200_000, other, 200_000, company, 900_000);
        assertThat(together).extracting(Assessed::tax).containsExactly(yuan(32_000), yuan(32_000), yuan(0));
        assertThat(pay(MAY, one, 200_000)).isEqualTo(yuan(24_000));
        assertThat(pay(MAY.plusDays(10), other, 200_000)).as("what was withheld before is deducted").isEqualTo(yuan(40_000));
        assertThat(pay(MAY.plusMonths(1), other, 200_000)).as("another month").isEqualTo(yuan(24_000));
        assertThat(withholding.register(person, YearMonth.from(MAY), null, 50)).extracting(Withheld::organisation).containsOnly(one.id());
        Certificate certificate = filings.certificate(person, one.code(), 2031, 5);
        assertThat(certificate.tax()).as("over all memberships").isEqualTo(yuan(64_000));
        assertThat(certificate.number()).isEqualTo("33010619900101123X");
        assertThat(new String(filings.certificatePdf(person, one.code(), 2031, null, WORDS, Locale.ENGLISH), StandardCharsets.ISO_8859_1)).startsWith("%PDF");
        refuses(KernelProblem.NOT_FOUND, () -> filings.certificate(person, one.code(), 2030, null));
    }

    @Test
    void who_is_paid_month_after_month_is_taxed_by_the_year_and_a_table_of_two_persons_counts_from_its_day() {
        Organisation member = individual();
        payees.identify(maker, member.code(), "Ana Ñúñez", "330106198001011235", LocalDate.of(2031, 5, 1));
        assertThat(pay(MAY, member, 600_000)).as("6,000 less 5,000 at 3 %").isEqualTo(yuan(3_000));
        assertThat(pay(MAY.plusMonths(1), member, 300_000)).as("9,000 less 10,000: nothing, and nothing is given back").isEqualTo(yuan(0));
        assertThat(pay(MAY.plusMonths(2), member, 800_000)).as("17,000 less 15,000 at 3 % less 30").isEqualTo(yuan(3_000));

        TaxTables tables = portal.bean(TaxTables.class);
        TaxTable flat = new TaxTable(TaxMethod.PER_PAYMENT, LocalDate.of(2031, 12, 1), BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO,
                List.of(new TaxTable.Step(BigDecimal.ZERO, BigDecimal.TEN, BigDecimal.ZERO)), false);
        refuses(TaxProblem.STEPS_INVALID, () -> tables.propose(maker, new TaxTable(TaxMethod.PER_PAYMENT, flat.from(), BigDecimal.ZERO, BigDecimal.ZERO,
                BigDecimal.ZERO, List.of(new TaxTable.Step(BigDecimal.ONE, BigDecimal.TEN, BigDecimal.ZERO)), false), "gap"));
        refuses(TaxProblem.STEPS_INVALID, () -> tables.propose(maker, new TaxTable(TaxMethod.PER_PAYMENT, flat.from(), BigDecimal.ZERO, BigDecimal.ZERO,
                BigDecimal.ZERO, List.of(new TaxTable.Step(BigDecimal.ZERO, BigDecimal.TEN, new BigDecimal("1e15"))), false), "more than there is"));
        String proposal = tables.propose(maker, flat, "as the office says");
        refuses(ApprovalProblem.OWN_PROPOSAL, () -> tables.approve(maker, proposal));
        tables.approve(checker, proposal);
        Organisation each = individual();
        assertThat(pay(LocalDate.of(2031, 11, 30), each, 100_000)).isEqualTo(yuan(4_000));
        assertThat(pay(LocalDate.of(2031, 12, 1), each, 100_000)).isEqualTo(yuan(10_000));
        assertThat(tables.today(maker)).allMatch(TaxTable::example);
    }

    @Test
    void a_month_is_filed_once_one_row_a_person_and_paid_over_by_another() {
        Organisation one = individual();
        Organisation other = individual();
        LocalDate august = LocalDate.of(2031, 8, 15);
        payees.identify(maker, one.code(), "=韩梅梅", "330106199203033453", null);
        payees.identify(maker, other.code(), "=韩梅梅", "330106199203033453", null);
        Organisation unnamed = individual();
        pay(august, one, 200_000, other, 100_000, unnamed, 100_000);
        ledger.post(system, NewPosting.transfer("test.withheld", "test", "W", Account.of(AccountKind.BANK), Account.of(AccountKind.TAX_WITHHELD), yuan(48_000)));
        YearMonth month = YearMonth.from(august);
        assertThat(filings.open(maker, month)).isEqualTo(new Filings.Open(2, 1, yuan(400_000), yuan(48_000)));
        Filing filing = filings.file(maker, month, "file-1");
        assertThat(filings.file(maker, month, "file-1").code()).isEqualTo(filing.code());
        refuses(TaxProblem.NOTHING_TO_FILE, () -> filings.file(maker, month, "file-2"));
        assertThat(withholding.register(maker, month, null, 50)).allMatch(w -> filing.code().equals(w.filing()));
        assertThat(filings.rows(maker, filing.code())).hasSize(2).anySatisfy(row -> {
            assertThat(row.number()).isEqualTo("330106199203033453");
            assertThat(row.payments()).isEqualTo(2);
            assertThat(row.tax()).isEqualTo(yuan(44_000));
        });
        assertThat(new String(filings.csv(maker, filing.code(), FILE_WORDS), StandardCharsets.UTF_8)).as("no formula").contains("'=韩梅梅");
        assertThat(filings.xlsx(maker, filing.code(), FILE_WORDS)).startsWith('P', 'K');
        refuses(TaxProblem.FILING_SAME_PERSON, () -> filings.paidOver(maker, filing.code(), "B-1", "p1"));
        filings.paidOver(checker, filing.code(), "B-1", "p2");
        refuses(TaxProblem.PAID_OVER_ALREADY, () -> filings.paidOver(checker, filing.code(), "B-1", "p3"));
        assertThat(ledger.balance(system, Account.of(AccountKind.TAX_WITHHELD))).isEqualTo(yuan(0));
        // what is paid later in the month stands in the next filing
        assertThat(pay(august.plusDays(10), one, 100_000)).isEqualTo(yuan(20_000));
        assertThat(filings.file(maker, month, "file-3").tax()).isEqualTo(yuan(20_000));
    }

    @Test
    void of_whom_nobody_knows_the_profile_and_of_what_is_not_positive_nothing_is_withheld() {
        Organisation member = members.agent();
        Organisation person = individual();
        assertThat(assess(MAY, member, 500_000, person, 0, individual(), -5)).extracting(Assessed::tax).containsOnly(yuan(0));
        assertThat(withholding.assess(system, MAY, List.of())).isEmpty();
        assertThat(new OrganisationId(person.id().value())).isEqualTo(person.id());
    }
}
