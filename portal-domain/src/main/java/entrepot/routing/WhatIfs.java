package entrepot.routing;

import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replays a month's orders under a draft, piece by piece in the background ({@link WhatIfReplay}); what came out stays
 * with the draft, so that whoever approves it sees it.
 */
@ApplicationScoped
@UseCases
public class WhatIfs {

    /** Decisions of one replay at most: the first of the month. */
    static final int DECISIONS_MAX = 50_000;
    private static final int PIECE = 250;
    private static final String SELECT = """
            select draft, revision, month, state, total, done, coalesce(result, tally)::text as tally, started_by, started_at,
                   finished_at from routing_what_if where tenant_id = ?
            """;
    /** The first decision for each order of a time, but for practice; what was routed anew follows from it. */
    private static final String DECISIONS = """
             from routing_decision d
            where d.tenant_id = ? and d.at >= ? and d.at < ?
              and not exists (select from routing_decision e
                               where e.tenant_id = d.tenant_id and e.reference = d.reference and e.id < d.id)
              and exists (select from routing_choice c where c.tenant_id = d.tenant_id and c.decision_id = d.id)
            """;

    @Inject
    private Sql sql;

    @Inject
    private BusinessClock clock;

    @Inject
    private Transactions transactions;

    @Inject
    private RulesInForce rules;

    /** Something that is being replayed. */
    private record Running(long id, String draft, int revision, YearMonth month, int total, int done, long lastId,
                           WhatIfTally tally) {
    }

    /** A stored decision with its place in the order of time. */
    private record Stored(long id, String reference, RoutingDecision decision) {
    }

    /**
     * Begins to replay a month; what runs for that draft already is stopped.
     *
     * @throws Problem NOTHING_TO_REPLAY, NOT_A_DRAFT, NOT_FOUND
     */
    @Requires(RoutingPermission.PROPOSE)
    public WhatIf start(Actor actor, String draft, YearMonth month) {
        if (month == null) {
            throw Problem.missing("month");
        }
        int revision = sql.first("select revision, state from routing_draft where tenant_id = ? and code = ?", row -> {
            RulesDraft.State state = row.oneOf(RulesDraft.State.class, "state");
            if (state != RulesDraft.State.DRAFT) {
                throw new Problem(RoutingProblem.NOT_A_DRAFT).with("code", draft).with("state", state);
            }
            return row.integer("revision");
        }, actor.tenant(), draft).orElseThrow(() -> Problem.notFound("routing-rules", draft));
        int total = sql.one("select least(?, count(*))::integer as n" + DECISIONS, row -> row.integer("n"), DECISIONS_MAX,
                actor.tenant(), begin(month), begin(month.plusMonths(1)));
        if (total == 0) {
            throw new Problem(RoutingProblem.NOTHING_TO_REPLAY).with("month", month);
        }
        sql.update("""
                update routing_what_if set state = 'STOPPED', finished_at = ?
                 where tenant_id = ? and draft = ? and state = 'RUNNING'""", clock.now(), actor.tenant(), draft);
        sql.update("""
                insert into routing_what_if (tenant_id, id, draft, revision, month, state, total, tally, started_by, started_at)
                values (?, nextval('routing_what_if_seq'), ?, ?, ?::date, 'RUNNING', ?, ?, ?, ?)""",
                actor.tenant(), draft, revision, month.atDay(1), total, Json.of(WhatIfTally.NONE), actor.name(), clock.now());
        return latest(actor, draft).orElseThrow();
    }

    /** The latest for a draft, running or done. */
    @Requires(RoutingPermission.RULES)
    public Optional<WhatIf> latest(Actor actor, String draft) {
        return sql.first(SELECT + " and draft = ? and state <> 'STOPPED' order by id desc limit 1", WhatIfs::whatIf,
                actor.tenant(), draft);
    }

    /** Replays a piece of what runs longest. @return whether there may be more */
    @Requires(Requires.SYSTEM)
    public boolean goOn(Actor actor) {
        Optional<Running> running = sql.first("""
                select id, draft, revision, month, total, done, last_id, tally::text as tally from routing_what_if
                 where tenant_id = ? and state = 'RUNNING' order by id limit 1 for update skip locked""", WhatIfs::running,
                actor.tenant());
        running.ifPresent(r -> replay(actor, r));
        return running.isPresent();
    }

    private void replay(Actor actor, Running running) {
        Optional<RoutingRules> draft = sql.first("""
                select content::text as content from routing_draft
                 where tenant_id = ? and code = ? and revision = ?""",
                row -> row.json("content").as(RoutingRules.class), actor.tenant(), running.draft(), running.revision());
        if (draft.isEmpty()) {
            // changed meanwhile: what would come out is nobody's any more
            finish(actor, running, "STOPPED", running.tally(), running.done());
            return;
        }
        Instant from = running.tally().lastAt() == null ? begin(running.month()) : running.tally().lastAt();
        int left = Math.min(PIECE, running.total() - running.done());
        List<Stored> stored = sql.list("select d.id, d.reference, d.decision::text as decision" + DECISIONS
                + " and (d.at, d.id) > (?::timestamptz, ?) order by d.at, d.id limit ?",
                row -> new Stored(row.number("id"), row.text("reference"), row.json("decision").as(RoutingDecision.class)),
                actor.tenant(), from, begin(running.month().plusMonths(1)), from, running.lastId(), left);
        Replay replay = new Replay(rules.read(), draft.get(), zone());
        WhatIfTally tally = running.tally();
        for (Stored each : stored) {
            tally = replay.next(tally, each.reference(), each.decision());
        }
        int done = running.done() + stored.size();
        if (stored.size() < left || done >= running.total()) {
            finish(actor, running, "DONE", tally, done);
            return;
        }
        sql.update("update routing_what_if set done = ?, last_id = ?, tally = ? where tenant_id = ? and id = ?", done,
                stored.get(stored.size() - 1).id(), Json.of(tally), actor.tenant(), running.id());
    }

    /** What was only carried along goes; what came out stays. */
    private void finish(Actor actor, Running running, String state, WhatIfTally tally, int done) {
        WhatIfTally result = new WhatIfTally(tally.before(), tally.after(), tally.warehouses(), tally.changed(),
                tally.examples(), Map.of(), List.of(), tally.lastAt());
        sql.update("""
                update routing_what_if set state = ?, done = ?, result = ?, tally = '{}', finished_at = ?
                 where tenant_id = ? and id = ?""",
                state, done, Json.of(result), clock.now(), actor.tenant(), running.id());
    }

    private Instant begin(YearMonth month) {
        return month.atDay(1).atStartOfDay(zone()).toInstant();
    }

    private ZoneId zone() {
        return transactions.tenant().zone();
    }

    private static Running running(Row row) {
        return new Running(row.number("id"), row.text("draft"), row.integer("revision"), YearMonth.from(row.date("month")),
                row.integer("total"), row.integer("done"), row.number("last_id"), row.json("tally").as(WhatIfTally.class));
    }

    private static WhatIf whatIf(Row row) {
        return new WhatIf(row.text("draft"), row.integer("revision"), YearMonth.from(row.date("month")),
                row.oneOf(WhatIf.State.class, "state"), row.integer("total"), row.integer("done"),
                row.json("tally").as(WhatIfTally.class), row.text("started_by"), row.instant("started_at"),
                row.instant("finished_at"));
    }
}
