package entrepot.settlement;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Period;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Statements = ledger = bank, to the cent, for a month; what differs is listed, and each difference is explained or waits for somebody. */
@ApplicationScoped
@UseCases
public class Reconciliation {

    /** Rows of a kind on the page, and in the file. */
    static final int LISTED_MAX = 100;
    private static final int FILE_MAX = 10_000;
    private static final int MONTHS = 12;
    private static final int MONTHS_MAX = 24;
    /** Statements that are to be paid and of which no payout was asked for. */
    private static final String UNASKED = """
            from settlement_statement s where s.tenant_id = ? and s.state = 'ISSUED' and s.payable_minor > 0
             and not exists (select from payout_waiting p where p.tenant_id = s.tenant_id and p.cause_type = 'statement' and p.cause_code = s.code)""";
    private static final String INVOICE_MISSING = "exists (select from invoicing_missing m where m.tenant_id = s.tenant_id and m.statement_code = s.code)";

    @Inject
    private Sql sql;
    @Inject
    private Transactions transactions;
    @Inject
    private BusinessClock clock;

    /** Differences of some kinds, so many of each; one more is asked for, so that it is known and said where there are more. */
    private static final class Listed {
        final List<Reconciled.Difference> differences = new ArrayList<>();
        final int max;
        boolean cut;

        Listed(int max) {
            this.max = max;
        }

        void add(List<Reconciled.Difference> found) {
            differences.addAll(first(found));
        }

        <T> List<T> first(List<T> found) {
            cut |= found.size() > max;
            return found.subList(0, Math.min(max, found.size()));
        }
    }

    /** Compares everything anew, with {@value #LISTED_MAX} differences of each kind. @param last the last month, {@code first} or later, of two years at most */
    @Requires(SettlementPermission.READ)
    public Reconciled of(Actor actor, YearMonth first, YearMonth last) {
        return compared(actor, first, last, new Listed(LISTED_MAX));
    }

    /** The same for a file, with {@value #FILE_MAX} differences of each kind. */
    @Requires(SettlementPermission.READ)
    public Reconciled inFull(Actor actor, YearMonth first, YearMonth last) {
        return compared(actor, first, last, new Listed(FILE_MAX));
    }

    private Reconciled compared(Actor actor, YearMonth first, YearMonth last, Listed listed) {
        if (last.isBefore(first) || first.plusMonths(MONTHS_MAX).isBefore(last)) {
            throw Problem.invalid("to", last);
        }
        ZoneId zone = transactions.tenant().zone();
        Period period = new Period(Period.of(first, zone).from(), Period.of(last, zone).to());
        List<Reconciled.Check> checks = new ArrayList<>();
        checks.add(statements(actor, first, last, listed));
        checks.add(balances(actor));
        checks.add(bank(actor, first, last, period, listed));
        checks.add(transit(actor, listed));
        checks.add(suspense(actor));
        boolean atBank = sql.one("select exists (select from bank_seen where tenant_id = ? and booked_on >= ? and booked_on <= ?) as there",
                row -> row.flag("there"), actor.tenant(), first.atDay(1), last.atEndOfMonth());
        List<Reconciled.Bill> bills = bills(actor, period, zone, listed);
        return new Reconciled(first, last, checks, listed.differences, listed.cut, freight(actor, period), bills, income(actor, last, zone), atBank);
    }

