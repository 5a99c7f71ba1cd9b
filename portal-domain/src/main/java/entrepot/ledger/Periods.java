package entrepot.ledger;

import entrepot.kernel.Money;
import entrepot.kernel.Period;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Closes months of the books, by two persons: from then on the database refuses whatever has business time in them, from whomever it comes.
 * Two persons open one again, with a reason.
 */
@ApplicationScoped
@UseCases
public class Periods {

    /** The kind of its proposals. */
    public static final String KIND = "ledger-period";
    /** How time lines call a month. */
    public static final String THING = "period";
    /** Months of a list at most. */
    private static final int LIST_MAX = 60;
    /** Whoever posts holds this lock shared; the trigger names it too. */
    private static final String LOCK = "ledger-period";

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private Proposals proposals;

    @Inject
    private History history;

    @Inject
    private Books books;

    @Inject
    private Drift drift;

    /**
     * Something that is looked at before a month is closed.
     *
     * @param what   such as TRIAL, DRIFT, SUSPENSE; the texts know it as {@code ledger.check.<what>}
     * @param holds  whether it is as it should be
     * @param must   whether the month cannot be closed while it does not hold; otherwise the reason of the proposal explains it
     * @param detail in figures or words, may be empty
     */
    public record Check(String what, boolean holds, boolean must, String detail) {
    }

    /** A month. @param checks as they were when it was closed last; empty before */
    public record Month(YearMonth month, PeriodState state, String closedBy, Instant closedAt, String reopenedBy, Instant reopenedAt,
                        List<Check> checks) {

        /** A month that nobody ever proposed anything about. */
        static Month open(YearMonth month) {
            return new Month(month, PeriodState.OPEN, null, null, null, null, List.of());
        }
    }

    /** What a proposal holds. @param to CLOSED or OPEN */
    public record Proposed(String month, PeriodState to, List<Check> checks) {
    }

    /** From the month of the first posting to this one, the newest first; {@value #LIST_MAX} at most. */
    @Requires(LedgerPermission.READ)
    public List<Month> list(Actor actor) {
        Instant first = sql.one("select min(occurred_at) as first_at from ledger_posting where tenant_id = ?", row -> row.instant("first_at"),
                actor.tenant());
        YearMonth now = YearMonth.from(clock.today());
        YearMonth from = first == null ? now : YearMonth.from(LocalDate.ofInstant(first, transactions.tenant().zone()));
        Map<YearMonth, Month> known = new HashMap<>();
        rows(actor, null).forEach(month -> known.put(month.month(), month));
        List<Month> months = new ArrayList<>();
        for (YearMonth month = now; !month.isBefore(from) && months.size() < LIST_MAX; month = month.minusMonths(1)) {
            months.add(known.getOrDefault(month, Month.open(month)));
        }
        return months;
    }

    @Requires(LedgerPermission.READ)
    public Month get(Actor actor, YearMonth month) {
        return rows(actor, month).stream().findFirst().orElse(Month.open(month));
    }

    /** Its time line. */
    @Requires(LedgerPermission.READ)
    public List<History.Change> history(Actor actor, YearMonth month) {
        return history.of(actor, THING, month.toString());
    }

    /** What waits for a second person about that month. */
    @Requires(LedgerPermission.READ)
    public Optional<Proposal> waiting(Actor actor, YearMonth month) {
        return proposals.waiting(actor, KIND).stream().filter(proposal -> proposal.subject().equals(month.toString())).findFirst();
    }

    /** One proposal about a month. @throws Problem NOT_FOUND */
    @Requires(LedgerPermission.READ)
    public Proposal proposal(Actor actor, String code) {
        return proposals.get(actor, KIND, code);
    }

    /** What was proposed about months: what waits, oldest first; or all, newest first. @param after the code of the last one of the page before */
    @Requires(LedgerPermission.READ)
    public List<Proposal> proposed(Actor actor, boolean waiting, String after, int limit) {
        return proposals.page(actor, KIND, waiting, null, after, limit);
    }

    /**
     * What is looked at before the month is closed.
     *
     * @param facts what others know of it, such as whether its settlement was posted
     */
    @Requires(LedgerPermission.READ)
    public List<Check> checks(Actor actor, YearMonth month, List<Check> facts) {
        // looking goes by what was found within the hour; who decides adds everything up anew
        return checks(actor, month, facts, drift.checks(actor, 1).stream().map(Drift.Check::differences).findFirst().orElseGet(() -> drift.differences(actor)));
    }

