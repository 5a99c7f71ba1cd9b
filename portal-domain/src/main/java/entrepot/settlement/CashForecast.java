package entrepot.settlement;

import entrepot.invoicing.OpenReceivable;
import entrepot.invoicing.Receivables;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import entrepot.tax.Assessed;
import entrepot.tax.Taxable;
import entrepot.tax.Withholding;
import entrepot.wallet.CreditLines;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** When do I get my money: for a member its own, for headquarters all. Reads what other capabilities publish of what is on its way. */
@ApplicationScoped
@UseCases
public class CashForecast {

    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;
    private static final int DAYS_MAX = 400;
    /** Days of payment that are netted at most: more than a year of weeks. */
    private static final int NET_DAYS = 60;
    private static final int NET_MAX = 10_000;

    /** A statement whose amounts still stand in the dues: its run is not posted, or not so far. */
    private static final String IN_HAND = """
             (r.state in ('CALCULATED', 'PREVIEWED', 'SUBMITTED') or r.state = 'APPROVED' and s.organisation_id > r.cursor_organisation)""";

    /**
     * What is due to each member, of the periods before a moment and of the one that runs since. What statements have taken since (of one member alone) they
     * took of the older first.
     */
    private static final String DUES = """
            select organisation_id, currency, older + taken_of_older as before_minor, newer - taken_of_older as now_minor from (
                select organisation_id, currency, older, newer, case when older > 0 then least(greatest(taken, -older), 0) else 0 end as taken_of_older from (
                    select organisation_id, currency, coalesce(sum(amount_minor) filter (where occurred_at < ?), 0)::bigint as older,
                           coalesce(sum(amount_minor) filter (where occurred_at >= ?), 0)::bigint as newer,
                           coalesce(sum(amount_minor) filter (where occurred_at >= ? and cause_type = 'statement'), 0)::bigint as taken
                      from ledger_movement
                     where tenant_id = ? and kind in ('COMMISSION_DUE', 'DEALER_DUE') and (?::bigint is null or organisation_id = ?)
                     group by organisation_id, currency) m) s""";

    @Inject
    private Sql sql;
    @Inject
    private Transactions transactions;
    @Inject
    private BusinessClock clock;
    @Inject
    private SettlementTerms terms;
    @Inject
    private Organisations organisations;
    @Inject
    private Receivables receivables;
    @Inject
    private CreditLines creditLines;
    @Inject
    private Withholding withholding;

    /** What one member is going to be paid on a day, as far as the books know today. */
    public record Member(OrganisationId organisation, Money amount) {
    }

    /** What falls due when: the actor's own, or all members' together. */
    @Requires(SettlementPermission.STATEMENTS)
    public Forecast of(Actor actor) {
        SettlementCalendar calendar = terms.calendar(actor);
        LocalDate today = clock.today();
        ZoneId zone = transactions.tenant().zone();
        String currency = transactions.tenant().currency();
        Instant turned = calendar.of(today).from().atStartOfDay(zone).toInstant();
        boolean settled = isSettled(actor, turned);
        List<Forecast.Dated> previewed = previewed(actor, today);
        Due due = due(actor, turned);
        Money before = settled ? Money.zero(currency) : due.before();
        Terms now = calendar.on(today);
        return Forecast.of(today, calendar, closing(actor, zone), before, due.before().plus(due.now()).minus(before).minus(taken(actor)), previewed, transit(actor, today), owed(actor),
                now.minimum(), deposit(actor), topUps(actor));
    }