    /** What each statement of these months says was earned, deducted and paid, against the entries of the books that stand on it. */
    private Reconciled.Check statements(Actor actor, YearMonth first, YearMonth last, Listed listed) {
        record Stood(String code, OrganisationId organisation, Money said, Money booked, Instant issuedAt, Money allSaid, Money allBooked) {
        }
        // entries are added up once for all statements, by the stretch of postings that each stands for: asked statement by statement it took as long as all of them
        List<Stood> rows = sql.list("""
                with said as materialized (
                    select s.id, s.code, s.organisation_id, s.currency, s.lines_minor - s.payouts_minor as said_minor, s.issued_at, s.from_posting, s.to_posting
                      from settlement_run r join settlement_statement s on s.tenant_id = r.tenant_id and s.run_id = r.id
                     where r.tenant_id = ? and r.month between ? and ? and s.state in ('ISSUED', 'PAID')),
                account as materialized (
                    select a.id as account_id, said.id, said.from_posting, said.to_posting
                      from said join ledger_account a on a.tenant_id = ? and a.owner_id = said.organisation_id
                                                     and a.kind in ('COMMISSION_DUE', 'DEALER_DUE', 'PAYABLE')),
                booked as materialized (
                    select a.id, (-sum(e.amount_minor))::bigint as booked_minor
                      from account a join ledger_entry e on e.tenant_id = ? and e.account_id = a.account_id
                                                        and e.posting_id > a.from_posting and e.posting_id <= a.to_posting
                     group by a.id)
                select said.code, said.organisation_id, said.currency, said.issued_at, said.said_minor, coalesce(booked.booked_minor, 0) as booked_minor,
                       (sum(said.said_minor) over ())::bigint as all_said_minor, (sum(coalesce(booked.booked_minor, 0)) over ())::bigint as all_booked_minor
                  from said left join booked on booked.id = said.id
                 order by said.said_minor = coalesce(booked.booked_minor, 0), said.id limit ?""",
                row -> new Stood(row.text("code"), owner(row), row.money("said"), row.money("booked"), row.instant("issued_at"), row.money("all_said"),
                        row.money("all_booked")), actor.tenant(), first.atDay(1), last.atDay(1), actor.tenant(), actor.tenant(), listed.max + 1);
        listed.add(rows.stream().filter(row -> !row.said().equals(row.booked())).map(row -> new Reconciled.Difference("statements", "statement", true, "statement",
                row.code(), row.organisation(), LocalDate.ofInstant(row.issuedAt(), transactions.tenant().zone()), "", row.said().minus(row.booked()))).toList());
        Money said = rows.isEmpty() ? none() : rows.get(0).allSaid();
        Money booked = rows.isEmpty() ? none() : rows.get(0).allBooked();
        return new Reconciled.Check("statements", said, booked, none(), said.minus(booked));
    }

    /** All that members' newest statements close with, and what came since, against the balances of the books. */
    private Reconciled.Check balances(Actor actor) {
        return sql.one("""
                with tail as (
                    select distinct on (organisation_id) organisation_id, closing_minor, to_posting from settlement_statement
                     where tenant_id = ? order by organisation_id, id desc),
                account as (
                    select a.id, t.to_posting from ledger_account a
                      left join tail t on t.organisation_id = a.owner_id
                     where a.tenant_id = ? and a.kind in ('COMMISSION_DUE', 'DEALER_DUE', 'PAYABLE')),
                moved as (
                    select coalesce(-sum(e.amount_minor), 0)::bigint as ledger_minor,
                           coalesce(-sum(e.amount_minor) filter (where e.posting_id > coalesce(a.to_posting, 0)), 0)::bigint as since_minor
                      from account a join ledger_entry e on e.tenant_id = ? and e.account_id = a.id)
                select ?::char(3) as currency, (select coalesce(sum(closing_minor), 0)::bigint from tail) as closing_minor, ledger_minor, since_minor
                  from moved""",
                row -> new Reconciled.Check("balances", row.money("ledger"), row.money("closing"), row.money("since"),
                        row.money("ledger").minus(row.money("closing")).minus(row.money("since"))), actor.tenant(), actor.tenant(), actor.tenant(),
                currency());
    }

