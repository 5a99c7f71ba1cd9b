package entrepot.tax;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.Text;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.NewPosting;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Vault;
import entrepot.platform.files.CsvOutput;
import entrepot.platform.files.XlsxOutput;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was withheld is reported to the tax office by month and paid over; the person gets a certificate. */
@ApplicationScoped
@UseCases
public class Filings {

    private static final int LIST_MAX = 200;
    private static final int ROWS_MAX = 100_000;
    private static final String THING = "tax-filing";
    private static final String SELECT = """
            select code, month, persons, unnamed, gross_minor, tax_minor, currency, by_name, at, paid_on, reference, paid_by_name from tax_filing
             where tenant_id = ?""";

    @Inject
    private Sql sql;

    @Inject
    private Organisations organisations;

    @Inject
    private Ledger ledger;

    @Inject
    private Numbering numbering;

    @Inject
    private Withholding withholding;

    @Inject
    private History history;

    @Inject
    private BusinessClock clock;

    @Inject
    private Idempotency idempotency;

    /** What a month has that stands in no filing yet. */
    public record Open(int persons, int unnamed, Money gross, Money tax) {
    }

    /** What becomes known of a filing beside its own state. */
    private enum Seen { OPENED }

    private record Written(String code) {
    }

    private record Sum(String person, int payments, long gross, long tax, String currency, String method, long organisation) {
    }

    /** What of a month is not filed yet; null where all is, or nothing was paid. */
    @Requires(TaxPermission.READ)
    public Open open(Actor actor, YearMonth month) {
        List<Sum> sums = sums(actor, "filing_id is null and pay_date >= ? and pay_date < ?", month.atDay(1), month.plusMonths(1).atDay(1));
        return sums.isEmpty() ? null : new Open(sums.size(), unnamed(sums), total(sums, true), total(sums, false));
    }

    /** A month of which something is not filed, with what was withheld of it. */
    public record Unfiled(YearMonth month, Money tax) {
    }

    /** Months that are over and of which something is not filed yet, oldest first. */
    @Requires(TaxPermission.READ)
    public List<Unfiled> unfiled(Actor actor) {
        return sql.list("""
                select date_trunc('month', pay_date)::date as month, sum(tax_minor)::bigint as tax_minor, currency from tax_withheld
                 where tenant_id = ? and posted and filing_id is null and pay_date < ? group by 1, currency order by 1 limit ?""",
                row -> new Unfiled(YearMonth.from(row.date("month")), row.money("tax")), actor.tenant(), clock.today().withDayOfMonth(1), LIST_MAX);
    }

    /**
     * Takes all that is not filed of a month into a filing: each row stands in one.
     *
     * @throws Problem NOTHING_TO_FILE
     */
    @Requires(TaxPermission.FILE)
    public Filing file(Actor actor, YearMonth month, String key) {
        return get(actor, idempotency.once(actor, "tax-filings.file", key, month.toString(), Written.class, () -> {
            // nobody posts meanwhile what the sums would not have and the rows would
            withholding.alone(actor);
            List<Sum> sums = sums(actor, "filing_id is null and pay_date >= ? and pay_date < ?", month.atDay(1), month.plusMonths(1).atDay(1));
            if (sums.isEmpty()) {
                throw new Problem(TaxProblem.NOTHING_TO_FILE);
            }
            String code = numbering.next("TAX");
            Money tax = total(sums, false);
            long id = sql.one("""
                    insert into tax_filing (tenant_id, id, code, month, persons, unnamed, gross_minor, tax_minor, currency, by_person_id, by_name, at)
                    values (?, nextval('tax_filing_seq'), ?, ?, ?, ?, ?, ?, ?, ?::bigint, ?, ?) returning id""", row -> row.number("id"), actor.tenant(), code,
                    month.atDay(1), sums.size(), unnamed(sums), total(sums, true).minor(), tax.minor(), tax.currency(),
                    actor.person() == null ? null : actor.person().value(), actor.name(), clock.now());
            sql.update("update tax_withheld set filing_id = ? where tenant_id = ? and posted and filing_id is null and pay_date >= ? and pay_date < ?", id,
                    actor.tenant(), month.atDay(1), month.plusMonths(1).atDay(1));
            return new Written(code);
        }).code());
    }

