package entrepot.settlement;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Period;
import entrepot.kernel.Problem;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.payout.Payout;
import entrepot.payout.Payouts;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.SqlFailure;
import entrepot.platform.sql.SqlProblem;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Settlement runs. A person starts, submits and another approves; in between {@link #advance} does one bounded piece
 * after the other, each harmless when repeated.
 */
@ApplicationScoped
@UseCases
public class Settlements {

    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;
    private static final Logger LOG = Logger.getLogger(Settlements.class.getName());
    private static final String THING = Runs.THING;
    private static final int REASON_MAX = 500;

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
    private Statements statements;

    @Inject
    private Organisations organisations;

    @Inject
    private SettlementTerms terms;

    @Inject
    private Payouts payouts;

    @Inject
    private Runs runs;

    @Inject
    private RunWork work;

    @Inject
    private Leavers leavers;

    /** Starts the run of a month, where months are settled. */
    @Requires(SettlementPermission.RUN)
    public SettlementRun start(Actor actor, YearMonth month) {
        if (month == null) {
            throw Problem.missing("month");
        }
        return start(actor, month.atDay(1));
    }

    /**
     * Starts the run of the period that begins on that day.
     *
     * @throws Problem PERIOD_UNKNOWN, PERIOD_OPEN, RUN_EXISTS, RUN_IN_PROGRESS, PERIOD_OVERTAKEN
     */
    @Requires(SettlementPermission.RUN)
    public SettlementRun start(Actor actor, LocalDate from) {
        if (from == null) {
            throw Problem.missing("from");
        }
        SettlementCalendar calendar = terms.calendar(actor);
        SettlementCalendar.Turn turn = calendar.of(from);
        if (!turn.from().equals(from)) {
            throw new Problem(SettlementProblem.PERIOD_UNKNOWN).with("day", from).with("from", turn.from()).with("to", turn.last());
        }
        ZoneId zone = transactions.tenant().zone();
        Period period = new Period(turn.from().atStartOfDay(zone).toInstant(), turn.to().atStartOfDay(zone).toInstant());
        if (period.to().isAfter(clock.now())) {
            throw new Problem(SettlementProblem.PERIOD_OPEN).with("month", turn.kind() == RunKind.MONTH ? YearMonth.from(turn.from()) : turn.from())
                    .with("day", turn.to());
        }
        // two nodes that start it at once: the second one sees what the first has written
        sql.alone("settlement.start");
        record Other(String code, RunState state, Instant from) {
        }
        for (Other other : sql.list("""
                select code, state, period_from from settlement_run
                 where tenant_id = ? and scope = 'ALL' and state <> 'CANCELLED'
                   and (period_from >= ? or state not in ('ISSUED', 'PAID_OUT')) order by period_from limit ?""",
                row -> new Other(row.text("code"), row.oneOf(RunState.class, "state"), row.instant("period_from")), actor.tenant(),
                period.from(), LIST_MAX)) {
            if (other.from().equals(period.from())) {
                throw new Problem(SettlementProblem.RUN_EXISTS).with("month", turn.from()).with("code", other.code());
            }
            if (!other.state().isClosed()) {
                throw new Problem(SettlementProblem.RUN_IN_PROGRESS).with("code", other.code());
            }
            if (other.from().isAfter(period.from())) {
                throw new Problem(SettlementProblem.PERIOD_OVERTAKEN).with("month", turn.from())
                        .with("later", LocalDate.ofInstant(other.from(), zone));
            }
        }
        return insert(actor, turn.kind(), period, null, false, "", calendar.on(from).minimum());
    }

    /**
     * Starts a run of one member alone, up to now; any amount is paid if it is the final settlement of a leaver.
     *
     * @throws Problem NOT_FOUND, RUN_REASON, RUN_IN_PROGRESS while another run has figures of this member that are not posted,
     *                 NOT_LEAVING if it is to be final and the member does not leave, STILL_OPEN if something of it is on its way
     */
    @Requires(SettlementPermission.RUN)
    public SettlementRun startOffCycle(Actor actor, String organisationCode, boolean last, String reason) {
        String why = reason(reason);
        Organisation organisation = organisations.byCode(actor, organisationCode);
        if (last && !organisation.state().equals("ENDING")) {
            throw new Problem(SettlementProblem.NOT_LEAVING).with("name", organisation.name());
        }
        sql.alone("settlement.start");
        if (last) {
            leavers.checkSettles(actor, organisation);
        }
        record Tail(String run, RunState state, Instant to) {
        }
        Optional<Tail> tail = sql.first("""
                select r.code, r.state, r.period_to from settlement_run r
                 where r.tenant_id = ? and r.state <> 'CANCELLED' and r.scope = ?
                   and r.state in ('DRAFT', 'COLLECTED', 'CALCULATED', 'PREVIEWED', 'SUBMITTED', 'APPROVED')
                union all
                (select r.code, r.state, r.period_to from settlement_statement s
                   join settlement_run r on r.tenant_id = s.tenant_id and r.id = s.run_id
                  where s.tenant_id = ? and s.organisation_id = ? order by s.id desc limit 1) limit 1""",
                row -> new Tail(row.text("code"), row.oneOf(RunState.class, "state"), row.instant("period_to")), actor.tenant(),
                Long.toString(organisation.id().value()), actor.tenant(), organisation.id());
        tail.filter(found -> !found.state().isPosted()).ifPresent(found -> {
            throw new Problem(SettlementProblem.RUN_IN_PROGRESS).with("code", found.run());
        });
        Instant now = clock.now();
        Instant from = tail.map(Tail::to).filter(to -> to.isBefore(now)).orElseGet(() -> tail.isPresent() ? now.minusSeconds(1)
                : clock.today().withDayOfMonth(1).atStartOfDay(transactions.tenant().zone()).toInstant());
        Money minimum = terms.calendar(actor).on(clock.today()).minimum();
        return insert(actor, RunKind.OFF_CYCLE, new Period(from, now), organisation.id(), last, why,
                last ? Money.zero(minimum.currency()) : minimum);
    }

    /** The same once a key. */
    @Requires(SettlementPermission.RUN)
    public SettlementRun startOffCycle(Actor actor, String organisationCode, boolean last, String reason, String key) {
        return idempotency.once(actor, "settlement.off-cycle", key, new OffCycle(organisationCode, last, reason), SettlementRun.class,
                () -> startOffCycle(actor, organisationCode, last, reason));
    }

    private record OffCycle(String organisation, boolean last, String reason) {
    }

    private SettlementRun insert(Actor actor, RunKind kind, Period period, OrganisationId organisation, boolean last, String reason,
                                 Money minimum) {
        String code = numbering.next("RUN");
        String scope = organisation == null ? "ALL" : Long.toString(organisation.value());
        try {
            sql.update("""
                    insert into settlement_run (tenant_id, id, code, kind, scope, organisation_id, is_final, reason, month, period_from,
                           period_to, state, currency, minimum_minor, maker_person_id, maker_name, started_at)
                    values (?, nextval('settlement_run_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, 'DRAFT', ?, ?, ?, ?, ?)""",
                    actor.tenant(), code, kind, scope, organisation, last, reason,
                    YearMonth.from(period.from().atZone(transactions.tenant().zone())).atDay(1), period.from(), period.to(),
                    minimum.currency(), minimum.minor(), person(actor), actor.name(), clock.now());
        } catch (SqlFailure failure) {
            if (failure.isUniqueViolation()) {
                throw new Problem(SettlementProblem.RUN_EXISTS).with("month", period.from()).with("code", "");
            }
            throw failure;
        }
        history.record(actor, THING, code, null, RunState.DRAFT, reason);
        return get(actor, code);
    }

    /** Starts the run of a month once a key: the same key and month answer the same. */
    @Requires(SettlementPermission.RUN)
    public SettlementRun start(Actor actor, YearMonth month, String key) {
        return idempotency.once(actor, "settlement.start", key, new Start(month), SettlementRun.class,
                () -> start(actor, month));
    }

    private record Start(YearMonth month) {
    }

    /** Starts the run of the period that begins on that day, once a key. */
    @Requires(SettlementPermission.RUN)
    public SettlementRun start(Actor actor, LocalDate from, String key) {
        return idempotency.once(actor, "settlement.start", key, new StartFrom(from), SettlementRun.class, () -> start(actor, from));
    }

    private record StartFrom(LocalDate from) {
    }

    /** @throws Problem NOT_FOUND */
    @Requires(SettlementPermission.READ)
    public SettlementRun get(Actor actor, String code) {
        return runs.get(actor, code).run();
    }

    /** Newest first; {@code after} is the code of the last one on the page before, or null. */
    @Requires(SettlementPermission.READ)
    public List<SettlementRun> list(Actor actor, String after, int limit) {
        return runs.list(actor, after, Math.min(limit, LIST_MAX));
    }

    /** Of a previewed run: members with something to be paid who have not confirmed yet. */
    @Requires(SettlementPermission.READ)
    public long unconfirmed(Actor actor, String code) {
        return sql.one("""
                select count(*) as n from settlement_statement
                 where tenant_id = ? and run_id = ? and payable_minor > 0 and confirmed_at is null""", row -> row.number("n"),
                actor.tenant(), runs.get(actor, code).id());
    }

    /** Whether a previewed run may be submitted now: the deadline for objections is over, or all who are to be paid have confirmed. */
    @Requires(SettlementPermission.READ)
    public boolean isDiscussed(Actor actor, String code) {
        SettlementRun run = get(actor, code);
        return run.objectionsUntil() == null || !clock.now().isBefore(run.objectionsUntil()) || unconfirmed(actor, code) == 0;
    }

    @Requires(SettlementPermission.READ)
    public List<History.Change> timeLine(Actor actor, String code) {
        return history.of(actor, THING, code);
    }

    /** Whether this person may approve it: neither started nor submitted it. */
    @Requires(SettlementPermission.READ)
    public boolean isOwn(Actor actor, String code) {
        return actor.person() == null || sql.one("""
                select coalesce(maker_person_id = ?, false) or coalesce(submitter_person_id = ?, false) as own
                  from settlement_run where tenant_id = ? and code = ?""",
                row -> row.flag("own"), person(actor), person(actor), actor.tenant(), code);
    }

    /**
     * Hands a previewed run to who approves it, with what is disputed, owed and known now. Submitting twice is harmless: the first one
     * counts.
     *
     * @throws Problem OBJECTIONS_OPEN before the deadline, unless all who are to be paid have confirmed; PROOF_BROKEN if a statement
     *                 is off from the ledger by however little
     */
    @Requires(SettlementPermission.RUN)
    public SettlementRun submit(Actor actor, String code) {
        Runs.Working working = runs.lock(actor, code);
        if (working.run().state() == RunState.SUBMITTED) {
            return working.run();
        }
        RunState.TRANSITIONS.check(working.run().state(), RunState.SUBMITTED);
        if (!isDiscussed(actor, code)) {
            throw new Problem(SettlementProblem.OBJECTIONS_OPEN).with("code", code).with("until", working.run().objectionsUntil())
                    .with("members", unconfirmed(actor, code));
        }
        List<String> broken = work.broken(actor, working);
        if (!broken.isEmpty()) {
            throw new Problem(SettlementProblem.PROOF_BROKEN).with("code", String.join(", ", broken));
        }
        work.netAgain(Actor.system(actor.tenant()), working);
        runs.to(actor, working, RunState.SUBMITTED, "");
        sql.update("""
                update settlement_run set submitter_person_id = ?, submitter_name = ?, submitted_at = ?
                 where tenant_id = ? and id = ?""",
                person(actor), actor.name(), clock.now(), actor.tenant(), working.id());
        return get(actor, code);
    }

    /**
     * Approves the totals that were shown. From here the program posts, issues and nothing can be taken back.
     *
     * @param totalsHash the one that stood on the page
     * @throws Problem OWN_RUN, TOTALS_CHANGED
     */
    @Requires(SettlementPermission.APPROVE)
    public SettlementRun approve(Actor actor, String code, String totalsHash) {
        Runs.Working working = runs.lock(actor, code);
        RunState.TRANSITIONS.check(working.run().state(), RunState.APPROVED);
        if (isOwn(actor, code)) {
            throw new Problem(SettlementProblem.OWN_RUN).with("code", code);
        }
        if (working.run().payOn() != null && working.run().payOn().isBefore(clock.today())) {
            throw new Problem(SettlementProblem.PAY_DAY_PASSED).with("code", code).with("day", working.run().payOn());
        }
        if (!working.run().totalsHash().equals(totalsHash) || !runs.totals(actor, working).hash().equals(totalsHash)) {
            throw new Problem(SettlementProblem.TOTALS_CHANGED).with("code", code);
        }
        sql.update("""
                update settlement_run set state = 'APPROVED', checker_person_id = ?, checker_name = ?, approved_at = ?,
                       approved_hash = ?, cursor_organisation = 0 where tenant_id = ? and id = ?""",
                person(actor), actor.name(), clock.now(), totalsHash, actor.tenant(), working.id());
        history.record(actor, THING, code, working.run().state(), RunState.APPROVED, "");
        return get(actor, code);
    }

    /** Approves once a key: the same key, run and totals answer the same. */
    @Requires(SettlementPermission.APPROVE)
    public SettlementRun approve(Actor actor, String code, String totalsHash, String key) {
        return idempotency.once(actor, "settlement.approve", key, new Approve(code, totalsHash), SettlementRun.class,
                () -> approve(actor, code, totalsHash));
    }

    private record Approve(String code, String totalsHash) {
    }

    /** How many runs wait for a second person who is not their maker, and since when. */
    @Requires(SettlementPermission.READ)
    public Waiting waitingForApproval(Actor actor) {
        return sql.one("""
                select count(*) as n, min(submitted_at) as oldest from settlement_run
                 where tenant_id = ? and state = 'SUBMITTED'
                   and (maker_person_id is distinct from ? and submitter_person_id is distinct from ?)""",
                row -> new Waiting(row.number("n"), row.instant("oldest")), actor.tenant(), person(actor),
                person(actor));
    }

    /** How many previewed runs wait to be submitted, and since when they are. */
    @Requires(SettlementPermission.READ)
    public Waiting waitingForSubmission(Actor actor) {
        return sql.one("""
                select count(*) as n, min(started_at) as oldest from settlement_run where tenant_id = ? and state = 'PREVIEWED'""",
                row -> new Waiting(row.number("n"), row.instant("oldest")), actor.tenant());
    }

    /** @param oldest null where none waits */
    public record Waiting(long count, Instant oldest) {
    }

    /**
     * Takes a run back before it is approved: its list is freed, its statements go, the month can be started again.
     *
     * @throws Problem RUN_REASON without a reason
     */
    @Requires(SettlementPermission.RUN)
    public SettlementRun cancel(Actor actor, String code, String reason) {
        return cancelled(actor, runs.lock(actor, code), reason);
    }

    /** Who should approve a submitted run rejects it instead, with the same effect as {@link #cancel}. */
    @Requires(SettlementPermission.APPROVE)
    public SettlementRun reject(Actor actor, String code, String reason) {
        Runs.Working working = runs.lock(actor, code);
        RunState.TRANSITIONS.check(working.run().state(), RunState.APPROVED);
        return cancelled(actor, working, reason);
    }

    private SettlementRun cancelled(Actor actor, Runs.Working working, String reason) {
        runs.to(actor, working, RunState.CANCELLED, reason(reason));
        work.release(Actor.system(actor.tenant()), working);
        sql.update("delete from settlement_statement where tenant_id = ? and run_id = ?", actor.tenant(), working.id());
        return get(actor, working.run().code());
    }

    static String reason(String reason) {
        if (reason == null || reason.isBlank() || reason.length() > REASON_MAX) {
            throw new Problem(SettlementProblem.RUN_REASON).with("max", REASON_MAX);
        }
        return reason.strip();
    }

    /** Lets the program try again after a problem was looked at. */
    @Requires(SettlementPermission.RUN)
    public SettlementRun retry(Actor actor, String code) {
        SettlementRun run = runs.lock(actor, code).run();
        if (!run.problem().isEmpty()) {
            sql.update("update settlement_run set problem = '' where tenant_id = ? and code = ?", actor.tenant(), code);
            history.record(actor, THING, code, run.state(), run.state(), run.problem());
        }
        return get(actor, code);
    }

    /** The bank has paid a statement, or it went into the wallet. When the last one is paid, so is the run. Told again, it does nothing. */
    @Requires(Requires.SYSTEM)
    public void paid(Actor actor, String statementCode, String reference) {
        Statement statement = statements.lock(actor, statementCode);
        if (statement.state() == Statement.State.PAID) {
            return;
        }
        Statement.State.TRANSITIONS.check(statement.state(), Statement.State.PAID);
        sql.update("""
                update settlement_statement set state = 'PAID', bank_reference = ?, paid_at = ?
                 where tenant_id = ? and code = ?""", reference, clock.now(), actor.tenant(), statementCode);
        history.record(actor, "statement", statementCode, statement.state(), Statement.State.PAID, reference);
        close(actor, runs.lock(actor, statement.run()));
    }

    private void close(Actor actor, Runs.Working working) {
        if (working.run().state() == RunState.ISSUED && runs.isPaidOut(actor, working)) {
            runs.to(actor, working, RunState.PAID_OUT, "");
        }
    }

    /** A payout is not on its way any more: if a final run sent the rest of a wallet out with it, that run may be at its end. Told again, it does nothing. */
    @Requires(Requires.SYSTEM)
    public void lastPayoutEnded(Actor actor, String payout) {
        runs.withLastPayout(actor, payout).ifPresent(working -> close(actor, working));
    }

    /** A payout came back: if a final run sent the rest of a wallet out with it, that run waits for the bank again. */
    @Requires(Requires.SYSTEM)
    public void lastPayoutCameBack(Actor actor, String payout, String reason) {
        runs.withLastPayout(actor, payout).filter(working -> working.run().state() == RunState.PAID_OUT && !runs.isPaidOut(actor, working))
                .ifPresent(working -> runs.to(actor, working, RunState.ISSUED, reason));
    }

    /** The payout of the rest of a leaver's wallet for which an issued final run still waits. */
    @Requires(SettlementPermission.READ)
    public Optional<Payout> lastPayout(Actor actor, String code) {
        return runs.lastPayoutWaits(actor, runs.get(actor, code)).map(payout -> payouts.get(actor, payout));
    }

    /** A payment came back after it was confirmed: the statement waits for the bank again. */
    @Requires(Requires.SYSTEM)
    public void cameBack(Actor actor, String statementCode, String reason) {
        Statement statement = statements.lock(actor, statementCode);
        if (statement.state() != Statement.State.PAID) {
            return;
        }
        sql.update("""
                update settlement_statement set state = 'ISSUED', bank_reference = null, paid_at = null
                 where tenant_id = ? and code = ?""", actor.tenant(), statementCode);
        history.record(actor, "statement", statementCode, statement.state(), Statement.State.ISSUED, reason);
        Runs.Working working = runs.lock(actor, statement.run());
        if (working.run().state() == RunState.PAID_OUT) {
            runs.to(actor, working, RunState.ISSUED, reason);
        }
    }

    /** A member's invoice for a statement was accepted, so the statement may be paid. */
    @Requires(Requires.SYSTEM)
    public void invoiced(Actor actor, String statementCode) {
        Statement statement = statements.get(actor, statementCode);
        if (statement.state() == Statement.State.ISSUED) {
            work.requestPayouts(actor, List.of(statementCode), runs.get(actor, statement.run()).run().payOn());
        }
    }

    /** Asks for payouts that waited for an invoice which nobody has to write any more, some at a time. @return whether there may be more */
    @Requires(Requires.SYSTEM)
    public boolean requestPayouts(Actor actor) {
        return work.requestPayouts(actor);
    }

    /**
     * Does the next piece of a run that waits for the program.
     *
     * @return whether there is more to do at once
     */
    @Requires(Requires.SYSTEM)
    public boolean advance(Actor actor) {
        Optional<Runs.Working> next = runs.next(actor);
        if (next.isEmpty()) {
            return false;
        }
        Runs.Working working = next.get();
        runs.goesOn(actor, working);
        switch (working.run().state()) {
            case DRAFT -> {
                return work.collect(actor, working);
            }
            case COLLECTED -> work.calculate(actor, working);
            case CALCULATED -> work.preview(actor, working);
            case APPROVED -> work.post(actor, working);
            case POSTED -> work.issue(actor, working);
            default -> throw new IllegalStateException(working.run().state().name());
        }
        return true;
    }

    /** The piece that was due failed: the run says so until it goes on. @param again when it is tried again */
    @Requires(Requires.SYSTEM)
    public void failed(Actor actor, RuntimeException failure, Instant again) {
        runs.next(actor).ifPresent(working -> {
            SettlementRun run = working.run();
            boolean another = run.failing() == null;
            Map<String, String> details = new TreeMap<>();
            if (failure instanceof Problem problem) {
                problem.details().forEach((name, value) -> details.put(name, String.valueOf(value)));
            }
            runs.failing(actor, working, new SettlementRun.Failing(run.state(), problem(failure), details, another ? clock.real() : run.failing().since(),
                    another ? 1 : run.failing().tries() + 1, again));
            LOG.log(Level.WARNING, failure, () -> "settlement run " + run.code() + " does not come on from " + run.state());
        });
    }

    private static String problem(RuntimeException failure) {
        if (failure instanceof Problem problem) {
            return problem.code().name();
        }
        return failure instanceof SqlFailure sql && sql.isGivenUp() ? SqlProblem.BUSY.name() : "";
    }

    private static Long person(Actor actor) {
        return actor.person() == null ? null : actor.person().value();
    }
}
