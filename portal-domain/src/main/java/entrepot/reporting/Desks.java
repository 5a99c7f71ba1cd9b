package entrepot.reporting;

import entrepot.kernel.Money;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import entrepot.platform.tenant.Tenant;
import entrepot.reporting.Desk.Day;
import entrepot.reporting.Desk.Figure;
import entrepot.reporting.Desk.FigureName;
import entrepot.reporting.Desk.Ranked;
import entrepot.reporting.Desk.Task;
import entrepot.reporting.Desk.TaskKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The desks: for each part of the portal one statement for the figures and one for what waits. A member's desk is its
 * own; headquarters' are the whole tenant's.
 */
@ApplicationScoped
@UseCases
public class Desks {

    private static final int RANKED_MAX = 5;
    /** Of an agent's tasks, so that files do not hide orders. */
    private static final int LISTS_MAX = 4;

    /** The days of the picture beside what was counted on each; wants {@code recent(day)}. */
    private static final String DAYS = """
             array(select count(r.day) from generate_series(?::date, ?::date, interval '1 day') d
                     left join recent r on r.day = d::date group by d order by d) as days,
            """;

    private static final String AGENT = """
            with recent as (
              select (placed_at at time zone ?)::date as day, sub_shop_id, total_minor from published_order
               where tenant_id = ? and organisation_id = ? and placed_at >= ? and state <> 'CANCELLED'),
            ranked as (
              select s.name, sum(r.total_minor)::bigint as total_minor from recent r
                join published_sub_shop s on s.tenant_id = ? and s.id = r.sub_shop_id
               where r.day >= ? group by s.id, s.name order by 2 desc, 1 limit ?),
            balance as (
              select kind, balance_minor from published_balance where tenant_id = ? and organisation_id = ?)
            select ?::char(3) as currency,""" + DAYS + """
                   array(select name from ranked) as names, array(select total_minor from ranked) as totals,
                   (select count(*) from recent where day >= ?) as month,
                   (select coalesce(sum(total_minor), 0)::bigint from recent where day >= ?) as month_minor,
                   coalesce((select balance_minor from balance where kind = 'WALLET'), 0) as wallet_minor,
                   coalesce((select balance_minor from balance where kind = 'HELD'), 0) as held_minor,
                   coalesce((select balance_minor from balance where kind = 'COMMISSION_PENDING'), 0) as pending_minor,
                   coalesce((select balance_minor from balance where kind = 'COMMISSION_DUE'), 0) as due_minor""";

    private static final String AGENT_TASKS = """
            select * from (
              (select 'FIX_LIST' as kind, 0 as rank, code, file_name as about, null::bigint as amount_minor,
                      null::char(3) as currency, uploaded_at as since, null::timestamptz as due
                 from published_shipping_list
                where tenant_id = ? and organisation_id = ? and uploaded_at > ? and unfinished and ?::boolean
                order by uploaded_at limit ?)
              union all
              select case state when 'WAITING_FUNDS' then 'TOP_UP_WALLET' when 'ON_HOLD' then 'ORDER_ON_HOLD'
                                else 'ORDER_TO_LEAVE' end,
                     case when state in ('WAITING_FUNDS', 'ON_HOLD') then 1 else 2 end, code,
                     receiver || case when city = '' then '' else ' · ' || city end, total_minor, currency, placed_at, ship_by
                from published_order
               where tenant_id = ? and organisation_id = ?
                 and state in ('WAITING_FUNDS', 'ON_HOLD', 'PLACED', 'PARTLY_SHIPPED')
              union all
              select 'HAND_IN_INVOICE', 1, code, '', amount_minor, currency, since, null::timestamptz from published_invoice_wanted
               where tenant_id = ? and organisation_id = ? and ?::boolean
              union all
              select 'PAY_CHARGE', 1, code, title, amount_minor, currency, since, (due_on + 1)::timestamp at time zone ? from published_charge
               where tenant_id = ? and organisation_id = ? and due_on < ?::date + 7 and ?::boolean) t
             order by rank, due, since limit ?""";

    private static final String DEALER = """
            with recent as (
              select (shipped_at at time zone ?)::date as day, pieces from published_consignment
               where tenant_id = ? and dealer_id = ? and shipped_at >= ?)
            select ?::char(3) as currency,""" + DAYS + """
                   (select count(*) from recent where day >= ?) as month,
                   (select count(*) from published_consignment
                     where tenant_id = ? and dealer_id = ? and state in ('ACCEPTED', 'PACKED') and ship_by < ?) as late,
                   coalesce((select balance_minor from published_balance
                              where tenant_id = ? and organisation_id = ? and kind = 'DEALER_DUE'), 0) as due_minor""";

