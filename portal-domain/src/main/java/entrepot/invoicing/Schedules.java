package entrepot.invoicing;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.network.OrganisationDetail;
import entrepot.network.OrganisationState;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** Charges that come again each month or year; the job charges what is due. */
@ApplicationScoped
@UseCases
public class Schedules {

    /** Rows of a list at most. */
    public static final int LIST_MAX = 201;
    private static final String THING = "charge-schedule";
    private static final int DUE_DAYS_MAX = 366;

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private Numbering numbering;

    @Inject
    private History history;

    @Inject
    private Idempotency idempotency;

    @Inject
    private Receivables receivables;

    @Inject
    private Organisations organisations;

    /**
     * @param member   its code
     * @param net      in major units, without tax
     * @param startsOn null for the first day of its contract, or today where that is past
     * @param endsOn   null for the last day of its contract
     */
    public record Begin(String member, ReceivableKind kind, String title, BigDecimal net, Schedule.Every every, int dueDays, LocalDate startsOn,
                        LocalDate endsOn) {
    }

    /** Sets one up; nothing is charged before its first day. @throws Problem NOT_FOUND, CHARGE_AMOUNT, FIELD_MISSING, FIELD_INVALID */
    @Requires(InvoicingPermission.ISSUE)
    public Schedule begin(Actor actor, Begin begin) {
        OrganisationDetail member = organisations.detail(actor, begin.member() == null ? "" : begin.member());
        if (begin.kind() == null || !begin.kind().isCharged()) {
            throw Problem.invalid("kind", String.valueOf(begin.kind()));
        }
        if (member.organisation().headquarters() || member.organisation().state().equals(OrganisationState.CLOSED.name())) {
            throw Problem.invalid("member", begin.member());
        }
        if (begin.every() == null) {
            throw Problem.missing("every");
        }
        if (begin.net() == null) {
            throw Problem.missing("amount");
        }
        Money net = Money.parse(begin.net(), transactions.tenant().currency());
        if (!net.isPositive()) {
            throw new Problem(InvoicingProblem.CHARGE_AMOUNT).with("amount", net);
        }
        LocalDate contract = member.contractFrom() == null || member.contractFrom().isBefore(clock.today()) ? clock.today() : member.contractFrom();
        LocalDate from = begin.startsOn() == null ? contract : begin.startsOn();
        LocalDate to = begin.endsOn() == null ? member.contractTo() : begin.endsOn();
        if (from.isBefore(clock.today())) {
            throw Problem.invalid("startsOn", from);
        }
        if (to != null && to.isBefore(from)) {
            throw Problem.invalid("endsOn", to);
        }
        if (begin.dueDays() < 0 || begin.dueDays() > DUE_DAYS_MAX) {
            throw Problem.invalid("dueDays", begin.dueDays());
        }
        String code = numbering.next("SCH");
        sql.update("""
                insert into invoicing_schedule (tenant_id, id, code, organisation_id, kind, title, currency, net_minor, vat_rate, every, due_days,
                       starts_on, ends_on, next_on, state, by_name, at)
                values (?, nextval('invoicing_schedule_seq'), ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, 'ACTIVE', ?, ?)""",
                actor.tenant(), code, member.organisation().id(), begin.kind(), Parties.text("title", begin.title(), true), net.currency(), net.minor(),
                begin.every(), begin.dueDays(), from, to, from, actor.name(), clock.now());
        history.record(actor, THING, code, null, Schedule.State.ACTIVE, "");
        return get(actor, code);
    }

    /** The same once a key. @param key the caller's idempotency key */
    @Requires(InvoicingPermission.ISSUE)
    public Schedule begin(Actor actor, Begin begin, String key) {
        return get(actor, idempotency.once(actor, "schedules.begin", key, begin, Receivables.Written.class,
                () -> new Receivables.Written(begin(actor, begin).code())).code());
    }

    /** Stops one at once; what was charged stays. @throws Problem NOT_FOUND, ILLEGAL_TRANSITION */
    @Requires(InvoicingPermission.ISSUE)
    public Schedule stop(Actor actor, String code, String reason) {
        Schedule schedule = get(actor, code);
        Schedule.State.TRANSITIONS.check(schedule.state(), Schedule.State.STOPPED);
        sql.update("update invoicing_schedule set state = 'STOPPED' where tenant_id = ? and code = ?", actor.tenant(), code);
        history.record(actor, THING, code, schedule.state(), Schedule.State.STOPPED, reason);
        return get(actor, code);
    }

