package entrepot.tax;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.network.Organisations;
import entrepot.network.TaxProfile;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is withheld of payments, and the register of what was. */
@ApplicationScoped
@UseCases
public class Withholding {

    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;

    private static final String REGISTER = """
            select w.id, w.statement, w.organisation_id, w.pay_date, w.gross_minor, w.tax_minor, w.currency, w.method, w.explanation::text as explanation, f.code as filing
              from tax_withheld w
              left join tax_filing f on f.tenant_id = w.tenant_id and f.id = w.filing_id
             where w.tenant_id = ? and w.posted and (?::bigint is null or w.organisation_id = ?)""";

    @Inject
    private Sql sql;

    @Inject
    private Organisations organisations;

    @Inject
    private TaxTables tables;

    /** Who an organisation's money goes to: persons are told apart by their numbers, an organisation whose nobody has said is one by itself. */
    private record Person(String key, LocalDate continuous) {
    }

    private record Sums(Money paid, Money withheld) {
    }

    /**
     * What has to be withheld of these payments, by person and calendar month of payment: what the person was paid and what was withheld
     * before in the month, through whichever membership, counts, and what is reserved.
     *
     * @param payments everything that is paid on that day together: two organisations of one person are added up only within one call
     *                 or after {@link #reserve} and {@link #record}; an organisation stands there once
     * @return one for each, in their order
     */
    @Requires(Requires.SYSTEM)
    public List<Assessed> assess(Actor actor, LocalDate payDate, List<Taxable> payments) {
        YearMonth month = YearMonth.from(payDate);
        Map<OrganisationId, TaxProfile> profiles = organisations.taxProfiles(actor, payments.stream().map(Taxable::organisation).toList());
        List<Taxable> taxed = payments.stream().filter(p -> p.gross().isPositive() && profiles.get(p.organisation()) == TaxProfile.INDIVIDUAL).toList();
        Map<OrganisationId, Assessed> found = new HashMap<>();
        if (!taxed.isEmpty()) {
            String currency = taxed.get(0).gross().currency();
            Map<TaxMethod, TaxTable> inForce = tables.inForce(actor, payDate);
            Map<OrganisationId, Person> persons = persons(actor, taxed);
            Map<String, List<Taxable>> byPerson = taxed.stream().collect(Collectors.groupingBy(p -> persons.get(p.organisation()).key(),
                    LinkedHashMap::new, Collectors.toList()));
            Map<String, Sums> inMonth = sums(actor, byPerson.keySet(), month.atDay(1), month, currency);
            Map<String, Sums> inYear = sums(actor, byPerson.keySet(), LocalDate.of(month.getYear(), 1, 1), month, currency);
            byPerson.forEach((key, theirs) -> {
                Person person = persons.get(theirs.get(0).organisation());
                boolean year = person.continuous() != null && !YearMonth.from(person.continuous()).isAfter(month);
                TaxTable table = inForce.get(year ? TaxMethod.CUMULATIVE : TaxMethod.PER_PAYMENT);
                if (table.steps().isEmpty()) {
                    // nothing is withheld here by that method
                    return;
                }
                Sums nothing = new Sums(Money.zero(currency), Money.zero(currency));
                Sums before = (year ? inYear : inMonth).getOrDefault(key, nothing);
                int first = year && person.continuous().getYear() == month.getYear() ? person.continuous().getMonthValue() : 1;
                TaxCalculator.assess(table, month, new TaxCalculator.Before(before.paid(), before.withheld(), year ? month.getMonthValue() - first + 1 : 1),
                        theirs).forEach(a -> found.put(a.organisation(), a));
            });
        }
        return payments.stream().map(p -> {
            TaxExplanation none = TaxExplanation.none(month.toString(), p.gross());
            return found.getOrDefault(p.organisation(), new Assessed(p.organisation(), none.tax(), none));
        }).toList();
    }

    private Map<OrganisationId, Person> persons(Actor actor, List<Taxable> taxed) {
        Map<OrganisationId, Person> persons = new HashMap<>();
        taxed.forEach(p -> persons.put(p.organisation(), new Person(unknown(p.organisation()), null)));
        // of one person the earliest membership that is paid month after month says since when the year counts
        sql.each("""
                select p.organisation_id, p.number_mark, (select min(o.continuous_from) from tax_payee o
                                                           where o.tenant_id = p.tenant_id and o.number_mark = p.number_mark) as continuous_from
                  from tax_payee p where p.tenant_id = ? and p.organisation_id = any (?)""", 0,
                row -> persons.put(new OrganisationId(row.number("organisation_id")), new Person(row.text("number_mark"), row.date("continuous_from"))),
                actor.tenant(), Columns.numbers(taxed, p -> p.organisation().value()));
        return persons;
    }

    /** How the register names the person behind an organisation of which nobody has said who is paid. */
    static String unknown(OrganisationId organisation) {
        return "organisation:" + organisation.value();
    }

