package entrepot.commission;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a plan would have cost: a closed month's lines computed again, in the background, in pieces that are each committed, so that a simulation goes
 * on where it was stopped. It posts nothing. Simulating the plan that was in force gives exactly what was posted.
 */
@ApplicationScoped
@UseCases
public class Simulations {

    static final String THING = "plan-simulation";
    /** Lines of a piece. */
    static final int PIECE = 250_000;
    /** A piece is read and reckoned in so many parts at once, each on a connection of its own. */
    private static final int PARTS = 4;
    /** Parts that may wait: one node works on one piece, but tests on several. */
    private static final int PARTS_WAITING_MAX = 1_000;
    public static final int LIST_MAX = 201;
    private static final int FETCHED = 5_000;
    private static final String SELECT = """
            select id, code, draft_code, content, content_hash, month, state, lines, done, changed, before_minor, after_minor, winners, losers, currency,
                   by_name, started_at, ended_at, after_id, pieces from commission_simulation
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
    private Plans plans;

    @Inject
    private Awards awards;

    @Inject
    private History history;

    private final Executor beside = beside();

    private static Executor beside() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(PARTS, PARTS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(PARTS_WAITING_MAX), work -> {
            Thread thread = new Thread(work, "simulation");
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** The months that can be simulated, newest first: those that are closed, and the last one that ended if nothing was delivered in it. */
    @Requires(CommissionPermission.READ)
    public List<YearMonth> months(Actor actor) {
        List<YearMonth> closed = awards.months(actor);
        YearMonth last = YearMonth.from(clock.today()).minusMonths(1);
        return closed.contains(last) || sql.first("select id from commission_sold_line where tenant_id = ? and month = ? limit 1", row -> 1, actor.tenant(),
                last.atDay(1)).isPresent() ? closed : Stream.concat(Stream.of(last), closed.stream()).toList();
    }

    /**
     * Starts a simulation.
     *
     * @param plan the code of a draft, or of a plan that is or was in force
     * @return its code
     * @throws Problem NOT_FOUND, PLAN_INVALID, MONTH_NOT_CLOSED, MONTH_NOT_KEPT
     */
    @Requires(CommissionPermission.PROPOSE)
    public String start(Actor actor, String plan, YearMonth month) {
        if (month == null) {
            throw Problem.missing("month");
        }
        Plan content = plans.drafts(actor).stream().filter(draft -> draft.code().equals(plan)).findFirst().map(PlanDraft::plan)
                .orElseGet(() -> plans.byCode(actor, plan)).checked(transactions.tenant().currency());
        LocalDate first = month.atDay(1);
        long lines = sql.one("select count(*) as n from commission_sold_line where tenant_id = ? and month = ?", row -> row.number("n"), actor.tenant(), first);
        boolean closed = sql.first("select month from commission_closing where tenant_id = ? and month = ? and posted", row -> 1, actor.tenant(), first).isPresent();
        if (!month.isBefore(YearMonth.from(clock.today())) || !closed && lines > 0) {
            throw new Problem(CommissionProblem.MONTH_NOT_CLOSED).with("month", month);
        }
        if (sql.first("select 1 as one from commission_accrual where tenant_id = ? and not kept and accrued_at >= ? and accrued_at < ? limit 1", row -> 1,
                actor.tenant(), first.atStartOfDay(transactions.tenant().zone()).toInstant(),
                first.plusMonths(1).atStartOfDay(transactions.tenant().zone()).toInstant()).isPresent()) {
            throw new Problem(CommissionProblem.MONTH_NOT_KEPT).with("month", month);
        }
        String text = Json.of(content).text();
        String code = numbering.next("SIM");
        sql.update("""
                insert into commission_simulation (tenant_id, id, code, draft_code, content, content_hash, month, state, lines, currency, by_name, started_at)
                values (?, nextval('commission_simulation_seq'), ?, ?, ?, ?, ?, 'RUNNING', ?, ?, ?, ?)""", actor.tenant(), code, plan, text,
                PlanEntity.hash(text), first, lines, transactions.tenant().currency(), actor.name(), clock.now());
        history.record(actor, THING, code, null, SimulationState.RUNNING, plan);
        return code;
    }

    /** @throws Problem NOT_FOUND, SIMULATION_STATE where it has ended */
    @Requires(CommissionPermission.PROPOSE)
    public void cancel(Actor actor, String code) {
        Simulation simulation = get(actor, code);
        if (sql.update("update commission_simulation set state = 'CANCELLED', ended_at = ? where tenant_id = ? and code = ? and state = 'RUNNING'",
                clock.now(), actor.tenant(), code) == 0) {
            throw new Problem(CommissionProblem.SIMULATION_STATE).with("state", simulation.state());
        }
        history.record(actor, THING, code, SimulationState.RUNNING, SimulationState.CANCELLED, "");
    }

    /** @throws Problem NOT_FOUND */
    @Requires(CommissionPermission.SIMULATIONS)
    public Simulation get(Actor actor, String code) {
        return found(actor, code).simulation();
    }

    /** Of a draft or plan, newest first, fifty at most. */
    @Requires(CommissionPermission.SIMULATIONS)
    public List<Simulation> of(Actor actor, String plan) {
        return sql.list(SELECT + " where tenant_id = ? and draft_code = ? order by id desc limit 50", row -> running(row).simulation(), actor.tenant(), plan);
    }

    /** Whether that draft was simulated exactly as it is, and to the end. */
    @Requires(CommissionPermission.SIMULATIONS)
    public Optional<Simulation> done(Actor actor, String hash) {
        return sql.first(SELECT + " where tenant_id = ? and content_hash = ? and state = 'DONE' order by id desc limit 1",
                row -> running(row).simulation(), actor.tenant(), hash);
    }

    /**
     * Members by what changes for them.
     *
     * @param losers whether those who lose most come first, else those who gain most
     * @param after  of the last one of the page before; null for the first page
     */
    @Requires(CommissionPermission.SIMULATIONS)
    public List<Simulation.Member> members(Actor actor, String code, boolean losers, OrganisationId after, int limit) {
        long id = found(actor, code).id();
        return sql.list("""
                select m.* from commission_simulation_member m
                  left join commission_simulation_member a on a.tenant_id = m.tenant_id and a.simulation_id = m.simulation_id and a.organisation_id = ?::bigint
                 where m.tenant_id = ? and m.simulation_id = ?
                   and (a.organisation_id is null or case when ? then (m.difference_minor, m.organisation_id) > (a.difference_minor, a.organisation_id)
                        else (m.difference_minor, m.organisation_id) < (a.difference_minor, a.organisation_id) end)
                 order by case when ? then m.difference_minor else -m.difference_minor end,
                          case when ? then m.organisation_id else -m.organisation_id end limit ?""",
                row -> new Simulation.Member(new OrganisationId(row.number("organisation_id")), row.number("lines"), row.money("before"), row.money("after"),
                        row.money("awards_before"), row.money("awards_after")), after == null ? null : after.value(), actor.tenant(), id, losers, losers,
                losers, limit);
    }

    /**
     * The lines of which something is different, in the order in which they were delivered.
     *
     * @param after {@link Simulation.Line#key} of the last one of the page before; null for the first page
     */
    @Requires(CommissionPermission.SIMULATIONS)
    public List<Simulation.Line> changed(Actor actor, String code, String after, int limit) {
        Running found = found(actor, code);
        long afterId = after == null || after.isBlank() ? 0 : after(actor, after);
        List<Long> ids = sql.list("""
                select u.id from (select line_ids from commission_changed where tenant_id = ? and simulation_id = ? and last_id > ? order by piece limit 3) c
                 cross join unnest(c.line_ids) u(id) where u.id > ? order by u.id limit ?""", row -> row.number("id"), actor.tenant(), found.id(), afterId,
                afterId, limit);
        return sql.list(StoredLine.SELECT + " where tenant_id = ? and id = any (?) order by id", row -> {
            StoredLine line = StoredLine.of(row);
            return new Simulation.Line(line.consignment(), line.sold().no(), line.order(), line.sold().sku(), line.sold().quantity(), line.seller(),
                    parts(line.rules(), line.earned(), line.amounts(), line.sold().supplyTotal().currency()), again(found.simulation().content(), line));
        }, actor.tenant(), ids.toArray(Long[]::new));
    }

    private long after(Actor actor, String key) {
        int slash = key.lastIndexOf('/');
        String number = key.substring(slash + 1);
        return slash < 0 || !number.matches("\\d{1,6}") ? 0 : sql.first("select id from commission_sold_line where tenant_id = ? and consignment_code = ? and line_no = ?",
                row -> row.number("id"), actor.tenant(), key.substring(0, slash), Integer.parseInt(number)).orElse(0L);
    }

    private static List<Simulation.Part> parts(String[] rules, long[] earned, long[] amounts, String currency) {
        List<Simulation.Part> parts = new ArrayList<>();
        for (int i = 0; i < rules.length; i++) {
            parts.add(new Simulation.Part(rules[i], new OrganisationId(earned[i]), Money.of(amounts[i], currency)));
        }
        return parts;
    }

    private static List<Simulation.Part> again(Plan plan, StoredLine line) {
        CommissionCalculator.Reckoned reckoned = CommissionCalculator.reckon(plan, line.sold(), line.earners().keySet());
        List<Simulation.Part> parts = new ArrayList<>();
        for (int i = 0; i < reckoned.rules().size(); i++) {
            Rule rule = reckoned.rules().get(i);
            parts.add(new Simulation.Part(rule.code(), line.earners().get(rule.earner()), reckoned.amounts().get(i)));
        }
        return parts;
    }

    /**
     * Works on what runs: a piece, or the end of it.
     *
     * @return whether there is more
     */
    @Requires(Requires.SYSTEM)
    public boolean advance(Actor actor) {
        Optional<Running> next = sql.first(SELECT + " where tenant_id = ? and state = 'RUNNING' order by id limit 1 for update skip locked",
                Simulations::running, actor.tenant());
        if (next.isEmpty()) {
            return false;
        }
        Running running = next.get();
        Piece piece = piece(actor, running);
        if (piece.lines == 0) {
            finish(actor, running);
        } else {
            keep(actor, running, piece);
        }
        return true;
    }

    /** Reads and reckons the next lines: in parts at the same time, for it is the processor that a simulation waits for. */
    private Piece piece(Actor actor, Running running) {
        Simulation simulation = running.simulation();
        Map<Long, Money> volumes = Awards.volumes(awards.sold(actor, simulation.month()));
        long left = Math.min(PIECE, Math.max(PARTS, simulation.lines() - simulation.done()));
        int size = (int) ((left + PARTS - 1) / PARTS);
        List<Long> starts = new ArrayList<>(List.of(running.afterId()));
        starts.addAll(sql.list("""
                select l.id from (select id, row_number() over (order by id) as no from commission_sold_line
                                   where tenant_id = ? and month = ? and id > ? order by id limit ?) l
                 where l.no % ? = 0 order by l.id""", row -> row.number("id"), actor.tenant(), simulation.month(), running.afterId(), size * (PARTS - 1), size));
        List<CompletableFuture<Piece>> parts = starts.stream().map(start -> CompletableFuture.supplyAsync(() -> transactions.in(actor.tenant(), () -> {
            Piece part = new Piece(simulation.content(), new WholeMonth(volumes, simulation.before().currency()));
            sql.each(StoredLine.SELECT + " where tenant_id = ? and month = ? and id > ? order by id limit ?", FETCHED, row -> part.add(StoredLine.of(row)),
                    actor.tenant(), simulation.month(), start, size);
            return part;
        }), beside)).toList();
        Piece piece = parts.get(0).join();
        parts.stream().skip(1).forEach(part -> piece.addAll(part.join()));
        return piece;
    }

    /** A member's sums of a piece. */
    private static final class Sum {
        long lines;
        long before;
        long after;
    }

    /** What a piece of the lines comes to. */
    private static final class Piece {
        final Plan plan;
        final WholeMonth whole;
        final Map<Long, Sum> members = new LinkedHashMap<>();
        long[] changed = {};
        int changes;
        long lines;
        long lastId;

        Piece(Plan plan, WholeMonth whole) {
            this.plan = plan;
            this.whole = whole;
        }

        void add(StoredLine line) {
            lines++;
            lastId = line.id();
            for (int i = 0; i < line.rules().length; i++) {
                Sum sum = of(line.earned()[i]);
                sum.lines++;
                sum.before += StoredLine.left(line.amounts()[i], line.back());
            }
            CommissionCalculator.Reckoned reckoned = CommissionCalculator.reckon(plan, line.sold(), line.earners().keySet());
            int rules = reckoned.rules().size();
            boolean different = rules != line.rules().length;
            String[] codes = new String[rules];
            long[] earned = new long[rules];
            long[] amounts = new long[rules];
            for (int i = 0; i < rules; i++) {
                codes[i] = reckoned.rules().get(i).code();
                earned[i] = line.earners().get(reckoned.rules().get(i).earner()).value();
                amounts[i] = reckoned.amounts().get(i).minor();
                of(earned[i]).after += StoredLine.left(amounts[i], line.back());
                different |= i >= line.rules().length || !codes[i].equals(line.rules()[i]) || earned[i] != line.earned()[i] || amounts[i] != line.amounts()[i];
            }
            whole.add(plan, codes, earned, amounts, line);
            if (different) {
                if (changes == changed.length) {
                    changed = Arrays.copyOf(changed, Math.max(1024, changes * 2));
                }
                changed[changes++] = line.id();
            }
        }

        /** @param later the lines that follow this piece's */
        void addAll(Piece later) {
            later.members.forEach((organisation, more) -> {
                Sum sum = of(organisation);
                sum.lines += more.lines;
                sum.before += more.before;
                sum.after += more.after;
            });
            whole.addAll(later.whole);
            if (changes + later.changes > changed.length) {
                changed = Arrays.copyOf(changed, changes + later.changes);
            }
            System.arraycopy(later.changed, 0, changed, changes, later.changes);
            changes += later.changes;
            lines += later.lines;
            lastId = Math.max(lastId, later.lastId);
        }

        private Sum of(long organisation) {
            return members.computeIfAbsent(organisation, id -> new Sum());
        }
    }

    private void keep(Actor actor, Running running, Piece piece) {
        int no = running.pieces() + 1;
        List<Map.Entry<Long, Sum>> members = List.copyOf(piece.members.entrySet());
        sql.update("""
                insert into commission_tally (tenant_id, simulation_id, piece, organisation_id, seller_id, rule_code, lines, before_minor, after_minor, base_minor,
                       accrued_minor, cut_minor, base_back_minor, accrued_back_minor)
                select ?, ?, ?, t.organisation, 0, '', t.lines, t.before, t.after, 0, 0, 0, 0, 0
                  from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[]) t(organisation, lines, before, after)""", actor.tenant(), running.id(), no,
                Columns.numbers(members, Map.Entry::getKey), Columns.numbers(members, each -> each.getValue().lines),
                Columns.numbers(members, each -> each.getValue().before), Columns.numbers(members, each -> each.getValue().after));
        List<Map.Entry<WholeMonth.Key, WholeMonth.Sums>> sums = List.copyOf(piece.whole.sums().entrySet());
        if (!sums.isEmpty()) {
            sql.update("""
                    insert into commission_tally (tenant_id, simulation_id, piece, organisation_id, seller_id, rule_code, lines, before_minor, after_minor,
                           base_minor, accrued_minor, cut_minor, base_back_minor, accrued_back_minor)
                    select ?, ?, ?, t.organisation, t.seller, t.rule, 0, 0, t.by_line, t.base, t.accrued, t.cut, t.base_back, t.accrued_back
                      from unnest(?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                           t(organisation, seller, rule, by_line, base, accrued, cut, base_back, accrued_back)""", actor.tenant(), running.id(), no,
                    Columns.numbers(sums, each -> each.getKey().organisation()), Columns.numbers(sums, each -> each.getKey().seller()),
                    Columns.texts(sums, each -> each.getKey().rule()), Columns.numbers(sums, each -> each.getValue().byLine),
                    Columns.numbers(sums, each -> each.getValue().base), Columns.numbers(sums, each -> each.getValue().accrued),
                    Columns.numbers(sums, each -> each.getValue().cut), Columns.numbers(sums, each -> each.getValue().baseBack),
                    Columns.numbers(sums, each -> each.getValue().accruedBack));
        }
        if (piece.changes > 0) {
            sql.update("insert into commission_changed (tenant_id, simulation_id, piece, last_id, line_ids) values (?, ?, ?, ?, ?)", actor.tenant(),
                    running.id(), no, piece.changed[piece.changes - 1],
                    Arrays.stream(piece.changed, 0, piece.changes).boxed().toArray(Long[]::new));
        }
        sql.update("""
                update commission_simulation set done = done + ?, after_id = ?, pieces = ?, changed = changed + ? where tenant_id = ? and id = ?""",
                piece.lines, piece.lastId, no, piece.changes, actor.tenant(), running.id());
    }

    private void finish(Actor actor, Running running) {
        Simulation simulation = running.simulation();
        Plan plan = simulation.content();
        Map<Long, Long> awarded = new HashMap<>();
        List<Won.Sold> sold = awards.sold(actor, simulation.month());
        Awards.bonuses(plan, simulation.month(), sold).forEach(won -> awarded.merge(won.organisation().value(), won.amount().minor(), Long::sum));
        if (plan.onTheWhole()) {
            trueUps(actor, running, Awards.volumes(sold), awarded);
        }
        List<Map.Entry<Long, Long>> after = List.copyOf(awarded.entrySet());
        sql.update("""
                insert into commission_simulation_member (tenant_id, simulation_id, organisation_id, lines, before_minor, after_minor, awards_before_minor,
                       awards_after_minor, currency)
                select ?, ?, m.organisation_id, sum(m.lines)::bigint, sum(m.before + m.awards_before)::bigint, sum(m.after + m.awards_after)::bigint,
                       sum(m.awards_before)::bigint, sum(m.awards_after)::bigint, ?
                  from (select organisation_id, lines, before_minor as before, after_minor as after, 0::bigint as awards_before, 0::bigint as awards_after
                          from commission_tally where tenant_id = ? and simulation_id = ? and rule_code = ''
                        union all
                        select organisation_id, 0, 0, 0, left_minor, 0 from commission_award where tenant_id = ? and month = ?
                        union all
                        select a.organisation, 0, 0, 0, 0, a.amount from unnest(?::bigint[], ?::bigint[]) a(organisation, amount)) m
                 group by m.organisation_id having sum(m.before + m.awards_before) <> 0 or sum(m.after + m.awards_after) <> 0""",
                actor.tenant(), running.id(), simulation.before().currency(), actor.tenant(), running.id(), actor.tenant(), simulation.month(),
                Columns.numbers(after, Map.Entry::getKey), Columns.numbers(after, Map.Entry::getValue));
        sql.update("delete from commission_tally where tenant_id = ? and simulation_id = ?", actor.tenant(), running.id());
        sql.update("""
                update commission_simulation s set state = 'DONE', ended_at = ?, before_minor = m.before, after_minor = m.after, winners = m.winners,
                       losers = m.losers
                  from (select coalesce(sum(before_minor), 0)::bigint as before, coalesce(sum(after_minor), 0)::bigint as after,
                               count(*) filter (where difference_minor > 0)::int as winners, count(*) filter (where difference_minor < 0)::int as losers
                          from commission_simulation_member where tenant_id = ? and simulation_id = ?) m
                 where s.tenant_id = ? and s.id = ?""", clock.now(), actor.tenant(), running.id(), actor.tenant(), running.id());
        history.record(actor, THING, simulation.code(), SimulationState.RUNNING, SimulationState.DONE, "");
    }

    private void trueUps(Actor actor, Running running, Map<Long, Money> volumes, Map<Long, Long> awarded) {
        Plan plan = running.simulation().content();
        String currency = running.simulation().before().currency();
        sql.each("""
                select organisation_id, seller_id, rule_code, sum(after_minor)::bigint as by_line, sum(base_minor)::bigint as base, sum(accrued_minor)::bigint as accrued,
                       sum(cut_minor)::bigint as cut, sum(base_back_minor)::bigint as base_back, sum(accrued_back_minor)::bigint as accrued_back
                  from commission_tally where tenant_id = ? and simulation_id = ? and rule_code <> '' group by organisation_id, seller_id, rule_code""",
                FETCHED, row -> {
                    WholeMonth.Sums sums = new WholeMonth.Sums();
                    sums.base = row.number("base");
                    sums.accrued = row.number("accrued");
                    sums.byLine = row.number("by_line");
                    sums.cut = row.number("cut");
                    WholeMonth.Key key = new WholeMonth.Key(plan.code(), row.text("rule_code"), row.number("organisation_id"), row.number("seller_id"));
                    TrueUp trueUp = WholeMonth.trueUp(plan, key, running.simulation().month(),
                            volumes.getOrDefault(key.seller(), Money.zero(currency)), sums);
                    awarded.merge(key.organisation(), TrueUp.left(trueUp.amount().minor(), sums.base, sums.accrued, row.number("base_back"),
                            row.number("accrued_back")), Long::sum);
                }, actor.tenant(), running.id());
    }

    private record Running(long id, long afterId, int pieces, Simulation simulation) {
    }

    private Running found(Actor actor, String code) {
        return sql.first(SELECT + " where tenant_id = ? and code = ?", Simulations::running, actor.tenant(), code)
                .orElseThrow(() -> Problem.notFound(THING, code));
    }

    private static Running running(Row row) {
        return new Running(row.number("id"), row.number("after_id"), row.integer("pieces"), new Simulation(row.text("code"), row.text("draft_code"),
                PlanEntity.parsed(row.text("content")), row.text("content_hash"), row.date("month"), row.oneOf(SimulationState.class, "state"),
                row.number("lines"), row.number("done"), row.number("changed"), row.money("before"), row.money("after"), row.integer("winners"),
                row.integer("losers"), row.text("by_name"), row.instant("started_at"), row.instant("ended_at")));
    }
}