    private List<Sum> sums(Actor actor, String which, Object... values) {
        Object[] all = new Object[values.length + 2];
        all[0] = actor.tenant();
        System.arraycopy(values, 0, all, 1, values.length);
        all[values.length + 1] = ROWS_MAX;
        return sql.list("""
                select person, count(*)::int as payments, sum(gross_minor)::bigint as gross_minor, sum(tax_minor)::bigint as tax_minor, min(currency) as currency,
                       max(method) as method, min(organisation_id) as organisation_id
                  from tax_withheld where tenant_id = ? and posted and method <> 'NONE' and %s group by person order by person limit ?""".formatted(which),
                row -> new Sum(row.text("person"), row.integer("payments"), row.number("gross_minor"), row.number("tax_minor"), row.text("currency"),
                        row.text("method"), row.number("organisation_id")), all);
    }

    private static int unnamed(List<Sum> sums) {
        return (int) sums.stream().filter(s -> s.person().startsWith("organisation:")).count();
    }

    private static Money total(List<Sum> sums, boolean gross) {
        return Money.of(sums.stream().mapToLong(s -> gross ? s.gross() : s.tax()).reduce(0, Math::addExact), sums.get(0).currency());
    }

    /** The newest first. */
    @Requires(TaxPermission.READ)
    public List<Filing> list(Actor actor) {
        return sql.list(SELECT + " order by id desc limit ?", Filings::filing, actor.tenant(), LIST_MAX);
    }

    /** @throws Problem NOT_FOUND */
    @Requires(TaxPermission.READ)
    public Filing get(Actor actor, String code) {
        return sql.first(SELECT + " and code = ?", Filings::filing, actor.tenant(), code).orElseThrow(() -> Problem.notFound(THING, code));
    }

    private static Filing filing(Row row) {
        return new Filing(row.text("code"), YearMonth.from(row.date("month")), row.integer("persons"), row.integer("unnamed"), row.money("gross"), row.money("tax"),
                row.text("by_name"), row.instant("at"), row.date("paid_on"), row.text("reference"), row.text("paid_by_name"));
    }

    /** One row a person, with numbers in clear, for the tax office. @param code null for none @throws Problem NOT_FOUND */
    @Requires(TaxPermission.FILE)
    public List<Filing.Row> rows(Actor actor, String code) {
        if (code == null) {
            return List.of();
        }
        get(actor, code);
        // names and numbers are opened: who looked stays known
        history.record(actor, THING, code, null, Seen.OPENED, "");
        List<Sum> sums = sums(actor, "filing_id = (select id from tax_filing f where f.tenant_id = tax_withheld.tenant_id and f.code = ?)", code);
        Map<String, String[]> known = sql.list("select number_mark, name_sealed, number_sealed from tax_payee where tenant_id = ? limit ?",
                row -> new String[] {row.text("number_mark"), row.text("name_sealed"), row.text("number_sealed")}, actor.tenant(), ROWS_MAX).stream()
                .collect(Collectors.toMap(r -> r[0], r -> r, (one, other) -> one));
        return sums.stream().map(s -> {
            String[] payee = known.get(s.person());
            String name = payee == null ? organisations.get(actor, new OrganisationId(s.organisation())).name()
                    : Vault.open(actor.tenant(), Payees.NAME, payee[1]);
            return new Filing.Row(name, payee == null ? "" : Vault.open(actor.tenant(), Payees.NUMBER, payee[2]), TaxMethod.valueOf(s.method()),
                    s.payments(), Money.of(s.gross(), s.currency()), Money.of(s.tax(), s.currency()));
        }).toList();
    }

    /**
     * How a file is written for its reader.
     *
     * @param head of the nine columns: filing, month, name, number, method, payments, gross, tax, currency
     */
    public record Words(List<String> head, Function<TaxMethod, String> method) {

        private Object[] heads() {
            return head.toArray();
        }
    }