    /**
     * Whom headquarters is going to pay on a day and how much, by members in the order of their joining.
     *
     * @param after the last one of the page before; null for the first page
     */
    @Requires(SettlementPermission.READ)
    public List<Member> members(Actor actor, LocalDate payOn, OrganisationId after, int limit) {
        Parts parts = parts(actor, payOn);
        return sql.list("""
                with paid as (
                    select organisation_id, currency, left_minor as minor from commission_waiting
                     where tenant_id = ? and greatest((due_at at time zone ?)::date, ?) = any (?)
                    union all
                    select organisation_id, currency, case when ? then now_minor else 0 end + case when ? then before_minor else 0 end from (""" + DUES + """
                    ) d
                    union all
                    select s.organisation_id, s.currency, case when greatest(r.pay_on, ?) = ? then s.payable_minor else 0 end
                           - case when ? then s.payable_minor + s.receivable_minor + s.credit_minor + s.tax_minor else 0 end
                      from settlement_statement s join settlement_run r on r.tenant_id = s.tenant_id and r.id = s.run_id
                     where s.tenant_id = ? and""" + IN_HAND + """
                    union all
                    select organisation_id, currency, amount_minor from payout_waiting where tenant_id = ? and greatest(due_on, ?) = ?)
                select organisation_id, currency, sum(minor)::bigint as amount_minor from paid
                 where organisation_id > ? group by organisation_id, currency having sum(minor) <> 0 order by organisation_id limit ?""",
                row -> new Member(new OrganisationId(row.number("organisation_id")), row.money("amount")), actor.tenant(), parts.zone().getId(),
                parts.today(), parts.days(), parts.dueNow(), parts.takesBefore(), parts.turned(), parts.turned(), parts.turned(), actor.tenant(), actor.scope(),
                actor.scope(), parts.today(), payOn, parts.dueNow(), actor.tenant(), actor.tenant(), parts.today(), payOn, after == null ? 0 : after.value(),
                Math.min(limit, LIST_MAX));
    }

    /**
     * What of the dues reaches members, of the actor's own or of all, on each day of payment that is known: netted as a run does it, with today's
     * charges, credit and tax tables, each of them once.
     */
    @Requires(SettlementPermission.STATEMENTS)
    public List<Forecast.Net> net(Actor actor) {
        List<Forecast.Net> nets = new ArrayList<>();
        walk(actor, (day, members) -> {
            Money none = Money.zero(transactions.tenant().currency());
            nets.add(new Forecast.Net(day, all(members, Forecast.Net::gross, none), all(members, Forecast.Net::before, none), all(members, Forecast.Net::owed, none), all(members, Forecast.Net::tax, none),
                    all(members, Forecast.Net::carried, none), all(members, Forecast.Net::paid, none), reasons(members)));
        });
        return nets;
    }

    /** What a day of payment brings each member to whom something is due by then; empty where nothing is. */
    @Requires(SettlementPermission.READ)
    public Map<OrganisationId, Forecast.Net> net(Actor actor, LocalDate payOn) {
        Map<OrganisationId, Forecast.Net> found = new HashMap<>();
        walk(actor, (day, members) -> {
            if (day.equals(payOn)) {
                found.putAll(members);
            }
        });
        return found;
    }

    private static Money all(Map<OrganisationId, Forecast.Net> members, Function<Forecast.Net, Money> part, Money none) {
        return members.values().stream().map(part).reduce(none, Money::plus);
    }

    private static List<Forecast.Carried> reasons(Map<OrganisationId, Forecast.Net> members) {
        Map<CarryReason, Forecast.Carried> reasons = new EnumMap<>(CarryReason.class);
        members.values().stream().flatMap(each -> each.why().stream()).forEach(each -> reasons.merge(each.reason(), each,
                (one, other) -> new Forecast.Carried(one.reason(), one.members() + other.members(), one.amount().plus(other.amount()))));
        return List.copyOf(reasons.values());
    }