    private List<Check> anew(Actor actor, YearMonth month, List<Check> facts) {
        return must(month, checks(actor, month, facts, drift.differences(actor)));
    }

    private List<Check> checks(Actor actor, YearMonth month, List<Check> facts, long differences) {
        LocalDate end = month.atEndOfMonth();
        List<BalanceLine> trial = books.trial(actor, month.atDay(1), end, null);
        Money none = Money.zero(transactions.tenant().currency());
        Money difference = trial.stream().map(BalanceLine::closing).reduce(none, Money::plus);
        Money unknown = trial.stream().filter(line -> line.kind() == AccountKind.SUSPENSE).map(BalanceLine::balance).findFirst().orElse(none);
        List<Month> earlier = list(actor).stream().filter(each -> each.month().isBefore(month) && !each.state().refuses()).toList();
        List<Check> checks = new ArrayList<>();
        checks.add(new Check("ENDED", clock.today().isAfter(end), true, end.toString()));
        checks.add(new Check("TRIAL", difference.isZero(), true, difference.toString()));
        checks.add(new Check("DRIFT", differences == 0 && !drift.parked(actor), true, Long.toString(differences)));
        checks.add(new Check("EARLIER", earlier.isEmpty(), false, earlier.isEmpty() ? ""
                : earlier.get(earlier.size() - 1).month() + (earlier.size() > 1 ? " – " + earlier.get(0).month() : "")));
        checks.add(new Check("SUSPENSE", unknown.isZero(), false, unknown.toString()));
        checks.addAll(facts);
        return checks;
    }

    /**
     * Proposes to close a month; postings still go in until it is approved.
     *
     * @param reason explains what of the checks does not hold; never empty
     * @return the proposal's code
     * @throws Problem PERIOD_CHECK_FAILED, ILLEGAL_TRANSITION, FIELD_MISSING (reason)
     */
    @Requires(LedgerPermission.PROPOSE)
    public String propose(Actor actor, YearMonth month, List<Check> facts, String reason) {
        String why = Reason.of(reason);
        List<Check> checks = anew(actor, month, facts);
        return propose(actor, month, PeriodState.PROPOSED, new Proposed(month.toString(), PeriodState.CLOSED, checks), why);
    }

    /** Proposes to open a closed month again. @throws Problem ILLEGAL_TRANSITION, FIELD_MISSING (reason) */
    @Requires(LedgerPermission.PROPOSE)
    public String proposeReopening(Actor actor, YearMonth month, String reason) {
        return propose(actor, month, PeriodState.REOPENING, new Proposed(month.toString(), PeriodState.OPEN, List.of()), Reason.of(reason));
    }

    private String propose(Actor actor, YearMonth month, PeriodState to, Proposed proposed, String why) {
        PeriodState from = lock(actor, month);
        PeriodState.TRANSITIONS.check(from, to);
        sql.update("update ledger_period set state = ? where tenant_id = ? and month = ?", to, actor.tenant(), month.atDay(1));
        history.record(actor, THING, month.toString(), from, to, why);
        return proposals.propose(actor, KIND, month.toString(), month.toString(), proposed,
                List.of(new Proposal.Effect("period.state", from.name(), proposed.to().name())), why);
    }

    /**
     * Closes the month, or opens it again. What is being posted at the moment is waited for; the checks are made once more.
     *
     * @param facts as they are now
     * @throws Problem PERIOD_CHECK_FAILED, OWN_PROPOSAL, ALREADY_DECIDED, NOT_FOUND
     */
    @Requires(LedgerPermission.APPROVE)
    public void approve(Actor actor, String proposal, List<Check> facts) {
        Proposed proposed = proposals.get(actor, KIND, proposal).content().as(Proposed.class);
        YearMonth month = YearMonth.parse(proposed.month());
        boolean closes = proposed.to() == PeriodState.CLOSED;
        if (closes) {
            sql.alone(LOCK);
        }
        PeriodState from = lock(actor, month);
        List<Check> checks = closes ? anew(actor, month, facts) : List.of();
        Proposal approved = proposals.approve(actor, proposal);
        PeriodState.TRANSITIONS.check(from, proposed.to());
        String by = approved.maker() + ", " + actor.name();
        if (closes) {
            sql.update("""
                    update ledger_period set state = 'CLOSED', closed_maker_person_id = ?, closed_checker_person_id = ?, closed_by = ?,
                           closed_at = ?, checks = ? where tenant_id = ? and month = ?""", approved.makerPerson(), actor.person(), by,
                    clock.now(), Json.of(checks), actor.tenant(), month.atDay(1));
            addUp(actor, month);
        } else {
            sql.update("delete from ledger_period_sum where tenant_id = ? and period_id = (select id from ledger_period where tenant_id = ? and month = ?)",
                    actor.tenant(), actor.tenant(), month.atDay(1));
            sql.update("update ledger_period set summed = false where tenant_id = ? and month = ?", actor.tenant(), month.atDay(1));
            sql.update("""
                    update ledger_period set state = 'OPEN', reopened_maker_person_id = ?, reopened_checker_person_id = ?, reopened_by = ?,
                           reopened_at = ? where tenant_id = ? and month = ?""", approved.makerPerson(), actor.person(), by, clock.now(),
                    actor.tenant(), month.atDay(1));
        }
        history.record(actor, THING, month.toString(), from, proposed.to(), approved.reason());
    }

