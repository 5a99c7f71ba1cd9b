package entrepot.settlement;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Period;
import entrepot.kernel.Problem;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.Leg;
import entrepot.ledger.NewPosting;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.SqlFailure;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Settlement runs. A person starts, submits and another approves; in between {@link #advance} does one bounded piece
 * after the other, each harmless when repeated.
 */
@ApplicationScoped
@UseCases
public class Settlements {

    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;
    private static final String THING = "settlement-run";
    private static final BigDecimal MINIMUM = new BigDecimal("100");
    private static final int ENTRIES_AT_ONCE = 5_000;
    private static final int STATEMENTS_AT_ONCE = 50;
    private static final int REASON_MAX = 500;
    private static final int REFERENCE_MAX = 100;

    private static final String SELECT = """
            select id, code, month, period_from, period_to, state, currency, minimum_minor, maker_name, started_at,
                   submitter_name, submitted_at, checker_name, approved_at, totals::text as totals, totals_hash, problem
              from settlement_run
            """;

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
    private Ledger ledger;

    @Inject
    private Statements statements;

    @Inject
    private Organisations organisations;

    private record Working(long id, SettlementRun run) {
    }

    /**
     * Starts the run of a month.
     *
     * @throws Problem PERIOD_OPEN, RUN_EXISTS, RUN_IN_PROGRESS, PERIOD_OVERTAKEN
     */
    @Requires(SettlementPermission.RUN)
    public SettlementRun start(Actor actor, YearMonth month) {
        if (month == null) {
            throw Problem.missing("month");
        }
        Period period = Period.of(month, transactions.tenant().zone());
        if (period.to().isAfter(clock.now())) {
            throw new Problem(SettlementProblem.PERIOD_OPEN).with("month", month);
        }
        for (SettlementRun other : list(actor, null, LIST_MAX)) {
            if (other.state() == RunState.CANCELLED) {
                continue;
            }
            if (other.month().equals(month)) {
                throw new Problem(SettlementProblem.RUN_EXISTS).with("month", month).with("code", other.code());
            }
            if (!other.state().isClosed()) {
                throw new Problem(SettlementProblem.RUN_IN_PROGRESS).with("code", other.code());
            }
            if (other.month().isAfter(month)) {
                throw new Problem(SettlementProblem.PERIOD_OVERTAKEN).with("month", month).with("later", other.month());
            }
        }
        String code = numbering.next("RUN");
        String currency = transactions.tenant().currency();
        try {
            sql.update("""
                    insert into settlement_run (tenant_id, id, code, month, period_from, period_to, state, currency,
                           minimum_minor, maker_person_id, maker_name, started_at)
                    values (?, nextval('settlement_run_seq'), ?, ?, ?, ?, 'DRAFT', ?, ?, ?, ?, ?)""",
                    actor.tenant(), code, month.atDay(1), period.from(), period.to(), currency,
                    Money.parse(MINIMUM, currency).minor(), person(actor), actor.name(), clock.now());
        } catch (SqlFailure failure) {
            if (failure.isUniqueViolation()) {
                throw new Problem(SettlementProblem.RUN_EXISTS).with("month", month).with("code", "");
            }
            throw failure;
        }
        history.record(actor, THING, code, null, RunState.DRAFT, "");
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

    /** @throws Problem NOT_FOUND */
    @Requires(SettlementPermission.READ)
    public SettlementRun get(Actor actor, String code) {
        return working(actor, code, "").run();
    }

    /** Newest first; {@code after} is the code of the last one on the page before, or null. */
    @Requires(SettlementPermission.READ)
    public List<SettlementRun> list(Actor actor, String after, int limit) {
        return sql.list(SELECT + """
                 where tenant_id = ?
                   and (?::text is null or id < (select id from settlement_run where tenant_id = ? and code = ?))
                 order by id desc limit ?""",
                Settlements::run, actor.tenant(), after, actor.tenant(), after, Math.min(limit, LIST_MAX));
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

    /** Hands a previewed run to who approves it. Submitting twice is harmless: the first one counts. */
    @Requires(SettlementPermission.RUN)
    public SettlementRun submit(Actor actor, String code) {
        Working working = working(actor, code, "for update");
        if (working.run().state() == RunState.SUBMITTED) {
            return working.run();
        }
        to(actor, working, RunState.SUBMITTED, "");
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
        Working working = working(actor, code, "for update");
        RunState.TRANSITIONS.check(working.run().state(), RunState.APPROVED);
        if (isOwn(actor, code)) {
            throw new Problem(SettlementProblem.OWN_RUN).with("code", code);
        }
        if (!working.run().totalsHash().equals(totalsHash) || !totals(actor, working).hash().equals(totalsHash)) {
            throw new Problem(SettlementProblem.TOTALS_CHANGED).with("code", code);
        }
        sql.update("""
                update settlement_run set state = 'APPROVED', checker_person_id = ?, checker_name = ?, approved_at = ?,
                       approved_hash = ? where tenant_id = ? and id = ?""",
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
        return cancelled(actor, working(actor, code, "for update"), reason);
    }

    /** Who should approve a submitted run rejects it instead, with the same effect as {@link #cancel}. */
    @Requires(SettlementPermission.APPROVE)
    public SettlementRun reject(Actor actor, String code, String reason) {
        Working working = working(actor, code, "for update");
        RunState.TRANSITIONS.check(working.run().state(), RunState.APPROVED);
        return cancelled(actor, working, reason);
    }

    private SettlementRun cancelled(Actor actor, Working working, String reason) {
        if (reason == null || reason.isBlank() || reason.length() > REASON_MAX) {
            throw new Problem(SettlementProblem.RUN_REASON).with("max", REASON_MAX);
        }
        to(actor, working, RunState.CANCELLED, reason.strip());
        sql.update("delete from settlement_entry where tenant_id = ? and run_id = ?", actor.tenant(), working.id());
        sql.update("delete from settlement_statement where tenant_id = ? and run_id = ?", actor.tenant(), working.id());
        return get(actor, working.run().code());
    }

    /** Lets the program try again after a problem was looked at. */
    @Requires(SettlementPermission.RUN)
    public SettlementRun retry(Actor actor, String code) {
        SettlementRun run = working(actor, code, "for update").run();
        if (!run.problem().isEmpty()) {
            sql.update("update settlement_run set problem = '' where tenant_id = ? and code = ?", actor.tenant(), code);
            history.record(actor, THING, code, run.state(), run.state(), run.problem());
        }
        return get(actor, code);
    }

    /**
     * The bank has paid a statement: PAYABLE → BANK. When the last one is paid, so is the run.
     *
     * @throws Problem NOTHING_PAYABLE, BANK_REFERENCE, ILLEGAL_TRANSITION if it is not issued or paid already
     */
    @Requires(SettlementPermission.PAY)
    public Statement confirmPayout(Actor actor, String statementCode, String bankReference) {
        String reference = bankReference == null ? "" : bankReference.strip();
        if (reference.isEmpty() || reference.length() > REFERENCE_MAX) {
            throw new Problem(SettlementProblem.BANK_REFERENCE).with("max", REFERENCE_MAX);
        }
        Statement statement = statements.lock(actor, statementCode);
        if (!statement.payable().isPositive()) {
            throw new Problem(SettlementProblem.NOTHING_PAYABLE).with("code", statementCode);
        }
        Statement.State.TRANSITIONS.check(statement.state(), Statement.State.PAID);
        ledger.post(actor, new NewPosting("payout.confirmed", "statement", statementCode,
                List.of(Leg.debit(Account.of(AccountKind.PAYABLE, statement.organisation()), statement.payable()),
                        Leg.credit(Account.of(AccountKind.BANK), statement.payable())), reference));
        sql.update("""
                update settlement_statement set state = 'PAID', bank_reference = ?, paid_at = ?
                 where tenant_id = ? and code = ?""", reference, clock.now(), actor.tenant(), statementCode);
        history.record(actor, "statement", statementCode, statement.state(), Statement.State.PAID, reference);
        Working working = working(actor, statement.run(), "for update");
        if (working.run().state() == RunState.ISSUED && isPaidOut(actor, working)) {
            to(actor, working, RunState.PAID_OUT, "");
        }
        return statements.get(actor, statementCode);
    }

    /**
     * Does the next piece of a run that waits for the program.
     *
     * @return whether there is more to do at once
     */
    @Requires(Requires.SYSTEM)
    public boolean advance(Actor actor) {
        Optional<Working> next = sql.first(SELECT + """
                 where tenant_id = ? and state in ('DRAFT', 'COLLECTED', 'CALCULATED', 'APPROVED', 'POSTED')
                   and problem = ''
                 order by id limit 1 for update skip locked""",
                row -> new Working(row.number("id"), run(row)), actor.tenant());
        if (next.isEmpty()) {
            return false;
        }
        Working working = next.get();
        switch (working.run().state()) {
            case DRAFT -> collect(actor, working);
            case COLLECTED -> calculate(actor, working);
            case CALCULATED -> preview(actor, working);
            case APPROVED -> post(actor, working);
            case POSTED -> issue(actor, working);
            default -> throw new IllegalStateException(working.run().state().name());
        }
        return true;
    }

    /** Puts entries on the run's list: those recorded before the period's end that stand on no statement yet. */
    private void collect(Actor actor, Working working) {
        int taken = sql.update("""
                insert into settlement_entry (tenant_id, posting_id, leg, run_id, organisation_id, kind, amount_minor)
                select m.tenant_id, m.posting_id, m.leg, ?, m.organisation_id, m.kind, m.amount_minor
                  from ledger_movement m
                 where m.tenant_id = ? and m.kind in ('COMMISSION_DUE', 'DEALER_DUE', 'PAYABLE') and m.occurred_at < ?
                   and not exists (select from settlement_entry s where s.tenant_id = m.tenant_id
                                      and s.posting_id = m.posting_id and s.leg = m.leg)
                 order by m.posting_id, m.leg limit ?""",
                working.id(), actor.tenant(), working.run().period().to(), ENTRIES_AT_ONCE);
        if (taken < ENTRIES_AT_ONCE) {
            to(actor, working, RunState.COLLECTED, "");
        }
    }

    /**
     * Writes statements, some at a time, for members with entries on the list, with something carried over, or whose
     * wallet moved in the period: who ordered reads what became of the money, earned or not.
     */
    private void calculate(Actor actor, Working working) {
        List<Calculated> members = sql.list("""
                with concerned as (
                    select e.organisation_id from settlement_entry e
                     where e.tenant_id = ?
                     group by e.organisation_id
                    having bool_or(e.run_id = ?) or sum(e.amount_minor) <> 0
                    union
                    select w.organisation_id from ledger_movement w
                     where w.tenant_id = ? and w.kind = 'WALLET' and w.occurred_at >= ? and w.occurred_at < ?),
                member as (
                    select c.organisation_id from concerned c
                     where not exists (select from settlement_statement s where s.tenant_id = ? and s.run_id = ?
                                          and s.organisation_id = c.organisation_id)
                     order by c.organisation_id limit ?)
                select m.organisation_id,
                       coalesce(sum(e.amount_minor) filter (where e.run_id <> ?), 0)::bigint as opening_minor,
                       coalesce(sum(e.amount_minor) filter (where e.run_id = ?), 0)::bigint as moved_minor,
                       coalesce(-sum(e.amount_minor) filter (where e.run_id = ? and p.event = 'payout.confirmed'), 0)::bigint
                           as payouts_minor,
                       coalesce(sum(e.amount_minor) filter (where e.kind = 'COMMISSION_DUE'), 0)::bigint as commission_minor,
                       coalesce(sum(e.amount_minor) filter (where e.kind = 'DEALER_DUE'), 0)::bigint as dealer_minor
                  from member m
                  left join settlement_entry e on e.tenant_id = ? and e.organisation_id = m.organisation_id
                  left join ledger_posting p on p.tenant_id = e.tenant_id and p.id = e.posting_id
                 group by m.organisation_id""",
                row -> new Calculated(row.number("organisation_id"), row.number("opening_minor"),
                        row.number("moved_minor"), row.number("payouts_minor"), row.number("commission_minor"),
                        row.number("dealer_minor")),
                actor.tenant(), working.id(), actor.tenant(), working.run().period().from(),
                working.run().period().to(), actor.tenant(), working.id(), STATEMENTS_AT_ONCE, working.id(),
                working.id(), working.id(), actor.tenant());
        Set<OrganisationId> taxed = organisations.taxed(actor,
                members.stream().map(member -> new OrganisationId(member.organisation())).toList());
        for (Calculated member : members) {
            long due = member.commission() + member.dealer();
            CarryReason reason = CarryReason.of(due, working.run().minimum().minor(),
                    taxed.contains(new OrganisationId(member.organisation())));
            long payable = reason == CarryReason.NONE ? due : 0;
            sql.update("""
                    insert into settlement_statement (tenant_id, id, code, run_id, organisation_id, state, currency,
                           opening_minor, lines_minor, payouts_minor, closing_minor, commission_due_minor,
                           dealer_due_minor, payable_minor, carried_minor, carry_reason)
                    values (?, nextval('settlement_statement_seq'), ?, ?, ?, 'CALCULATED', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                    actor.tenant(), numbering.next("STM"), working.id(), member.organisation(),
                    working.run().minimum().currency(), member.opening(), member.moved() + member.payouts(),
                    member.payouts(), member.opening() + member.moved(), member.commission(), member.dealer(),
                    payable, due - payable, reason);
        }
        if (members.size() < STATEMENTS_AT_ONCE) {
            Totalled totalled = totals(actor, working);
            sql.update("update settlement_run set totals = ?, totals_hash = ? where tenant_id = ? and id = ?",
                    Json.of(totalled.totals()), totalled.hash(), actor.tenant(), working.id());
            to(actor, working, RunState.CALCULATED, "");
        }
    }

    private record Calculated(long organisation, long opening, long moved, long payouts, long commission, long dealer) {
    }

    /** Shows the statements to their members. */
    private void preview(Actor actor, Working working) {
        sql.update("update settlement_statement set state = 'PREVIEWED' where tenant_id = ? and run_id = ?",
                actor.tenant(), working.id());
        to(actor, working, RunState.PREVIEWED, "");
    }

    /** COMMISSION_DUE + DEALER_DUE → PAYABLE for each statement that pays, some at a time; the legs join its list. */
    private void post(Actor actor, Working working) {
        record Paying(String code, OrganisationId organisation, Money commission, Money dealer, Money payable) {
        }
        List<Paying> paying = sql.list("""
                select code, organisation_id, currency, commission_due_minor, dealer_due_minor, payable_minor
                  from settlement_statement where tenant_id = ? and run_id = ? and payable_minor > 0 and not posted
                 order by id limit ? for update""",
                row -> new Paying(row.text("code"), new OrganisationId(row.number("organisation_id")),
                        row.money("commission_due"), row.money("dealer_due"), row.money("payable")),
                actor.tenant(), working.id(), STATEMENTS_AT_ONCE);
        List<NewPosting> postings = new ArrayList<>();
        for (Paying each : paying) {
            postings.add(NewPosting.of("settlement.posted", "statement", each.code(), working.run().code(),
                    Leg.debit(Account.of(AccountKind.COMMISSION_DUE, each.organisation()), each.commission()),
                    Leg.debit(Account.of(AccountKind.DEALER_DUE, each.organisation()), each.dealer()),
                    Leg.credit(Account.of(AccountKind.PAYABLE, each.organisation()), each.payable())));
        }
        ledger.postAll(actor, postings);
        String[] codes = paying.stream().map(Paying::code).toArray(String[]::new);
        sql.update("""
                insert into settlement_entry (tenant_id, posting_id, leg, run_id, organisation_id, kind, amount_minor)
                select m.tenant_id, m.posting_id, m.leg, ?, m.organisation_id, m.kind, m.amount_minor
                  from ledger_movement m
                 where m.tenant_id = ? and m.event = 'settlement.posted' and m.cause_type = 'statement'
                   and m.cause_code = any (?)""", working.id(), actor.tenant(), codes);
        sql.update("update settlement_statement set posted = true where tenant_id = ? and code = any (?)",
                actor.tenant(), codes);
        if (paying.size() < STATEMENTS_AT_ONCE) {
            to(actor, working, RunState.POSTED, "");
        }
    }

    /** Issues statements that prove themselves, some at a time; one that does not stops the run for a person to look. */
    private void issue(Actor actor, Working working) {
        List<String> waiting = sql.list("""
                select code from settlement_statement where tenant_id = ? and run_id = ? and state = 'PREVIEWED'
                 order by id limit ?""",
                row -> row.text("code"), actor.tenant(), working.id(), STATEMENTS_AT_ONCE);
        for (String code : waiting) {
            if (!statements.issue(actor, code)) {
                sql.update("update settlement_run set problem = ? where tenant_id = ? and id = ?", code,
                        actor.tenant(), working.id());
                return;
            }
        }
        if (waiting.size() < STATEMENTS_AT_ONCE) {
            to(actor, working, RunState.ISSUED, "");
            if (isPaidOut(actor, working)) {
                to(actor, new Working(working.id(), get(actor, working.run().code())), RunState.PAID_OUT, "");
            }
        }
    }

    private boolean isPaidOut(Actor actor, Working working) {
        return sql.one("""
                select count(*) as n from settlement_statement
                 where tenant_id = ? and run_id = ? and payable_minor > 0 and state <> 'PAID'""",
                row -> row.number("n"), actor.tenant(), working.id()) == 0;
    }

    private record Totalled(SettlementRun.Totals totals, String hash) {
    }

    /** The run in figures, and a hash of every statement's figures, so that an approval is given to exactly these. */
    private Totalled totals(Actor actor, Working working) {
        StringBuilder figures = new StringBuilder();
        String currency = working.run().minimum().currency();
        sql.each("""
                select code, organisation_id, opening_minor, lines_minor, payouts_minor, closing_minor,
                       commission_due_minor, dealer_due_minor, payable_minor, carried_minor
                  from settlement_statement where tenant_id = ? and run_id = ? order by organisation_id""", 1_000,
                row -> figures.append(row.text("code")).append('|').append(row.number("organisation_id")).append('|')
                        .append(row.number("opening_minor")).append('|').append(row.number("lines_minor")).append('|')
                        .append(row.number("payouts_minor")).append('|').append(row.number("closing_minor")).append('|')
                        .append(row.number("commission_due_minor")).append('|').append(row.number("dealer_due_minor"))
                        .append('|').append(row.number("payable_minor")).append('|')
                        .append(row.number("carried_minor")).append('\n'), actor.tenant(), working.id());
        SettlementRun.Totals totals = sql.one("""
                select count(*) as statements, ?::char(3) as currency,
                       (select count(*) from settlement_entry e where e.tenant_id = ? and e.run_id = ?) as entries,
                       (select count(*) from ledger_movement m where m.tenant_id = ? and m.occurred_at >= ?
                           and m.kind in ('COMMISSION_DUE', 'DEALER_DUE', 'PAYABLE')) as later,
                       coalesce(sum(opening_minor), 0)::bigint as opening_minor,
                       coalesce(sum(lines_minor), 0)::bigint as lines_minor,
                       coalesce(sum(payouts_minor), 0)::bigint as payouts_minor,
                       coalesce(sum(closing_minor), 0)::bigint as closing_minor,
                       coalesce(sum(payable_minor), 0)::bigint as payable_minor,
                       count(*) filter (where payable_minor > 0)::int as payees,
                       coalesce(sum(carried_minor), 0)::bigint as carried_minor,
                       count(*) filter (where carry_reason = 'BELOW_MINIMUM')::int as below,
                       count(*) filter (where carry_reason = 'NEGATIVE')::int as negative,
                       count(*) filter (where carry_reason = 'TAX_UNKNOWN')::int as tax_unknown
                  from settlement_statement where tenant_id = ? and run_id = ?""",
                row -> new SettlementRun.Totals((int) row.number("statements"), row.number("entries"),
                        row.number("later"), row.money("opening"), row.money("lines"), row.money("payouts"),
                        row.money("closing"), row.money("payable"), row.integer("payees"), row.money("carried"),
                        row.integer("below"), row.integer("negative"), row.integer("tax_unknown")),
                currency, actor.tenant(), working.id(), actor.tenant(), working.run().period().to(), actor.tenant(),
                working.id());
        return new Totalled(totals, Tokens.sha256(figures.toString()));
    }

    private void to(Actor actor, Working working, RunState state, String why) {
        RunState.TRANSITIONS.check(working.run().state(), state);
        sql.update("update settlement_run set state = ? where tenant_id = ? and id = ?", state, actor.tenant(),
                working.id());
        history.record(actor, THING, working.run().code(), working.run().state(), state, why);
    }

    private Working working(Actor actor, String code, String lock) {
        return sql.first(SELECT + " where tenant_id = ? and code = ? " + lock,
                row -> new Working(row.number("id"), run(row)), actor.tenant(), code)
                .orElseThrow(() -> Problem.notFound(THING, code));
    }

    private static Long person(Actor actor) {
        return actor.person() == null ? null : actor.person().value();
    }

    private static SettlementRun run(Row row) {
        Instant from = row.instant("period_from");
        return new SettlementRun(row.text("code"), YearMonth.from(row.date("month")),
                new Period(from, row.instant("period_to")), row.oneOf(RunState.class, "state"), row.money("minimum"),
                row.text("maker_name"), row.instant("started_at"), row.text("submitter_name"),
                row.instant("submitted_at"), row.text("checker_name"), row.instant("approved_at"),
                row.json("totals") == null ? null : row.json("totals").as(SettlementRun.Totals.class),
                row.text("totals_hash"), row.text("problem"));
    }
}