    private static final String DEALER_TASKS = """
            select kind, code, about, amount_minor, currency, since, due from (
            select (state = 'OFFERED')::int as rank, case state when 'OFFERED' then 'ANSWER_OFFER' when 'ACCEPTED' then 'PACK' else 'SHIP' end as kind, code,
                   city as about, null::bigint as amount_minor, null::char(3) as currency, created_at as since,
                   coalesce(offer_deadline, ship_by) as due
              from published_consignment
             where tenant_id = ? and dealer_id = ? and state in ('OFFERED', 'ACCEPTED', 'PACKED')
            union all
            select 2, 'HAND_IN_INVOICE_DEALER', code, '', amount_minor, currency, since, null from published_invoice_wanted
             where tenant_id = ? and organisation_id = ? and ?::boolean) t
             order by rank desc, due, since limit ?""";

    private static final String HEADQUARTERS = """
            with recent as (
              select (placed_at at time zone ?)::date as day, organisation_id, total_minor from published_order
               where tenant_id = ? and placed_at >= ? and state <> 'CANCELLED'),
            ranked as (
              select m.name, sum(r.total_minor)::bigint as total_minor from recent r
                join published_organisation m on m.tenant_id = ? and m.id = r.organisation_id
               where r.day >= ? group by m.id, m.name order by 2 desc, 1 limit ?)
            select ?::char(3) as currency,""" + DAYS + """
                   array(select name from ranked) as names, array(select total_minor from ranked) as totals,
                   (select count(*) from recent where day >= ?) as month,
                   (select coalesce(sum(total_minor), 0)::bigint from recent where day >= ?) as month_minor,
                   (select count(*) from published_consignment
                     where tenant_id = ? and state in ('OFFERED', 'ACCEPTED', 'PACKED', 'UNPLACED') and ship_by < ?) as late,
                   (select count(*) from published_organisation
                     where tenant_id = ? and state = 'ACTIVE' and not headquarters) as members""";

    private static final String HEADQUARTERS_TASKS = """
            select * from (
              select 'PLACE_BY_HAND' as kind, code, city as about, null::bigint as amount_minor, null::char(3) as currency,
                     created_at as since, ship_by as due
                from published_consignment where tenant_id = ? and state = 'UNPLACED' and ?::boolean
              union all
              select 'DECIDE_APPLICATION', code, company || case when city = '' then '' else ' · ' || city end, null, null,
                     applied_at, null
                from published_application where tenant_id = ? and state = 'WAITING' and ?::boolean
              union all
              select 'APPROVE_PRICES', case kind when 'price-list' then subject else code end, title, null, null,
                     proposed_at, null
                from published_proposal
               where tenant_id = ? and kind in ('price-list', 'retail-price') and state = 'PROPOSED'
                 and maker_person_id is distinct from ? and ?::boolean
              union all
              select 'CONFIRM_COUNT', code, title, null, null, proposed_at, null
                from published_proposal
               where tenant_id = ? and kind = 'stock-difference' and state = 'PROPOSED'
                 and maker_person_id is distinct from ? and ?::boolean
              union all
              select 'PACK_CENTRAL', code, city, null, null, created_at, ship_by
                from published_consignment
               where tenant_id = ? and dealer_id is null and state in ('ACCEPTED', 'PACKED') and ?::boolean
              union all
              select 'REVIEW_PRODUCT', handle, title, null, null, since, null
                from published_product_to_review where tenant_id = ? and ?::boolean
              union all
              select 'PASS_INVITATION_ON', login, name, null, null, created_at, null
                from published_invitation where tenant_id = ? and ?::boolean) t
             order by due is not null and due < ? desc, since, code limit ?""";

    private static final String PEOPLE = """
            select (select count(*) from published_organisation
                     where tenant_id = ? and state = 'ACTIVE' and not headquarters) as members,
                   (select count(*) from published_user where tenant_id = ? and active) as people,
                   (select count(*) from published_invitation where tenant_id = ?) as invitations""";