    private static final String SELECT = """
            select s.id, s.code, s.organisation_id, o.name, o.code as member_code, s.kind, s.title, s.net_minor, s.currency, s.every, s.due_days,
                   s.starts_on, s.ends_on, s.next_on, s.state, o.state as member_state
              from invoicing_schedule s join published_organisation o on o.tenant_id = s.tenant_id and o.id = s.organisation_id
            """;

    /** @throws Problem NOT_FOUND, also for another member's */
    @Requires(InvoicingPermission.READ)
    public Schedule get(Actor actor, String code) {
        return sql.first(SELECT + " where s.tenant_id = ? and s.code = ? and (?::bigint is null or s.organisation_id = ?)", Schedules::schedule,
                actor.tenant(), code, actor.scope(), actor.scope()).orElseThrow(() -> Problem.notFound(THING, code));
    }

    /** Newest first: a member's own, for headquarters all. */
    @Requires(InvoicingPermission.READ)
    public List<Schedule> list(Actor actor, String after, int limit) {
        return sql.list(SELECT + """
                 where s.tenant_id = ? and (?::bigint is null or s.organisation_id = ?)
                   and (?::text is null or s.id < (select x.id from invoicing_schedule x where x.tenant_id = ? and x.code = ?))
                 order by s.id desc limit ?""", Schedules::schedule, actor.tenant(), actor.scope(), actor.scope(), after, actor.tenant(), after,
                Math.min(limit, LIST_MAX));
    }

    /** Charges what has come due, each day of a schedule once; of a member that is closed it ends instead. @return whether more is to be done at once */
    @Requires(Requires.SYSTEM)
    public boolean chargeDue(Actor system, int piece) {
        record Due(long id, OrganisationId member, boolean closed, Schedule schedule) {
        }
        List<Due> due = sql.list(SELECT + """
                 where s.tenant_id = ? and s.state = 'ACTIVE' and s.next_on <= ? order by s.next_on, s.id limit ? for update of s""",
                row -> new Due(row.number("id"), new OrganisationId(row.number("organisation_id")),
                        row.text("member_state").equals(OrganisationState.CLOSED.name()), schedule(row)), system.tenant(), clock.today(), piece);
        for (Due each : due) {
            Schedule schedule = each.schedule();
            if (each.closed()) {
                sql.update("update invoicing_schedule set state = 'STOPPED' where tenant_id = ? and id = ?", system.tenant(), each.id());
                history.record(system, THING, schedule.code(), Schedule.State.ACTIVE, Schedule.State.STOPPED, OrganisationState.CLOSED.name());
                continue;
            }
            receivables.write(system, each.member(), schedule.kind(), schedule.title(), schedule.code() + "/" + schedule.nextOn(), schedule.net(),
                    clock.today().plusDays(schedule.dueDays()));
            long n = 1;
            while (!schedule.every().after(schedule.startsOn(), n).isAfter(schedule.nextOn())) {
                n++;
            }
            LocalDate next = schedule.every().after(schedule.startsOn(), n);
            boolean over = schedule.endsOn() != null && next.isAfter(schedule.endsOn());
            sql.update("update invoicing_schedule set next_on = ?, state = ? where tenant_id = ? and id = ?", next,
                    over ? Schedule.State.STOPPED : Schedule.State.ACTIVE, system.tenant(), each.id());
            if (over) {
                history.record(system, THING, schedule.code(), Schedule.State.ACTIVE, Schedule.State.STOPPED, schedule.endsOn().toString());
            }
        }
        // a schedule may be due for more than one day
        return !due.isEmpty();
    }

    private static Schedule schedule(Row row) {
        return new Schedule(row.text("code"), row.text("name"), row.text("member_code"), row.oneOf(ReceivableKind.class, "kind"), row.text("title"),
                row.money("net"), row.oneOf(Schedule.Every.class, "every"), row.integer("due_days"), row.date("starts_on"), row.date("ends_on"),
                row.date("next_on"), row.oneOf(Schedule.State.class, "state"));
    }
}
