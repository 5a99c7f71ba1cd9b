package entrepot.settlement;

import entrepot.invoicing.MemberInvoices;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.ledger.Drift;
import entrepot.network.Organisations;
import entrepot.payout.PayeeAccounts;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Nothing is silently skipped: whom a run does not pay, or not all, by reason, counted and listed. */
@ApplicationScoped
@UseCases
public class LeftOuts {

    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;
    private static final int AT_ONCE = 1_000;

    @Inject
    private Sql sql;
    @Inject
    private Runs runs;
    @Inject
    private Organisations organisations;
    @Inject
    private MemberInvoices invoices;
    @Inject
    private PayeeAccounts accounts;
    @Inject
    private Drift drift;

    /** Keeps what is known only while the figures are made. {@code cut} is the last posting that the run takes. */
    void keep(Actor actor, Runs.Working working, Collection<OrganisationId> later, Collection<OrganisationId> elsewhere) {
        if (!later.isEmpty()) {
            sql.update("""
                    insert into settlement_left_out (tenant_id, run_id, why, organisation_id, entries, amount_minor, currency)
                    select ?, ?, 'LATER', m.id, count(*), coalesce(-sum(e.amount_minor), 0), ?
                      from unnest(?::bigint[]) m (id)
                      join ledger_account a on a.tenant_id = ? and a.owner_id = m.id and a.kind in ('COMMISSION_DUE', 'DEALER_DUE', 'PAYABLE')
                      join ledger_entry e on e.tenant_id = a.tenant_id and e.account_id = a.id and e.posting_id > ?
                     group by m.id""", actor.tenant(), working.id(), working.currency(), Columns.numbers(later, OrganisationId::value),
                    actor.tenant(), working.cut());
        }
        if (!elsewhere.isEmpty()) {
            sql.update("""
                    insert into settlement_left_out (tenant_id, run_id, why, organisation_id, entries, amount_minor, currency, other_run)
                    select ?, ?, 'ELSEWHERE', m.id, 0, s.closing_minor, ?, r.code
                      from unnest(?::bigint[]) m (id)
                      cross join lateral (select s.run_id, s.closing_minor from settlement_statement s
                                           where s.tenant_id = ? and s.organisation_id = m.id order by s.id desc limit 1) s
                      join settlement_run r on r.tenant_id = ? and r.id = s.run_id""", actor.tenant(), working.id(), working.currency(),
                    Columns.numbers(elsewhere, OrganisationId::value), actor.tenant(), actor.tenant());
        }
    }

    /** Each reason for which somebody is left out of a run, and how many are. @throws entrepot.kernel.Problem NOT_FOUND */
    @Requires(SettlementPermission.READ)
    public List<LeftOut.Count> counts(Actor actor, String code) {
        Runs.Working working = runs.get(actor, code);
        if (working.run().totals() == null) {
            return List.of();
        }
        Map<LeftOut.Why, LeftOut.Count> counts = new EnumMap<>(LeftOut.Why.class);
        sql.list("""
                select why, count(*) as n, sum(amount_minor)::bigint as amount_minor, ?::char(3) as currency from (
                  select why, amount_minor from settlement_left_out where tenant_id = ? and run_id = ?
                  union all
                  select carry_reason, carried_minor - disputed_minor from settlement_statement
                   where tenant_id = ? and run_id = ? and carry_reason in ('BELOW_MINIMUM', 'NEGATIVE', 'TAX_UNKNOWN')
                  union all
                  select 'DISPUTED', disputed_minor from settlement_statement where tenant_id = ? and run_id = ? and disputed_minor > 0) x
                 group by why""", row -> new LeftOut.Count(row.oneOf(LeftOut.Why.class, "why"), row.number("n"), row.money("amount")),
                working.currency(), actor.tenant(), working.id(), actor.tenant(), working.id(), actor.tenant(), working.id())
                .forEach(count -> counts.put(count.why(), count));
        Money none = Money.zero(working.currency());
        if (working.silent() > 0) {
            counts.put(LeftOut.Why.SILENT, new LeftOut.Count(LeftOut.Why.SILENT, working.silent(), none));
        }
        eachWaiting(actor, working, 0, row -> {
            counts.merge(row.why(), new LeftOut.Count(row.why(), 1, row.amount()),
                    (one, other) -> new LeftOut.Count(one.why(), one.members() + 1, one.amount().plus(other.amount())));
            return true;
        });
        return List.copyOf(counts.values());
    }

    /**
     * Who is left out for a reason, in order of joining.
     *
     * @param after the organisation's code of the last one on the page before; null for the first page
     * @throws entrepot.kernel.Problem NOT_FOUND
     */
    @Requires(SettlementPermission.READ)
    public List<LeftOut> list(Actor actor, String code, LeftOut.Why why, String after, int limit) {
        Runs.Working working = runs.get(actor, code);
        return page(actor, working, why, after == null ? 0 : organisations.byCode(actor, after).id().value(), Math.min(limit, LIST_MAX));
    }

    /** All of them, a bounded number in memory at a time, reason by reason. */
    @Requires(SettlementPermission.READ)
    public void each(Actor actor, String code, Consumer<LeftOut> use) {
        Runs.Working working = runs.get(actor, code);
        for (LeftOut.Why why : LeftOut.Why.values()) {
            long after = 0;
            List<LeftOut> page;
            do {
                page = page(actor, working, why, after, AT_ONCE);
                page.forEach(use);
                after = page.isEmpty() ? after : page.get(page.size() - 1).organisation().value();
            } while (page.size() == AT_ONCE);
        }
    }