    private static final String FINANCE = """
            with recent as (
              select (decided_at at time zone ?)::date as day, amount_minor from published_top_up
               where tenant_id = ? and decided_at >= ? and state = 'CONFIRMED'),
            balance as (
              select organisation_id, kind, balance_minor from published_balance where tenant_id = ?),
            ranked as (
              select m.name, sum(b.balance_minor)::bigint as total_minor from balance b
                join published_organisation m on m.tenant_id = ? and m.id = b.organisation_id
               where b.kind in ('COMMISSION_DUE', 'DEALER_DUE')
               group by m.id, m.name having sum(b.balance_minor) > 0 order by 2 desc, 1 limit ?)
            select ?::char(3) as currency,
                   array(select coalesce(sum(r.amount_minor), 0)::bigint
                           from generate_series(?::date, ?::date, interval '1 day') d
                           left join recent r on r.day = d::date group by d order by d) as days,
                   array(select name from ranked) as names, array(select total_minor from ranked) as totals,
                   (select count(*) from published_top_up where tenant_id = ? and state = 'REPORTED') as to_confirm,
                   (select coalesce(sum(amount_minor), 0)::bigint from published_top_up
                     where tenant_id = ? and state = 'REPORTED') as to_confirm_minor,
                   (select count(*) from published_statement
                     where tenant_id = ? and state = 'ISSUED' and payable_minor > 0) as to_pay,
                   (select coalesce(sum(payable_minor), 0)::bigint from published_statement
                     where tenant_id = ? and state = 'ISSUED') as to_pay_minor,
                   (select coalesce(sum(balance_minor), 0)::bigint from balance
                     where kind in ('COMMISSION_DUE', 'DEALER_DUE')) as due_minor,
                   (select coalesce(sum(balance_minor), 0)::bigint from balance where kind = 'COMMISSION_PENDING') as pending_minor,
                   (select coalesce(sum(balance_minor), 0)::bigint from balance where kind = 'WALLET') as wallet_minor,
                   (select coalesce(sum(balance_minor), 0)::bigint from balance where kind = 'HELD') as held_minor""";

    private static final String FINANCE_TASKS = """
            select * from (
              select 'CONFIRM_TOP_UP' as kind, t.code, m.name as about, t.amount_minor, t.currency, t.reported_at as since,
                     null::timestamptz as due
                from published_top_up t
                join published_organisation m on m.tenant_id = t.tenant_id and m.id = t.organisation_id
               where t.tenant_id = ? and t.state = 'REPORTED' and ?::boolean
              union all
              select 'START_RUN', to_char(?::date, 'YYYY-MM'), '', null, null, ?::timestamptz, null
               where ?::boolean and not exists (
                       select from published_settlement_run where tenant_id = ? and month = ?::date and state <> 'CANCELLED')
                 and exists (select from published_balance
                              where tenant_id = ? and kind in ('COMMISSION_DUE', 'DEALER_DUE') and balance_minor <> 0)
              union all
              select 'SUBMIT_RUN', code, to_char(month, 'YYYY-MM'), null, null, started_at, null
                from published_settlement_run where tenant_id = ? and state = 'PREVIEWED' and ?::boolean
              union all
              select 'APPROVE_RUN', code, to_char(month, 'YYYY-MM'), null, null, submitted_at, null
                from published_settlement_run
               where tenant_id = ? and state = 'SUBMITTED' and maker_person_id is distinct from ?
                 and submitter_person_id is distinct from ? and ?::boolean
              union all
              select case kind when 'credit-line' then 'APPROVE_CREDIT' when 'deposit' then 'APPROVE_DEPOSIT' when 'commission-plan' then 'APPROVE_PLAN'
                               else 'APPROVE_LOSS' end,
                     case when kind in ('receivable-lost', 'commission-plan') then subject else code end, title, null, null, proposed_at, null
                from published_proposal
               where tenant_id = ? and kind = any (?) and state = 'PROPOSED' and maker_person_id is distinct from ?
              union all
              select i.kind, i.code, m.name || case when i.title = '' then '' else ' · ' || i.title end, i.amount_minor, i.currency, i.since, null
                from published_invoice_task i
                join published_organisation m on m.tenant_id = i.tenant_id and m.id = i.organisation_id
               where i.tenant_id = ? and ?::boolean
              union all
              (select 'CHASE_CHARGE', c.code, m.name || ' · ' || c.title, c.amount_minor, c.currency, c.since, (c.due_on + 1)::timestamp at time zone ?
                from published_charge c
                join published_organisation m on m.tenant_id = c.tenant_id and m.id = c.organisation_id
               where c.tenant_id = ? and c.due_on < ?::date and ?::boolean order by c.due_on limit ?)) t
             order by since, code limit ?""";

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    /** A selling member's: its orders, its money where the actor may read it, files and orders that need a hand. */
    @Requires(ReportingPermission.AGENT)
    public Desk agent(Actor actor) {
        Span span = span();
        Long own = actor.organisation().value();
        List<Task> tasks = tasks(span, AGENT_TASKS, actor.tenant(), own, span.monthAgo(), actor.may("orders:place"),
                LISTS_MAX, actor.tenant(), own, actor.tenant(), own, actor.may("invoices:request"), span.zone(), actor.tenant(), own, span.today(),
                actor.may("invoices:request"), Desk.TASKS_MAX);
        return sql.one(AGENT, row -> {
            List<Day> days = counted(span, row);
            List<Figure> figures = new ArrayList<>(orders(row, days));
            if (actor.may("wallet:read")) {
                figures.add(Figure.of(FigureName.WALLET, row.money("wallet")));
                figures.add(Figure.of(FigureName.HELD, row.money("held")));
            }
            if (actor.may("commission:read")) {
                figures.add(Figure.of(FigureName.COMMISSION_PENDING, row.money("pending")));
                figures.add(Figure.of(FigureName.COMMISSION_DUE, row.money("due")));
            }
            return new Desk(figures, days, ranked(row), tasks);
        }, span.zone(), actor.tenant(), own, span.start(), actor.tenant(), span.month(), RANKED_MAX, actor.tenant(), own,
                span.currency(), span.first(), span.today(), span.month(), span.month());
    }