    /** The rows as CSV. @throws Problem NOT_FOUND */
    @Requires(TaxPermission.FILE)
    public byte[] csv(Actor actor, String code, Words words) {
        StringWriter text = new StringWriter();
        // the mark lets spreadsheets read it as UTF-8
        text.write('\uFEFF');
        String month = get(actor, code).month().toString();
        try (CsvOutput csv = new CsvOutput(text)) {
            csv.row(words.heads());
            rows(actor, code).forEach(r -> csv.row(code, month, r.name(), r.number(), words.method().apply(r.method()), r.payments(), r.gross().major(), r.tax().major(),
                    r.gross().currency()));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The rows as a workbook. @throws Problem NOT_FOUND */
    @Requires(TaxPermission.FILE)
    public byte[] xlsx(Actor actor, String code, Words words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String month = get(actor, code).month().toString();
        try (XlsxOutput xlsx = new XlsxOutput(bytes, month)) {
            xlsx.row(words.heads());
            rows(actor, code).forEach(r -> xlsx.row(code, month, r.name(), r.number(), words.method().apply(r.method()), r.payments(), r.gross().major(), r.tax().major(),
                    r.gross().currency()));
        }
        return bytes.toByteArray();
    }

    /**
     * The tax office has its money: TAX_WITHHELD → BANK, once. Another person than who made the filing says so.
     *
     * @param reference the bank's
     * @throws Problem PAID_OVER_ALREADY, FILING_SAME_PERSON, FIELD_MISSING (reference), NOT_FOUND
     */
    @Requires(TaxPermission.PAY)
    public Filing paidOver(Actor actor, String code, String reference, String key) {
        return get(actor, idempotency.once(actor, "tax-filings.pay", key, code + " " + reference, Written.class, () -> {
            String bank = Text.required("reference", reference, Text.NAME_MAX);
            record Lock(Long by, boolean paid) {
            }
            Lock lock = sql.first("select by_person_id, paid_on is not null as paid from tax_filing where tenant_id = ? and code = ? for update",
                    row -> new Lock(row.numberOrNull("by_person_id"), row.flag("paid")), actor.tenant(), code)
                    .orElseThrow(() -> Problem.notFound(THING, code));
            if (lock.paid()) {
                throw new Problem(TaxProblem.PAID_OVER_ALREADY).with("code", code);
            }
            Long payer = actor.person() == null ? null : actor.person().value();
            if (payer == null || payer.equals(lock.by())) {
                throw new Problem(TaxProblem.FILING_SAME_PERSON).with("code", code);
            }
            sql.update("update tax_filing set paid_on = ?, reference = ?, paid_by_person_id = ?, paid_by_name = ? where tenant_id = ? and code = ?",
                    clock.today(), bank, payer, actor.name(), actor.tenant(), code);
            Money tax = get(actor, code).tax();
            if (tax.isPositive()) {
                ledger.post(actor, NewPosting.transfer("tax.paid-over", THING, code, Account.of(AccountKind.TAX_WITHHELD), Account.of(AccountKind.BANK), tax));
            }
            return new Written(code);
        }).code());
    }

    /**
     * What was withheld of the person behind an organisation, over all its memberships.
     *
     * @param organisation its code
     * @param month        1 to 12; null for the whole year
     * @throws Problem NOT_FOUND, also where nothing was withheld
     */
    @Requires(TaxPermission.OWN)
    public Certificate certificate(Actor actor, String organisation, int year, Integer month) {
        Organisation of = organisations.byCode(actor, organisation);
        LocalDate from = LocalDate.of(year, month == null ? 1 : month, 1);
        LocalDate to = month == null ? from.plusYears(1) : from.plusMonths(1);
        String[] payee = sql.first("select number_mark, name_sealed, number_sealed from tax_payee where tenant_id = ? and organisation_id = ?",
                row -> new String[] {row.text("number_mark"), Vault.open(actor.tenant(), Payees.NAME, row.text("name_sealed")),
                        Vault.open(actor.tenant(), Payees.NUMBER, row.text("number_sealed"))}, actor.tenant(), of.id())
                .orElse(new String[] {Withholding.unknown(of.id()), of.name(), ""});
        List<Certificate.Row> rows = sql.list("""
                select pay_date, statement, gross_minor, tax_minor, currency from tax_withheld
                 where tenant_id = ? and person = ? and posted and method <> 'NONE' and pay_date >= ? and pay_date < ? order by pay_date, id""",
                row -> new Certificate.Row(row.date("pay_date"), row.text("statement"), row.money("gross"), row.money("tax")), actor.tenant(), payee[0], from, to);
        if (rows.isEmpty()) {
            throw Problem.notFound("certificate", Integer.toString(year));
        }
        Money none = Money.zero(rows.get(0).gross().currency());
        return new Certificate(organisations.headquarters(actor).name(), payee[1], payee[2], year, month, rows,
                rows.stream().map(Certificate.Row::gross).reduce(none, Money::plus), rows.stream().map(Certificate.Row::tax).reduce(none, Money::plus));
    }

    /** The certificate on paper. @param words by key, in that language @throws Problem as {@link #certificate} */
    @Requires(TaxPermission.OWN)
    public byte[] certificatePdf(Actor actor, String organisation, int year, Integer month, Map<String, String> words, Locale language) {
        return CertificatePdf.print(certificate(actor, organisation, year, month), words, language);
    }
}