    /** Goes from day to day of payment and hands over what each brings to whom; what is carried over comes again on the next. */
    private void walk(Actor actor, BiConsumer<LocalDate, Map<OrganisationId, Forecast.Net>> each) {
        Actor system = Actor.system(actor.tenant());
        String currency = transactions.tenant().currency();
        long minimum = terms.calendar(actor).on(clock.today()).minimum().minor();
        Map<OrganisationId, Long> carried = new HashMap<>();
        Map<String, Long> netted = new HashMap<>();
        Map<OrganisationId, Long> repaid = new HashMap<>();
        inHand(actor, netted, repaid);
        Map<OrganisationId, Long> held = held(actor);
        for (LocalDate day : of(actor).payments().stream().map(Forecast.Payment::on).limit(NET_DAYS).toList()) {
            Map<OrganisationId, Long> due = dueBy(actor, day);
            if (due.isEmpty()) {
                continue;
            }
            // who has nothing new due still has what was carried over
            carried.forEach((who, minor) -> due.putIfAbsent(who, 0L));
            Map<OrganisationId, Long> before = Map.copyOf(carried);
            due.replaceAll((who, minor) -> minor + before.getOrDefault(who, 0L));
            Set<OrganisationId> taxed = organisations.taxed(system, due.keySet());
            Map<OrganisationId, List<OpenReceivable>> open = receivables.open(system, due.keySet()).stream().filter(charge -> left(charge, netted) > 0)
                    .map(charge -> new OpenReceivable(charge.code(), charge.organisation(), charge.kind(), Money.of(left(charge, netted), charge.open().currency()),
                            charge.dueOn())).collect(Collectors.groupingBy(OpenReceivable::organisation));
            Map<OrganisationId, Money> overdue = creditLines.overdue(system, due.keySet());
            Map<OrganisationId, Netting> all = new LinkedHashMap<>();
            due.forEach((who, minor) -> all.put(who, Netting.of(minor, held.getOrDefault(who, 0L), minimum, taxed.contains(who), open.getOrDefault(who, List.of()),
                    (overdue.containsKey(who) ? overdue.get(who).minor() : 0) - repaid.getOrDefault(who, 0L))));
            all.forEach((who, netting) -> {
                netting.charges().forEach(charge -> netted.merge(charge.code(), charge.minor(), Long::sum));
                repaid.merge(who, netting.credit(), Long::sum);
                carried.put(who, netting.carried());
            });
            Map<OrganisationId, Money> tax = withholding.assess(system, day, all.entrySet().stream().filter(pair -> pair.getValue().payable() > 0)
                    .map(pair -> new Taxable(pair.getKey(), Money.of(pair.getValue().payable(), currency))).toList()).stream()
                    .collect(Collectors.toMap(Assessed::organisation, Assessed::tax, Money::plus));
            Map<OrganisationId, Forecast.Net> members = new LinkedHashMap<>();
            all.forEach((who, netting) -> members.put(who, one(day, due.get(who), before.getOrDefault(who, 0L), netting, tax.getOrDefault(who, Money.zero(currency)))));
            each.accept(day, members);
        }
    }

    private static Forecast.Net one(LocalDate day, long due, long before, Netting netting, Money tax) {
        String currency = tax.currency();
        Money carried = Money.of(netting.carried(), currency);
        return new Forecast.Net(day, Money.of(due, currency), Money.of(before, currency), Money.of(netting.receivable() + netting.credit(), currency), tax, carried,
                Money.of(netting.payable(), currency).minus(tax),
                carried.isZero() ? List.of() : List.of(new Forecast.Carried(netting.reason(), 1, carried)));
    }

    /** What statements in hand net already: by charge, and of overdue credit by member. */
    private void inHand(Actor actor, Map<String, Long> charges, Map<OrganisationId, Long> credit) {
        sql.each("""
                select s.organisation_id, s.credit_minor, c ->> 'code' as charge, coalesce((c ->> 'minor')::bigint, 0) as charge_minor,
                       coalesce(c.nr, 1) as nr
                  from settlement_statement s join settlement_run r on r.tenant_id = s.tenant_id and r.id = s.run_id
                  left join lateral jsonb_array_elements(s.netting -> 'charges') with ordinality c(c, nr) on true
                 where s.tenant_id = ? and (?::bigint is null or s.organisation_id = ?) and (s.receivable_minor > 0 or s.credit_minor > 0) and""" + IN_HAND
                + " order by s.id, nr limit ?", NET_MAX, row -> {
                    if (row.number("nr") == 1) {
                        credit.merge(new OrganisationId(row.number("organisation_id")), row.number("credit_minor"), Long::sum);
                    }
                    if (row.number("charge_minor") > 0) {
                        charges.merge(row.text("charge"), row.number("charge_minor"), Long::sum);
                    }
                }, actor.tenant(), actor.scope(), actor.scope(), NET_MAX);
    }

    /** What stays in the dues for open disputes of statements that are issued; those in hand take theirs out themselves. */
    private Map<OrganisationId, Long> held(Actor actor) {
        Map<OrganisationId, Long> held = new HashMap<>();
        sql.each("""
                select d.organisation_id, sum(d.amount_minor)::bigint as held from settlement_dispute d
                  join settlement_statement s on s.tenant_id = d.tenant_id and s.id = d.statement_id
                 where d.tenant_id = ? and (?::bigint is null or d.organisation_id = ?) and d.state = 'OPEN' and d.amount_minor > 0
                   and s.state in ('ISSUED', 'PAID')
                 group by d.organisation_id order by d.organisation_id limit ?""", NET_MAX,
                row -> held.put(new OrganisationId(row.number("organisation_id")), row.number("held")), actor.tenant(), actor.scope(), actor.scope(), NET_MAX);
        return held;
    }