    /** A dealer's: parcels, what they have earned, offers to answer and parcels to pack. */
    @Requires(ReportingPermission.DEALER)
    public Desk dealer(Actor actor) {
        Span span = span();
        Long own = actor.organisation().value();
        List<Task> tasks = tasks(span, DEALER_TASKS, actor.tenant(), own, actor.tenant(), own, actor.may("invoices:request"), Desk.TASKS_MAX);
        return sql.one(DEALER, row -> {
            List<Day> days = counted(span, row);
            return new Desk(List.of(today(FigureName.SHIPPED_TODAY, days),
                    Figure.of(FigureName.SHIPPED_MONTH, row.number("month")), Figure.of(FigureName.LATE, row.number("late")),
                    Figure.of(FigureName.DEALER_DUE, row.money("due"))), days, List.of(), tasks);
        }, span.zone(), actor.tenant(), own, span.start(), span.currency(), span.first(), span.today(), span.month(),
                actor.tenant(), own, span.now(), actor.tenant(), own);
    }

    /** Headquarters': the network's orders, and what this person may decide. */
    @Requires(ReportingPermission.HEADQUARTERS)
    public Desk headquarters(Actor actor) {
        Span span = span();
        List<Task> tasks = tasks(span, HEADQUARTERS_TASKS, actor.tenant(), actor.may("consignments:fulfil"),
                actor.tenant(), actor.may("applications:decide"), actor.tenant(), person(actor),
                actor.may("prices:approve"), actor.tenant(), person(actor), actor.may("stock:confirm"), actor.tenant(),
                actor.may("consignments:fulfil"), actor.tenant(), actor.may("catalogue:edit"), actor.tenant(),
                actor.may("messages:read"), span.now(), Desk.TASKS_MAX);
        if (!actor.may("orders:view")) {
            return new Desk(actor.may("messages:read") ? people(actor) : List.of(), List.of(), List.of(), tasks);
        }
        return sql.one(HEADQUARTERS, row -> {
            List<Day> days = counted(span, row);
            List<Figure> figures = new ArrayList<>(orders(row, days));
            figures.add(Figure.of(FigureName.LATE, row.number("late")));
            figures.add(Figure.of(FigureName.MEMBERS, row.number("members")));
            return new Desk(figures, days, ranked(row), tasks);
        }, span.zone(), actor.tenant(), span.start(), actor.tenant(), span.month(), RANKED_MAX, span.currency(),
                span.first(), span.today(), span.month(), span.month(), actor.tenant(), span.now(), actor.tenant());
    }

