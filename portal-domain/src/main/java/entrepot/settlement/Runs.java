package entrepot.settlement;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.Period;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.audit.History;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/** The rows of runs: read, locked, moved from step to step, summed up. */
@ApplicationScoped
class Runs {

    static final String THING = "settlement-run";

    private static final String SELECT = """
            select id, code, month, period_from, period_to, kind, organisation_id, is_final, reason, state, currency, minimum_minor,
                   maker_name, started_at, objections_until, pay_on, members, looked_at, submitter_name, submitted_at, checker_name,
                   approved_at, totals::text as totals, totals_hash, problem, failing::text as failing, cut_posting,
                   cursor_organisation, coalesce((left_out ->> 'elsewhere')::int, 0) as elsewhere,
                   coalesce((left_out ->> 'silent')::int, 0) as silent, coalesce((left_out ->> 'later')::bigint, 0) as later
              from settlement_run
            """;

    @Inject
    private Sql sql;
    @Inject
    private History history;

    /**
     * A run with what only the program knows of it.
     *
     * @param cut    the last posting it takes; null until it was looked for
     * @param cursor the last organisation that was looked at
     */
    record Working(long id, SettlementRun run, Long cut, long cursor, int elsewhere, int silent, long later) {

        String currency() {
            return run.minimum().currency();
        }
    }

    Working get(Actor actor, String code) {
        return find(actor, code, "");
    }

    Working lock(Actor actor, String code) {
        return find(actor, code, "for update");
    }

    private Working find(Actor actor, String code, String lock) {
        return sql.first(SELECT + " where tenant_id = ? and code = ? " + lock, Runs::working, actor.tenant(), code)
                .orElseThrow(() -> Problem.notFound(THING, code));
    }

    /** The oldest run that waits for the program and that no other node works on; what failed comes after what did not and what failed less often, so that it holds up nobody. */
    Optional<Working> next(Actor actor) {
        return sql.first(SELECT + """
                 where tenant_id = ? and state in ('DRAFT', 'COLLECTED', 'CALCULATED', 'APPROVED', 'POSTED')
                   and problem = ''
                 order by (failing ->> 'tries')::int nulls first, id limit 1 for update skip locked""", Runs::working, actor.tenant());
    }

    List<SettlementRun> list(Actor actor, String after, int limit) {
        return sql.list(SELECT + """
                 where tenant_id = ?
                   and (?::text is null or id < (select id from settlement_run where tenant_id = ? and code = ?))
                 order by id desc limit ?""", row -> working(row).run(), actor.tenant(), after, actor.tenant(), after, limit);
    }

    void to(Actor actor, Working working, RunState state, String why) {
        RunState.TRANSITIONS.check(working.run().state(), state);
        sql.update("update settlement_run set state = ?, failing = null where tenant_id = ? and id = ?", state, actor.tenant(), working.id());
        history.record(actor, THING, working.run().code(), working.run().state(), state, why);
    }

    void stop(Actor actor, Working working, String problem) {
        sql.update("update settlement_run set problem = ?, failing = null where tenant_id = ? and id = ?", problem, actor.tenant(), working.id());
    }

    /** Says on the run that it does not go on. */
    void failing(Actor actor, Working working, SettlementRun.Failing failing) {
        sql.update("update settlement_run set failing = ? where tenant_id = ? and id = ?", Json.of(failing), actor.tenant(), working.id());
    }

    /** It goes on. */
    void goesOn(Actor actor, Working working) {
        if (working.run().failing() != null) {
            sql.update("update settlement_run set failing = null where tenant_id = ? and id = ?", actor.tenant(), working.id());
        }
    }

    record Totalled(SettlementRun.Totals totals, String hash) {
    }