    /** All that statements in hand are going to take out of the dues, to whomever it goes. */
    private Money taken(Actor actor) {
        return sql.one("""
                select ?::char(3) as currency,
                       coalesce(sum(s.payable_minor + s.receivable_minor + s.credit_minor + s.tax_minor), 0)::bigint as amount_minor
                  from settlement_statement s join settlement_run r on r.tenant_id = s.tenant_id and r.id = s.run_id
                 where s.tenant_id = ? and (?::bigint is null or s.organisation_id = ?) and""" + IN_HAND,
                row -> row.money("amount"), transactions.tenant().currency(), actor.tenant(), actor.scope(), actor.scope());
    }

    private Forecast.TopUps topUps(Actor actor) {
        return sql.one("""
                select ?::char(3) as currency, count(*) as n, coalesce(sum(amount_minor), 0)::bigint as amount_minor from published_top_up
                 where tenant_id = ? and state = 'REPORTED' and (?::bigint is null or organisation_id = ?)""",
                row -> new Forecast.TopUps(row.number("n"), row.money("amount")), transactions.tenant().currency(), actor.tenant(), actor.scope(),
                actor.scope());
    }

    private static long left(OpenReceivable charge, Map<String, Long> netted) {
        return charge.open().minor() - netted.getOrDefault(charge.code(), 0L);
    }

    /** What stands on no statement yet and is paid on a day, by member: the dues of its period and what closes until then. */
    private Map<OrganisationId, Long> dueBy(Actor actor, LocalDate payOn) {
        Map<OrganisationId, Long> due = new LinkedHashMap<>();
        Parts parts = parts(actor, payOn);
        sql.each("""
                with paid as (
                    select organisation_id, left_minor as minor from commission_waiting
                     where tenant_id = ? and greatest((due_at at time zone ?)::date, ?) = any (?)
                    union all
                    select organisation_id, case when ? then now_minor else 0 end + case when ? then before_minor else 0 end from (""" + DUES + """
                    ) d
                    union all
                    select s.organisation_id, -(s.payable_minor + s.receivable_minor + s.credit_minor + s.tax_minor)
                      from settlement_statement s join settlement_run r on r.tenant_id = s.tenant_id and r.id = s.run_id
                     where ? and s.tenant_id = ? and""" + IN_HAND + """
                    )
                select organisation_id, sum(minor)::bigint as minor from paid
                 where ?::bigint is null or organisation_id = ? group by organisation_id having sum(minor) <> 0 order by organisation_id limit ?""", NET_MAX,
                row -> due.put(new OrganisationId(row.number("organisation_id")), row.number("minor")), actor.tenant(), parts.zone().getId(), parts.today(),
                parts.days(), parts.dueNow(), parts.takesBefore(), parts.turned(), parts.turned(), parts.turned(), actor.tenant(), actor.scope(), actor.scope(), parts.dueNow(),
                actor.tenant(), actor.scope(), actor.scope(), NET_MAX);
        return due;
    }

    /** Which dues and which closing windows a day of payment takes. */
    private record Parts(LocalDate today, ZoneId zone, LocalDate[] days, Instant turned, boolean settled, boolean dueNow, boolean dueBefore) {

        /** Whether it takes what became due before the period that runs now. */
        boolean takesBefore() {
            return dueBefore || settled && dueNow;
        }
    }

    private Parts parts(Actor actor, LocalDate payOn) {
        SettlementCalendar calendar = terms.calendar(actor);
        LocalDate today = clock.today();
        ZoneId zone = transactions.tenant().zone();
        LocalDate[] days = closing(actor, zone).stream().map(each -> each.on().isBefore(today) ? today : each.on())
                .filter(day -> calendar.of(day).payOn().equals(payOn)).distinct().toArray(LocalDate[]::new);
        SettlementCalendar.Turn turn = calendar.of(today);
        Instant turned = turn.from().atStartOfDay(zone).toInstant();
        boolean settled = isSettled(actor, turned);
        LocalDate last = calendar.of(turn.from().minusDays(1)).payOn();
        return new Parts(today, zone, days, turned, settled, turn.payOn().equals(payOn), !settled && (last.isBefore(today) ? today : last).equals(payOn));
    }