    /** Finance's: money that came in, money that is owed, and what this person may confirm or approve. */
    @Requires(ReportingPermission.FINANCE)
    public Desk finance(Actor actor) {
        Span span = span();
        List<Task> tasks = tasks(span, FINANCE_TASKS, actor.tenant(), actor.may("wallet:confirm"), span.lastMonth(),
                span.monthBegan(), actor.may("settlement:run"), actor.tenant(), span.lastMonth(), actor.tenant(),
                actor.tenant(), actor.may("settlement:run"), actor.tenant(), person(actor), person(actor),
                actor.may("settlement:approve"), actor.tenant(), decided(actor), person(actor),
                actor.tenant(), actor.may("invoices:issue"), span.zone(), actor.tenant(), span.today(), actor.may("invoices:issue"), Desk.TASKS_MAX,
                Desk.TASKS_MAX);
        return sql.one(FINANCE, row -> new Desk(List.of(
                new Figure(FigureName.TO_CONFIRM, row.number("to_confirm"), row.money("to_confirm"), null),
                Figure.of(FigureName.DUE_TO_MEMBERS, row.money("due")),
                new Figure(FigureName.TO_PAY, row.number("to_pay"), row.money("to_pay"), null),
                Figure.of(FigureName.PENDING_TOTAL, row.money("pending")),
                Figure.of(FigureName.WALLETS, row.money("wallet")), Figure.of(FigureName.HELD, row.money("held"))),
                days(span, row, minor -> Money.of(minor, span.currency())), ranked(row), tasks),
                span.zone(), actor.tenant(), span.start(), actor.tenant(), actor.tenant(), RANKED_MAX, span.currency(),
                span.first(), span.today(), actor.tenant(), actor.tenant(), actor.tenant(), actor.tenant());
    }

    /** Kinds of proposals about money that this person may approve. */
    private static String[] decided(Actor actor) {
        List<String> kinds = new ArrayList<>();
        if (actor.may("credit:approve")) {
            kinds.addAll(List.of("credit-line", "deposit"));
        }
        if (actor.may("invoices:approve")) {
            kinds.add("receivable-lost");
        }
        if (actor.may("commission:approve")) {
            kinds.add("commission-plan");
        }
        return kinds.toArray(String[]::new);
    }

    /** For who keeps people and sees no trade. */
    private List<Figure> people(Actor actor) {
        return sql.one(PEOPLE, row -> List.of(Figure.of(FigureName.MEMBERS, row.number("members")),
                Figure.of(FigureName.PEOPLE, row.number("people")),
                Figure.of(FigureName.INVITATIONS, row.number("invitations"))), actor.tenant(), actor.tenant(), actor.tenant());
    }

    private static List<Figure> orders(Row row, List<Day> days) {
        return List.of(today(FigureName.ORDERS_TODAY, days),
                new Figure(FigureName.ORDERS_MONTH, row.number("month"), row.money("month"), null));
    }

    private static Figure today(FigureName name, List<Day> days) {
        return new Figure(name, days.get(days.size() - 1).count(), null, days.get(days.size() - 2).count());
    }

    private static List<Day> counted(Span span, Row row) {
        return days(span, row, minor -> null);
    }

    private static List<Day> days(Span span, Row row, Function<Long, Money> amount) {
        List<Long> counts = row.numbers("days");
        return IntStream.range(0, counts.size())
                .mapToObj(i -> new Day(span.first().plusDays(i), counts.get(i), amount.apply(counts.get(i)))).toList();
    }

    private static List<Ranked> ranked(Row row) {
        List<String> names = row.texts("names");
        List<Long> totals = row.numbers("totals");
        String currency = row.text("currency");
        return IntStream.range(0, names.size())
                .mapToObj(i -> new Ranked(names.get(i), Money.of(totals.get(i), currency))).toList();
    }

    private List<Task> tasks(Span span, String statement, Object... values) {
        return sql.list(statement, row -> {
            Instant due = row.instant("due");
            Long amount = row.numberOrNull("amount_minor");
            return new Task(row.oneOf(TaskKind.class, "kind"), row.text("code"), row.text("about"),
                    amount == null ? null : Money.of(amount, row.text("currency")), row.instant("since"), due,
                    due != null && due.isBefore(span.now()));
        }, values);
    }

    private static Long person(Actor actor) {
        return actor.person() == null ? null : actor.person().value();
    }

    private Span span() {
        Tenant tenant = transactions.tenant();
        Instant now = clock.now();
        LocalDate today = now.atZone(tenant.zone()).toLocalDate();
        LocalDate month = today.withDayOfMonth(1);
        LocalDate first = today.minusDays(Desk.DAYS - 1L);
        LocalDate start = first.isBefore(month) ? first : month;
        return new Span(now, tenant.zone().getId(), tenant.currency(), today, month, month.minusMonths(1),
                month.atStartOfDay(tenant.zone()).toInstant(), first,
                start.atStartOfDay(tenant.zone()).toInstant(), now.atZone(tenant.zone()).minusMonths(1).toInstant());
    }

    /**
     * The days that a desk looks at.
     *
     * @param month the first of this month
     * @param first the first day of the picture
     * @param start the beginning of the earlier of the two
     */
    private record Span(Instant now, String zone, String currency, LocalDate today, LocalDate month, LocalDate lastMonth,
                        Instant monthBegan, LocalDate first, Instant start, Instant monthAgo) {
    }
}