    /** What the books moved on BANK in these months against what the bank's own statements show. */
    private Reconciled.Check bank(Actor actor, YearMonth first, YearMonth last, Period period, Listed listed) {
        ZoneId zone = transactions.tenant().zone();
        List<Reconciled.Difference> notAtBank = sql.list("""
                select m.event, m.cause_type, m.cause_code, m.note, m.occurred_at, m.currency, (-sum(m.amount_minor))::bigint as amount_minor,
                       (select max(o.organisation_id) from ledger_movement o where o.tenant_id = m.tenant_id and o.posting_id = m.posting_id)
                           as organisation_id
                  from ledger_movement m
                 where m.tenant_id = ? and m.kind = 'BANK' and m.occurred_at >= ? and m.occurred_at < ?
                   and not exists (select from bank_seen_posting b where b.tenant_id = m.tenant_id and b.posting_id = m.posting_id)
                 group by m.tenant_id, m.posting_id, m.event, m.cause_type, m.cause_code, m.note, m.occurred_at, m.currency order by m.posting_id limit ?""",
                row -> new Reconciled.Difference("bank", row.text("event"), true, row.text("cause_type"), row.text("cause_code"), owner(row),
                        LocalDate.ofInstant(row.instant("occurred_at"), zone), row.text("note"), row.money("amount")),
                actor.tenant(), period.from(), period.to(), listed.max + 1);
        List<Reconciled.Difference> notInBooks = sql.list("""
                select code, name, text, booked_on, currency, amount_minor from bank_seen
                 where tenant_id = ? and booked_on >= ? and booked_on <= ? and state = 'OPEN' order by id limit ?""",
                row -> new Reconciled.Difference("bank", "not-in-books", true, "bank-line", row.text("code"), null, row.date("booked_on"),
                        (row.text("name") + " " + row.text("text")).strip(), row.money("amount").negated()),
                actor.tenant(), first.atDay(1), last.atEndOfMonth(), listed.max + 1);
        listed.add(notAtBank);
        listed.add(notInBooks);
        return sql.one("""
                select ?::char(3) as currency,
                       (select coalesce(-sum(m.amount_minor), 0)::bigint from ledger_movement m
                         where m.tenant_id = ? and m.kind = 'BANK' and m.occurred_at >= ? and m.occurred_at < ?) as books_minor,
                       (select coalesce(sum(amount_minor), 0)::bigint from bank_seen
                         where tenant_id = ? and booked_on >= ? and booked_on <= ?) as bank_minor,
                       (select coalesce(-sum(m.amount_minor), 0)::bigint from ledger_movement m
                          join bank_seen_posting b on b.tenant_id = m.tenant_id and b.posting_id = m.posting_id
                         where m.tenant_id = ? and m.kind = 'BANK' and m.occurred_at >= ? and m.occurred_at < ?)
                       - (select coalesce(sum(amount_minor), 0)::bigint from bank_seen
                           where tenant_id = ? and booked_on >= ? and booked_on <= ? and state <> 'OPEN') as timing_minor""",
                row -> {
                    Money books = row.money("books");
                    Money bank = row.money("bank");
                    // matched on both sides, but on different days of two months, or written by us for what is at the bank already
                    Money timing = row.money("timing");
                    return new Reconciled.Check("bank", books, bank, timing, books.minus(bank).minus(timing));
                }, currency(), actor.tenant(), period.from(), period.to(), actor.tenant(), first.atDay(1), last.atEndOfMonth(), actor.tenant(),
                period.from(), period.to(), actor.tenant(), first.atDay(1), last.atEndOfMonth());
    }

    /** What stands in PAYABLE against the payouts that are on their way: each is explained by where it is. */
    private Reconciled.Check transit(Actor actor, Listed listed) {
        listed.add(sql.list("""
                select code, organisation_id, cause_code, due_on, currency, amount_minor, state, reason from payout_waiting
                 where tenant_id = ? order by due_on, id limit ?""",
                row -> {
                    boolean late = row.text("state").equals("WAITING") && row.date("due_on").isBefore(clock.today());
                    return new Reconciled.Difference("transit", "payout." + (late ? "late" : row.text("state")), late || !row.text("reason").isEmpty(), "payout",
                            row.text("code"), owner(row), row.date("due_on"), row.text("reason"), row.money("amount"));
                }, actor.tenant(), listed.max + 1));
        // what waits for its member's invoice is no difference: it is payable, and rightly nobody has asked for it
        List<Reconciled.Difference> unasked = sql.list("""
                select s.code, s.organisation_id, s.currency, s.payable_minor as amount_minor, s.issued_at, %s as invoice %s
                 order by invoice, s.id limit ?""".formatted(INVOICE_MISSING, UNASKED),
                row -> new Reconciled.Difference("transit", row.flag("invoice") ? "invoice" : "no-payout", !row.flag("invoice"), "statement", row.text("code"),
                        owner(row), LocalDate.ofInstant(row.instant("issued_at"), transactions.tenant().zone()), "", row.money("amount")),
                actor.tenant(), listed.max + 1);
        listed.add(unasked);
        return sql.one("""
                select ?::char(3) as currency,
                       (select coalesce(sum(amount_minor), 0)::bigint from ledger_movement where tenant_id = ? and kind = 'PAYABLE') as payable_minor,
                       (select coalesce(sum(amount_minor), 0)::bigint from payout_waiting where tenant_id = ?) as payout_minor,
                       (select coalesce(sum(s.payable_minor), 0)::bigint %s and %s) as invoice_minor""".formatted(UNASKED, INVOICE_MISSING),
                row -> new Reconciled.Check("transit", row.money("payable"), row.money("payout"), row.money("invoice"),
                        row.money("payable").minus(row.money("payout")).minus(row.money("invoice"))), currency(), actor.tenant(), actor.tenant(), actor.tenant());
    }