    private Map<String, Sums> sums(Actor actor, Collection<String> persons, LocalDate from, YearMonth month, String currency) {
        Map<String, Sums> sums = new HashMap<>();
        sql.each("""
                select person, sum(gross_minor)::bigint as gross_minor, sum(tax_minor)::bigint as tax_minor from tax_withheld
                 where tenant_id = ? and person = any (?) and pay_date >= ? and pay_date < ? group by person""", 0,
                row -> sums.put(row.text("person"), new Sums(Money.of(row.number("gross_minor"), currency), Money.of(row.number("tax_minor"), currency))),
                actor.tenant(), persons.toArray(String[]::new), from, month.plusMonths(1).atDay(1));
        return sums;
    }

    /**
     * Lets what statements are going to withhold count from now on: what is assessed elsewhere meanwhile for the same persons and months is added
     * to it. It does not stand in the register yet.
     *
     * @param byStatement one each
     */
    @Requires(Requires.SYSTEM)
    public void reserve(Actor system, Map<String, Assessed> byStatement, LocalDate payDate) {
        write(system, byStatement, payDate, false);
    }

    /** Forgets what was reserved for a statement that is not posted. */
    @Requires(Requires.SYSTEM)
    public void release(Actor system, Collection<String> statements) {
        sql.update("delete from tax_withheld where tenant_id = ? and statement = any (?) and not posted", system.tenant(), statements.toArray(String[]::new));
    }

    /** Until the end of the transaction nobody else assesses what is to be reserved. */
    @Requires(Requires.SYSTEM)
    public void alone(Actor system) {
        sql.alone("tax-withholding");
    }

    /**
     * Writes into the register what statements withhold, in the transaction that posts them; payments without tax too, for they count in their
     * month. The same statement again changes nothing.
     */
    @Requires(Requires.SYSTEM)
    public void record(Actor system, Map<String, Assessed> byStatement, LocalDate payDate) {
        alone(system);
        write(system, byStatement, payDate, true);
    }

    private void write(Actor system, Map<String, Assessed> byStatement, LocalDate payDate, boolean posted) {
        Map<String, Assessed> positive = new LinkedHashMap<>(byStatement);
        positive.values().removeIf(a -> !a.why().gross().isPositive());
        List<Assessed> paid = List.copyOf(positive.values());
        if (paid.isEmpty()) {
            return;
        }
        Map<OrganisationId, Person> persons = persons(system, paid.stream().map(a -> new Taxable(a.organisation(), a.why().gross())).toList());
        sql.update("""
                insert into tax_withheld (tenant_id, id, statement, organisation_id, person, pay_date, gross_minor, tax_minor, currency, method, explanation,
                       posted)
                select ?, nextval('tax_withheld_seq'), w.statement, w.organisation, w.person, ?, w.gross, w.tax, w.currency, w.method, w.why::jsonb, ?
                  from unnest(?, ?, ?, ?, ?, ?, ?, ?) w(statement, organisation, person, gross, tax, currency, method, why)
                on conflict (tenant_id, statement, organisation_id) do update set posted = true where excluded.posted""", system.tenant(), payDate, posted,
                positive.keySet().toArray(String[]::new),
                Columns.numbers(paid, a -> a.organisation().value()), Columns.texts(paid, a -> persons.get(a.organisation()).key()),
                Columns.numbers(paid, a -> a.why().gross().minor()), Columns.numbers(paid, a -> a.tax().minor()),
                Columns.texts(paid, a -> a.tax().currency()), Columns.texts(paid, a -> a.why().method().name()),
                Columns.texts(paid, a -> Json.of(a.why()).text()));
    }

    /**
     * The register, the latest first: a member its own rows, finance all.
     *
     * @param month of payment; null for all
     * @param after the number of the last row of the page before; null for the first page
     */
    @Requires(TaxPermission.OWN)
    public List<Withheld> register(Actor actor, YearMonth month, Long after, int limit) {
        return sql.list(REGISTER + """
                 and (?::date is null or w.pay_date >= ?::date and w.pay_date < ?::date) and (?::bigint is null or w.id < ?::bigint)
                 order by w.id desc limit ?""", Withholding::withheld, actor.tenant(), actor.scope(), actor.scope(),
                month == null ? null : month.atDay(1), month == null ? null : month.atDay(1), month == null ? null : month.plusMonths(1).atDay(1),
                after, after, Math.max(1, Math.min(limit, LIST_MAX)));
    }

    /** What was withheld with a statement; empty where nothing was paid by it. */
    @Requires(TaxPermission.OWN)
    public List<Withheld> of(Actor actor, String statement) {
        return sql.list(REGISTER + " and w.statement = ? order by w.id limit ?", Withholding::withheld, actor.tenant(), actor.scope(), actor.scope(),
                statement, LIST_MAX);
    }

    private static Withheld withheld(Row row) {
        return new Withheld(row.number("id"), row.text("statement"), new OrganisationId(row.number("organisation_id")), row.date("pay_date"), row.money("gross"),
                row.money("tax"), row.oneOf(TaxMethod.class, "method"), row.json("explanation").as(TaxExplanation.class), row.text("filing"));
    }

    /** Months with payments, the latest first, for finance to choose from; 36 at most. */
    @Requires(TaxPermission.READ)
    public List<YearMonth> months(Actor actor) {
        return new ArrayList<>(sql.list("""
                select distinct date_trunc('month', pay_date)::date as month from tax_withheld where tenant_id = ? and posted order by 1 desc limit 36""",
                row -> YearMonth.from(row.date("month")), actor.tenant()));
    }
}