    /** The run in figures, and a hash of every statement's figures, so that an approval is given to exactly these. */
    Totalled totals(Actor actor, Working working) {
        return sql.one("""
                select count(*) as statements, ?::char(3) as currency,
                       coalesce(sum(entries), 0) as entries,
                       coalesce(sum(opening_minor), 0)::bigint as opening_minor,
                       coalesce(sum(lines_minor), 0)::bigint as lines_minor,
                       coalesce(sum(payouts_minor), 0)::bigint as payouts_minor,
                       coalesce(sum(closing_minor), 0)::bigint as closing_minor,
                       coalesce(sum(payable_minor), 0)::bigint as payable_minor,
                       count(*) filter (where payable_minor > 0)::int as payees,
                       coalesce(sum(carried_minor), 0)::bigint as carried_minor,
                       coalesce(sum(receivable_minor), 0)::bigint as receivable_minor,
                       coalesce(sum(credit_minor), 0)::bigint as credit_minor,
                       coalesce(sum(tax_minor), 0)::bigint as tax_minor,
                       coalesce(sum(disputed_minor), 0)::bigint as disputed_minor,
                       count(*) filter (where disputed_minor > 0)::int as disputing,
                       count(*) filter (where carry_reason = 'BELOW_MINIMUM')::int as below,
                       count(*) filter (where carry_reason = 'NEGATIVE')::int as negative,
                       count(*) filter (where carry_reason = 'TAX_UNKNOWN')::int as tax_unknown,
                       encode(sha256(convert_to(coalesce(string_agg(concat_ws('|', code, organisation_id, opening_minor, lines_minor,
                           payouts_minor, closing_minor, commission_due_minor, dealer_due_minor, payable_minor, carried_minor,
                           receivable_minor, credit_minor, tax_minor, disputed_minor, from_posting, to_posting), E'\\n'
                           order by organisation_id), ''), 'UTF8')), 'hex') as hash
                  from settlement_statement where tenant_id = ? and run_id = ?""",
                row -> new Totalled(new SettlementRun.Totals((int) row.number("statements"), row.number("entries"),
                        working.later(), row.money("opening"), row.money("lines"), row.money("payouts"),
                        row.money("closing"), row.money("payable"), row.integer("payees"), row.money("carried"),
                        row.integer("below"), row.integer("negative"), row.integer("tax_unknown"), row.money("receivable"),
                        row.money("credit"), row.money("tax"), row.money("disputed"), row.integer("disputing"),
                        working.elsewhere(), working.silent()), row.text("hash")),
                working.currency(), actor.tenant(), working.id());
    }

    void keepTotals(Actor actor, Working working) {
        Totalled totalled = totals(actor, working);
        sql.update("update settlement_run set totals = ?, totals_hash = ? where tenant_id = ? and id = ?",
                Json.of(totalled.totals()), totalled.hash(), actor.tenant(), working.id());
    }

    /** Keeps with which payout the run sends the rest of a leaver's wallet out. */
    void lastPayout(Actor actor, Working working, String payout) {
        sql.update("update settlement_run set last_payout = ? where tenant_id = ? and id = ?", payout, actor.tenant(), working.id());
    }

    /** The run that sent the rest of a leaver's wallet out with that payout, locked. */
    Optional<Working> withLastPayout(Actor actor, String payout) {
        return sql.first(SELECT + " where tenant_id = ? and last_payout = ? for update", Runs::working, actor.tenant(), payout);
    }

    /** The payout of the rest of a leaver's wallet, if it still waits or is at the bank. */
    Optional<String> lastPayoutWaits(Actor actor, Working working) {
        return sql.first("""
                select p.code from settlement_run r join payout_waiting p on p.tenant_id = r.tenant_id and p.code = r.last_payout
                 where r.tenant_id = ? and r.id = ?""", row -> row.text("code"), actor.tenant(), working.id());
    }

    /** Whether all that it pays is paid: its statements, and the rest of a leaver's wallet. */
    boolean isPaidOut(Actor actor, Working working) {
        return !sql.one("""
                select exists (select from settlement_statement
                                where tenant_id = ? and run_id = ? and payable_minor > 0 and state <> 'PAID') as waits""",
                row -> row.flag("waits"), actor.tenant(), working.id()) && lastPayoutWaits(actor, working).isEmpty();
    }

    private static Working working(Row row) {
        Long organisation = row.numberOrNull("organisation_id");
        return new Working(row.number("id"), new SettlementRun(row.text("code"), YearMonth.from(row.date("month")),
                new Period(row.instant("period_from"), row.instant("period_to")), row.oneOf(RunKind.class, "kind"),
                organisation == null ? null : new OrganisationId(organisation), row.flag("is_final"), row.text("reason"),
                row.oneOf(RunState.class, "state"), row.money("minimum"), row.text("maker_name"), row.instant("started_at"),
                row.instant("objections_until"), row.date("pay_on"), row.integer("members"), row.integer("looked_at"),
                row.text("submitter_name"), row.instant("submitted_at"), row.text("checker_name"), row.instant("approved_at"),
                row.json("totals") == null ? null : row.json("totals").as(SettlementRun.Totals.class),
                row.text("totals_hash"), row.text("problem"),
                row.json("failing") == null ? null : row.json("failing").as(SettlementRun.Failing.class)), row.numberOrNull("cut_posting"),
                row.number("cursor_organisation"), row.integer("elsewhere"), row.integer("silent"), row.number("later"));
    }
}