    /** Whether a run has taken the period before the one that began at that moment. */
    private boolean isSettled(Actor actor, Instant turned) {
        return sql.one("select exists (select from settlement_run where tenant_id = ? and scope = 'ALL' and state <> 'CANCELLED' and period_to >= ?) as there",
                row -> row.flag("there"), actor.tenant(), turned);
    }

    private List<Forecast.Dated> closing(Actor actor, ZoneId zone) {
        return sql.list("""
                select (due_at at time zone ?)::date as day, count(*) as n, currency, sum(left_minor)::bigint as amount_minor
                  from commission_waiting where tenant_id = ? and (?::bigint is null or organisation_id = ?)
                 group by 1, currency order by 1 limit ?""",
                row -> new Forecast.Dated(row.date("day"), row.number("n"), row.money("amount")), zone.getId(), actor.tenant(), actor.scope(),
                actor.scope(), DAYS_MAX);
    }

    private record Due(Money before, Money now) {
    }

    /** What stands in DUE, of the periods before that moment and of the one that runs. */
    private Due due(Actor actor, Instant turned) {
        return sql.one("select ?::char(3) as currency, coalesce(sum(before_minor), 0)::bigint as before_minor, coalesce(sum(now_minor), 0)::bigint as now_minor from ("
                + DUES + ") d", row -> new Due(row.money("before"), row.money("now")), transactions.tenant().currency(), turned, turned, turned, actor.tenant(),
                actor.scope(), actor.scope());
    }

    private List<Forecast.Dated> previewed(Actor actor, LocalDate today) {
        return sql.list("""
                select coalesce(r.pay_on, ?) as day, count(*) as n, s.currency, sum(s.payable_minor)::bigint as amount_minor
                  from settlement_statement s join settlement_run r on r.tenant_id = s.tenant_id and r.id = s.run_id
                 where s.tenant_id = ? and s.payable_minor > 0 and (r.state in ('CALCULATED', 'PREVIEWED', 'SUBMITTED')
                       or r.state = 'APPROVED' and s.organisation_id > r.cursor_organisation)
                   and (?::bigint is null or s.organisation_id = ?)
                 group by 1, s.currency order by 1 limit ?""",
                row -> new Forecast.Dated(row.date("day"), row.number("n"), row.money("amount")), today, actor.tenant(), actor.scope(), actor.scope(),
                DAYS_MAX);
    }

    private List<Forecast.Dated> transit(Actor actor, LocalDate today) {
        return sql.list("""
                select greatest(due_on, ?) as day, count(*) as n, currency, sum(amount_minor)::bigint as amount_minor
                  from payout_waiting where tenant_id = ? and (?::bigint is null or organisation_id = ?)
                 group by 1, currency order by 1 limit ?""",
                row -> new Forecast.Dated(row.date("day"), row.number("n"), row.money("amount")), today, actor.tenant(), actor.scope(), actor.scope(),
                DAYS_MAX);
    }

    private List<Forecast.Dated> owed(Actor actor) {
        return sql.list("""
                select due_on as day, count(*) as n, currency, sum(open_minor)::bigint as amount_minor
                  from invoicing_open where tenant_id = ? and (?::bigint is null or organisation_id = ?)
                 group by 1, currency order by 1 limit ?""",
                row -> new Forecast.Dated(row.date("day"), row.number("n"), row.money("amount")), actor.tenant(), actor.scope(), actor.scope(),
                DAYS_MAX);
    }

    private Money deposit(Actor actor) {
        return sql.one("""
                select ?::char(3) as currency, coalesce(sum(amount_minor), 0)::bigint as amount_minor from ledger_movement
                 where tenant_id = ? and kind = 'DEPOSIT' and (?::bigint is null or organisation_id = ?)""", row -> row.money("amount"),
                transactions.tenant().currency(), actor.tenant(), actor.scope(), actor.scope());
    }
}