    /** Money that nobody knows is open until it is cleared. */
    private Reconciled.Check suspense(Actor actor) {
        return sql.one("""
                select ?::char(3) as currency, coalesce(sum(amount_minor), 0)::bigint as amount_minor from ledger_movement
                 where tenant_id = ? and kind = 'SUSPENSE'""",
                row -> new Reconciled.Check("suspense", row.money("amount"), none(), none(), row.money("amount")), currency(), actor.tenant());
    }

    private List<Reconciled.Freight> freight(Actor actor, Period period) {
        return sql.list("""
                select event, currency,
                       coalesce(sum(amount_minor) filter (where kind = 'FREIGHT_INCOME'), 0)::bigint as charged_minor,
                       coalesce(-sum(amount_minor) filter (where kind = 'FREIGHT_COST'), 0)::bigint as paid_minor
                  from ledger_movement
                 where tenant_id = ? and kind in ('FREIGHT_INCOME', 'FREIGHT_COST') and occurred_at >= ? and occurred_at < ?
                 group by event, currency order by event""",
                row -> new Reconciled.Freight(row.text("event"), row.money("charged"), row.money("paid")), actor.tenant(), period.from(), period.to());
    }

    private List<Reconciled.Bill> bills(Actor actor, Period period, ZoneId zone, Listed listed) {
        return listed.first(sql.list("""
                select code, carrier, number, posted_at, currency, total_minor, expected_minor from courier_bill_seen
                 where tenant_id = ? and posted_at >= ? and posted_at < ? order by id desc limit ?""",
                row -> new Reconciled.Bill(row.text("code"), row.text("carrier"), row.text("number"), LocalDate.ofInstant(row.instant("posted_at"), zone),
                        row.money("total"), row.money("expected")), actor.tenant(), period.from(), period.to(), listed.max + 1));
    }

    private static OrganisationId owner(Row row) {
        Long owner = row.numberOrNull("organisation_id");
        return owner == null ? null : new OrganisationId(owner);
    }

    private List<Reconciled.Income> income(Actor actor, YearMonth month, ZoneId zone) {
        return sql.list("""
                select date_trunc('month', occurred_at at time zone ?)::date as month, kind, currency, sum(amount_minor)::bigint as amount_minor
                  from ledger_movement
                 where tenant_id = ? and kind in ('SALES', 'FREIGHT_INCOME', 'FRANCHISE_FEES', 'PENALTIES', 'INTEREST')
                   and occurred_at >= ? and occurred_at < ?
                 group by 1, kind, currency order by 1, kind""",
                row -> new Reconciled.Income(YearMonth.from(row.date("month")), row.text("kind"), row.money("amount")), zone.getId(), actor.tenant(),
                month.minusMonths(MONTHS - 1L).atDay(1).atStartOfDay(zone).toInstant(), month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant());
    }

    private Money none() {
        return Money.zero(currency());
    }

    private String currency() {
        return transactions.tenant().currency();
    }
}