    /** What the month moved, account by account, now that nothing is posted into it: see {@link Books#trial}. */
    private void addUp(Actor actor, YearMonth month) {
        sql.update("""
                insert into ledger_period_sum (tenant_id, period_id, account_id, debit_minor, credit_minor)
                select m.tenant_id, m.id, e.account_id, coalesce(sum(e.amount_minor) filter (where e.amount_minor > 0), 0),
                       coalesce(-sum(e.amount_minor) filter (where e.amount_minor < 0), 0)
                  from ledger_period m
                  join ledger_posting p on p.tenant_id = m.tenant_id and p.occurred_at >= m.from_at and p.occurred_at < m.to_at
                  join ledger_entry e on e.tenant_id = p.tenant_id and e.posting_id = p.id
                 where m.tenant_id = ? and m.month = ? group by m.tenant_id, m.id, e.account_id""", actor.tenant(), month.atDay(1));
        sql.update("update ledger_period set summed = true where tenant_id = ? and month = ?", actor.tenant(), month.atDay(1));
    }

    /** It stays as it was. @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, REASON_NEEDED, NOT_FOUND */
    @Requires(LedgerPermission.APPROVE)
    public void reject(Actor actor, String proposal, String why) {
        YearMonth month = YearMonth.parse(proposals.get(actor, KIND, proposal).content().as(Proposed.class).month());
        PeriodState from = lock(actor, month);
        proposals.reject(actor, proposal, why);
        PeriodState to = from == PeriodState.PROPOSED ? PeriodState.OPEN : PeriodState.CLOSED;
        PeriodState.TRANSITIONS.check(from, to);
        sql.update("update ledger_period set state = ? where tenant_id = ? and month = ?", to, actor.tenant(), month.atDay(1));
        history.record(actor, THING, month.toString(), from, to, why);
    }

    private static List<Check> must(YearMonth month, List<Check> checks) {
        checks.stream().filter(check -> check.must() && !check.holds()).findFirst().ifPresent(check -> {
            throw new Problem(LedgerProblem.PERIOD_CHECK_FAILED).with("month", month).with("check", check.what()).with("detail", check.detail());
        });
        return checks;
    }

    /** Its row, held until the transaction ends. */
    private PeriodState lock(Actor actor, YearMonth month) {
        Period period = Period.of(month, transactions.tenant().zone());
        sql.update("""
                insert into ledger_period (tenant_id, id, month, from_at, to_at, state) values (?, nextval('ledger_period_seq'), ?, ?, ?, 'OPEN')
                on conflict (tenant_id, month) do nothing""", actor.tenant(), month.atDay(1), period.from(), period.to());
        return sql.one("select state from ledger_period where tenant_id = ? and month = ? for update",
                row -> row.oneOf(PeriodState.class, "state"), actor.tenant(), month.atDay(1));
    }

    private List<Month> rows(Actor actor, YearMonth month) {
        return sql.list("""
                select month, state, closed_by, closed_at, reopened_by, reopened_at, checks::text as checks from ledger_period
                 where tenant_id = ? and (?::date is null or month = ?) order by month desc limit ?""",
                row -> new Month(YearMonth.from(row.date("month")), row.oneOf(PeriodState.class, "state"), row.text("closed_by"),
                        row.instant("closed_at"), row.text("reopened_by"), row.instant("reopened_at"), row.json("checks").asListOf(Check.class)),
                actor.tenant(), month == null ? null : month.atDay(1), month == null ? null : month.atDay(1), LIST_MAX * 2);
    }
}