    private List<LeftOut> page(Actor actor, Runs.Working working, LeftOut.Why why, long after, int limit) {
        String currency = working.currency();
        return switch (why) {
            case LATER, ELSEWHERE -> sql.list("""
                    select l.organisation_id, s.code as statement, l.amount_minor, l.currency, l.entries, l.other_run
                      from settlement_left_out l
                      left join settlement_statement s on s.tenant_id = l.tenant_id and s.run_id = l.run_id and s.organisation_id = l.organisation_id
                     where l.tenant_id = ? and l.run_id = ? and l.why = ? and l.organisation_id > ? order by l.organisation_id limit ?""",
                    row -> row(why, row), actor.tenant(), working.id(), why, after, limit);
            case SILENT -> working.silent() == 0 ? List.of() : sql.list("""
                    select a.owner_id as organisation_id, null as statement, 0::bigint as amount_minor, ?::char(3) as currency, 0::bigint as entries, '' as other_run
                      from ledger_account a
                     where a.tenant_id = ? and a.kind = 'COMMISSION_DUE' and a.owner_id > ? and a.owner_id <= ?
                       and not exists (select from settlement_statement s where s.tenant_id = ? and s.run_id = ? and s.organisation_id = a.owner_id)
                       and not exists (select from settlement_left_out l where l.tenant_id = ? and l.run_id = ? and l.why = 'ELSEWHERE'
                                          and l.organisation_id = a.owner_id)
                     order by a.owner_id limit ?""", row -> row(why, row), currency, actor.tenant(), after, working.cursor(), actor.tenant(),
                    working.id(), actor.tenant(), working.id(), limit);
            case BELOW_MINIMUM, NEGATIVE, TAX_UNKNOWN, DISPUTED -> sql.list("""
                    select organisation_id, code as statement, case when ? = 'DISPUTED' then disputed_minor else carried_minor - disputed_minor end
                           as amount_minor, currency, 0::bigint as entries, '' as other_run
                      from settlement_statement
                     where tenant_id = ? and run_id = ? and organisation_id > ? and (carry_reason = ? and ? <> 'DISPUTED' or ? = 'DISPUTED' and disputed_minor > 0)
                     order by organisation_id limit ?""", row -> row(why, row), why, actor.tenant(), working.id(), after, why, why, why, limit);
            case INVOICE_MISSING, ACCOUNT_MISSING, ACCOUNT_FROZEN, PARKED -> {
                List<LeftOut> page = new ArrayList<>();
                eachWaiting(actor, working, after, row -> {
                    if (row.why() == why) {
                        page.add(row);
                    }
                    return page.size() < limit;
                });
                yield page;
            }
        };
    }

    private static LeftOut row(LeftOut.Why why, Row row) {
        return new LeftOut(why, new OrganisationId(row.number("organisation_id")), row.text("statement"), row.money("amount"),
                row.number("entries"), row.text("other_run"));
    }

    private interface Use {
        /** @return whether more is wanted */
        boolean of(LeftOut row);
    }

    /** Of statements that are to be paid and are not, those whose money cannot leave now, and why. */
    private void eachWaiting(Actor actor, Runs.Working working, long from, Use use) {
        Actor system = Actor.system(actor.tenant());
        boolean parked = working.run().state().isPosted() && drift.parked(system);
        long after = from;
        List<LeftOut> page;
        do {
            page = sql.list("""
                    select organisation_id, code as statement, payable_minor as amount_minor, currency, 0::bigint as entries, '' as other_run
                      from settlement_statement
                     where tenant_id = ? and run_id = ? and organisation_id > ? and payable_minor > 0 and state <> 'PAID'
                     order by organisation_id limit ?""", row -> row(LeftOut.Why.PARKED, row), actor.tenant(), working.id(), after, AT_ONCE);
            if (page.isEmpty()) {
                return;
            }
            Set<String> unwritten = working.run().state().isClosed() ? unwritten(system, page) : Set.of();
            Map<OrganisationId, PayeeAccounts.Obstacle> obstacles = accounts.obstacles(system, page.stream().map(LeftOut::organisation).toList());
            for (LeftOut row : page) {
                PayeeAccounts.Obstacle obstacle = obstacles.get(row.organisation());
                List<LeftOut.Why> whys = new ArrayList<>();
                if (parked) {
                    whys.add(LeftOut.Why.PARKED);
                }
                if (unwritten.contains(row.statement())) {
                    whys.add(LeftOut.Why.INVOICE_MISSING);
                }
                if (obstacle != null) {
                    whys.add(obstacle == PayeeAccounts.Obstacle.FROZEN ? LeftOut.Why.ACCOUNT_FROZEN : LeftOut.Why.ACCOUNT_MISSING);
                }
                for (LeftOut.Why why : whys) {
                    if (!use.of(new LeftOut(why, row.organisation(), row.statement(), row.amount(), 0, ""))) {
                        return;
                    }
                }
            }
            after = page.get(page.size() - 1).organisation().value();
        } while (page.size() == AT_ONCE);
    }

    /** Of those statements, which wait for an invoice: what was asked for before the rule was made is paid without one. */
    private Set<String> unwritten(Actor system, List<LeftOut> page) {
        Set<String> missing = invoices.missing(system, page.stream().map(LeftOut::statement).toList());
        sql.list("select cause_code from payout_waiting where tenant_id = ? and cause_type = 'statement' and cause_code = any (?)",
                row -> row.text("cause_code"), system.tenant(), missing.toArray(String[]::new)).forEach(missing::remove);
        return missing;
    }
}
