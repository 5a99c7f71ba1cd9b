package entrepot.payout;

import entrepot.identity.SecondFactors;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Drift;
import entrepot.ledger.Ledger;
import entrepot.network.WorkCalendar;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.crypto.Vault;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Batches of payouts: prepared by one with a rehearsal, approved by another, released with a code of the second factor. What is rehearsed again
 * before each step and no longer the same is not what was approved.
 */
@ApplicationScoped
@UseCases
public class Batches {

    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;
    static final String THING = "payout-batch";
    private static final int PAYOUTS_MAX = 10_000;
    private static final int FINDINGS_MAX = 2_000;
    private static final int REASON_MAX = 300;
    private static final int BALANCES_AT_ONCE = 1_000;
    private static final String FILE = "payout_file.bytes";

    private static final String SELECT = """
            select b.id, b.code, b.format, b.currency, b.pay_on, b.state, b.rows_count, b.total_minor, b.content_hash, b.rehearsed_at, b.maker_person_id,
                   b.maker_name, b.prepared_at, b.checker_name, b.approved_at, b.released_by, b.released_at, b.reason,
                   (select count(*)::int from payout_line l where l.tenant_id = b.tenant_id and l.batch_id = b.id and l.state = 'SENT') as open,
                   (select count(*)::int from payout_line l where l.tenant_id = b.tenant_id and l.batch_id = b.id and l.state = 'PAID') as paid,
                   (select count(*)::int from payout_line l where l.tenant_id = b.tenant_id and l.batch_id = b.id and l.state in ('FAILED', 'RETURNED')) as failed
              from payout_batch b
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
    private Ledger ledger;

    @Inject
    private Drift drift;

    @Inject
    private WorkCalendar calendar;

    @Inject
    private SecondFactors factors;

    @Inject
    private PaymentTerms terms;

    @Inject
    private PayeeAccounts accounts;

    @Inject
    private Payouts payouts;

    private record Working(long id, long maker, Batch batch) {
    }

    /** A payout that could leave, with what it is looked at by. */
    private record Ready(long id, Rehearsal.Candidate candidate, String endToEnd) {

        String currency() {
            return candidate.amount().currency();
        }
    }

    /**
     * What came of gathering.
     *
     * @param batches one a format and currency
     * @param held    payouts that wait on, each with the first rule that holds it
     */
    public record Prepared(List<Batch> batches, List<Held> held) {
    }

    /** One that is held out. */
    public record Held(String payout, String rule) {
    }

    /** What the second factor is asked for. */
    public static String purpose(String code) {
        return "payout-batch " + code;
    }

    /**
     * Gathers what waits and is due by a day into batches, and rehearses them. What is found against a payout holds that one out; what was held out
     * before comes last, so that however much of it there is it keeps nothing else back.
     *
     * @param payOn when the bank shall pay; today at the earliest
     * @throws Problem PAY_DATE, NOTHING_TO_PAY
     */
    @Requires(PayoutPermission.PREPARE)
    public Prepared prepare(Actor actor, LocalDate dueUntil, LocalDate payOn) {
        if (payOn == null || payOn.isBefore(clock.today()) || payOn.isAfter(clock.today().plusMonths(2))) {
            throw new Problem(PayoutProblem.PAY_DATE).with("today", clock.today());
        }
        sql.alone("payout-batches");
        List<Long> ids = sql.list("""
                select id from payout where tenant_id = ? and state = 'WAITING' and due_on <= ?
                 order by held_rule <> '' or failed_account_id is not null, id limit ? for update""",
                row -> row.number("id"), actor.tenant(), dueUntil == null ? payOn : dueUntil, PAYOUTS_MAX);
        if (ids.isEmpty()) {
            throw new Problem(PayoutProblem.NOTHING_TO_PAY).with("until", dueUntil == null ? payOn : dueUntil);
        }
        Terms now = terms.now(actor);
        Map<String, List<Ready>> groups = new TreeMap<>();
        List<Held> held = new ArrayList<>();
        for (Ready ready : ready(actor, ids, payOn)) {
            Format format = ready.candidate().known() == null ? null : now.formatFor(ready.candidate().known().account().kind());
            if (format == null) {
                held.add(new Held(ready.candidate().code(), Rehearsal.Rule.ACCOUNT_MISSING.name()));
            } else if (!now.canPay(format)) {
                held.add(new Held(ready.candidate().code(), PayoutProblem.PAYER_MISSING.name()));
            } else {
                groups.computeIfAbsent(format + " " + ready.currency(), key -> new ArrayList<>()).add(ready);
            }
        }
        List<Batch> batches = new ArrayList<>();
        groups.values().forEach(group -> prepare(actor, now, payOn, group, batches, held));
        hold(actor, held);
        return new Prepared(batches, held);
    }

    private void prepare(Actor actor, Terms now, LocalDate payOn, List<Ready> group, List<Batch> batches, List<Held> held) {
        Format format = now.formatFor(group.get(0).candidate().known().account().kind());
        List<Rehearsal.Finding> findings = rehearsed(actor, format, now, payOn, group);
        Map<String, String> blocked = blocked(findings);
        List<Ready> leaving = group.stream().filter(ready -> !blocked.containsKey(ready.candidate().code())).toList();
        blocked.forEach((payout, rule) -> held.add(new Held(payout, rule)));
        if (leaving.isEmpty()) {
            return;
        }
        String code = numbering.next("BAT");
        long batch = sql.one("""
                insert into payout_batch (tenant_id, id, code, format, currency, pay_on, state, rehearsed_at, maker_person_id, maker_name, prepared_at)
                values (?, nextval('payout_batch_seq'), ?, ?, ?, ?, 'PREPARED', ?, ?, ?, ?) returning id""", row -> row.number("id"), actor.tenant(), code,
                format, group.get(0).currency(), payOn, clock.now(), actor.person(), actor.name(), clock.now());
        sql.update("""
                insert into payout_line (tenant_id, id, batch_id, payout_id, account_id, end_to_end, amount_minor, currency, state)
                select ?, nextval('payout_line_seq'), ?, l.payout, l.account, l.end_to_end, l.amount, ?, 'TAKEN'
                  from unnest(?, ?, ?, ?) l (payout, account, end_to_end, amount)""", actor.tenant(), batch, group.get(0).currency(),
                leaving.stream().map(Ready::id).toArray(Long[]::new), leaving.stream().map(ready -> ready.candidate().known().id()).toArray(Long[]::new),
                leaving.stream().map(Ready::endToEnd).toArray(String[]::new),
                leaving.stream().map(ready -> ready.candidate().amount().minor()).toArray(Long[]::new));
        sql.update("update payout set state = 'IN_BATCH', held_rule = '' where tenant_id = ? and id = any (?)", actor.tenant(),
                leaving.stream().map(Ready::id).toArray(Long[]::new));
        history.recordAll(actor, Payouts.THING, leaving.stream().map(ready -> ready.candidate().code()).toList(), Payout.State.WAITING,
                Payout.State.IN_BATCH, code);
        history.record(actor, THING, code, null, Batch.State.PREPARED, "");
        keep(actor, batch, List.of(), findings);
        total(actor, batch);
        batches.add(get(actor, code));
    }

    /**
     * Looks at a batch anew, as it stands and as the accounts and books are now. What is found against a payout leaves it out; a batch that was
     * approved and is no longer the same waits for approval again.
     *
     * @throws Problem ILLEGAL_TRANSITION once it is released
     */
    @Requires(PayoutPermission.BATCHES)
    public Batch rehearse(Actor actor, String code) {
        Working working = lock(actor, code);
        notReleased(working);
        again(actor, working);
        return get(actor, code);
    }

    /** Says when the bank shall pay: another day than was approved is another batch. @throws Problem PAY_DATE */
    @Requires(PayoutPermission.PREPARE)
    public Batch payOn(Actor actor, String code, LocalDate day) {
        Working working = lock(actor, code);
        notReleased(working);
        if (day == null || day.isBefore(clock.today()) || day.isAfter(clock.today().plusMonths(2))) {
            throw new Problem(PayoutProblem.PAY_DATE).with("today", clock.today());
        }
        undo(actor, working);
        sql.update("update payout_batch set pay_on = ? where tenant_id = ? and id = ?", day, actor.tenant(), working.id());
        again(actor, lock(actor, code));
        return get(actor, code);
    }

    /** Takes one payout out; it waits on. @throws Problem PAYOUT_REASON, NOT_FOUND, ILLEGAL_TRANSITION */
    @Requires(PayoutPermission.PREPARE)
    public Batch leaveOut(Actor actor, String code, String payout, String reason) {
        String why = reason(reason);
        Working working = lock(actor, code);
        notReleased(working);
        if (lines(actor, code).stream().noneMatch(line -> line.payout().equals(payout) && line.state().equals("TAKEN"))) {
            throw Problem.notFound(Payouts.THING, payout);
        }
        undo(actor, working);
        out(actor, working, Map.of(payout, why));
        sql.update("update payout set reason = ? where tenant_id = ? and code = ?", why, actor.tenant(), payout);
        again(actor, lock(actor, code));
        return get(actor, code);
    }

    /**
     * Approves what was shown.
     *
     * @param hash the one that stood on the page
     * @throws Problem OWN_BATCH, BATCH_CHANGED, BOOKS_PARKED, PAY_DATE (it has passed), NOTHING_TO_PAY
     */
    @Requires(PayoutPermission.APPROVE)
    public Batch approve(Actor actor, String code, String hash) {
        Working working = lock(actor, code);
        Batch.State.TRANSITIONS.check(working.batch().state(), Batch.State.APPROVED);
        if (actor.person() == null || actor.person().value() == working.maker()) {
            throw new Problem(PayoutProblem.OWN_BATCH).with("code", code);
        }
        inOrder(actor, working);
        if (working.batch().rows() == 0) {
            throw new Problem(PayoutProblem.NOTHING_TO_PAY).with("until", working.batch().payOn());
        }
        if (!working.batch().hash().equals(hash) || !again(actor, working)) {
            throw new Problem(PayoutProblem.BATCH_CHANGED).with("code", code);
        }
        sql.update("""
                update payout_batch set state = 'APPROVED', checker_person_id = ?, checker_name = ?, approved_at = ?, approved_hash = ?
                 where tenant_id = ? and id = ?""", actor.person(), actor.name(), clock.now(), hash, actor.tenant(), working.id());
        history.record(actor, THING, code, Batch.State.PREPARED, Batch.State.APPROVED, hash);
        return get(actor, code);
    }

    /** Whether this person prepared it, and so cannot approve it. */
    @Requires(PayoutPermission.BATCHES)
    public boolean isOwn(Actor actor, String code) {
        return actor.person() == null || working(actor, code).maker() == actor.person().value();
    }

    /** A batch that may be released now, so that no code is used up for another. @throws Problem NOT_FOUND, ILLEGAL_TRANSITION */
    @Requires(PayoutPermission.RELEASE)
    public Batch toRelease(Actor actor, String code) {
        Batch batch = working(actor, code).batch();
        Batch.State.TRANSITIONS.check(batch.state(), Batch.State.RELEASED);
        return batch;
    }

    /**
     * Lets an approved batch go: its files are made, its payouts are in transit; those into wallets are paid at once. A batch that is no longer
     * what was approved is not released but waits for approval again: see its state ({@link Release} says so).
     *
     * @param pass of {@link entrepot.identity.StepUp#pass} for {@link #purpose}
     * @throws Problem CODE_NEEDED, BOOKS_PARKED, PAY_DATE (it has passed), ILLEGAL_TRANSITION
     */
    @Requires(PayoutPermission.RELEASE)
    public Batch release(Actor actor, String code, String pass) {
        Working working = lock(actor, code);
        Batch.State.TRANSITIONS.check(working.batch().state(), Batch.State.RELEASED);
        factors.use(actor, purpose(code), pass);
        inOrder(actor, working);
        if (!again(actor, working)) {
            return get(actor, code);
        }
        sql.update("update payout_batch set state = 'RELEASED', released_by = ?, released_at = ? where tenant_id = ? and id = ?", actor.name(), clock.now(),
                actor.tenant(), working.id());
        history.record(actor, THING, code, Batch.State.APPROVED, Batch.State.RELEASED, "");
        List<Batch.Line> lines = lines(actor, code).stream().filter(line -> line.state().equals("TAKEN")).toList();
        sql.update("update payout_line set state = 'SENT' where tenant_id = ? and batch_id = ? and state = 'TAKEN'", actor.tenant(), working.id());
        sql.update("""
                update payout p set state = 'IN_TRANSIT', reason = '' from payout_line l
                 where l.tenant_id = ? and l.batch_id = ? and l.state = 'SENT' and p.tenant_id = ? and p.id = l.payout_id""", actor.tenant(), working.id(),
                actor.tenant());
        history.recordAll(actor, Payouts.THING, lines.stream().map(Batch.Line::payout).toList(), Payout.State.IN_BATCH, Payout.State.IN_TRANSIT, code);
        if (working.batch().format() == Format.WALLET) {
            lines.forEach(line -> payouts.paid(actor, payouts.lock(actor, line.payout()), code, AccountKind.WALLET));
        } else {
            makeFiles(actor, working);
        }
        return get(actor, code);
    }

    /** Takes a batch back that is not released; its payouts wait on. @throws Problem PAYOUT_REASON, ILLEGAL_TRANSITION */
    @Requires(PayoutPermission.PREPARE)
    public Batch cancel(Actor actor, String code, String reason) {
        return cancelled(actor, code, reason);
    }

    /** Who should approve it sends it back instead. @throws Problem as {@link #cancel} */
    @Requires(PayoutPermission.APPROVE)
    public Batch reject(Actor actor, String code, String reason) {
        return cancelled(actor, code, reason);
    }

    private Batch cancelled(Actor actor, String code, String reason) {
        String why = reason(reason);
        Working working = lock(actor, code);
        Batch.State.TRANSITIONS.check(working.batch().state(), Batch.State.CANCELLED);
        Map<String, String> all = new LinkedHashMap<>();
        lines(actor, code).stream().filter(line -> line.state().equals("TAKEN")).forEach(line -> all.put(line.payout(), why));
        out(actor, working, all);
        sql.update("update payout_batch set state = 'CANCELLED', reason = ? where tenant_id = ? and id = ?", why, actor.tenant(), working.id());
        history.record(actor, THING, code, working.batch().state(), Batch.State.CANCELLED, why);
        return get(actor, code);
    }

    /** @throws Problem NOT_FOUND */
    @Requires(PayoutPermission.BATCHES)
    public Batch get(Actor actor, String code) {
        return working(actor, code).batch();
    }

    /**
     * Newest first.
     *
     * @param after the code of the last one on the page before; null for the first page
     */
    @Requires(PayoutPermission.BATCHES)
    public List<Batch> list(Actor actor, Batch.State state, String after, int limit) {
        return sql.list(SELECT + """
                 where b.tenant_id = ? and (?::text is null or b.state = ?)
                   and (?::text is null or b.id < (select id from payout_batch where tenant_id = ? and code = ?))
                 order by b.id desc limit ?""", Batches::batch, actor.tenant(), state, state, after, actor.tenant(), after, Math.min(limit, LIST_MAX));
    }

    /** What is in it, in the order of its files. */
    @Requires(PayoutPermission.BATCHES)
    public List<Batch.Line> lines(Actor actor, String code) {
        return sql.list("""
                select p.code, p.organisation_id, p.cause_type, p.cause_code, a.kind, a.number_masked, a.holder, l.amount_minor, l.currency, l.state, l.reason,
                       l.end_to_end
                  from payout_batch b join payout_line l on l.tenant_id = b.tenant_id and l.batch_id = b.id
                  join payout p on p.tenant_id = l.tenant_id and p.id = l.payout_id
                  join payout_account a on a.tenant_id = l.tenant_id and a.id = l.account_id
                 where b.tenant_id = ? and b.code = ? order by l.id limit ?""",
                row -> new Batch.Line(row.text("code"), new OrganisationId(row.number("organisation_id")), row.text("cause_type"), row.text("cause_code"),
                        row.oneOf(PayeeAccount.Kind.class, "kind"), row.text("number_masked"), row.text("holder"), row.money("amount"), row.text("state"),
                        row.text("reason"), row.text("end_to_end")), actor.tenant(), code, PAYOUTS_MAX);
    }

    /** What the last rehearsal found, what blocks first. */
    @Requires(PayoutPermission.BATCHES)
    public List<Batch.Finding> findings(Actor actor, String code) {
        return sql.list("""
                select p.code, f.rule, f.blocking, f.details::text as details
                  from payout_batch b join payout_finding f on f.tenant_id = b.tenant_id and f.batch_id = b.id
                  left join payout p on p.tenant_id = f.tenant_id and p.id = f.payout_id
                 where b.tenant_id = ? and b.code = ? order by f.blocking desc, f.payout_id is not null, f.id limit ?""",
                row -> new Batch.Finding(row.text("code"), row.text("rule"), row.flag("blocking"), texts(row.json("details"))), actor.tenant(), code,
                FINDINGS_MAX);
    }

    @Requires(PayoutPermission.BATCHES)
    public List<History.Change> timeLine(Actor actor, String code) {
        return history.of(actor, THING, get(actor, code).code());
    }

    /** The files of a released batch. */
    @Requires(PayoutPermission.BATCHES)
    public List<Batch.File> files(Actor actor, String code) {
        return sql.list("""
                select f.no, f.name, f.sha256, f.rows_count, f.total_minor, f.currency, f.made_at
                  from payout_batch b join payout_file f on f.tenant_id = b.tenant_id and f.batch_id = b.id
                 where b.tenant_id = ? and b.code = ? order by f.no""",
                row -> new Batch.File(row.integer("no"), row.text("name"), row.text("sha256"), row.integer("rows_count"), row.money("total"),
                        row.instant("made_at")), actor.tenant(), code);
    }

    /** A file's bytes, the same each time; leaves a line in the batch's history. @throws Problem NOT_FOUND */
    @Requires(PayoutPermission.FILES)
    public Fetched file(Actor actor, String code, int no) {
        Batch batch = get(actor, code);
        Fetched fetched = sql.first("""
                select f.name, f.sealed from payout_batch b join payout_file f on f.tenant_id = b.tenant_id and f.batch_id = b.id
                 where b.tenant_id = ? and b.code = ? and f.no = ?""",
                row -> new Fetched(row.text("name"), Base64.getDecoder().decode(Vault.open(actor.tenant(), FILE, row.text("sealed")))), actor.tenant(), code, no)
                .orElseThrow(() -> Problem.notFound("file", code));
        history.record(actor, THING, code, batch.state(), batch.state(), fetched.name());
        return fetched;
    }

    /** A file as it is handed to the bank. */
    public record Fetched(String name, byte[] bytes) {
    }

    /** How many batches wait for somebody else's approval or for the release, and since when. */
    @Requires(PayoutPermission.BATCHES)
    public Payouts.Waiting waiting(Actor actor) {
        return sql.one("""
                select count(*) as n, min(prepared_at) as oldest from payout_batch
                 where tenant_id = ? and (state = 'APPROVED' or state = 'PREPARED' and maker_person_id is distinct from ?::bigint)""",
                row -> new Payouts.Waiting(row.number("n"), row.instant("oldest")), actor.tenant(), actor.person() == null ? null : actor.person().value());
    }

    /** The books add up, and the day is still to come. */
    private void inOrder(Actor actor, Working working) {
        if (working.batch().payOn().isBefore(clock.today())) {
            throw new Problem(PayoutProblem.PAY_DATE).with("today", clock.today());
        }
        if (!drift.mayPay(actor)) {
            throw new Problem(PayoutProblem.BOOKS_PARKED);
        }
    }

    /** @return whether the batch is what it was */
    private boolean again(Actor actor, Working working) {
        Batch batch = working.batch();
        List<Long> ids = sql.list("select payout_id from payout_line where tenant_id = ? and batch_id = ? and state = 'TAKEN' order by id",
                row -> row.number("payout_id"), actor.tenant(), working.id());
        Terms now = terms.now(actor);
        List<Ready> group = ready(actor, ids, batch.payOn());
        Map<String, String> blocked = new LinkedHashMap<>();
        // an account that was changed meanwhile is another account, whatever is found of it
        Map<String, Long> taken = new HashMap<>();
        sql.each("""
                select p.code, l.account_id from payout_line l join payout p on p.tenant_id = l.tenant_id and p.id = l.payout_id
                 where l.tenant_id = ? and l.batch_id = ? and l.state = 'TAKEN'""", 0, row -> taken.put(row.text("code"), row.number("account_id")),
                actor.tenant(), working.id());
        List<Rehearsal.Finding> findings = new ArrayList<>(rehearsed(actor, batch.format(), now, batch.payOn(), group));
        blocked.putAll(blocked(findings));
        group.stream().filter(ready -> ready.candidate().known() != null && taken.get(ready.candidate().code()) != ready.candidate().known().id())
                .forEach(ready -> blocked.putIfAbsent(ready.candidate().code(), Rehearsal.Rule.ACCOUNT_CHANGED.name()));
        if (!blocked.isEmpty()) {
            undo(actor, working);
            out(actor, working, blocked);
        }
        keep(actor, working.id(), ids, findings);
        total(actor, working.id());
        return get(actor, batch.code()).hash().equals(batch.hash());
    }

    /** An approval of something else is none. */
    private void undo(Actor actor, Working working) {
        if (working.batch().state() == Batch.State.APPROVED) {
            sql.update("""
                    update payout_batch set state = 'PREPARED', checker_person_id = null, checker_name = null, approved_at = null, approved_hash = null
                     where tenant_id = ? and id = ?""", actor.tenant(), working.id());
            history.record(actor, THING, working.batch().code(), Batch.State.APPROVED, Batch.State.PREPARED, "");
        }
    }

    /** @param why by payout's code: the rule or the reason */
    private void out(Actor actor, Working working, Map<String, String> why) {
        String[] codes = why.keySet().toArray(String[]::new);
        sql.update("""
                update payout_line l set state = 'LEFT_OUT', reason = w.why
                  from unnest(?, ?) w (code, why) join payout p on p.tenant_id = ? and p.code = w.code
                 where l.tenant_id = ? and l.batch_id = ? and l.payout_id = p.id and l.state = 'TAKEN'""", codes, why.values().toArray(String[]::new),
                actor.tenant(), actor.tenant(), working.id());
        // the next try has a name of its own: this one is used up
        sql.update("update payout set state = 'WAITING', attempts = attempts + 1 where tenant_id = ? and code = any (?) and state = 'IN_BATCH'",
                actor.tenant(), codes);
        history.recordAll(actor, Payouts.THING, List.of(codes), Payout.State.IN_BATCH, Payout.State.WAITING, working.batch().code());
        hold(actor, why.entrySet().stream().map(entry -> new Held(entry.getKey(), entry.getValue())).toList());
    }

    private void hold(Actor actor, List<Held> held) {
        Set<String> rules = new HashSet<>(List.of(PayoutProblem.PAYER_MISSING.name()));
        for (Rehearsal.Rule rule : Rehearsal.Rule.values()) {
            rules.add(rule.name());
        }
        List<Held> byRule = held.stream().filter(one -> rules.contains(one.rule())).toList();
        sql.update("update payout p set held_rule = h.rule from unnest(?, ?) h (code, rule) where p.tenant_id = ? and p.code = h.code",
                byRule.stream().map(Held::payout).toArray(String[]::new), byRule.stream().map(Held::rule).toArray(String[]::new), actor.tenant());
    }

    private void keep(Actor actor, long batch, List<Long> looked, List<Rehearsal.Finding> findings) {
        // what was found against those that were held out before stays
        sql.update("delete from payout_finding where tenant_id = ? and batch_id = ? and (payout_id is null or payout_id = any (?))", actor.tenant(), batch,
                looked.toArray(Long[]::new));
        sql.update("""
                insert into payout_finding (tenant_id, id, batch_id, payout_id, rule, blocking, details)
                select ?, nextval('payout_finding_seq'), ?, (select p.id from payout p where p.tenant_id = ? and p.code = f.payout), f.rule, f.blocking,
                       f.details::jsonb
                  from unnest(?, ?, ?, ?) f (payout, rule, blocking, details)""", actor.tenant(), batch, actor.tenant(),
                findings.stream().map(Rehearsal.Finding::payout).toArray(String[]::new),
                findings.stream().map(finding -> finding.rule().name()).toArray(String[]::new),
                findings.stream().map(Rehearsal.Finding::blocks).toArray(Boolean[]::new),
                findings.stream().map(finding -> Json.of(finding.details())).toArray(Json[]::new));
    }

    /** What would leave, and the hash of it. */
    private void total(Actor actor, long batch) {
        record Leaves(String endToEnd, long minor, String account) {
        }
        record Content(String code, String format, String currency, LocalDate payOn, List<Leaves> leaves) {
        }
        List<Leaves> leaves = sql.list("""
                select l.end_to_end, l.amount_minor, a.code from payout_line l
                  join payout_account a on a.tenant_id = l.tenant_id and a.id = l.account_id
                 where l.tenant_id = ? and l.batch_id = ? and l.state = 'TAKEN' order by l.id""",
                row -> new Leaves(row.text("end_to_end"), row.number("amount_minor"), row.text("code")), actor.tenant(), batch);
        Content content = sql.one("select code, format, currency, pay_on from payout_batch where tenant_id = ? and id = ?",
                row -> new Content(row.text("code"), row.text("format"), row.text("currency"), row.date("pay_on"), leaves), actor.tenant(), batch);
        sql.update("update payout_batch set rows_count = ?, total_minor = ?, content_hash = ?, rehearsed_at = ? where tenant_id = ? and id = ?", leaves.size(),
                leaves.stream().mapToLong(Leaves::minor).reduce(0, Math::addExact), Tokens.sha256(Json.of(content).text()), clock.now(), actor.tenant(), batch);
    }

    private List<Rehearsal.Finding> rehearsed(Actor actor, Format format, Terms now, LocalDate payOn, List<Ready> group) {
        if (group.isEmpty()) {
            return List.of();
        }
        String currency = group.get(0).currency();
        Instant[] month = month(payOn);
        Money before = sql.one("""
                select coalesce(sum(amount_minor), 0)::bigint as amount_minor, ? as currency from payout
                 where tenant_id = ? and state = 'PAID' and currency = ? and paid_at >= ? and paid_at < ?""", row -> row.money("amount"), currency,
                actor.tenant(), currency, month[0], month[1]);
        return Rehearsal.of(new Rehearsal.Question(format, now, payOn, calendar.workingDayFrom(actor, payOn), clock.now(), before,
                group.stream().map(Ready::candidate).toList()));
    }

    private Instant[] month(LocalDate payOn) {
        YearMonth before = YearMonth.from(payOn).minusMonths(1);
        return new Instant[] {before.atDay(1).atStartOfDay(transactions.tenant().zone()).toInstant(),
            before.plusMonths(1).atDay(1).atStartOfDay(transactions.tenant().zone()).toInstant()};
    }

    /** The first rule that holds each payout. */
    private static Map<String, String> blocked(List<Rehearsal.Finding> findings) {
        Map<String, String> blocked = new LinkedHashMap<>();
        findings.stream().filter(Rehearsal.Finding::blocks).forEach(finding -> blocked.putIfAbsent(finding.payout(), finding.rule().name()));
        return blocked;
    }

    private List<Ready> ready(Actor actor, List<Long> ids, LocalDate payOn) {
        record Found(long id, String code, OrganisationId organisation, Money amount, int attempts, Long failedAt, Long account, PayeeAccount view,
                     String others, Long lastPaid, String lastMask, Money open, Money lastMonth) {
        }
        Instant[] month = month(payOn);
        // which account each was paid to last is asked for all of them together: of thousands, one by one, it took as long as all lines that ever left
        List<Found> found = sql.list("""
                with last as materialized (
                    select distinct on (q.organisation_id) q.organisation_id, l.account_id
                      from payout q join payout_line l on l.tenant_id = q.tenant_id and l.payout_id = q.id and l.state = 'PAID'
                     where q.tenant_id = ? and q.organisation_id in (select w.organisation_id from payout w where w.tenant_id = ? and w.id = any (?))
                     order by q.organisation_id, l.id desc)
                select p.id as payout_id, p.code as payout_code, p.organisation_id as payee, p.amount_minor as paying_minor, p.currency, p.attempts,
                       (select f.failed_account_id from payout f where f.tenant_id = p.tenant_id and f.organisation_id = p.organisation_id and f.state = 'WAITING'
                           and f.failed_account_id = a.id limit 1) as failed_account_id, last.account_id as last_id, x.number_masked as last_mask,
                       (select coalesce(sum(o.amount_minor), 0)::bigint from payout o where o.tenant_id = p.tenant_id
                           and o.organisation_id = p.organisation_id and o.currency = p.currency and o.state in ('WAITING', 'IN_BATCH', 'IN_TRANSIT', 'REPORTED')) as open_minor,
                       (select coalesce(sum(o.amount_minor), 0)::bigint from payout o where o.tenant_id = p.tenant_id
                           and o.organisation_id = p.organisation_id and o.currency = p.currency and o.state = 'PAID' and o.paid_at >= ? and o.paid_at < ?)
                           as month_minor,
                       coalesce((select string_agg(distinct m.code, ', ') from payout_account b
                                   join organisation m on m.tenant_id = b.tenant_id and m.id = b.organisation_id
                                  where b.tenant_id = a.tenant_id and b.fingerprint = a.fingerprint and b.fingerprint <> ''
                                    and b.organisation_id <> a.organisation_id and b.state in ('PROPOSED', 'VERIFIED')), '') as others,
                       a.*
                  from payout p
                  left join payout_account a on a.tenant_id = p.tenant_id and a.organisation_id = p.organisation_id and a.state in ('PROPOSED', 'VERIFIED')
                  left join last on last.organisation_id = p.organisation_id
                  left join payout_account x on x.tenant_id = p.tenant_id and x.id = last.account_id
                 where p.tenant_id = ? and p.id = any (?) order by p.id""",
                row -> new Found(row.number("payout_id"), row.text("payout_code"), new OrganisationId(row.number("payee")), row.money("paying"),
                        row.integer("attempts"), row.numberOrNull("failed_account_id"), row.numberOrNull("id"),
                        row.numberOrNull("id") == null ? null : PayeeAccounts.account(row), row.text("others"), row.numberOrNull("last_id"),
                        row.text("last_mask"), row.money("open"), row.money("month")),
                actor.tenant(), actor.tenant(), ids.toArray(Long[]::new), month[0], month[1], actor.tenant(), ids.toArray(Long[]::new));
        Map<OrganisationId, Money> payable = payable(actor, found.stream().map(Found::organisation).distinct().toList());
        Map<String, String> numbers = accounts.numbers(actor, found.stream().filter(one -> one.view() != null).map(one -> one.view().code()).toList());
        Terms now = terms.now(actor);
        return found.stream().map(one -> {
            Rehearsal.Known known = one.view() == null ? null : new Rehearsal.Known(one.account(), one.view(), isWrong(one.view(), numbers),
                    isCarried(one.view(), now.formatFor(one.view().kind()).letters()), one.others());
            return new Ready(one.id(), new Rehearsal.Candidate(one.code(), one.organisation(), one.amount(), known, one.failedAt(), one.lastPaid(),
                    one.lastMask(), payable.get(one.organisation()), one.open(), one.lastMonth()), Payout.endToEnd(one.code(), one.attempts()));
        }).toList();
    }

    private static boolean isCarried(PayeeAccount account, Letters letters) {
        return letters == null || letters.carries(account.holderWritten()) && letters.carries(account.bankWritten());
    }

    private static boolean isWrong(PayeeAccount account, Map<String, String> numbers) {
        try {
            AccountNumbers.checked(account.kind(), numbers.get(account.code()));
            AccountNumbers.bankCode(account.kind(), account.bankCode());
            return false;
        } catch (Problem wrong) {
            return true;
        }
    }

    private Map<OrganisationId, Money> payable(Actor actor, List<OrganisationId> organisations) {
        Map<OrganisationId, Money> payable = new HashMap<>();
        for (int from = 0; from < organisations.size(); from += BALANCES_AT_ONCE) {
            List<OrganisationId> some = organisations.subList(from, Math.min(from + BALANCES_AT_ONCE, organisations.size()));
            List<Money> balances = ledger.balances(actor, some.stream().map(organisation -> Account.of(AccountKind.PAYABLE, organisation)).toList());
            for (int i = 0; i < some.size(); i++) {
                payable.put(some.get(i), balances.get(i));
            }
        }
        return payable;
    }

    private void makeFiles(Actor actor, Working working) {
        Batch batch = working.batch();
        record Sent(long id, String account, PayoutFormat.Payment payment) {
        }
        List<Sent> sent = sql.list("""
                select l.id as line_id, l.end_to_end, l.amount_minor, l.currency, a.code, a.kind, a.holder_written, a.bank_written, a.bank_code, p.cause_type,
                       p.cause_code
                  from payout_line l join payout_account a on a.tenant_id = l.tenant_id and a.id = l.account_id
                  join payout p on p.tenant_id = l.tenant_id and p.id = l.payout_id
                 where l.tenant_id = ? and l.batch_id = ? and l.state = 'SENT' order by l.id""",
                row -> new Sent(row.number("line_id"), row.text("code"), new PayoutFormat.Payment(row.text("end_to_end"), row.money("amount"),
                        row.oneOf(PayeeAccount.Kind.class, "kind"), "", row.text("holder_written"), row.text("bank_written"), row.text("bank_code"),
                        purpose(batch.format(), row.text("cause_type"), row.text("cause_code")))), actor.tenant(), working.id());
        Map<String, String> numbers = accounts.numbers(actor, sent.stream().map(Sent::account).distinct().toList());
        List<PayoutFormat.Payment> payments = sent.stream().map(one -> new PayoutFormat.Payment(one.payment().endToEnd(), one.payment().amount(),
                one.payment().kind(), numbers.get(one.account()), one.payment().holder(), one.payment().bank(), one.payment().bankCode(),
                one.payment().purpose())).toList();
        PayoutFormat format = PayoutFormat.of(batch.format());
        int files = (payments.size() + format.rowsMax() - 1) / format.rowsMax();
        List<Long> ids = sql.list("select nextval('payout_file_seq') as id from generate_series(1, ?)", row -> row.number("id"), files);
        PayoutFormat.Order order = new PayoutFormat.Order(batch.code(), batch.payOn(),
                LocalDateTime.ofInstant(clock.now(), transactions.tenant().zone()), terms.now(actor), ids, payments);
        for (int no = 1; no <= files; no++) {
            int from = (no - 1) * format.rowsMax();
            int to = Math.min(from + format.rowsMax(), payments.size());
            PayoutFormat.Made made = format.write(order.of(payments.subList(from, to)), no);
            sql.update("""
                    insert into payout_file (tenant_id, id, batch_id, no, name, message_id, sealed, sha256, rows_count, total_minor, currency, made_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", actor.tenant(), ids.get(no - 1), working.id(), no, made.name(), made.messageId(),
                    Vault.seal(actor.tenant(), FILE, Base64.getEncoder().encodeToString(made.bytes())), Tokens.sha256(made.bytes()), made.rows(),
                    made.total().minor(), made.total().currency(), clock.now());
            sql.update("update payout_line set file_no = ? where tenant_id = ? and id = any (?)", no, actor.tenant(),
                    sent.subList(from, to).stream().map(Sent::id).toArray(Long[]::new));
        }
    }

    /** What the payee reads on its statement, in letters that the file carries. */
    private static String purpose(Format format, String causeType, String causeCode) {
        boolean chinese = format.letters() == Letters.GBK;
        String what = switch (causeType) {
            case "statement" -> chinese ? "结算款" : "Statement";
            case Withdrawals.CAUSE -> chinese ? "提现" : "Withdrawal";
            case "deposit" -> chinese ? "保证金退还" : "Deposit";
            default -> chinese ? "付款" : "Payment";
        };
        return what + " " + causeCode;
    }

    private Working lock(Actor actor, String code) {
        sql.first("select id from payout_batch where tenant_id = ? and code = ? for update", row -> row.number("id"), actor.tenant(), code);
        return working(actor, code);
    }

    private Working working(Actor actor, String code) {
        return sql.first(SELECT + " where b.tenant_id = ? and b.code = ?", row -> new Working(row.number("id"), row.number("maker_person_id"), batch(row)),
                actor.tenant(), code).orElseThrow(() -> Problem.notFound(THING, code));
    }

    private static void notReleased(Working working) {
        if (working.batch().state() != Batch.State.PREPARED && working.batch().state() != Batch.State.APPROVED) {
            Batch.State.TRANSITIONS.check(working.batch().state(), Batch.State.PREPARED);
        }
    }

    private static String reason(String reason) {
        String stripped = reason == null ? "" : reason.strip();
        if (stripped.isEmpty() || stripped.length() > REASON_MAX) {
            throw new Problem(PayoutProblem.PAYOUT_REASON).with("max", REASON_MAX);
        }
        return stripped;
    }

    private static Map<String, String> texts(Json json) {
        Map<String, String> texts = new TreeMap<>();
        ((Map<?, ?>) json.as(Map.class)).forEach((key, value) -> texts.put(key.toString(), value.toString()));
        return texts;
    }

    private static Batch batch(Row row) {
        return new Batch(row.text("code"), row.oneOf(Format.class, "format"), row.date("pay_on"), row.oneOf(Batch.State.class, "state"),
                row.integer("rows_count"), row.money("total"), row.text("content_hash"), row.instant("rehearsed_at"), row.text("maker_name"),
                row.instant("prepared_at"), row.text("checker_name"), row.instant("approved_at"), row.text("released_by"), row.instant("released_at"),
                row.text("reason"), row.integer("open"), row.integer("paid"), row.integer("failed"));
    }
}
